"""The running differential: figures with intervals, what the model's errors make of them, and no verdict."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from leukdesk.differential.correction import Errors
from leukdesk.differential.intervals import exact_interval
from leukdesk.differential.tally import ClassCount, Classes, Share, Tally, tally_of
from leukdesk.differential.wording import within_errors
from leukdesk.gui.slide.class_model import Column
from leukdesk.gui.slide.ending import may_end
from leukdesk.gui.slide.new_dialog import NewSlideDialog
from leukdesk.gui.slide.panel import SlidePanel
from leukdesk.gui.slide.reference_dialog import ReferenceDialog
from leukdesk.gui.slide.resume_offer import ResumeOffer
from leukdesk.gui.slide.ring import ProgressRing
from leukdesk.gui.slide.sessions_dialog import SessionsDialog
from leukdesk.gui.slide.signing import SlideSignDialog, what_is_signed
from leukdesk.gui.slide.status import Way, per_field
from leukdesk.history.people.laboratory import Laboratory
from leukdesk.history.review import Decision, State
from leukdesk.history.session.signing import why_not_ready
from leukdesk.history.sessions import Sessions
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import bundled_models

from .conftest import CLASSES, NAMES, PLAN, count, end

CARDS = [each.card for each in Catalog([bundled_models()]).packages]
CNMC = Errors(0.87, 0.80)


def of_two(blasts, others, undecided=None, errors=CNMC):
    """A tally of two classes as a model of the C-NMC set would have counted it."""
    all_of_them = blasts + others
    share = Share(blasts / all_of_them, *exact_interval(blasts, all_of_them))
    rest = Share(others / all_of_them, *exact_interval(others, all_of_them))
    return Tally(
        (
            ClassCount(
                "all", "ALL blast", blasts, share, blasts, blasts if undecided is None else undecided, None,
                errors.false_alone,
            ),
            ClassCount("hem", "Normal precursor", others, rest, others, others, None, 0.13),
        ),
        counted=all_of_them,
        target=200,
    )  # fmt: skip


@pytest.fixture
def panel(qtbot):
    made = SlidePanel()
    qtbot.addWidget(made)
    made.resize(440, 760)
    return made


@pytest.fixture
def shown(panel, history, session_id, cells):
    panel.show_session(
        Sessions(history).get(session_id), tally_of(cells, CLASSES, 200), {}, "Eight kinds", Way.HANDS_FREE
    )
    panel.show()
    return panel


def test_a_slide_without_any_blast_that_reads_twenty_per_cent_is_said_to_tell_nothing():
    (sentence,) = within_errors(of_two(40, 160))
    assert sentence == (
        "ALL blast: 20.0 % of the cells resemble it. This model's errors alone would give about 20.0 % on a slide "
        "without any such cell: look at them."
    )


def test_a_share_whose_interval_lies_above_the_errors_is_not_said_to_be_one():
    low, _ = exact_interval(60, 200)
    assert low > CNMC.false_alone
    assert within_errors(of_two(60, 140)) == []
    assert exact_interval(50, 200)[0] < CNMC.false_alone < 50 / 200
    assert len(within_errors(of_two(50, 150))) == 1  # 25 %, and still within reach of the errors


def test_it_is_said_as_well_when_all_were_confirmed_since():
    (sentence,) = within_errors(of_two(40, 160, undecided=0))
    assert "errors alone would give about 20.0 %" in sentence
    assert sentence.endswith("Since then all of them were decided.")
    (sentence,) = within_errors(of_two(40, 160, undecided=0), {7: "all", 8: "all", 9: "hem"})
    assert sentence.endswith("2 of them were confirmed by the signature alone, not one by one: look at them.")


def test_the_panel_says_whose_session_it_is_how_far_it_is_and_what_is_left(shown, cells):
    who, how, counted, rest = shown.lines
    assert who == "Sample B-0417 · Ana Vogt · Eight kinds 1.0.0"
    assert how == "Counting · hands-free · 8 fields · 4 cells seen again · 7 cut by the edge"
    assert counted == "10 of 200 cells counted"
    review = sum(each.needs_review for each in cells)
    assert f"{review} of these still need review, 10 cells not decided" in rest
    assert (shown.ring.text, shown.ring.accessibleDescription()) == ("5 %", "10 of 200")


def test_one_cell_is_spoken_of_as_one(panel, history, session_id):
    session = Sessions(history).get(session_id)
    panel.show_session(session, Tally(counted=4, target=200, uncertain=1, undecided=1, to_review=1), {})
    assert panel.lines[3] == "1 uncertain suggestion (25.0 %)\n1 of these still needs review, 1 cell not decided"


def test_each_share_stands_beside_its_exact_interval(shown, cells):
    model, tally = shown.model, shown.tally
    for row, each in enumerate(tally.classes):
        low, high = exact_interval(each.count, 10)
        text = model.index(row, Column.SHARE).data()
        assert text == f"{100 * each.count / 10:.1f} %\n{100 * low:.1f}–{100 * high:.1f}"
    assert model.rowCount() == len(NAMES)


def test_what_is_no_white_cell_is_no_part_of_the_differential_and_stands_below(panel, history, qtbot):
    plan = replace(PLAN, per_hundred_ids=("blast",), set_aside_ids=("eosinophil",))
    sessions = Sessions(history)
    slide = count(history, 8, plan=plan)  # eight monocytes and two blasts
    monocyte, blast = (
        next(each.id for each in sessions.cells(slide) if each.label == name) for name in ("monocyte", "blast")
    )
    history.decide([monocyte], Decision(State.CHANGED, "eosinophil", "Eosinophil", "granules"), "Ben Ruiz")
    classes = replace(CLASSES, per_hundred=plan.per_hundred_ids, set_aside=plan.set_aside_ids)
    session, tally = sessions.get(slide), tally_of(sessions.cells(slide), classes, 200)
    assert (tally.counted, tally.cells) == (session.white, session.cells) == (7, 10)
    assert [each.id for each in tally.classes] == [each for each in NAMES if each not in ("blast", "eosinophil")]
    (monocytes,) = (each for each in tally.classes if each.id == "monocyte")
    assert (monocytes.count, monocytes.suggested, monocytes.share.value) == (7, 7, 1.0)
    assert monocytes.share.low == exact_interval(7, 7)[0]
    panel.show_session(session, tally, {}, "Eight kinds", Way.HANDS_FREE)
    assert panel.model.rowCount() == len(NAMES) - 2
    assert panel.lines[2] == "7 of 200 white cells counted"
    assert panel.ring.accessibleDescription() == "7 of 200"
    assert panel.beside == (
        "Blast-like: 2; 28.6 per 100 white cells (2.9–150.1); 2 not decided\nEosinophil, set aside: 1"
    )
    assert {*panel.beside.split("\n")} <= {*what_is_signed(session, tally)}
    # A cell of another kind that a person calls a white one counts, and is no suggestion of any white class.
    history.decide([blast], Decision(State.CHANGED, "monocyte", "Monocyte", "folded nucleus"), "Ben Ruiz")
    after = tally_of(sessions.cells(slide), classes, 200)
    assert after.counted == sessions.get(slide).white == 8
    assert sum(each.suggested for each in after.classes) == 7
    panel.show_session(sessions.get(slide), tally_of(sessions.cells(slide), CLASSES, 200), {})
    assert panel.beside == ""


def test_where_there_is_no_correction_it_is_said_why(panel, history, session_id, cells):
    some = Classes(NAMES, {"basophil": Errors(0.5, 0.6), "neutrophil": Errors(0.95, 0.99)})
    panel.show_session(Sessions(history).get(session_id), tally_of(cells, some, 200), {})
    rows = list(NAMES)
    bad = panel.model.index(rows.index("basophil"), Column.CORRECTED)
    assert bad.data() == "–"
    assert "tells this class too badly apart" in bad.data(Qt.ItemDataRole.ToolTipRole)
    unknown = panel.model.index(rows.index("monocyte"), Column.CORRECTED)
    assert unknown.data() == "–"
    assert "card does not tell its errors" in unknown.data(Qt.ItemDataRole.ToolTipRole)
    assert panel.model.index(rows.index("neutrophil"), Column.ERRORS_ALONE).data() == "1.0 %"


def test_the_panel_says_it_where_errors_alone_would_do(panel, history, session_id):
    panel.show_session(Sessions(history).get(session_id), of_two(40, 160), {})
    assert "This model's errors alone would give about 20.0 %" in panel.caution
    panel.show_session(Sessions(history).get(session_id), of_two(120, 80), {})
    assert panel.caution == ""


def test_the_panel_says_it_where_the_models_card_tells_of_other_laboratories(panel, history, session_id):
    session, sentence = Sessions(history).get(session_id), "At other laboratories' slides this model named 19 % right."
    panel.show_session(session, of_two(120, 80), {}, elsewhere=sentence)
    assert panel.caution == sentence
    panel.show_session(session, of_two(40, 160), {}, elsewhere=sentence)
    assert panel.caution.startswith(f"{sentence}\n")
    assert "errors alone would give about 20.0 %" in panel.caution


def test_the_table_scrolls_by_itself_where_nothing_around_it_does(shown, qtbot):
    shown.resize(440, 480)
    qtbot.waitUntil(lambda: shown.table.verticalScrollBar().maximum() > 0)
    assert shown.references.geometry().bottom() <= shown.height()


def test_reference_lines_are_drawn_and_judge_nothing(shown, history, session_id, cells):
    words = words_of(shown)
    before = shown.table.grab().toImage()
    lines = {"neutrophil": (0.4, 0.7), "monocyte": (None, 0.08)}
    shown.show_session(Sessions(history).get(session_id), shown.tally, lines, "Eight kinds", Way.HANDS_FREE)
    assert shown.table.grab().toImage() != before
    assert words_of(shown) == words
    name = shown.model.index(0, Column.CLASS).data(Qt.ItemDataRole.ToolTipRole)
    assert name.endswith("This laboratory's own reference lines: 40.0 % to 70.0 %")


def words_of(panel):
    """Everything that is written, but for tooltips."""
    model = panel.model
    cells = [model.index(row, column).data() for row in range(model.rowCount()) for column in Column]
    return [*(each.text() for each in panel.findChildren(QLabel)), *cells]


def test_the_buttons_tell_what_is_wanted_and_offer_only_what_can_be_done(shown, history, session_id, qtbot):
    sessions = Sessions(history)
    for button, signal in ((shown.pause, shown.pause_wanted), (shown.gallery, shown.gallery_wanted)):
        with qtbot.waitSignal(signal):
            button.click()
    assert not shown.sign.isEnabled()
    assert "End it first" in shown.sign.toolTip()
    sessions.pause(session_id, "Ana Vogt")
    shown.show_session(sessions.get(session_id), shown.tally, {})
    with qtbot.waitSignal(shown.resume_wanted):
        shown.pause.click()
    sessions.end(session_id, "Ana Vogt")
    shown.show_session(sessions.get(session_id), shown.tally, {})
    assert not shown.pause.isEnabled()
    assert not shown.end.isEnabled()
    assert "uncertain and nobody has decided about" in shown.sign.toolTip()


def test_the_buttons_stay_where_they_are_while_one_counts(panel, history, session_id):
    session = Sessions(history).get(session_id)

    def places():
        """As in the window's column, that scrolls: the panel is as high as it has to be."""
        panel.resize(360, panel.layout().totalHeightForWidth(360))
        panel.layout().activate()
        buttons = (panel.pause, panel.end, panel.gallery, panel.sign, panel.report, panel.references)
        return [each.geometry() for each in buttons]

    panel.show_session(session, Tally(), {})
    before = places()
    panel.show_session(session, of_two(20, 80), {}, elsewhere="At other laboratories it was worth little. " * 5)
    assert panel.caution
    assert places() == before


