"""Single parts: view, magnifier, region, chart, entry, banners, worker."""

import threading
from dataclasses import replace
from html import escape

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from leukdesk.gui.analyst import Analyst
from leukdesk.gui.entry.entry_bar import EntryBar
from leukdesk.gui.models.card_text import card_page
from leukdesk.gui.parts.banner import BannerStack
from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.theme import LIGHT
from leukdesk.gui.result.answer import Answer
from leukdesk.gui.result.result_panel import ResultPanel
from leukdesk.imaging.frame import Frame, Region
from leukdesk.inference.card import Weights
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.crop_rule import CropRule
from leukdesk.inference.elsewhere import caution
from leukdesk.inference.prediction import ClassProbability
from leukdesk.paths import bundled_models, resources

from .conftest import WAIT


def frame(width=320, height=240):
    return Frame(np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8), "test")


def test_the_picture_is_drawn_as_it_is(view):
    shown = frame(64, 48)
    view.show_frame(shown)
    view.actual_size()
    grabbed = view.viewport().grab().toImage()
    corner = view.mapFromScene(0.0, 0.0)
    for x, y in ((3, 5), (40, 20), (60, 44)):
        colour = grabbed.pixelColor(corner + QPoint(x, y))
        assert (colour.red(), colour.green(), colour.blue()) == tuple(shown.pixels[y, x])


def test_fit_follows_the_window_until_the_user_zooms(view, qtbot):
    view.show_frame(frame())
    small = view.scale_shown
    view.resize(1000, 800)
    assert view.scale_shown > small
    view.actual_size()
    assert view.scale_shown == pytest.approx(1.0)
    view.resize(640, 480)
    assert view.scale_shown == pytest.approx(1.0)
    view.zoom_in()
    assert view.scale_shown == pytest.approx(1.25)
    for _ in range(40):
        view.zoom_in()
    assert view.scale_shown <= 40.01
    view.fit()
    assert view.scale_shown == pytest.approx(small, rel=0.02)


def test_a_still_picture_is_shrunk_without_aliasing(view):
    stripes = np.zeros((2000, 2000, 3), np.uint8)
    stripes[:, ::2] = 255
    still = Frame(stripes, "test")
    assert len(still.smaller) == 4  # made on the worker, in the program
    view.show_frame(still)
    grabbed = view.viewport().grab().toImage()
    centre = view.mapFromScene(1000.0, 1000.0)
    values = {grabbed.pixelColor(centre + QPoint(d, 0)).red() for d in range(-20, 20)}
    assert all(100 < value < 155 for value in values)


def test_shift_and_drag_draws_a_region_and_a_click_removes_it(view, qtbot):
    view.show_frame(frame())
    start, end = view.mapFromScene(40.0, 30.0), view.mapFromScene(200.0, 150.0)
    shift, left = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
    with qtbot.waitSignal(view.region_changed):
        qtbot.mousePress(view.viewport(), left, shift, start)
        qtbot.mouseMove(view.viewport(), end)
        qtbot.mouseRelease(view.viewport(), left, shift, end)
    region = view.region
    assert region is not None
    assert abs(region.x - 40) <= 2
    assert abs(region.width - 160) <= 3
    with qtbot.waitSignal(view.region_changed):
        qtbot.mouseClick(view.viewport(), left, shift, start)
    assert view.region is None


def test_a_region_never_leaves_the_picture(view):
    view.show_frame(frame())
    view.set_region(Region(-50, -50, 5000, 5000))
    assert view.region == Region(0, 0, 320, 240)
    view.show_frame(frame(100, 80))
    assert view.region == Region(0, 0, 100, 80)
    view.show_frame(None)
    assert view.region is None


def test_a_region_can_be_drawn_with_the_keyboard(view, qtbot):
    view.show_frame(frame())
    view.set_region_tool(True)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    first = view.region
    assert first is not None
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.region.x > first.x
    assert view.region.height > first.height


