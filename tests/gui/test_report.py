"""Reports: painted, saved, printed, and read back by poppler."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

import leukdesk
from leukdesk import INTENDED_USE
from leukdesk.cli import main
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.report.dialog import ReportDialog, Wanted
from leukdesk.gui.report.report import Look, PdfReport, ReportCancelledError, layout
from leukdesk.gui.report.sheet import Running, Sheet
from leukdesk.gui.report.table import write_table
from leukdesk.history.errors import PictureMissingError
from leukdesk.history.events import Kind
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.records import NewRecord
from leukdesk.history.review import Decision, State, meaning
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region, pixels_sha256
from leukdesk.imaging.optics import Optics
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import DataPaths, bundled_models, resources

from .conftest import WAIT

CARD = Catalog([bundled_models()]).default.card
CARDS = {CARD.sha256: CARD}
SAMPLE = resources() / "samples" / "pre-01.png"
IDENTIFIED = Privacy(identified=True)
OTHER = CARD.classes[0]
LABEL = CARD.classes[2]


def pixels():
    return cv2.cvtColor(cv2.imread(str(SAMPLE)), cv2.COLOR_BGR2RGB)


def a_result(number=0, **changes):
    picture = pixels()
    picture[:2, :2] = number
    rest = (1 - 0.7) / (len(CARD.classes) - 1)
    new = NewRecord(
        time=datetime(2026, 1, 1, 8, number, tzinfo=UTC),
        sample="B-0417",
        operator="Ana Vogt",
        source="/fields/first.png",
        region=None,
        picture_sha256=pixels_sha256(picture),
        width=picture.shape[1],
        height=picture.shape[0],
        model_id=CARD.id,
        model_version=CARD.version,
        model_sha256=CARD.sha256,
        probabilities={each.id: 0.7 if each is LABEL else rest for each in CARD.classes},
        label=LABEL.id,
        label_name=LABEL.name,
        uncertain=True,
        quality={"focus": 0.71, "brightness": 0.5},
        remarks={"out-of-focus": "The picture is out of focus."},
        optics=Optics("virtual", "100× oil", 0.1),
    )
    return replace(new, **changes), picture


@pytest.fixture
def history(data_dir):
    with History(DataPaths(data_dir)) as opened:
        yield opened


@pytest.fixture
def decided(history):
    """Three records of one sample: the second was changed and signed."""
    for number in range(3):
        history.append(*a_result(number, region=Region(3, 4, 416, 312) if number == 1 else None))
    history.decide([2], Decision(State.CHANGED, OTHER.id, OTHER.name, "Chromatin is <b>clumped</b>."), "Ben Ruiz")
    history.sign([2], "Cleo Tan", "I have seen the picture and agree.")
    return history


def poppler(name, *arguments):
    if shutil.which(name) is None:
        pytest.skip(f"{name} of poppler is not installed here")
    return subprocess.run([name, *map(str, arguments)], capture_output=True, check=True).stdout


def words_of(path: Path, *options) -> str:
    """What another program reads in a PDF, with every run of spaces as one."""
    return " ".join(poppler("pdftotext", *options, path, "-").decode().split())


def pages_of(path: Path) -> list[str]:
    return [" ".join(page.split()) for page in poppler("pdftotext", path, "-").decode().split("\f")[:-1]]


def report(history, selection, path, look=None, privacy=IDENTIFIED):
    fmt = PdfReport(look or Look(cards=CARDS))
    export(history, selection, fmt, path, privacy=privacy, actor="Ana")
    return fmt


def test_another_program_finds_everything_that_matters(decided, qapp, tmp_path):
    report(decided, [2], tmp_path / "two.pdf")
    words = words_of(tmp_path / "two.pdf")
    record = decided.get(2)
    for expected in (
        "Record 2", "B-0417", "Ana Vogt", "Ben Ruiz", "Cleo Tan", OTHER.name, CARD.title, CARD.version, CARD.sha256,
        record.picture_sha256, "I have seen the picture and agree.", "Chromatin is <b>clumped</b>.",
        "The picture is out of focus.", "100× oil", "0.1 µm per pixel", "region of the source at 3, 4", INTENDED_USE,
        f"event {decided.head().id - 1}, ", "Leukdesk", "0.700",
    ):  # fmt: skip
        assert expected in words, expected
    for each in CARD.classes:
        assert each.name in words
    assert re.search(r"Printed \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d", words)
    assert "diagnos" not in words.replace(INTENDED_USE, "").casefold()
    assert f"{record.time.astimezone():%Y-%m-%d %H:%M:%S}" in words


def test_the_suggestion_stays_beside_the_decision(decided, qapp, tmp_path):
    report(decided, [2], tmp_path / "two.pdf")
    words = words_of(tmp_path / "two.pdf")
    assert f"Uncertain: nearest is {LABEL.name} (0.70)" in words
    assert "needs review" not in words  # somebody has decided
    assert "Decided by Ben Ruiz, signed by Cleo Tan." in words
    report(decided, [1], tmp_path / "one.pdf")
    words = words_of(tmp_path / "one.pdf")
    assert "needs review" in words and "Not decided" in words


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_page_says_what_it_is_for_and_which_it_is(decided, qapp, tmp_path, paper):
    fmt = report(decided, "", tmp_path / "all.pdf", Look(paper, cards=CARDS))
    pages = pages_of(tmp_path / "all.pdf")
    assert len(pages) == fmt.pages >= 4
    for number, page in enumerate(pages, start=1):
        assert INTENDED_USE in page
        assert f"Page {number} of {len(pages)}" in page
    size = {"A4": "595 x 842 pts (A4)", "Letter": "612 x 792 pts (letter)"}[paper]
    assert size in " ".join(
        poppler("pdfinfo", tmp_path / "all.pdf").decode().replace("594.96 x 841.92", "595 x 842").split()
    )


def test_a_sample_begins_with_its_counts(decided, qapp, tmp_path):
    fmt = report(decided, [1, 2, 3], tmp_path / "sample.pdf", Look(compact=True, cards=CARDS))
    first = words_of(tmp_path / "sample.pdf", "-layout", "-l", "1")
    assert "Report of sample B-0417" in first
    assert f"{LABEL.name} 3 0" in first
    assert f"{OTHER.name} 0 1" in first
    assert "2 suggested, 1 signed" in first
    assert fmt.pages < report(decided, [1, 2, 3], tmp_path / "long.pdf").pages


def test_no_name_leaves_by_default(decided, qapp, tmp_path):
    report(decided, [2], tmp_path / "two.pdf", privacy=Privacy())
    words = words_of(tmp_path / "two.pdf") + poppler("pdfinfo", tmp_path / "two.pdf").decode()
    for told in ("B-0417", "Ana Vogt", "Ben Ruiz", "Cleo Tan", "first.png", "clumped"):
        assert told not in words
    assert "De-identified" in words


def test_the_scale_bar_and_the_bars_are_drawn_as_long_as_they_should_be(history, qapp, tmp_path):
    history.append(*a_result())
    report(history, [1], tmp_path / "one.pdf")
    assert "10 µm" in words_of(tmp_path / "one.pdf")
    poppler("pdftoppm", "-r", "144", "-png", "-singlefile", tmp_path / "one.pdf", tmp_path / "one")
    page = cv2.imread(str(tmp_path / "one.png"))
    black = np.all(page == 0, axis=2)
    longest = max(longest_run(row) for row in black)
    # The picture is 416 pixels of 0.1 µm wide; two pixels here for a point.
    points = 416 * 190 / 312
    assert longest == pytest.approx(2 * points * 10 / 41.6, abs=2)
    accent = np.all(np.abs(page.astype(int) - (0x85, 0x72, 0x0B)) < 6, axis=2)
    room = 2 * ((210 - 2 * 15) / 25.4 * 72 - points - 16)
    assert any(longest_run(row) == pytest.approx(0.7 * room, abs=2) for row in accent)


def longest_run(row) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return int(max(edges[1::2] - edges[::2], default=0))


def test_a_picture_that_is_gone_is_said_in_its_place(history, qapp, tmp_path):
    record = history.append(*a_result())
    next((history.paths.pictures / record.picture_sha256[:2]).iterdir()).unlink()
    done = export(history, [1], PdfReport(), tmp_path / "one.pdf")
    assert "The stored picture of record 1 is missing." in words_of(tmp_path / "one.pdf")
    assert done.remarks == ("The stored picture of record 1 is missing.",)
    assert str(history.paths.root) not in words_of(tmp_path / "one.pdf")
    with pytest.raises(PictureMissingError):
        history.picture(record)


def test_long_and_hostile_texts_stay_text_and_stay_on_the_page(history, qapp, tmp_path):
    reason = "word " * 3000 + "x" * 2000 + " the end of it"
    hostile = '<img src="file:///etc/passwd"> &amp; <script>'
    history.append(*a_result(sample="W" * 120, operator=hostile, source="/long" * 300, label_name=hostile))
    history.decide([1], Decision(State.REJECTED, reason=reason), "日本 花子 \u202e turned")
    fmt = report(history, [1], tmp_path / "one.pdf")
    words = words_of(tmp_path / "one.pdf")
    assert words.count("word") == 3000
    assert re.sub(r"[^x]", "", words.replace(" ", "")).count("x") >= 2000
    assert "the end of it" in words
    assert hostile in words
    assert "\u202e" not in words
    assert fmt.pages == len(pages_of(tmp_path / "one.pdf"))
    boxes = poppler("pdftotext", "-bbox", tmp_path / "one.pdf", "-").decode()
    right = max(float(each) for each in re.findall(r'xMax="([0-9.]+)"', boxes))
    bottom = max(float(each) for each in re.findall(r'yMax="([0-9.]+)"', boxes))
    assert right <= 595.5 - 40 and bottom <= 842 - 40


def test_a_record_with_two_decisions_and_a_signature_is_on_one_page_with_quality_in_words(history, qapp, tmp_path):
    quality = {"focus": 0.79, "unevenness": 0.06, "clipped_bright": 0.124, "normalised_variance": 13.15, "new_one": 2.0}
    more = dict.fromkeys(("brightness", "contrast", "cells", "stained", "smear_likeness", "sharpness"), 0.5)
    history.append(*a_result(quality=quality | more))
    history.decide([1], Decision(State.CONFIRMED, reason="It fits what is seen in the microscope. " * 2), "Ben Ruiz")
    history.decide([1], Decision(State.CHANGED, OTHER.id, OTHER.name, "The chromatin is clumped. " * 12), "Ben Ruiz")
    history.sign([1], "Cleo Tan", meaning(1))
    assert report(history, [1], tmp_path / "one.pdf").pages == 1
    page = words_of(tmp_path / "one.pdf", "-layout")
    for words in ("Focus 0.79", "Even light ±3 %", "Clipped white 12.4 %", "Normalised variance 13.15", "New one 2"):
        assert words in page
    assert "_" not in page.replace(CARD.id, "")
    # Half of it on a second page: no heading without what it is the heading of.
    history.decide([1], Decision(State.REJECTED, reason="Seen once more. " * 120), "Ben Ruiz")
    report(history, [1], tmp_path / "two.pdf")
    pages = pages_of(tmp_path / "two.pdf")
    assert len(pages) == 2
    for heading, last in (("Picture quality", "New one"), ("Where it comes from", CARD.sha256)):
        assert [heading in each for each in pages] == [last in each for each in pages]


def test_many_classes_go_on_over_the_pages(history, qapp, tmp_path):
    shares = {f"class-{number:03}": 1 / 120 for number in range(120)}
    history.append(*a_result(probabilities=shares, label="class-007", label_name="Seventh", model_sha256="0" * 64))
    report(history, [1], tmp_path / "one.pdf")
    words = words_of(tmp_path / "one.pdf")
    assert all(each in words for each in shares if each != "class-007") and "Seventh" in words


def test_pictures_are_embedded_as_large_as_they_are_seen(history, qapp, tmp_path):
    noise = np.random.default_rng(1).integers(0, 256, (2400, 3200, 3), dtype=np.uint8)
    history.append(replace(a_result()[0], width=3200, height=2400, picture_sha256=pixels_sha256(noise)), noise)
    report(history, [1], tmp_path / "one.pdf")
    assert (tmp_path / "one.pdf").stat().st_size < 3_000_000


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_any_text_can_be_painted(history, qapp, tmp_path, text):
    record = history.append(*a_result(sample=text, operator=text, source=text, label_name=text, remarks={"a": text}))
    fmt = report(history, [record.id], tmp_path / "any.pdf")
    assert len(pages_of(tmp_path / "any.pdf")) == fmt.pages


def test_pages_are_counted_as_they_are_painted(qapp, tmp_path):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "count.pdf"))
    printer.setPageLayout(layout("A4"))
    counts = []
    for pages in (None, 3):
        sheet = Sheet(printer, Running("left", "right", ()), pages)
        for number in range(130):
            sheet.text(f"line {number}")
        counts.append((sheet.page, sheet.y))
        sheet.close()
    assert counts[0] == counts[1] and counts[0][0] > 1


def test_no_word_of_a_tables_heading_is_broken_while_a_wide_column_has_room(qapp, tmp_path):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "table.pdf"))
    printer.setPageLayout(layout("A4"))
    sheet = Sheet(printer, Running("left", "right", ()), 1)
    write_table(sheet, (92, 4, 4), ("Class", "Suggested differential", "Share"), [("Neutrophil", "1", "2")])
    sheet.close()
    assert {"Suggested", "differential", "Share"} <= {*words_of(tmp_path / "table.pdf").split()}


def test_an_export_is_noted_and_a_cancelled_report_is_not_there(decided, qapp, tmp_path):
    report(decided, [1], tmp_path / "one.pdf")
    (event,) = decided.events([Kind.EXPORTED])
    assert (event.actor, event.new["format"], event.subject) == ("Ana", "pdf", str(tmp_path / "one.pdf"))

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise ReportCancelledError

    with pytest.raises(ReportCancelledError):
        export(decided, "", PdfReport(Look(), stop), tmp_path / "never.pdf")
    assert sorted(each.name for each in tmp_path.glob("*.pdf*")) == ["one.pdf", "one.pdf.manifest.json"]
    assert len(decided.events([Kind.EXPORTED])) == 1


def test_the_command_line_writes_the_report_of_a_sample(decided, qapp, data_dir, tmp_path, capsys):
    decided.close()
    assert main(["history", "report", "--sample", "B-0417", str(tmp_path / "s.pdf"), "--data-dir", str(data_dir)]) == 0
    said = capsys.readouterr().out
    assert "4 pages written" in said and INTENDED_USE in said and "De-identified" in said
    assert "B-0417" not in words_of(tmp_path / "s.pdf")
    arguments = ["history", "report", "2", str(tmp_path / "t.pdf"), "--identified", "--data-dir", str(data_dir)]
    assert main(arguments) == 0
    assert "B-0417" in words_of(tmp_path / "t.pdf")
    assert main(["history", "report", "9", str(tmp_path / "n.pdf"), "--data-dir", str(data_dir)]) == 1
    assert "has no record 9" in capsys.readouterr().err
    assert main(["history", "report", "--sample", "B", str(tmp_path / "n.pdf"), "--data-dir", str(data_dir)]) == 1
    assert "no record of the sample 'B'" in capsys.readouterr().err
    for wrong in (["1", "one.txt"], ["one.pdf"], ["1", "one.pdf", "--sample", "B-0417"]):
        with pytest.raises(SystemExit) as ended:
            main(["history", "report", *wrong, "--data-dir", str(data_dir)])
        assert ended.value.code == 2
    assert not (tmp_path / "n.pdf").exists()


def opened_dialog(program, qtbot) -> ReportDialog:
    window = program.window
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 3, timeout=WAIT)
    window.history.table.selectRow(1)
    window.actions_by_id[ActionId.REPORT].trigger()
    qtbot.waitUntil(lambda: window.records.reports.dialog is not None, timeout=WAIT)
    return window.records.reports.dialog


def test_the_window_saves_the_report_of_the_row_and_of_its_sample(decided, start, qtbot, tmp_path, monkeypatch):
    decided.close()
    program = start()
    window, path = program.window, tmp_path / "saved"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    dialog = opened_dialog(program, qtbot)
    assert dialog.one.isChecked() and not dialog.identified.isChecked() and not dialog.compact.isEnabled()
    assert dialog.all.text() == "All 3 records of sample B-0417"
    dialog.all.setChecked(True)
    dialog.identified.setChecked(True)
    with qtbot.waitSignal(window.records.jobs.said, timeout=WAIT) as said:
        dialog.save.click()
    assert said.args == [f"4 pages written to {path}.pdf."]
    assert "Report of sample B-0417" in words_of(tmp_path / "saved.pdf")
    assert window.export_bar.text == f"4 pages written to {path}.pdf."


def test_the_window_prints_and_the_log_knows_it(decided, start, qtbot, tmp_path):
    decided.close()
    program = start()
    dialog = opened_dialog(program, qtbot)
    dialog.reject()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageLayout(layout("A4"))
    reports = program.window.records.reports
    history = program.window._station.history
    with qtbot.waitSignal(program.window.records.jobs.said, timeout=WAIT) as said:
        reports.print(history.get(2), Wanted(False, False, "A4", IDENTIFIED), printer)
    assert re.fullmatch(r"\d pages? sent to .*printed\.pdf\.", said.args[0])
    assert "Record 2" in words_of(tmp_path / "printed.pdf")
    (event,) = history.events([Kind.EXPORTED])
    assert event.new["format"] == "print" and event.new["filter"] == {"records": [2]}


def test_without_a_row_the_window_says_what_to_do(start, qtbot, data_dir):
    window = start().window
    window.actions_by_id[ActionId.REPORT].trigger()
    assert "Select a row" in window.status.full_text
    assert window.records.reports.dialog is None


def test_a_sample_code_is_no_markup_in_the_dialog(qtbot, history):
    record = history.append(*a_result(sample="<b>x</b>&y" * 9))
    with closing(ReportDialog(record, 2)) as dialog:
        qtbot.addWidget(dialog)
        assert "&&y" in dialog.all.text()
        assert "<" not in dialog.all.toolTip()
    no_code = history.append(*a_result(1, sample=""))
    with closing(ReportDialog(no_code, 1)) as dialog:
        qtbot.addWidget(dialog)
        assert not dialog.all.isEnabled()


def test_the_command_needs_no_display(decided, data_dir, tmp_path):
    decided.close()
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    bare.pop("QT_QPA_PLATFORM")
    done = subprocess.run(
        [sys.executable, "-m", "leukdesk", "history", "report", "2", tmp_path / "two.pdf", "--data-dir", data_dir],
        env=bare | {"PYTHONPATH": str(Path(leukdesk.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Record 2" in words_of(tmp_path / "two.pdf")
