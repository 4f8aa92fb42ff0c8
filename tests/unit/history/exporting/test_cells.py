"""Cells leave the program with their session and their place, and as a picture of their own."""

import csv
import hashlib
import json
from dataclasses import asdict, replace

import cv2
import numpy as np
import pytest

from leukdesk.differential.intervals import exact_interval
from leukdesk.differential.slide import read_slide
from leukdesk.differential.tally import per_hundred_of
from leukdesk.history import chain
from leukdesk.history.exporting.csv import Csv
from leukdesk.history.exporting.errors import ExportError
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.facts import facts
from leukdesk.history.exporting.formats import IDS, find
from leukdesk.history.exporting.json_lines import JsonFile, JsonLines
from leukdesk.history.exporting.outbox import Handover, begin, deliver
from leukdesk.history.exporting.png import Png
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.plain import time_text
from leukdesk.history.review import Decision, State
from leukdesk.history.review import signed as signature_of
from leukdesk.history.sessions import FieldFacts, SessionPlan, Sessions
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.imaging.optics import Optics
from leukdesk.inference.catalog import Catalog

SESSION = "5e" * 16
OPTICS = Optics("virtual", "100× oil", 0.066, "cal-7")
BOXES = (Region(0, 3, 11, 9), Region(20, 10, 12, 14))


@pytest.fixture
def counted(history, result):
    """Return a log with one record outside of sessions and two cells of one, and their field."""
    history.append(*result(1))
    new, pixels = result(2, sample="CASE-BRAVO")
    cells = [Cell(box, ((1, 4), (9, 4), (9, 9)), cut=box.x == 0, by_hand=box.x > 0) for box in BOXES]
    history.append_many([(replace(new, region=each.box, cell=each, session=SESSION), pixels) for each in cells])
    return history, pixels


def test_the_session_and_the_place_of_a_cell_are_in_tables(counted, tmp_path):
    history, _ = counted
    export(history, f"session:{SESSION[:6]}", JsonLines(), tmp_path / "cells.jsonl")
    export(history, "session:all", Csv(), tmp_path / "cells.csv")
    lines = [json.loads(line) for line in (tmp_path / "cells.jsonl").read_text("utf-8").splitlines()]
    assert [Cell.of_json(line["cell"]).box for line in lines] == [*BOXES]
    assert {line["session"] for line in lines} == {SESSION}
    assert {line["sample"] for line in lines}.isdisjoint({"CASE-BRAVO", ""})
    with (tmp_path / "cells.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    assert [(row["session"], row["region_x"], row["region_width"]) for row in rows] == [
        (SESSION, "0", "11"), (SESSION, "20", "12"),
    ]  # fmt: skip
    assert [row["cell_cut"] for row in rows] != [row["cell_by_hand"] for row in rows]
    for name in ("cells.jsonl", "cells.csv"):
        told = (tmp_path / f"{name}.manifest.json").read_text("utf-8")
        assert "CASE-BRAVO" not in told


@pytest.fixture
def signed(history, result):
    """Return a log with a record outside of sessions and a signed session of four cells: one changed, one rejected."""
    history.append(*result(1))
    new, pixels = result(2, sample="CASE-BRAVO", label="pre", label_name="Pre-B", optics=OPTICS)
    model = (new.model_id, new.model_version, new.model_sha256)
    classes = ("benign", "early", "pre"), ("Benign", "Early Pre-B", "Pre-B")
    plan = SessionPlan("CASE-BRAVO", "Zoe Ruiz", *model, 4, "/home/ruiz/slide", 0.6, *classes)
    sessions = Sessions(history)
    session = sessions.begin(plan)
    cells = [replace(new, region=(box := Region(at, 3, 6, 7)), cell=Cell(box)) for at in range(4)]
    logged = sessions.add_field(session.id, FieldFacts(new.picture_sha256), cells, pixels)
    history.decide([logged[0].id], Decision(State.CHANGED, "benign", "Benign", "round nucleus"), "Zoe Ruiz")
    history.decide([logged[3].id], Decision(State.REJECTED, reason="a smudge"), "Zoe Ruiz")
    sessions.end(session.id, "Zoe Ruiz")
    return history, sessions.sign(session.id, "Cleo", "I have seen it.")


def sessions_in(manifest):
    return json.loads(manifest.read_text("utf-8"))["sessions"]


def in_table(rows):
    return [(row["label"], row["count"], row["suggested"], row["undecided"]) for row in rows]


