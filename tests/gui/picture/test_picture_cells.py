"""Cells over the picture: where they are drawn, what the mouse and the keys do to them."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest

from leukdesk.gui.parts.theme import DARK, LIGHT
from leukdesk.gui.picture.cell_layer import Show
from leukdesk.gui.picture.named_cell import NamedCell
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Frame, Region

BRIGHT, NUCLEUS = (250, 248, 252), (40, 20, 70)
CELLS = (
    NamedCell(Cell(Region(40, 60, 60, 60)), "Neutrophil", 6, 0.97),
    NamedCell(Cell(Region(200, 50, 50, 70)), "Lymphocyte", 4, 0.51, uncertain=True),
    NamedCell(Cell(Region(180, 200, 60, 50), by_hand=True), "Monocyte", 5, 0.88),
    NamedCell(Cell(Region(360, 240, 40, 60), cut=True)),
)


def plain(colour=BRIGHT, width=400, height=300):
    return Frame(np.full((height, width, 3), colour, np.uint8), "test")


def drawn(view) -> np.ndarray:
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def changed(view, before) -> np.ndarray:
    return (np.abs(drawn(view) - before) > 30).any(axis=2)


def on_screen(view, x, y) -> QPoint:
    return view.sight().to_view.map(QPointF(x, y)).toPoint()


def drag(view, start, end, button=Qt.MouseButton.LeftButton) -> None:
    """Drag between two places of the picture."""
    a, b = on_screen(view, *start), on_screen(view, *end)
    QTest.mousePress(view.viewport(), button, Qt.KeyboardModifier.NoModifier, a)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(view.viewport(), a + (b - a) * share)
    QTest.mouseRelease(view.viewport(), button, Qt.KeyboardModifier.NoModifier, b)


@pytest.fixture
def told(view):
    """What the view tells of: cells after an edit, and numbers selected."""
    seen = {"edited": [], "selected": []}
    view.cells.edited.connect(seen["edited"].append)
    view.cells.selected.connect(seen["selected"].append)
    return seen


@pytest.fixture
def shown(view, qtbot):
    view.show_frame(plain())
    view.cells.set(CELLS, view._item.size, editable=True)
    view.setFocus()
    qtbot.waitUntil(lambda: view.isVisible())
    return view


@pytest.fixture
def tool(shown):
    shown.cells.set_tool(on=True)
    return shown


@pytest.mark.parametrize(("quarters", "mirrored"), [(0, False), (1, False), (2, True), (3, True)])
def test_boxes_lie_around_their_cells_whichever_way_the_picture_is_turned(view, quarters, mirrored):
    view.show_frame(plain())
    view.set_orientation(quarters, mirrored)
    view.zoom_in()
    before = drawn(view)
    view.cells.set([NamedCell(CELLS[0].cell)], view._item.size)
    ys, xs = np.nonzero(changed(view, before))
    box = view.sight().to_view.mapRect(QRectF(40, 60, 60, 60))
    assert abs(xs.min() - box.left()) <= 4
    assert abs(xs.max() - box.right()) <= 4
    assert abs(ys.min() - box.top()) <= 4
    assert abs(ys.max() - box.bottom()) <= 4
    inside = changed(view, before)[int(box.top()) + 8 : int(box.bottom()) - 8, int(box.left()) + 8 :][:, :20]
    assert not inside.any(), "the cell itself stays free"


@pytest.mark.parametrize("ground", [BRIGHT, NUCLEUS])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_class_is_seen_on_pale_and_on_dark_ground(view, dressed, ground, scheme):
    dressed(scheme)
    view.show_frame(plain(ground))
    before = drawn(view)
    for kind in range(8):
        view.cells.set([NamedCell(Cell(Region(100, 100, 80, 80)), "", kind)], view._item.size)
        assert (np.abs(drawn(view) - before).max(axis=2) > 90).sum() > 300, kind


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
    return float(np.dot(parts, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("tones", [LIGHT, DARK])
def test_the_colours_of_classes_are_told_apart_by_eyes_that_lack_a_cone(tones):
    # Machado, Oliveira and Fernandes 2009, table 1, severity 1.0: protan, deutan, tritan.
    eyes = (
        np.eye(3),
        np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
        np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]),
        np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]),
    )
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    rgb = np.array([QColor(each).getRgbF()[:3] for each in tones.classes])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    for eye in eyes:
        xyz = np.clip(linear @ eye.T, 0, 1) @ to_xyz.T / (0.9505, 1, 1.089)
        f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
        lab = np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)
        apart = np.linalg.norm(lab[:, None] - lab[None], axis=2) + np.eye(len(lab)) * 1000
        assert apart.min() > 28
    for each in tones.classes:
        light, dark = sorted((luminance(each), luminance(tones.panel)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, f"{each} beside words on a panel"


def test_names_cover_neither_cells_nor_each_other_and_the_doubtful_come_first(shown):
    many = [
        NamedCell(Cell(Region(10 + 45 * x, 10 + 40 * y, 30, 28)), "Lymphocyte", 4, 0.9, uncertain=(x + y) % 3 == 0)
        for x in range(8)
        for y in range(7)
    ]
    shown.cells.set(many, shown._item.size)
    for _ in range(4):
        places = shown.cells._layer.places(shown.sight(), shown.font())
        boxes = [shown.sight().to_view.mapRect(QRectF(
            each.cell.box.x, each.cell.box.y, each.cell.box.width, each.cell.box.height)) for each in many]  # fmt: skip
        for number, place in enumerate(places):
            assert not any(place.rect.intersects(other.rect) for other in places[number + 1 :])
            assert not any(place.rect.intersects(box) for i, box in enumerate(boxes) if i != place.index)
            assert shown.sight().picture.contains(place.rect)
        shown.zoom_in()
    assert places, "there is room when it is large"
    named = {place.index for place in places}
    if len(named) < len(many):
        assert sum(many[i].uncertain for i in named) / len(named) >= sum(c.uncertain for c in many) / len(many)


def test_an_uncertain_cell_is_dashed_and_asks_and_a_cut_one_is_not_named(shown):
    texts = {p.index: p.text for p in shown.cells._layer.places(shown.sight(), shown.font())}
    assert texts == {0: "Neutrophil 0.97", 1: "? Lymphocyte 0.51", 2: "Monocyte 0.88"}

    def coloured_share(cell: NamedCell) -> float:
        shown.cells.set([cell], shown._item.size)
        top = on_screen(shown, cell.cell.box.x, cell.cell.box.y + cell.cell.box.height)
        right = on_screen(shown, cell.cell.box.x + cell.cell.box.width, 0)
        row = drawn(shown)[top.y() - 1 : top.y() + 2, top.x() + 8 : right.x() - 8]
        wanted = np.array(QColor(LIGHT.classes[4]).getRgb()[:3])
        return float((np.abs(row - wanted).max(axis=2) < 60).any(axis=0).mean())

    box = Cell(Region(100, 100, 120, 80))
    assert coloured_share(NamedCell(box, "", 4)) > 0.95
    assert 0.3 < coloured_share(NamedCell(box, "", 4, uncertain=True)) < 0.9


def test_cells_are_drawn_as_outlines_or_not_at_all_when_so_wished(shown):
    triangle = Cell(Region(100, 50, 100, 100), ((100, 50), (200, 150), (100, 150)))
    shown.cells.set([], shown._item.size)
    before = drawn(shown)
    shown.cells.set([NamedCell(triangle)], shown._item.size)
    corner = on_screen(shown, 200, 50)
    near = np.s_[corner.y() - 5 : corner.y() + 6, corner.x() - 5 : corner.x() + 6]
    assert changed(shown, before)[near].any()
    shown.cells.set_show(Show.OUTLINES)
    assert changed(shown, before).any()
    assert not changed(shown, before)[near].any(), "a triangle has no corner there"
    shown.cells.set_show(Show.OFF)
    assert not changed(shown, before).any()


def test_a_click_selects_without_the_tool_and_a_drag_pans(shown, told):
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(shown, 70, 90))
    assert told["selected"] == [0]
    shown.actual_size()
    for _ in range(4):
        shown.zoom_in()
    middle = shown._to_picture(shown.viewport().rect().center())
    drag(shown, (200, 150), (150, 150))
    assert shown._to_picture(shown.viewport().rect().center()).x() > middle.x() + 20
    assert told["selected"] == [0], "a drag is no click"
    assert not told["edited"]


def test_a_drag_on_an_empty_place_draws_a_cell(tool, told):
    drag(tool, (280, 100), (340, 170))
    (cells,) = told["edited"]
    assert cells[:4] == tuple(each.cell for each in CELLS)
    box = cells[4].box
    assert cells[4].by_hand
    for value, wanted in zip((box.x, box.y, box.width, box.height), (280, 100, 60, 70), strict=True):
        assert abs(value - wanted) <= 1
    assert told["selected"] == [4]
    QTest.mouseClick(tool.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(tool, 20, 280))
    assert told["selected"] == [4, -1], "a click beside all cells selects none"
    assert len(told["edited"]) == 1


def test_a_cell_is_moved_by_its_inside_and_resized_by_its_corner_and_side(tool, told):
    drag(tool, (70, 90), (100, 110))
    assert told["selected"] == [0]
    moved = told["edited"][-1][0]
    assert abs(moved.box.x - 70) <= 1
    assert abs(moved.box.y - 80) <= 1
    assert (moved.box.width, moved.box.height, moved.by_hand) == (60, 60, True)
    right, bottom = moved.box.x + 60, moved.box.y + 60
    drag(tool, (right, bottom), (right + 20, bottom - 10))
    larger = told["edited"][-1][0]
    assert abs(larger.box.width - 80) <= 1
    assert abs(larger.box.height - 50) <= 1
    drag(tool, (larger.box.x, larger.box.y + larger.box.height / 2), (larger.box.x - 15, 0))
    wider = told["edited"][-1][0]
    assert abs(wider.box.x - (larger.box.x - 15)) <= 1
    assert (wider.box.y, wider.box.height) == (larger.box.y, larger.box.height)
    for wanted in (larger, moved, CELLS[0].cell):
        QTest.keyClick(tool, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert told["edited"][-1][0] == wanted
    assert tool.cells.named == CELLS, "an edit that is taken back has its name again"


def test_edits_land_where_they_are_seen_in_a_turned_and_mirrored_picture(tool, told):
    tool.set_orientation(1, True)
    tool.zoom_in()
    drag(tool, (70, 90), (90, 120))
    moved = told["edited"][-1][0].box
    assert abs(moved.x - 60) <= 1
    assert abs(moved.y - 90) <= 1
    before = tool.sight().to_view.map(QPointF(moved.x, moved.y))
    QTest.keyClick(tool, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    box = told["edited"][-1][0].box
    after = tool.sight().to_view.map(QPointF(box.x, box.y))
    assert after.x() > before.x()
    assert abs(after.y() - before.y()) < 0.01


def test_keys_go_from_cell_to_cell_remove_and_let_go(tool, told):
    QTest.keyClick(tool, Qt.Key.Key_Tab)
    QTest.keyClick(tool, Qt.Key.Key_Tab)
    assert told["selected"] == [0, 1]
    QTest.keyClick(tool, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert told["selected"][-1] == 0
    QTest.keyClick(tool, Qt.Key.Key_Right)
    assert told["selected"][-1] == 1
    QTest.keyClick(tool, Qt.Key.Key_Down)
    assert told["selected"][-1] == 2
    QTest.keyClick(tool, Qt.Key.Key_Delete)
    assert told["edited"] == [(CELLS[0].cell, CELLS[1].cell, CELLS[3].cell)]
    QTest.keyClick(tool, Qt.Key.Key_Escape)
    assert told["selected"][-1] == -1
    assert tool.cells.selection is None


def test_escape_drops_a_drag_and_edits_nothing(tool, told):
    QTest.mousePress(tool.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(tool, 280, 100))
    QTest.mouseMove(tool.viewport(), on_screen(tool, 330, 160))
    QTest.keyClick(tool, Qt.Key.Key_Escape)
    QTest.mouseRelease(tool.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(tool, 330, 160))
    assert not told["edited"]


def test_the_middle_button_pans_and_the_wheel_zooms_with_the_tool(tool, told):
    for _ in range(4):
        tool.zoom_in()
    middle = tool._to_picture(tool.viewport().rect().center())
    drag(tool, (200, 150), (170, 150), Qt.MouseButton.MiddleButton)
    assert tool._to_picture(tool.viewport().rect().center()).x() > middle.x() + 10
    assert not told["edited"]


def test_cells_that_may_not_be_edited_are_only_selected(shown, told):
    shown.cells.set(CELLS, shown._item.size, editable=False)
    shown.cells.set_tool(on=True)
    drag(shown, (280, 100), (340, 170))
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert not told["edited"]
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(shown, 225, 85))
    assert told["selected"] == [1]


def test_pointing_at_a_cell_says_all_of_it_and_pointing_away_takes_it_back(shown):
    crowded = [*CELLS, NamedCell(Cell(Region(300, 150, 10, 10), by_hand=True), "Basophil", 0, 0.61, uncertain=True)]
    shown.cells.set(crowded, shown._item.size)
    before = drawn(shown)
    QTest.mouseMove(shown.viewport(), on_screen(shown, 305, 155))
    assert shown.cells.hovered == 4
    assert crowded[4].in_words == "Basophil 0.61, uncertain, drawn by hand"
    assert changed(shown, before).sum() > 500
    QTest.mouseMove(shown.viewport(), on_screen(shown, 20, 280))
    assert not changed(shown, before).any()


def test_five_hundred_cells_are_drawn_once_and_then_laid_over_each_frame(view):
    rng = np.random.default_rng(4)
    view.show_frame(plain(width=1280, height=960))
    cells = [
        NamedCell(
            Cell(Region(int(x), int(y), 36, 36), tuple((int(x + 18 + 18 * np.cos(a)), int(y + 18 + 18 * np.sin(a)))
                 for a in np.linspace(0, 6.2, 32))),
            "Neutrophil", int(x) % 8, 0.9, uncertain=int(x) % 5 == 0,
        )
        for x, y in zip(rng.integers(0, 1240, 500), rng.integers(0, 920, 500), strict=True)
    ]  # fmt: skip
    view.cells.set(cells, view._item.size)
    image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)

    view.viewport().render(image)
    drawn_anew = []
    view.cells._layer._draw = lambda *_: drawn_anew.append(1)
    view.show_frame(plain((200, 190, 210), 1280, 960), still=False)
    view.viewport().render(image)
    assert not drawn_anew, "a new frame under the same cells draws none anew"


def test_dark_ground_of_the_palette_has_the_dark_schemes_colours(view):
    palette = QPalette(view.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(DARK.window))
    view.setPalette(palette)
    view.show_frame(plain())
    view.cells.set([NamedCell(Cell(Region(100, 100, 80, 80)), "", 1)], view._item.size)
    wanted = np.array(QColor(DARK.classes[1]).getRgb()[:3])
    assert (np.abs(drawn(view) - wanted).max(axis=2) < 25).sum() > 100