def test_no_session_is_said_to_be_none(panel):
    assert panel.lines == ("No slide session", "Begin one to count the cells of a slide.", "", "")
    buttons = (panel.pause, panel.end, panel.gallery, panel.sign, panel.report, panel.references)
    assert not any(each.isEnabled() for each in buttons)


def test_of_the_counts_per_field_only_the_reliable_one_is_told(history, session_id):
    session = Sessions(history).get(session_id)
    assert per_field(session) == "A field had 1.2 new cells on average."
    assert not per_field(replace(session, fields=()))


def test_it_is_not_signed_while_something_uncertain_is_undecided(history, session_id, cells):
    sessions = Sessions(history)
    assert "still being counted" in why_not_ready(sessions.get(session_id))
    sessions.end(session_id, "Ana Vogt")
    doubtful = [each.id for each in cells if each.needs_review]
    assert f"{len(doubtful)} cells are uncertain" in why_not_ready(sessions.get(session_id))
    history.decide(doubtful, Decision(State.CONFIRMED), "Ana Vogt")
    assert why_not_ready(sessions.get(session_id)) == ""


def test_the_signature_says_what_it_counts_and_what_nobody_looked_at(history, session_id, cells, qtbot):
    sessions = Sessions(history)
    sessions.end(session_id, "Ana Vogt")
    doubtful = [each.id for each in cells if each.needs_review]
    history.decide(doubtful, Decision(State.CONFIRMED), "Ana Vogt")
    session, now = sessions.get(session_id), sessions.cells(session_id)
    tally = tally_of(now, CLASSES, 200)
    dialog = SlideSignDialog(session, tally, now, Laboratory(), "Ana Vogt")
    qtbot.addWidget(dialog)
    assert dialog.listed == what_is_signed(session, tally)
    rest = len(cells) - len(doubtful)
    assert dialog.meaning.startswith(
        f"I sign this session of 10 cells in 8 fields. {rest} of them are confirmed as suggested by the signature alone"
    )
    assert f"Not looked at: {rest} certain suggestions. The signature confirms them as suggested." in dialog.listed
    assert "The target of 200 cells is not reached." in dialog.listed
    dialog.typed.setText("Ana Vogt")
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog._enter.click()
    sessions.sign(session_id, wanted.args[1], wanted.args[3], {each.id: each.standing for each in now})
    session, now = sessions.get(session_id), sessions.cells(session_id)
    assert "signed by Ana Vogt already" in why_not_ready(session)
    first = min(session.by_signature)
    history.decide([first], Decision(State.REJECTED, reason="Smudged"), "Ana Vogt")
    again = what_is_signed(sessions.get(session_id), tally_of(sessions.cells(session_id), CLASSES, 200))
    assert f"Before: {rest - 1} of 9 cells were confirmed by the signature alone, not one by one." in again
    counted = f"{len(doubtful)} decided, 0 confirmed together with all certain ones, 0 not decided"
    assert f"9 cells in all: {counted}; 1 rejected." in again


