"""Live suggestions: bars that glide, written as the answer has them, and never taken for a result that is kept."""

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from leukdesk.gui.picture.picture_header import PictureHeader, Rates
from leukdesk.gui.result.answer import Answer
from leukdesk.gui.result.probability_chart import ProbabilityChart
from leukdesk.gui.result.result_panel import LIVE_ASIDE, ResultPanel
from leukdesk.inference.prediction import ClassProbability

from .conftest import WAIT, Still


def answer(*probabilities, uncertain=False, names="abcd"):
    classes = tuple(ClassProbability(name, f"Class {name}", p) for name, p in zip(names, probabilities, strict=False))
    return Answer("frame", classes, uncertain, 0.7, "model 1.0.0", "Row 1.")


@pytest.fixture
def chart(qtbot):
    chart = ProbabilityChart()
    qtbot.addWidget(chart)
    chart.resize(320, 240)
    chart.show()
    return chart


def test_bars_glide_to_the_next_answer_and_the_words_are_there_at_once(chart, qtbot):
    chart.show_answer(answer(0.9, 0.1))
    assert chart.bars == (0.9, 0.1)
    seen = []
    chart._glide.valueChanged.connect(lambda _: seen.append(chart.bars[0]))
    chart.show_answer(answer(0.2, 0.8), animate=True)
    assert chart.bars == (0.9, 0.1), "they begin where they were"
    assert chart.rows() == [("Class a", 0.2), ("Class b", 0.8)]
    assert "Class a 0.200" in chart.accessibleDescription()
    qtbot.waitUntil(lambda: chart.bars == pytest.approx((0.2, 0.8)), timeout=WAIT)
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == pytest.approx(0.2)


def test_the_next_answer_takes_over_from_where_the_bars_are(chart, qtbot):
    chart.show_answer(answer(0.0, 1.0))
    chart.show_answer(answer(1.0, 0.0), animate=True)
    qtbot.waitUntil(lambda: chart.bars[0] > 0.0, timeout=WAIT)
    here = chart.bars
    chart.show_answer(answer(0.0, 1.0), animate=True)
    assert chart.bars == pytest.approx(here), "no jump"
    qtbot.waitUntil(lambda: chart.bars == pytest.approx((0.0, 1.0)), timeout=WAIT)
    chart.show_answer(answer(1.0, 0.0), animate=True)
    chart.show_answer(answer(0.3, 0.7))
    assert chart.bars == (0.3, 0.7), "a result that is kept is there at once"
    chart.show_answer(answer(1.0, 0.0), animate=True)
    chart.show_answer(None)
    assert chart.bars == ()
    chart.grab()


def test_bars_of_other_classes_do_not_glide_into_each_other(chart):
    chart.show_answer(answer(0.9, 0.1))
    chart.show_answer(answer(0.1, 0.2, 0.7), animate=True)
    assert chart.bars == (0.1, 0.2, 0.7)
    chart.show_answer(answer(0.2, 0.1, 0.7, names="xyz"), animate=True)
    assert chart.bars == (0.2, 0.1, 0.7)


def test_nothing_glides_for_who_wants_no_animations_or_does_not_look(chart):
    chart.show_answer(answer(0.9, 0.1))
    style = Still("Fusion")
    style.setParent(chart)  # a style has to live as long as who wears it
    chart.setStyle(style)
    chart.show_answer(answer(0.2, 0.8), animate=True)
    assert chart.bars == (0.2, 0.8)
    chart.setStyle(None)
    chart.show_answer(answer(0.9, 0.1), animate=True)
    chart.hide()
    assert chart.bars == (0.9, 0.1)
    chart.show_answer(answer(0.2, 0.8), animate=True)
    assert chart.bars == (0.2, 0.8)


@pytest.fixture
def panel(qtbot):
    panel = ResultPanel()
    qtbot.addWidget(panel)
    panel.resize(380, 400)
    panel.show()
    return panel


def chip(panel) -> QLabel:
    return next(label for label in panel.findChildren(QLabel) if label.property("chip") == "live")


def picture(widget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].astype(int)


def test_a_live_suggestion_is_said_and_seen_not_to_be_kept(panel):
    kept = answer(0.9, 0.1)
    panel.show_answer(kept)
    assert not chip(panel).isVisible()
    assert panel.suggestion is None
    assert panel.aside == "Row 1. model 1.0.0"
    panel.show_live(kept)
    assert panel.suggestion is not None
    assert chip(panel).isVisible()
    assert panel.aside == f"{LIVE_ASIDE} model 1.0.0"
    assert "not saved" in LIVE_ASIDE
    assert panel.sentence == kept.sentence
    assert panel._sentence.property("role") == "muted"
    panel.show_live(answer(0.9, 0.1))
    panel.show_answer(kept)
    assert (panel.suggestion, chip(panel).isVisible(), panel._sentence.property("role")) == (None, False, "")
    panel.show_live(kept)
    panel.clear("The live view stopped.")
    assert (panel.answer, panel.suggestion, chip(panel).isVisible()) == (None, None, False)
    panel.show_live(kept)
    panel.wait("Classifying…")
    assert (panel.answer, panel.suggestion, chip(panel).isVisible()) == (None, None, False)


def test_live_bars_are_hatched(chart):
    chart.show_answer(answer(1.0, 0.0))
    solid = picture(chart)
    chart.show_answer(answer(1.0, 0.0), live=True)
    hatched = picture(chart)
    bar = (solid != hatched).any(axis=1)
    assert stripes(hatched[bar]) > stripes(solid[bar]) + 20, "a solid bar has its ends, and lines of the ground"


def stripes(rows: np.ndarray) -> int:
    """Return how often the grey changes along the most changing of some rows."""
    return int((np.abs(np.diff(rows[:, ::3], axis=1)) > 15).sum(axis=1).max())


def test_bars_under_a_live_sentence_stand_still_whether_it_has_one_line_or_two(panel, qtbot):
    panel.show_live(answer(0.9, 0.1))
    qtbot.wait(20)
    top = panel.chart.geometry().top()
    panel.show_live(answer(0.45, 0.55, uncertain=True))
    qtbot.wait(20)
    assert panel.chart.geometry().top() == top


def test_rates_do_not_move_what_is_beside_them(qtbot):
    header = PictureHeader()
    qtbot.addWidget(header)
    header.resize(700, 30)
    header.show()
    header.write("Live", "camera", "1920 × 1080", "live", rates=Rates(29.97, 0.0312, 0))
    assert header.rates == "30 frames/s 0.03 s 0 dropped"
    qtbot.wait(20)
    places = [label.geometry() for label in header.findChildren(QLabel)]
    for rates in (Rates(4.4, 11.2, 1111), Rates(120.0, 0.0, 88), Rates(0.0, 99999.0, 5)):
        header.show_rates(rates)
        qtbot.wait(20)
        assert [label.geometry() for label in header.findChildren(QLabel)] == places
    assert header.rates == "0 frames/s > 1 min 5 dropped"
    header.write("Frozen", "camera", "1920 × 1080")
    assert header.rates == ""
