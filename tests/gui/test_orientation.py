"""The picture turned and mirrored for the eye: what the user does is about what is seen, what is kept is not turned."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from leukdesk.gui.picture.orientation import Orientation
from leukdesk.imaging.frame import Frame, Region

EIGHT = [(turns, mirrored) for mirrored in (False, True) for turns in range(4)]
LEFT, SHIFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def frame(width=320, height=200):
    return Frame(np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8), "test")


def as_seen(pixels, turns, mirrored):
    """Turn an array as the view should; NumPy's turns are counter-clockwise."""
    return np.rot90(pixels[:, ::-1] if mirrored else pixels, -turns)


def place_of(view, x, y) -> QPoint:
    """Return where a point of the picture is seen."""
    return view.sight().to_view.map(QPointF(x, y)).toPoint()


def direction(x, y) -> tuple[int, int]:
    return round(x) and int(np.sign(x)), round(y) and int(np.sign(y))


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_every_pixel_is_where_the_turned_picture_has_it(view, turns, mirrored):
    shown = frame(64, 48)
    view.show_frame(shown)
    view.set_orientation(turns, mirrored)
    view.actual_size()
    grabbed = view.viewport().grab().toImage()
    wanted = as_seen(shown.pixels, turns, mirrored)
    corner = view.sight().picture.topLeft().toPoint()
    assert view.sight().picture.size().toSize().toTuple() == (wanted.shape[1], wanted.shape[0])
    for x, y in ((3, 5), (40, 20), (20, 40), (0, 0), (47, 47)):
        colour = grabbed.pixelColor(corner + QPoint(x, y))
        assert (colour.red(), colour.green(), colour.blue()) == tuple(wanted[y, x])
    assert view.frame is shown, "what is classified is not turned"


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_fit_and_zoom_work_whichever_way_it_is_turned(view, turns, mirrored):
    view.show_frame(frame())
    view.set_orientation(turns, mirrored)
    seen = view.sight()
    assert seen.visible == seen.picture, "all of it is seen"
    wide = turns % 2 == 0
    assert (seen.picture.width() > seen.picture.height()) is wide
    room = view.viewport().rect()
    assert max(seen.picture.width() / room.width(), seen.picture.height() / room.height()) > 0.95
    assert view.scale_shown == pytest.approx(seen.picture.width() / (320 if wide else 200))
    view.actual_size()
    assert view.scale_shown == pytest.approx(1.0)
    view.zoom_in()
    assert view.scale_shown == pytest.approx(1.25)
    for _ in range(60):
        view.zoom_out()
    assert 0.4 < view.scale_shown < 1.0


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_a_region_drawn_on_what_is_seen_is_kept_in_the_pictures_own_pixels(view, qtbot, turns, mirrored):
    view.show_frame(frame())
    view.set_orientation(turns, mirrored)
    for region in (Region(40, 30, 160, 100), Region(250, 10, 60, 40)):
        start = place_of(view, region.x, region.y)
        end = place_of(view, region.x + region.width, region.y + region.height)
        with qtbot.waitSignal(view.region_changed):
            qtbot.mousePress(view.viewport(), LEFT, SHIFT, start)
            qtbot.mouseMove(view.viewport(), end)
            qtbot.mouseRelease(view.viewport(), LEFT, SHIFT, end)
        drawn = view.region
        for name in ("x", "y", "width", "height"):
            assert abs(getattr(drawn, name) - getattr(region, name)) <= 2


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
@pytest.mark.parametrize(
    ("key", "way"),
    [
        (Qt.Key.Key_Left, (-1, 0)),
        (Qt.Key.Key_Right, (1, 0)),
        (Qt.Key.Key_Up, (0, -1)),
        (Qt.Key.Key_Down, (0, 1)),
    ],
)
def test_arrows_move_and_resize_the_region_as_it_is_seen(view, qtbot, turns, mirrored, key, way):
    def seen() -> QRectF:
        region = view.region
        return view.sight().to_view.mapRect(QRectF(region.x, region.y, region.width, region.height))

    view.show_frame(frame())
    view.set_orientation(turns, mirrored)
    view.set_region_tool(True)
    view.choose_region(Region(100, 60, 80, 60))
    before = seen()
    qtbot.keyClick(view, key)
    after = seen()
    assert direction(after.left() - before.left(), after.top() - before.top()) == way
    assert (after.width(), after.height()) == pytest.approx((before.width(), before.height()))
    before = seen()
    qtbot.keyClick(view, key, SHIFT)
    after = seen()
    assert direction(after.left() - before.left(), after.top() - before.top()) == (0, 0), "the other edges move"
    assert direction(after.width() - before.width(), after.height() - before.height()) == way


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_dragging_pans_along_with_the_hand(view, qtbot, turns, mirrored):
    view.show_frame(frame(1600, 1600))
    view.set_orientation(turns, mirrored)
    view.actual_size()
    view.centerOn(800.0, 800.0)
    before = view.sight().picture.topLeft()
    qtbot.mousePress(view.viewport(), LEFT, PLAIN, QPoint(300, 200))
    qtbot.mouseMove(view.viewport(), QPoint(340, 230))
    qtbot.mouseRelease(view.viewport(), LEFT, PLAIN, QPoint(340, 230))
    assert (view.sight().picture.topLeft() - before).toPoint() == QPoint(40, 30)


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_the_lens_shows_the_point_under_the_pointer_turned_like_the_view(view, qtbot, turns, mirrored):
    pixels = np.full((200, 320, 3), 128, np.uint8)
    pixels[60:80, 100:120] = (255, 0, 0)
    pixels[60:80, 120:140] = (0, 0, 255)  # beside it, on the right in the picture
    view.show_frame(Frame(pixels, "test"))
    view.set_orientation(turns, mirrored)
    view.set_magnifying(True)
    where = place_of(view, 110, 70)
    qtbot.mouseMove(view.viewport(), where)
    lens = view.magnifier
    assert (lens.centre - QPointF(110, 70)).manhattanLength() < 2
    beside = place_of(view, 130, 70) - where
    step = QPoint(int(np.sign(beside.x())), int(np.sign(beside.y()))) * 90
    drawn = lens.grab().toImage()
    assert drawn.pixelColor(QPoint(100, 100)).red() > 200
    assert drawn.pixelColor(QPoint(100, 100) + step).blue() > 200
    assert drawn.pixelColor(QPoint(100, 100) - step).red() < 200


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_what_is_looked_at_stays_in_the_middle_when_the_picture_is_turned(view, turns, mirrored):
    view.show_frame(frame(1600, 1600))
    view.actual_size()
    view.centerOn(900.0, 500.0)
    middle = view.viewport().rect().center()
    view.set_orientation(turns, mirrored)
    assert (place_of(view, 900, 500) - middle).manhattanLength() <= 4
    assert view.scale_shown == pytest.approx(1.0)
    view.set_orientation(0, False)
    assert (place_of(view, 900, 500) - middle).manhattanLength() <= 6


def test_a_region_stays_on_its_cell_when_the_picture_is_turned(view):
    view.show_frame(frame())
    view.choose_region(Region(40, 30, 160, 100))
    for turns, mirrored in EIGHT:
        view.set_orientation(turns, mirrored)
        assert view.region == Region(40, 30, 160, 100)
    view.show_frame(frame(100, 80))
    assert view.region is not None
    assert view.sight().picture.width() < view.sight().picture.height(), "the next picture is turned, too"


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_turning_and_mirroring_are_meant_as_seen(turns, mirrored):
    pixels = np.arange(6).reshape(2, 3)
    now = as_seen(pixels, turns, mirrored)
    further = Orientation(turns, mirrored).turned()
    assert (as_seen(pixels, further.quarter_turns, further.mirrored) == np.rot90(now, -1)).all()
    back = further.turned(-1)
    assert back == Orientation(turns, mirrored)
    flipped = Orientation(turns, mirrored).flipped()
    assert (as_seen(pixels, flipped.quarter_turns, flipped.mirrored) == now[:, ::-1]).all()
    assert flipped.flipped() == Orientation(turns, mirrored)