def test_what_was_confirmed_together_is_told_apart(history, session_id, cells):
    sessions = Sessions(history)
    session = sessions.confirm_rest(session_id, "Ana Vogt")
    certain = [each.id for each in cells if not each.uncertain]
    assert session.together == len(certain)
    history.decide(certain[:1], Decision(State.CHANGED, "blast", "Blast-like", "looked again"), "Bo")
    session = sessions.get(session_id)
    assert (session.together, session.decided) == (len(certain) - 1, len(certain))
    told = f"1 decided, {len(certain) - 1} confirmed together with all certain ones"
    assert any(told in line for line in what_is_signed(session, tally_of(sessions.cells(session_id), CLASSES, 200)))


def test_uncertain_suggestions_stay_told_when_they_are_rejected(history, session_id, cells):
    before = tally_of(cells, CLASSES, 200)
    doubtful = [each.id for each in cells if each.uncertain]
    history.decide(doubtful, Decision(State.REJECTED, reason="Smudged"), "Bo")
    now = tally_of(Sessions(history).cells(session_id), CLASSES, 200)
    assert now.uncertain == before.uncertain == len(doubtful) > 0
    assert now.uncertain_share == before.uncertain_share == len(doubtful) / len(cells)
    assert (now.rejected, now.to_review) == (len(doubtful), 0)