def test_a_session_goes_with_its_cells_in_the_manifest_of_any_format(signed, tmp_path):
    history, session = signed
    for format_id in ("csv", "jsonl", "png"):
        made = export(history, "session:all", find(format_id), tmp_path / format_id, privacy=Privacy(identified=True))
        (told,) = sessions_in(made.manifest)
        assert (told["session"], told["state"], told["sample"]) == (session.id, "signed", "CASE-BRAVO")
        assert (told["model_id"], told["model_version"]) == (session.plan.model_id, session.plan.model_version)
        assert (told["counted"], told["rejected"], told["target"], told["fields"]) == (3, 1, 4, 1)
        assert (told["signed_by"], told["signed_at"]) == ("Cleo", time_text(session.signed_at))
        scale = told["micrometres_per_pixel"], told["objectives"], told["calibrations"]
        assert scale == ([0.066], ["100× oil"], ["cal-7"])
        assert in_table([each | {"label": each["id"]} for each in told["classes"]]) == [
            ("benign", 1, 0, 0), ("early", 0, 0, 0), ("pre", 2, 3, 0),
        ]  # fmt: skip
        low, high = exact_interval(2, 3)
        assert told["classes"][2]["share"] == {"value": 2 / 3, "low": low, "high": high}


def test_what_is_no_white_cell_stands_beside_as_the_session_has_it(history, result, tmp_path):
    new, pixels = result(2, sample="S-1", label="pre", label_name="Pre-B")
    model = (new.model_id, new.model_version, new.model_sha256)
    classes = ("benign", "early", "pre"), ("Benign", "Early Pre-B", "Pre-B")
    plan = SessionPlan("S-1", "Ann", *model, 4, "a folder", 0.6, *classes, ("benign",), ("early",))
    sessions = Sessions(history)
    session = sessions.begin(plan)
    cells = [replace(new, region=(box := Region(at, 3, 6, 7)), cell=Cell(box)) for at in range(4)]
    first, second, *_ = sessions.add_field(session.id, FieldFacts(new.picture_sha256), cells, pixels)
    history.decide([first.id], Decision(State.CHANGED, "benign", "Benign", "dense nucleus"), "Ann")
    history.decide([second.id], Decision(State.CHANGED, "early", "Early Pre-B", "no nucleus"), "Ann")
    made = export(history, "session:all", find("csv"), tmp_path / "cells.csv")
    (told,) = sessions_in(made.manifest)
    low, high = exact_interval(2, 2)
    ratio = asdict(per_hundred_of(1, 2))
    tally = read_slide(sessions, session.id, Catalog([])).tally
    as_in_the_window = [(each.id, each.count, each.suggested, each.undecided) for each in tally.classes]
    assert in_table([each | {"label": each["id"]} for each in told["classes"]]) == as_in_the_window
    assert (told["counted"], told["set_aside"]) == (2, {"Early Pre-B": 1})
    assert told["classes"] == [
        {"id": "pre", "name": "Pre-B", "count": 2, "suggested": 2, "undecided": 2,
         "share": {"value": 1.0, "low": low, "high": high}},
    ]  # fmt: skip
    assert told["beside"] == [{"id": "benign", "name": "Benign", "count": 1, "undecided": 0, "per_100_white": ratio}]
    with made.sessions.open(encoding="utf-8-sig", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    names = ("part", "label", "count", "share", "share_high", "per_100_white", "suggested", "undecided")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("white", "pre", "2", "1.0", "1.0", "", "2", "2"),
        ("beside", "benign", "1", "", "", "50.0", "", "0"),
        ("set aside", "early", "1", "", "", "", "", ""),
    ]
    ends = float(rows[1]["per_100_white_low"]), float(rows[1]["per_100_white_high"])
    assert ends == pytest.approx((ratio["low"], ratio["high"]))


