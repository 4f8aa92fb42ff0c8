"""The report of a slide session, read back by poppler."""

import re
from dataclasses import replace

import pytest

from leukdesk import INTENDED_USE
from leukdesk.gui.report.report import Look, ReportCancelledError
from leukdesk.gui.report.slide_report import CellsOfFields, session_report
from leukdesk.history import chain
from leukdesk.history.events import Kind
from leukdesk.history.exporting.gathering import gather
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.review import Decision, State
from leukdesk.history.review import signed as signature
from leukdesk.history.session.signing import meaning
from leukdesk.history.sessions import Sessions
from leukdesk.inference.card import Figure
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import bundled_models

from ..test_report import poppler, words_of
from .conftest import NAMES, PLAN, count

CARD = Catalog([bundled_models()]).get("pbc8-mobilenetv2").card
LOOK = Look(cards={PLAN.model_sha256: CARD})
IDENTIFIED = Privacy(identified=True)
CONFIRMED = Decision(State.CONFIRMED)


@pytest.fixture
def signed(history, session_id, cells):
    """A session with a changed and a rejected cell, ended and signed."""
    sessions = Sessions(history)
    first, second = cells[:2]
    history.decide([first.id], Decision(State.CHANGED, "basophil", "Basophil", "Large dark granules"), "Ben Ruiz")
    history.decide([second.id], Decision(State.REJECTED, reason="Smudged or damaged cell"), "Ben Ruiz")
    sessions.end(session_id, "Ana Vogt")
    doubtful = [each.id for each in sessions.cells(session_id) if each.needs_review]
    history.decide(doubtful, Decision(State.CONFIRMED), "Ana Vogt")
    sessions.sign(session_id, "Cleo Tan", meaning(sessions.get(session_id)))
    return session_id


def test_it_tells_counts_with_intervals_the_models_errors_decisions_and_the_signature(history, signed, qapp, tmp_path):
    path = tmp_path / "slide.pdf"
    lines = {"neutrophil": (0.4, 0.7)}
    done, pages = session_report(history, signed, path, LOOK, references=lines, privacy=IDENTIFIED, actor="Ana Vogt")
    assert (done.count, done.remarks) == (10, ())
    words = words_of(path)
    assert "Slide session on sample B-0417" in words
    assert (
        "9 of 200 cells in 8 fields; 4 seen again in a later field, 7 cut by an edge, 1 rejected: not counted" in words
    )
    assert "0.1 µm per pixel" in words
    assert CARD.title in words
    assert "Errors taken out" in words
    assert "40.0 % to 70.0 %" in words
    for limit in CARD.limits:
        assert limit in words
    assert "At other laboratories' slides this model named 21 to 60 % right (its card): review every cell" in words
    assert "Ben Ruiz changed 1; Ben Ruiz rejected 1" in words
    assert "Large dark granules" in words
    assert "Signed by Cleo Tan, " in words
    assert "the class of each cell and the counts are my decision" in words
    assert words.count(INTENDED_USE) >= pages
    assert len(poppler("pdftotext", path, "-").decode().split("\f")) - 1 == pages


def test_what_is_no_white_cell_stands_below_the_table(history, qapp, tmp_path):
    slide = count(history, 8, plan=replace(PLAN, per_hundred_ids=("blast",), set_aside_ids=("eosinophil",)))
    session_report(history, slide, tmp_path / "slide.pdf", LOOK, privacy=IDENTIFIED)
    words = words_of(tmp_path / "slide.pdf")
    assert "8 of 200 white cells in 8 fields" in words
    assert "Blast-like: 2; 25.0 per 100 white cells (" in words
    assert "Eosinophil, set aside: 0" in words
    assert "The table is of white cells alone." in words


def test_a_signed_report_says_where_the_models_errors_alone_would_do(history, signed, qapp, tmp_path):
    figures = CARD.class_figures["monocyte"]
    worse = replace(figures, specificity=Figure(0.4, 0.3, 0.5), recall=Figure(0.9, 0.8, 1.0))
    card = replace(CARD, class_figures={**CARD.class_figures, "monocyte": worse})
    look = Look(cards={PLAN.model_sha256: card})
    session_report(history, signed, tmp_path / "slide.pdf", look, privacy=IDENTIFIED)
    words = words_of(tmp_path / "slide.pdf")
    said = (
        r"errors alone would give about 60.0 % on a slide without any such cell\. (\d) of them w\w+ confirmed by the si"
    )
    assert re.search(said, words)[1] == str([*Sessions(history).get(signed).by_signature.values()].count("monocyte"))


def test_the_class_that_was_decided_is_written_whole_below_a_cell(history, session_id, cells, qapp, tmp_path):
    first = next(each for each in cells if each.label != "ig")
    change = Decision(State.CHANGED, "ig", NAMES["ig"], "Large granules")
    history.decide([first.id], change, "Ben Ruiz")
    sessions = Sessions(history)
    sessions.end(session_id, "Ana Vogt")
    history.decide([each.id for each in sessions.cells(session_id) if each.needs_review], CONFIRMED, "Ana Vogt")
    sessions.sign(session_id, "Cleo Tan", "Seen.")
    session_report(history, session_id, tmp_path / "slide.pdf", LOOK, privacy=IDENTIFIED)
    words = words_of(tmp_path / "slide.pdf", "-raw")
    assert "signed: Immature granulocyte" in words


