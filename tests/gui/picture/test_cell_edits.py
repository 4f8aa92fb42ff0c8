"""The cells of a picture while they are edited, without a screen."""

from hypothesis import given
from hypothesis import strategies as st

from leukdesk.gui.picture.cell_edits import SMALLEST, CellEdits
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region

WIDTH, HEIGHT = 300, 200
FOUND = (
    Cell(Region(20, 20, 40, 40), ((20, 20), (60, 20), (40, 60)), (((30, 30), (40, 30), (35, 40)),)),
    Cell(Region(120, 30, 50, 40)),
    Cell(Region(125, 120, 30, 30)),
    Cell(Region(260, 150, 40, 50), cut=True),
)


def edits(selected=None) -> CellEdits:
    made = CellEdits()
    made.load(FOUND, WIDTH, HEIGHT, selected)
    return made


def test_a_cell_that_is_drawn_is_by_hand_and_selected():
    made = edits()
    assert made.add(250.4, 90.2, 200.0, 60.0), "drawn from any corner"
    assert made.selected_cell == Cell(Region(200, 60, 50, 30), by_hand=True)
    assert made.cells == (*FOUND, made.selected_cell)


def test_a_cell_at_the_edge_is_cut_and_lies_inside_the_picture():
    made = edits()
    assert made.add(-30, 150, 25, 500)
    assert made.selected_cell == Cell(Region(0, 150, 25, 50), cut=True, by_hand=True)
    assert made.nudge(4, -5, resize=False)
    assert made.selected_cell == Cell(Region(4, 145, 25, 50), by_hand=True), "whole again where it is seen whole"


def test_a_click_draws_no_cell():
    made = edits()
    assert not made.add(10, 10, 10 + SMALLEST - 1, 90)
    assert made.cells == FOUND
    assert not made.can_undo


def test_a_cell_with_another_box_has_lost_the_outline_that_was_not_drawn_with_it():
    made = edits(0)
    assert made.reshape(18, 18, 70, 66)
    assert made.selected_cell == Cell(Region(18, 18, 52, 48), by_hand=True)
    assert not made.reshape(18, 18, 70, 66), "the same box is no change"
    assert made.undo()
    assert made.cells == FOUND
    assert not made.undo()


def test_the_cell_that_takes_a_removed_ones_place_is_selected():
    made = edits(1)
    assert made.remove()
    assert made.selected_cell == FOUND[2]
    assert made.remove()
    assert made.remove()
    assert made.selected_cell == FOUND[0]
    assert made.remove()
    assert made.selected is None
    assert not made.remove()
    for _ in range(4):
        assert made.undo()
    assert made.cells == FOUND
    assert made.selected == 1


def test_cells_are_gone_through_in_order_and_the_ends_are_told():
    made = edits()
    assert [made.step(forward=True) for _ in range(5)] == [True, True, True, True, False]
    assert made.selected == 3
    assert [made.step(forward=False) for _ in range(4)] == [True, True, True, False]
    made.select(None)
    assert made.step(forward=False)
    assert made.selected == 3


def test_an_arrow_goes_to_the_nearest_cell_on_its_way():
    made = edits(0)
    assert made.towards(1, 0)
    assert made.selected == 1
    assert made.towards(0, 1)
    assert made.selected == 2
    assert not made.towards(0, 1), "what lies further aside than ahead is not below"
    assert made.selected == 2
    assert made.towards(1, 0)
    assert made.selected == 3


def test_of_cells_that_overlap_the_smallest_is_pointed_at():
    made = CellEdits()
    made.load((Cell(Region(0, 0, 100, 100)), Cell(Region(40, 40, 20, 20))), 100, 100)
    assert made.at(50, 50) == 1
    assert made.at(10, 50) == 0
    assert made.at(150, 50) is None


_places = st.floats(-50, 350)
_acts = st.one_of(
    st.tuples(st.just("add"), _places, _places, _places, _places),
    st.tuples(st.just("reshape"), _places, _places, _places, _places),
    st.tuples(st.just("nudge"), st.integers(-90, 90), st.integers(-90, 90), st.booleans()),
    st.tuples(st.just("remove")),
    st.tuples(st.just("select"), st.integers(0, 5)),
)


@given(st.lists(_acts, max_size=12))
def test_whatever_is_done_boxes_stay_inside_and_all_can_be_taken_back(acts):
    made = edits()
    changes = 0
    for name, *values in acts:
        if name == "nudge":
            changes += made.nudge(values[0], values[1], resize=values[2])
        elif name == "select":
            made.select(values[0])
        else:
            changes += getattr(made, name)(*values)
        for cell in made.cells:
            assert min(cell.box.x, cell.box.y) >= 0
            assert cell.box.x + cell.box.width <= WIDTH
            assert cell.box.y + cell.box.height <= HEIGHT
            assert min(cell.box.width, cell.box.height) >= SMALLEST
        assert made.selected is None or made.selected < len(made.cells)
    for _ in range(changes):
        assert made.undo()
    assert made.cells == FOUND
    assert not made.can_undo