@pytest.mark.parametrize("target", [100, 200, 400, 500])
def test_the_ring_tells_whole_per_cents_and_never_more_than_is_counted(qtbot, target):
    ring = ProgressRing()
    qtbot.addWidget(ring)
    for counted in range(target + 3):
        ring.show_progress(counted, target)
        whole = int(ring.text.removesuffix(" %"))
        assert whole * target <= 100 * counted or whole == 100
        assert whole == 100 or (whole + 1) * target > 100 * counted


def test_the_panel_says_what_the_signature_alone_has_confirmed(panel, history, session_id, cells):
    sessions = Sessions(history)
    sessions.end(session_id, "Ana Vogt")
    history.decide([each.id for each in cells if each.needs_review], Decision(State.CONFIRMED), "Ana Vogt")
    ended = sessions.get(session_id)
    panel.show_session(ended, tally_of(sessions.cells(session_id), CLASSES, 200), {})
    assert "by the signature alone" not in panel.lines[3]
    sessions.sign(session_id, "Cleo Tan", "Seen.")
    panel.show_session(sessions.get(session_id), tally_of(sessions.cells(session_id), CLASSES, 200), {})
    said = f"{ended.undecided} of 10 cells were confirmed by the signature alone, not one by one."
    assert said in panel.lines[3]


