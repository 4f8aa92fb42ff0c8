"""Scale bar, grid, crosshair, marks and messages over the picture, read back from what is drawn."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication, QLabel

from leukdesk.gui.parts.spinner import Spinner
from leukdesk.gui.picture import overlays
from leukdesk.gui.picture.overlays import Mark, Sight, length_in_words, round_length
from leukdesk.gui.picture.picture_banner import PictureBanner
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.imaging.frame import Frame, Region

BRIGHT, NUCLEUS = (250, 248, 252), (40, 20, 70)


@pytest.fixture
def view(qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    return view


def plain(colour=BRIGHT, width=400, height=300):
    return Frame(np.full((height, width, 3), colour, np.uint8), "test")


def drawn(view) -> np.ndarray:
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def changed(view, before) -> np.ndarray:
    """Return where the view differs from what it was, as booleans."""
    return (np.abs(drawn(view) - before) > 30).any(axis=2)


def sight(width=600.0, height=400.0, micrometres=None):
    return Sight(QRectF(0, 0, width, height), QTransform(), QRectF(0, 0, width, height), micrometres)


def words_of(draw, seen) -> str:
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    words = draw(painter, seen)
    painter.end()
    return words


@pytest.mark.parametrize("wanted", [0.013, 0.4, 1.0, 3.3, 14.0, 77.0, 999.0, 12345.0])
def test_lengths_are_round_and_near_what_is_wanted(wanted):
    length = round_length(wanted)
    assert 0.6 < length / wanted < 1.6
    digits = f"{length:e}"
    assert digits[0] in "125"
    assert not digits[1:].split("e")[0].strip(".0")


def test_lengths_are_written_in_a_unit_that_a_person_would_use():
    assert [length_in_words(each) for each in (0.05, 0.5, 1, 20, 500, 1000, 5000)] == [
        "50 nm",
        "0.5 µm",
        "1 µm",
        "20 µm",
        "500 µm",
        "1 mm",
        "5 mm",
    ]


@pytest.mark.parametrize("per_pixel", [0.02, 0.07, 0.1, 0.25, 0.6, 1.3])
def test_the_scale_bar_is_as_long_as_it_says(view, per_pixel):
    view.show_frame(plain(NUCLEUS))
    before = drawn(view)
    view.set_scale(per_pixel)
    after = drawn(view)
    white = (after.min(axis=2) > 240) & (before.max(axis=2) < 100)
    rows = white.sum(axis=1)
    row = int(np.argmax(rows))
    long = int(rows[row])
    assert (rows == long).sum() >= 3, "a bar, not a line of letters"
    micrometres = long / view.scale_shown * per_pixel
    assert micrometres == pytest.approx(round_length(micrometres), rel=0.03)
    assert 0.1 < long / view.sight().visible.width() < 0.35, "about a fifth of what is seen"
    assert row > after.shape[0] / 2 > np.argmax(white[row]), "at the lower left"


def test_the_scale_bar_follows_zoom_and_turning_and_goes_without_a_scale(view):
    assert words_of(overlays.scale_bar, sight(micrometres=0.1)) == "10 µm"
    assert words_of(overlays.scale_bar, sight(micrometres=0.02)) == "2 µm"
    assert words_of(overlays.scale_bar, sight()) == ""
    assert words_of(overlays.scale_bar, sight(20, 10, 0.1)) == "", "no room"
    view.show_frame(plain())
    plainly = drawn(view)
    view.set_scale(0.1)
    fitting = view.sight().micrometres
    assert fitting == pytest.approx(0.1 / view.scale_shown)
    view.set_orientation(1, True)
    assert view.sight().micrometres == pytest.approx(0.1 / view.scale_shown)
    view.set_orientation(0, False)
    view.zoom_in()
    assert view.sight().micrometres == pytest.approx(fitting / 1.25)
    view.fit()
    view.set_scale(None)
    assert (drawn(view) == plainly).all()


@pytest.mark.parametrize("ground", [BRIGHT, NUCLEUS])
@pytest.mark.parametrize("what", ["scale", "grid", "cross", "marks", "words"])
def test_everything_is_legible_on_bright_background_and_on_dark_nuclei(view, ground, what):
    view.show_frame(plain(ground))
    before = drawn(view)
    match what:
        case "scale":
            view.set_scale(0.1)
        case "grid":
            view.set_grid(True)
        case "cross":
            view.set_crosshair(True)
        case "marks":
            view.set_marks([Mark(200, 150, 30, "Neutrophil")])
        case "words":
            view.flashing.begin("Captured 12", light=False)
    there = changed(view, before)
    assert there.sum() > 100
    light = drawn(view)[there].mean(axis=1)
    contrast = (max(light.max(), np.mean(ground)) + 12.75) / (min(light.min(), np.mean(ground)) + 12.75)
    assert contrast > 1.8


def test_the_grid_has_a_line_every_round_number_of_micrometres(view):
    view.show_frame(plain(NUCLEUS))
    view.set_scale(0.1)
    before = drawn(view)
    view.set_grid(True)
    row = changed(view, before)[round(view.sight().visible.top()) + 5]
    lines = [x for x in range(1, len(row)) if row[x] and not row[x - 1]]
    steps = np.diff(lines)
    assert len(steps) >= 3
    assert steps.max() - steps.min() <= 2, "to the next pixel"
    micrometres = steps.mean() * view.sight().micrometres
    assert micrometres == pytest.approx(round_length(micrometres), rel=0.02)
    assert words_of(overlays.grid, sight(micrometres=0.1)) == "Grid: 10 µm"


def test_the_grid_is_of_tenths_where_the_scale_is_not_known(view):
    view.show_frame(plain(NUCLEUS))
    before = drawn(view)
    view.set_grid(True)
    there = changed(view, before)
    picture = view.sight().visible.toRect()
    row = there[picture.top() + 5, picture.left() + 4 : picture.right() - 4]
    column = there[picture.top() + 4 : picture.bottom() - 4, picture.left() + 5]
    for line in (row, column):
        assert (np.diff(line.astype(int)) == 1).sum() == 9
    assert words_of(overlays.grid, sight()) == "Grid: tenths of the field"


def test_the_crosshair_marks_the_pictures_middle_and_leaves_it_free(view):
    view.show_frame(plain(NUCLEUS))
    view.actual_size()
    view.zoom_in()
    before = drawn(view)
    view.set_crosshair(True)
    there = changed(view, before)
    middle = view.sight().to_view.map(QPointF(200, 150)).toPoint()
    assert not there[middle.y() - 5 : middle.y() + 5, middle.x() - 5 : middle.x() + 5].any()
    assert there[middle.y(), middle.x() + 60]
    assert there[middle.y() - 60, middle.x()]
    view.set_crosshair(False)
    assert (drawn(view) == before).all()


def test_overlays_stand_still_while_the_picture_is_dragged_under_them(view, qtbot):
    view.show_frame(plain(NUCLEUS, 2000, 2000))
    view.set_scale(0.1)
    view.actual_size()
    view.centerOn(1000.0, 1000.0)
    before = drawn(view)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(view.viewport(), left, none, QPoint(300, 200))
    qtbot.mouseMove(view.viewport(), QPoint(250, 160))
    qtbot.mouseRelease(view.viewport(), left, none, QPoint(250, 160))
    assert (drawn(view) == before).all()


@pytest.mark.parametrize("orientation", [(0, False), (1, False), (2, True), (3, True)])
def test_marks_lie_on_their_cells_whichever_way_the_picture_is_turned(view, orientation):
    view.show_frame(plain(NUCLEUS))
    view.set_orientation(*orientation)
    before = drawn(view)
    view.set_marks([Mark(100, 60, 30)])
    there = changed(view, before)
    middle = view.sight().to_view.map(QPointF(100, 60))
    down, right = np.nonzero(there)
    radius = 30 * view.scale_shown
    away = np.hypot(right - middle.x(), down - middle.y())
    assert (np.abs(away - radius) < 4).all()
    assert len(away) > 4 * radius
    view.set_marks([])
    assert (drawn(view) == before).all()


def test_names_of_marks_are_written_upright_and_only_where_they_can_be_read(view):
    view.show_frame(plain(NUCLEUS))
    view.set_marks([Mark(200, 150, 30)])
    before = drawn(view)
    view.set_marks([Mark(200, 150, 30, "Neutrophil")])
    down, right = np.nonzero(changed(view, before))
    assert right.max() - right.min() > 2 * (down.max() - down.min())
    assert down.min() > view.sight().to_view.map(QPointF(200, 180)).y()
    view.set_marks([Mark(200, 150, 3)])
    before = drawn(view)
    view.set_marks([Mark(200, 150, 3, "Neutrophil")])
    assert not changed(view, before).any()
    seen = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(seen)
    assert overlays.marks(painter, sight(), [Mark(10, 10, 5), Mark(-50, 0, 5), Mark(590, 390, 30)]) == 2
    painter.end()


def test_nothing_is_laid_over_a_picture_that_is_not_there(view):
    before = drawn(view)
    view.set_scale(0.1)
    view.set_grid(True)
    view.set_crosshair(True)
    view.set_marks([Mark(10, 10, 5, "Neutrophil")])
    view.flash("Captured 1")
    assert (drawn(view) == before).all()


@pytest.mark.parametrize("tone", ["info", "busy", "error"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_message_is_legible_over_the_faded_picture_in_both_schemes(view, qtbot, tone, scheme, dressed):
    dressed(scheme)
    view.show_frame(plain())
    text = "Microscope camera was unplugged. Connect it again; the live view goes on by itself."
    view.set_overlay(text, tone)
    assert (view.overlay, view.overlay_tone, view.accessibleDescription()) == (text, tone, text)
    banner = view.findChild(PictureBanner)
    label = next(each for each in banner.findChildren(QLabel) if each.text() == text)
    image = view.viewport().grab().toImage()
    corner = banner.geometry().topLeft() + QPoint(8, 8)
    assert abs(banner.geometry().center().x() - view.viewport().rect().center().x()) <= 1
    ground, ink = image.pixelColor(corner), label.palette().color(label.foregroundRole())
    assert contrast(ground, ink) >= 4.5
    assert label.height() >= label.heightForWidth(label.width()), "nothing is cut off"
    assert view.findChild(Spinner).isVisible() is (tone == "busy")
    view.set_overlay("")
    assert not banner.isVisible()
    assert drawn(view).max() > 240, "the picture is there again"


def contrast(one, other) -> float:
    """Return the contrast of two colours after WCAG 2.2."""

    def luminance(colour) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_message_fits_the_smallest_view_and_lets_the_mouse_through(view, qtbot):
    view.resize(240, 180)
    view.show_frame(plain())
    view.set_overlay("Connecting to Microscope camera (USB)…", "busy")
    banner = view.findChild(PictureBanner)
    assert view.viewport().rect().contains(banner.geometry())
    where, left, shift = view.viewport().rect().center(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    view.choose_region(Region(10, 10, 50, 50))
    assert QApplication.widgetAt(view.viewport().mapToGlobal(where)) is view.viewport()
    with qtbot.waitSignal(view.region_changed):
        qtbot.mouseClick(view.viewport(), left, shift, where)
    view.resize(640, 480)
    assert abs(banner.geometry().center().y() - view.viewport().rect().center().y()) <= 1


def test_a_message_with_a_long_name_is_seen_whole_in_the_smallest_view(view):
    view.resize(240, 180)
    text = "The stored picture /data/pictures/" + "0123456789abcdef" * 4 + ".png is missing."
    view.set_overlay(text, "error")
    assert view.overlay == text
    banner = view.findChild(PictureBanner)
    label = next(each for each in banner.findChildren(QLabel) if "missing" in each.text())
    assert label.width() >= label.minimumSizeHint().width(), "no word is cut"
    assert label.height() >= label.heightForWidth(label.width())


def test_the_ring_turns_only_while_it_is_seen(view):
    view.set_overlay("Connecting…", "busy")
    spinner = view.findChild(Spinner)
    assert spinner.turning
    view.set_overlay("Failed.", "error")
    assert not spinner.turning
    view.set_overlay("Connecting…", "busy")
    view.close()
    assert not spinner.turning