def test_a_table_of_the_session_lies_beside_a_csv_file(signed, tmp_path):
    history, session = signed
    made = export(history, f"session:{session.id[:6]}", Csv(), tmp_path / "cells.csv")
    assert made.sessions == tmp_path / "cells.sessions.csv"
    with made.sessions.open(encoding="utf-8-sig", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    assert in_table(rows) == [("benign", "1", "0", "0"), ("early", "0", "0", "0"), ("pre", "2", "3", "0")]
    assert {row["session"] for row in rows} == {session.id}
    listed = {each["name"]: each["sha256"] for each in json.loads(made.manifest.read_text("utf-8"))["files"]}
    assert listed["cells.sessions.csv"] == hashlib.sha256(made.sessions.read_bytes()).hexdigest()
    for path in (made.sessions, made.manifest):
        told = path.read_text("utf-8")
        assert not [name for name in ("CASE-BRAVO", "Ruiz", "Cleo") if name in told]
    alone = export(history, "", Csv(), tmp_path / "others.csv")
    assert alone.sessions is None
    assert not (tmp_path / "others.sessions.csv").exists()
    assert "sessions" not in json.loads(alone.manifest.read_text("utf-8"))


def test_what_lies_where_the_sessions_table_would_is_kept_unless_an_export_is_replaced(signed, tmp_path):
    history, _ = signed
    mine = tmp_path / "cells.sessions.csv"
    mine.write_text("mine")
    with pytest.raises(ExportError, match="something of this name"):
        export(history, "session:all", Csv(), tmp_path / "cells.csv")
    assert [each.name for each in tmp_path.glob("cells*")] == [mine.name]
    assert mine.read_text() == "mine"
    mine.unlink()
    first = export(history, "session:all", Csv(), tmp_path / "cells.csv")
    before = first.sessions.read_bytes()
    history.decide([2], Decision(State.CHANGED, "early", "Early Pre-B", "no"), "Ben")
    export(history, "session:all", Csv(), tmp_path / "cells.csv")
    assert first.sessions.read_bytes() != before


def test_a_workbook_has_a_sheet_of_sessions_and_parquet_has_them_in_its_metadata(signed, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    history, session = signed
    export(history, "session:all", find("xlsx"), tmp_path / "cells.xlsx", privacy=Privacy(identified=True))
    book = openpyxl.load_workbook(tmp_path / "cells.xlsx")
    assert book.sheetnames == ["Records", "Sessions", "About"]
    head, *rows = book["Sessions"].iter_rows(values_only=True)
    assert in_table([dict(zip(head, row, strict=True)) for row in rows]) == [
        ("benign", 1, 0, 0), ("early", 0, 0, 0), ("pre", 2, 3, 0),
    ]  # fmt: skip
    assert {(row[head.index("session")], row[head.index("signed_by")]) for row in rows} == {(session.id, "Cleo")}
    assert "Sessions: share_low" in [row[0] for row in book["About"].iter_rows(values_only=True)]
    export(history, "", find("xlsx"), tmp_path / "others.xlsx")
    assert openpyxl.load_workbook(tmp_path / "others.xlsx").sheetnames == ["Records", "About"]
    parquet = pytest.importorskip("pyarrow.parquet")
    made = export(history, "session:all", find("parquet"), tmp_path / "cells.parquet", privacy=Privacy(identified=True))
    told = json.loads(parquet.read_schema(made.target).metadata[b"leukdesk"])
    assert told["sessions"] == sessions_in(made.manifest)


def test_a_cells_picture_is_cut_out_of_its_field(counted, tmp_path):
    history, pixels = counted
    made = export(history, "session:all", Png(), tmp_path / "cells", privacy=Privacy(identified=True))
    files = sorted(made.target.glob("*.png"))
    assert len(files) == len(BOXES)
    for file, box in zip(files, BOXES, strict=True):
        found = cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB)
        np.testing.assert_array_equal(found, pixels[box.y : box.y + box.height, box.x : box.x + box.width])
        content = file.read_bytes()
        assert b"Field SHA-256" in content
        assert b"Picture SHA-256" not in content
    told = facts(history.get(3))
    assert (told["Region"], told["Slide session"]) == ("12 x 14 pixels at 20, 10", SESSION)


@pytest.mark.parametrize("format_id", IDS)
def test_every_format_takes_cells(counted, tmp_path, format_id):
    history, _ = counted
    fmt = find(format_id)
    if fmt.unavailable():
        pytest.skip(fmt.unavailable())
    history.decide([2], Decision(State.REJECTED, reason="no cell"), "Bo")
    made = export(history, "session:all", fmt, tmp_path / (f"all{fmt.suffix}" if fmt.one_file else "all"))
    assert (made.count, made.remarks) == (2, ())


def test_an_export_of_all_records_says_that_cells_of_sessions_are_not_in_it(counted, tmp_path):
    history, _ = counted
    made = export(history, "", JsonLines(), tmp_path / "all.jsonl")
    assert made.count == 1
    assert made.remarks == (
        "2 cells of slide sessions are not in this export. Export them by themselves, with session:all or by a "
        "session's id.",
    )
    assert export(history, "pre", JsonLines(), tmp_path / "some.jsonl").remarks == ()


def test_cells_of_sessions_are_not_handed_over_one_by_one(counted, tmp_path):
    history, _ = counted
    folder = tmp_path / "outbox"
    folder.mkdir()
    begin(history, folder)
    history.decide([2, 1, 3], Decision(State.CONFIRMED), "Bo")
    history.sign([1], "Cy", "Seen.")
    with history.writing() as connection:  # as the signature under their session signs them
        chain.append(connection, [signature_of(history.get(each), "Cy", "Seen.") for each in (2, 3)])
    assert deliver(history, Handover(folder, JsonFile())) == 1
    (file,) = folder.glob("*.json")
    assert json.loads(file.read_text("utf-8"))["id"] == 1