def test_reference_lines_are_set_in_per_cent_and_what_makes_no_sense_is_refused(qtbot):
    before = {"neutrophil": (0.4, 0.7), "elsewhere": (0.1, None)}
    dialog = ReferenceDialog(NAMES, before)
    qtbot.addWidget(dialog)
    told = []
    dialog.wanted.connect(told.append)
    assert [each.text() for each in dialog.fields["neutrophil"]] == ["40", "70"]
    dialog.fields["neutrophil"][0].setText("80")
    dialog._commit()
    assert told == []
    assert "the first is not above the second" in dialog.said
    dialog.fields["neutrophil"][0].setText("")
    dialog.fields["basophil"][1].setText("1,5")  # as a German keyboard has it
    dialog._commit()
    assert told == [{"neutrophil": (None, 0.7), "basophil": (None, 0.015), "elsewhere": (0.1, None)}]


def a_dialog(qtbot, sample="B-0417", others=(), **more):
    dialog = NewSlideDialog(CARDS, sample, "Ana Vogt", others, **more)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_new_session_is_of_a_cell_model_only(qtbot):
    dialog = a_dialog(qtbot, model_id="pbc8-mobilenetv2", target=400, way=Way.BY_HAND)
    offered = {dialog.model.itemData(row) for row in range(dialog.model.count())}
    assert offered == {each.id for each in CARDS if each.scope == "cell"}
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.begin.click()
    new = wanted.args[0]
    assert (new.sample, new.operator, new.target, new.way, new.folder) == ("B-0417", "Ana Vogt", 400, Way.BY_HAND, None)
    assert new.model_id == "pbc8-mobilenetv2"


def test_what_is_missing_is_said_before_it_can_be_begun(qtbot, tmp_path):
    dialog = a_dialog(qtbot, sample="")
    assert (dialog.said, dialog.begin.isEnabled()) == ("Scan or type the sample code.", False)
    dialog.sample.setText("B-0417")
    assert (dialog.said, dialog.begin.isEnabled()) == ("", True)
    dialog.ways[Way.FOLDER].setChecked(True)
    assert dialog.said == "Choose the folder with the pictures."
    dialog.set_folder(Path(tmp_path))
    assert dialog.new.folder == tmp_path
    nobody = a_dialog(qtbot, why_nobody="nobody is named as operator.")
    assert (nobody.said, nobody.begin.isEnabled()) == ("Nobody is named as operator.", False)
    nothing = NewSlideDialog([each for each in CARDS if each.scope == "field"], "B-0417", "Ana Vogt")
    qtbot.addWidget(nothing)
    assert nothing.said.startswith("No model for single cells")


def test_another_open_session_on_the_same_code_is_told_and_can_be_gone_on_with(history, session_id, qtbot):
    sessions = Sessions(history)
    sessions.end(count(history, 2), "Ana Vogt")
    others = sessions.others_on("B-0417")
    dialog = a_dialog(qtbot, others=others)
    assert dialog.said_of_twin.startswith("A session on this sample code is counting: 10 of 200 cells, begun by Ana")
    assert "There is 1 more on it." in dialog.said_of_twin
    with qtbot.waitSignal(dialog.go_on_wanted) as wanted:
        dialog.go_on.click()
    assert wanted.args == [session_id]