def test_the_magnifier_follows_the_pointer(view, qtbot):
    view.show_frame(frame())
    view.set_magnifying(True)
    where = view.mapFromScene(100.0, 60.0)
    qtbot.mouseMove(view.viewport(), where)
    assert view.magnifier.isVisible()
    assert abs(view.magnifier.centre.x() - 100) < 2
    qtbot.mouseMove(view.viewport(), view.mapFromScene(-20.0, -20.0))
    assert not view.magnifier.isVisible()
    qtbot.mouseMove(view.viewport(), where)
    view.set_magnifying(False)
    assert not view.magnifier.isVisible()


def answer(*probabilities, uncertain=False, frame_id="a"):
    classes = tuple(ClassProbability(str(i), f"Class {i}", p) for i, p in enumerate(probabilities))
    return Answer(frame_id, classes, uncertain, 0.7, "model 1.0.0", "Row 1.")


def test_all_classes_are_drawn_and_the_sentence_uses_the_house_words(qtbot):
    panel = ResultPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_answer(answer(0.9, 0.05, 0.03, 0.02))
    assert panel.sentence == "Resembles Class 0 (0.90)"
    assert [value for _, value in panel.chart.rows()] == [0.9, 0.05, 0.03, 0.02]
    assert "Class 3 0.020" in panel.chart.accessibleDescription()
    panel.show_answer(answer(0.4, 0.6, uncertain=True))
    assert panel.sentence.startswith("Uncertain")
    assert "needs review" in panel.sentence
    panel.show_answer(answer(0.9996, 0.0004))
    assert panel.sentence == "Resembles Class 0 (> 0.99)", "never rounded to certainty"
    many = [1 / 20] * 20
    panel.show_answer(answer(*many))
    assert panel.chart.minimumSizeHint().height() >= 20 * panel.fontMetrics().height()
    panel.clear()
    assert panel.answer is None
    panel.chart.expect(("One", "Two"), 0.6)
    assert panel.chart.rows() == [("One", None), ("Two", None)]
    panel.chart.grab()


@pytest.mark.parametrize("field", ["_sample", "_operator"])
def test_enter_ends_both_entries(qtbot, field):
    bar = EntryBar()
    qtbot.addWidget(bar)
    bar.show()
    with qtbot.waitSignal(bar.done):
        qtbot.keyClicks(getattr(bar, field), " LAB-0042 ")
        qtbot.keyClick(getattr(bar, field), Qt.Key.Key_Return)
    assert "LAB-0042" in (bar.sample, bar.operator), "without the spaces around it"


def test_the_next_sample_code_replaces_the_one_before(qtbot):
    bar = EntryBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.set_sample("LAB-0042")
    bar.focus_sample()
    qtbot.keyClicks(bar._sample, "LAB-0043")
    assert bar.sample == "LAB-0043"


def test_messages_replace_each_other_by_key_and_are_few(qtbot):
    stack = BannerStack()
    qtbot.addWidget(stack)
    for number in range(5):
        stack.say(f"key {number}", f"message {number}")
    assert stack.texts() == ["message 4", "message 3", "message 2"]
    stack.say("key 4", "message 4 again")
    assert stack.texts()[0] == "message 4 again"
    for number in range(5):
        stack.take_back(f"key {number}")
    assert stack.isHidden()


@pytest.fixture
def analyst():
    made = Analyst(lambda: "service", lambda _: None)
    yield made
    assert made.stop()


def test_single_jobs_go_between_the_steps_of_a_stream(analyst, qtbot):
    analyst.start(lambda _: None, lambda _: None)
    got, ended, gate = [], [], threading.Event()

    def steps(service, job):
        yield 0
        gate.wait(10)
        yield from range(1, 5)

    analyst.stream(steps, got.extend, lambda: ended.append(True), ended.append)
    analyst.ask(lambda service: service, lambda answer: (got.append(answer), gate.set()))
    gate.set()
    qtbot.waitUntil(lambda: bool(ended), timeout=WAIT)
    assert [item for item in got if item != "service"] == [0, 1, 2, 3, 4]
    qtbot.waitUntil(lambda: "service" in got, timeout=WAIT)