@pytest.mark.parametrize("privacy", [IDENTIFIED, Privacy()])
def test_cells_that_the_signature_alone_has_confirmed_are_told_everywhere(history, signed, privacy, qapp, tmp_path):
    sessions = Sessions(history)
    session = sessions.get(signed)
    unseen = [each.id for each in sessions.cells(signed) if each.standing.decided_by == "Cleo Tan"]
    assert sorted(session.by_signature) == unseen != []
    session_report(history, signed, tmp_path / "slide.pdf", LOOK, privacy=privacy)
    words = words_of(tmp_path / "slide.pdf")
    assert f"confirmed {len(unseen)} by the signature alone, not one by one" in words  # under Decisions
    assert f"{len(unseen)} of 9 cells were confirmed by the signature alone, not one by one." in words
    assert words.count("by signature") == len(unseen)  # in the galleries
    if privacy.identified:
        assert "I have looked" not in words
        assert f"{len(unseen)} of them are confirmed as suggested by the signature alone, not one by one; " in words


def test_who_decided_after_the_signature_is_not_named_as_its_signer(history, signed, cells, qapp, tmp_path):
    first = Sessions(history).cells(signed)[0]
    history.decide([first.id], Decision(State.REJECTED, reason="Looked again"), "Ben Ruiz")
    with history.writing() as connection:  # as a log of before can have it
        chain.append(connection, [signature(history.get(first.id), "Ben Ruiz", "Only this one.")])
    session_report(history, signed, tmp_path / "slide.pdf", LOOK, privacy=IDENTIFIED)
    words = words_of(tmp_path / "slide.pdf")
    assert "Signed by Cleo Tan, " in words
    assert "Changed since. I sign this session of" in words
    assert "Only this one." not in words
    session_report(history, signed, tmp_path / "nobody.pdf", LOOK, privacy=Privacy(keep_operators=True))
    words = words_of(tmp_path / "nobody.pdf")
    assert "Signed by Cleo Tan, " in words
    assert "I have looked at this session" not in words


def test_each_class_has_its_gallery_with_every_cell(history, signed, qapp, tmp_path):
    session_report(history, signed, tmp_path / "slide.pdf", LOOK, privacy=IDENTIFIED)
    words = words_of(tmp_path / "slide.pdf")
    for each in Sessions(history).cells(signed):
        assert f"{each.id}: {each.probability:.2f}" in words
    assert "Basophil: 1 cell, the least certain first" in words
    assert "Rejected: no cell that counts: 1 cell" in words
    listed = poppler("pdfimages", "-list", tmp_path / "slide.pdf").decode()
    assert len(re.findall(r"^\s+\d+\s+\d+ image", listed, re.MULTILINE)) == 10


def test_by_default_nobody_is_named(history, signed, qapp, tmp_path):
    session_report(history, signed, tmp_path / "slide.pdf", LOOK)
    words = words_of(tmp_path / "slide.pdf")
    for name in ("B-0417", "Ana Vogt", "Ben Ruiz", "Cleo Tan", "Large dark granules"):
        assert name not in words
    assert "De-identified: " in words


def test_without_the_models_card_it_is_said_that_its_errors_are_unknown(history, signed, qapp, tmp_path):
    session_report(history, signed, tmp_path / "slide.pdf", privacy=IDENTIFIED)
    words = words_of(tmp_path / "slide.pdf")
    assert "Errors taken out" not in words
    assert "its card does not state them, or is not on this station any more" in words


def test_a_field_is_read_once_for_all_its_cells(history, session_id, cells):
    items = gather(history, [each.id for each in cells], IDENTIFIED).items
    fields = CellsOfFields(history, items)
    for item, cell in zip(items, cells, strict=True):
        box = cell.region
        field = history.picture(cell)
        assert (fields(item) == field[box.y : box.y + box.height, box.x : box.x + box.width]).all()
    for picture in history.paths.pictures.glob("??/*.png"):
        picture.unlink()
    assert all(fields(item).size for item in items)  # nothing is read anew


def test_a_field_that_is_gone_is_said_and_the_rest_is_written(history, signed, cells, qapp, tmp_path):
    gone = cells[-1].picture_sha256
    next(each for each in history.paths.pictures.glob("??/*.png") if each.stem.startswith(gone[:8])).unlink()
    done, _ = session_report(history, signed, tmp_path / "slide.pdf", LOOK, privacy=IDENTIFIED)
    lost = [each for each in cells if each.picture_sha256 == gone]
    assert len(done.remarks) == len(lost)
    assert NAMES["basophil"] in words_of(tmp_path / "slide.pdf")


def test_it_is_an_event_of_the_log_and_can_be_cancelled(history, signed, qapp, tmp_path):
    def stop(done, _total):
        if done == 3:
            raise ReportCancelledError

    with pytest.raises(ReportCancelledError):
        session_report(history, signed, tmp_path / "slide.pdf", LOOK, step=stop)
    assert not (tmp_path / "slide.pdf").exists()
    session_report(history, signed, tmp_path / "slide.pdf", LOOK, actor="Ana Vogt")
    (event,) = history.events((Kind.EXPORTED,))
    assert (event.actor, event.new["format"]) == ("Ana Vogt", "pdf-session")