def test_a_session_on_the_same_code_that_has_ended_is_told_as_well(history, session_id, qtbot):
    sessions = Sessions(history)
    sessions.end(session_id, "Ana Vogt")
    dialog = a_dialog(qtbot, sample="B-0418")
    assert (dialog.said_of_twin, dialog.go_on.isVisible()) == ("", False)
    with qtbot.waitSignal(dialog.others_wanted) as wanted:
        dialog.sample.setText("B-0417")
    dialog.show_others("B-0418", sessions.others_on("B-0417"))
    assert dialog.said_of_twin == "", "an answer about the code of before"
    dialog.show_others(*wanted.args, sessions.others_on("B-0417"))
    assert dialog.said_of_twin.startswith("A session on this sample code is ended: 10 of 200 cells, begun by Ana")
    assert not dialog.go_on.isVisible()
    assert dialog.begin.isEnabled()


def test_the_dialog_grows_with_what_it_says_so_that_nothing_is_squashed(history, session_id, qtbot):
    dialog = a_dialog(qtbot, sample="B-0417")
    dialog.show_others("B-0417", Sessions(history).others_on("B-0417"))
    assert dialog.go_on.isVisible()
    low = [
        each.text()
        for each in (*dialog.ways.values(), dialog.choose_folder, dialog.go_on)
        if each.height() < each.sizeHint().height()
    ]
    assert not low


def test_no_two_things_of_the_dialog_are_reached_by_one_letter(qtbot):
    dialog = a_dialog(qtbot)
    texts = [each.text() for each in (*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton))]
    letters = [QKeySequence.mnemonic(each).toString() for each in texts]
    letters = [each for each in letters if each]
    assert len(letters) == len(set(letters)) >= 8


def test_a_session_that_has_reached_its_target_ends_without_a_question(history, session_id, qtbot):
    session, parent = Sessions(history).get(session_id), QWidget()
    qtbot.addWidget(parent)
    assert may_end(replace(session, plan=replace(session.plan, target=session.cells)), parent)


def test_a_long_code_is_told_by_its_ends_and_makes_nothing_wider(history, session_id, qtbot):
    sessions = Sessions(history)
    sessions.begin(replace(PLAN, sample=f"B{'0' * 118}7"))
    wide = []
    for some in (sessions.open_sessions()[1:], sessions.open_sessions()):
        offer = ResumeOffer()
        qtbot.addWidget(offer)
        offer.offer([*some, *some])
        wide.append(offer.minimumSizeHint().width())
    assert wide[0] == wide[1]
    assert f"sample B{'0' * 19}…{'0' * 11}7 was not ended" in offer.text
    dialog = SessionsDialog(sessions.open_sessions())
    qtbot.addWidget(dialog)
    assert dialog.table.columnWidth(1) < dialog.width() / 4


def test_sessions_that_were_never_ended_are_offered_after_a_start(history, session_id, qtbot):
    offer = ResumeOffer()
    qtbot.addWidget(offer)
    offer.resize(1000, 60)
    offer.offer([])
    assert not offer.isVisible()
    sessions = Sessions(history)
    offer.offer(sessions.open_sessions())
    assert offer.isVisible()
    assert offer.text.startswith(
        "The session on sample B-0417 was not ended: 10 of 200 cells in 8 fields, the last one "
    )
    second = count(history, 2, plan=replace(PLAN, sample="B-0500"))
    offer.offer(sessions.open_sessions())
    assert offer.text.startswith("2 slide sessions were not ended. ")
    offer.which.setCurrentText("B-0500")
    assert "sample B-0500" in offer.text
    with qtbot.waitSignal(offer.go_on_wanted) as wanted:
        offer.go_on.click()
    assert wanted.args == [second]
    assert offer.isVisible(), "until it is known that it could be gone on with"
    with qtbot.assertNotEmitted(offer.end_wanted):
        end(offer.end, "&Not yet")
    with qtbot.waitSignal(offer.end_wanted) as wanted:
        assert f"{sessions.get(second).cells} of 200 cells?" in end(offer.end)
    assert wanted.args == [second]
    offer.drop(second)
    assert offer.text.startswith("The session on sample B-0417 was not ended")
    offer.drop(session_id)
    assert not offer.isVisible()
    offer.offer(sessions.open_sessions())
    with qtbot.waitSignal(offer.closed):
        offer.later.click()
