"""Figures of quality with how good they are: by colour, by shape and in words."""

import itertools
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from leukdesk.gui.parts import theme
from leukdesk.gui.parts.theme import DARK, LIGHT
from leukdesk.gui.result.figure_pill import FigurePill, level_colours
from leukdesk.gui.result.quality_strip import QualityStrip

LEVELS = ("good", "fair", "bad")


@dataclass(frozen=True)
class Judgement:
    """What imaging gives, in the parts that the strip uses."""

    id: str
    caption: str
    text: str
    level: str
    sentence: str = ""


FOCUS = Judgement("focus", "Focus", "0.42", "bad", "Out of focus: turn the fine focus.")
LIGHT_FIELD = Judgement("evenness", "Even light", "0.81", "fair", "The light is uneven: centre the condenser.")
CLIPPED = Judgement("clipped", "Clipped", "0.1 %", "good", "Nothing is clipped.")
CAST = Judgement("cast", "Colour cast", "12.0", "fair", "The background is yellow: set the white balance.")
CONTRAST = Judgement("contrast", "Contrast", "0.55", "good")
BLUR = Judgement("blur", "Motion blur", "11.2 px", "good")
ALL = (CLIPPED, LIGHT_FIELD, FOCUS, CAST, CONTRAST, BLUR)


@pytest.fixture
def strip(qtbot):
    strip = QualityStrip()
    qtbot.addWidget(strip)
    strip.resize(380, 160)
    strip.show()
    return strip


def test_every_figure_has_its_level_and_the_worst_is_said_first(strip):
    strip.show_judgements(ALL, 1280, 1024, {"not-a-smear": "This does not look like a smear."})
    assert [(strip.value(each.caption), strip.level(each.caption)) for each in ALL] == [
        (each.text, each.level) for each in ALL
    ]
    assert (strip.value("Size"), strip.level("Size")) == ("1280 × 1024", "")
    lines = strip.remarks.split("\n")
    assert lines[:2] == [FOCUS.sentence, LIGHT_FIELD.sentence]
    assert lines[2] == "Also: cast, not a smear."
    assert CLIPPED.sentence not in strip.remarks, "what is good needs no sentence"


def test_a_sentence_is_not_said_twice_and_a_good_picture_needs_none(strip):
    strip.show_judgements([FOCUS], 10, 10, {"blurred": FOCUS.sentence})
    assert strip.remarks == FOCUS.sentence
    strip.show_judgements([CLIPPED, BLUR], 10, 10)
    assert strip.remarks == ""


def test_levels_are_told_to_who_does_not_see_them(strip):
    strip.show_judgements(ALL, 1280, 1024)
    spoken = {pill.accessibleName(): pill.accessibleDescription() for pill in strip.findChildren(FigurePill)}
    assert spoken["Focus"] == "0.42, bad"
    assert spoken["Even light"] == "0.81, could be better"
    assert spoken["Clipped"] == "0.1 %, good"


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_levels_are_legible_in_both_schemes(tones):
    for level in LEVELS:
        ground, ink = (QColor(each) for each in level_colours(tones, level))
        assert contrast(ground, ink) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_levels_differ_in_shape_and_not_only_in_colour(qtbot, scheme, dressed):
    dressed(scheme)
    shapes = []
    for level in LEVELS:
        pill = FigurePill("Focus")
        qtbot.addWidget(pill)
        pill.resize(90, 24)
        pill.show_figure("0.50", level)
        image = pill.grab().toImage()
        ground, ink = (QColor(each) for each in level_colours(theme.tones(pill.palette()), level))
        near = [
            [far(image.pixelColor(x, y), ink) < far(image.pixelColor(x, y), ground) for x in range(4, 19)]
            for y in range(4, 20)
        ]
        shapes.append(near)
    for one, other in itertools.combinations(shapes, 2):
        differ = sum(a != b for left, right in zip(one, other, strict=True) for a, b in zip(left, right, strict=True))
        assert differ > 25


def far(one: QColor, other: QColor) -> int:
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours after WCAG 2.2."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def cells(strip) -> list[QRect]:
    pills = strip.findChildren(FigurePill)
    captions = [label for label in strip.findChildren(QLabel) if label.text() in strip._values]
    return [each.geometry() for each in (*pills, *captions) if each.isVisible()]


@pytest.mark.parametrize("width", [380, 320, 700])
def test_nothing_is_cut_off_or_covered_whatever_the_width(strip, qtbot, width):
    strip.show_judgements(ALL, 1280, 1024)
    strip.resize(width, 160)
    qtbot.wait(20)
    assert strip.width() == width
    hidden = [caption for caption, (_, pill) in strip._values.items() if pill.isHidden()]
    assert hidden in ([], ["Size"]), "the size alone, which the header says as well, may be left out"
    for pill in filter(FigurePill.isVisible, strip.findChildren(FigurePill)):
        assert pill.width() >= min(pill.least_width, pill.sizeHint().width())
    for label in (each for each in strip.findChildren(QLabel) if each.text() in strip._values and each.isVisible()):
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    for one, other in itertools.combinations(cells(strip), 2):
        assert not one.intersects(other)


def test_what_the_log_holds_is_shown_as_before_after_what_was_judged(strip, qtbot):
    strip.show_judgements(ALL, 1280, 1024)
    figures = {"focus": 0.5, "brightness": 0.8, "contrast": 0.3, "clipped_dark": 0.01, "clipped_bright": 0.02}
    strip.show_quality(figures, 640, 480, {"dark": "It is dark."})
    qtbot.wait(20)
    assert [strip.value(each) for each in ("Focus", "Brightness", "Contrast", "Clipped", "Size")] == [
        "0.50",
        "0.80",
        "0.30",
        "3.0 %",
        "640 × 480",
    ]
    assert strip.level("Focus") == ""
    assert strip.remarks == "It is dark."
    assert len({cell.top() for cell in cells(strip)}) == 2, "one row of captions and one of values"
    strip.clear()
    assert strip.value("Focus") == "–"
    assert strip.remarks == ""


def test_figures_do_not_move_while_they_change(strip, qtbot):
    strip.show_judgements(ALL, 1280, 1024)
    qtbot.wait(20)
    before = cells(strip)
    for text in ("0.5 %", "9.9 %", "10.2 %", "0.0 %"):
        strip.show_judgements([Judgement("clipped", "Clipped", text, "fair"), *ALL[1:]], 1280, 1024)
        qtbot.wait(10)
        assert cells(strip) == before