def test_a_cancelled_job_tells_nothing(analyst, qtbot):
    told = []
    analyst.ask(lambda _: 1, told.append).cancel()
    analyst.ask(lambda _: 2, told.append)
    analyst.start(lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: told == [2], timeout=WAIT)


def test_a_failure_goes_to_whoever_asked(analyst, qtbot):
    told = []
    analyst.start(lambda _: None, lambda _: None)
    analyst.ask(lambda _: 1 / 0, lambda _: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT)
    assert isinstance(told[0], ZeroDivisionError)


def test_a_card_tells_how_near_the_stored_weights_come_and_what_was_published_of_a_class():
    package = Catalog([bundled_models()]).default
    (name, figures), *others = package.card.class_figures.items()
    told = replace(figures, recall=replace(figures.recall, published="0.969: a study"))
    card = replace(
        package.card, weights=Weights("int8", 0.9974, 0.0231, 2.53), class_figures={name: told, **dict(others)}
    )
    page = card_page(replace(package, card=card), LIGHT)
    assert (
        "int8, 2.5 MB; the trained network&#x27;s answer for 99.74 % of pictures, probabilities at most 0.023 apart"
        in page
    )
    assert "0.969: a study" in page
    assert "Weights" not in card_page(replace(package, card=replace(card, weights=None)), LIGHT)


def test_a_card_says_how_a_cell_is_cut_out_of_a_field_for_its_model():
    package = Catalog([bundled_models()]).get("pbc8-mobilenetv2")
    rule = package.card.crop
    page = card_page(package, LIGHT)
    told = (
        "25.2 µm around the cell; where the scale is not known, the cell's box and 38 % of its longer side around it."
    )
    assert escape(f"{told} {rule.reason}") in page

    def with_rule(rule):
        return card_page(replace(package, card=replace(package.card, crop=rule)), LIGHT)

    assert "µm around" not in with_rule(CropRule(margin=0.25))
    assert "box and 25 % of its longer side around it." in with_rule(CropRule(margin=0.25))
    assert "A cell is cut out" not in with_rule(None), "a model of fields cuts nothing out"


def test_a_card_says_which_of_its_classes_are_no_white_cells():
    page = card_page(Catalog([bundled_models()]).get("pbc8-mobilenetv2"), LIGHT)
    assert page.count("No white cell: ") == 2
    assert "small round dense nucleus. No white cell: counted per 100 white cells.</td>" in page
    assert "Small fragment without a nucleus. No white cell: set aside, not counted.</td>" in page


def test_a_card_says_what_its_model_was_worth_at_other_laboratories():
    package = Catalog([bundled_models()]).get("pbc8-mobilenetv2")
    page = card_page(package, LIGHT)
    assert "On pictures of other laboratories" in page
    for each in package.card.elsewhere:
        for told in (each.data, f"{each.accuracy:.3f}", f"{each.low:.3f} to {each.high:.3f}", f"{each.commonest:.3f}"):
            assert escape(told) in page
    assert escape(caution(package.card.elsewhere)) in page
    silent = card_page(replace(package, card=replace(package.card, elsewhere=())), LIGHT)
    assert "other laboratories" not in silent.replace(escape(package.card.limits[3]), "").casefold()


@pytest.mark.parametrize("path", sorted((resources() / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_drawn_in_the_schemes_colours(qapp, path):
    image = icon(path.stem, "#123456").pixmap(24, 24).toImage()
    colours = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    drawn = {colour.name() for colour in colours if colour.alpha() > 200}
    assert drawn, "something is seen at a button's size"
    assert "#123456" in drawn or path.stem == "leukdesk", "only the program's own icon has colours of its own"
