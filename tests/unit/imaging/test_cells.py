"""White cells are found in rendered fields, whose cells are known, and nothing is found where there is nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.cells import FieldCells, find_cells
from leukdesk.imaging.frame import KnownCell

OIL, DRY = "100× oil", "40×"
SKIPPED = 35  # frames, in which the stage goes on to the next cell
NOT_ASKED_FOR = {"platelet", "smudge cell"}


class Taken:
    """A rendered field: its pixels, scale and cells."""

    def __init__(self, microscope: VirtualMicroscope) -> None:
        pixels = microscope.read()
        assert pixels is not None
        self.pixels = pixels
        self.scale = microscope.micrometres_per_pixel
        self.known = [each for each in microscope.truth if each.kind not in ("platelet", "red cell")]
        self.red = [each for each in microscope.truth if each.kind == "red cell"]


def fields(style: str, objective: str, count: int, seed: int = 11, size: tuple[int, int] = (1280, 960)) -> list[Taken]:
    microscope = VirtualMicroscope(seed, style, size, pace=False, objective=objective)
    microscope.open()
    try:
        taken = []
        for _ in range(count):
            for _ in range(SKIPPED):
                microscope.read()
            taken.append(Taken(microscope))
        return taken
    finally:
        microscope.close()


@pytest.fixture(scope="module")
def smear() -> Taken:
    return fields("smear", OIL, 1)[0]


@pytest.fixture(scope="module")
def dry() -> Taken:
    return fields("benign", DRY, 1)[0]


def matched(known: Sequence[KnownCell], cells: Sequence[Cell]) -> set[int]:
    """Return the numbers of the known cells that were found, each by a cell of its own."""
    taken: set[int] = set()
    for cell in cells:
        x, y = cell.centre
        near = [(math.hypot(each.x - x, each.y - y), i) for i, each in enumerate(known) if i not in taken]
        distance, number = min(near, default=(math.inf, -1))
        if number >= 0 and distance < 0.8 * known[number].radius:
            taken.add(number)
    return taken


@pytest.mark.parametrize("objective", [OIL, DRY])
@pytest.mark.parametrize("style", ["smear", "pre", "pro"])
def test_the_cells_of_rendered_fields_are_found_and_platelets_are_not(style: str, objective: str) -> None:
    asked = hits = found = true = 0
    for field in fields(style, objective, 3 if objective == OIL else 1):
        cells = find_cells(field.pixels, field.scale).cells
        numbers = matched(field.known, cells)
        whole = [i for i, each in enumerate(field.known) if each.whole and each.kind not in NOT_ASKED_FOR]
        asked, hits = asked + len(whole), hits + len(numbers & set(whole))
        found, true = found + len(cells), true + len(numbers)
    assert asked >= 4
    assert hits >= 0.95 * asked
    assert true >= 0.93 * found


def test_outlines_and_nuclei_lie_in_the_boxes_and_the_boxes_in_the_picture(dry: Taken) -> None:
    height, width = dry.pixels.shape[:2]
    cells = find_cells(dry.pixels, dry.scale).cells
    assert cells
    assert [cell.box.y for cell in cells] == sorted(cell.box.y for cell in cells)
    for cell in cells:
        assert cell.box.x >= 0
        assert cell.box.y >= 0
        assert cell.box.x + cell.box.width <= width
        assert cell.box.y + cell.box.height <= height
        assert cell.nuclei
        for outline in (cell.outline, *cell.nuclei):
            for x, y in outline:
                assert cell.box.x <= x < cell.box.x + cell.box.width
                assert cell.box.y <= y < cell.box.y + cell.box.height
        assert sum(Cell(cell.box, each).area for each in cell.nuclei) <= cell.area * 1.05


def test_cells_that_the_edge_cuts_are_marked_and_whole_ones_are_not(dry: Taken) -> None:
    height, width = dry.pixels.shape[:2]
    cells = find_cells(dry.pixels, dry.scale).cells
    for each in dry.known:
        near = [
            cell for cell in cells if math.hypot(cell.centre[0] - each.x, cell.centre[1] - each.y) < each.radius / 2
        ]
        from_edge = min(each.x, each.y, width - each.x, height - each.y)
        for cell in near:
            if from_edge > 1.5 * each.radius:
                assert not cell.cut
            if from_edge < 0.8 * each.radius:
                assert cell.cut


def test_cells_are_as_large_as_they_were_drawn(smear: Taken, dry: Taken) -> None:
    """But for an eosinophil's, whose cytoplasm is as red as a red cell: that may be cut short."""
    for field in (smear, dry):
        cells = find_cells(field.pixels, field.scale).cells
        ratios = []
        for each in field.known:
            if each.whole and each.kind not in {*NOT_ASKED_FOR, "eosinophil"}:
                cell = min(cells, key=lambda cell: math.hypot(cell.centre[0] - each.x, cell.centre[1] - each.y))
                ratios.append(cell.diameter / (2 * each.radius))
        assert 0.85 <= np.median(ratios) <= 1.15
        assert np.mean([0.7 < ratio < 1.35 for ratio in ratios]) >= 0.9


def test_the_same_picture_gives_the_same_cells(smear: Taken) -> None:
    assert find_cells(smear.pixels) == find_cells(smear.pixels.copy())


def centres(found: FieldCells) -> np.ndarray:
    return np.array([cell.centre for cell in found.cells if not cell.cut])


def assert_near(one: np.ndarray, other: np.ndarray, pixels: float) -> None:
    assert len(one) == len(other)
    apart = np.linalg.norm(one[:, None] - other[None], axis=2)
    assert (apart.min(axis=1) < pixels).all()
    assert (apart.min(axis=0) < pixels).all()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_picture_has_the_same_cells_turned(smear: Taken, turns: int) -> None:
    height, width = smear.pixels.shape[:2]
    upright = centres(find_cells(smear.pixels, smear.scale))
    turned = centres(find_cells(np.ascontiguousarray(np.rot90(smear.pixels, turns)), smear.scale))
    for _ in range(turns):
        upright = np.column_stack([upright[:, 1], width - upright[:, 0]])
        height, width = width, height
    assert len(upright)
    assert_near(upright, turned, 10)


def test_a_shifted_view_has_the_same_cells_shifted(smear: Taken) -> None:
    whole = [cell.centre for cell in find_cells(smear.pixels, smear.scale).cells if not cell.cut]
    shifted = find_cells(np.ascontiguousarray(smear.pixels[40:, 60:]), smear.scale)
    inside = np.array([(x - 60, y - 40) for x, y in whole if x > 160 and y > 140])
    found = np.array([cell.centre for cell in shifted.cells])
    apart = np.linalg.norm(inside[:, None] - found[None], axis=2)
    assert len(inside)
    assert (apart.min(axis=1) < 10).all()


@pytest.mark.parametrize("factor", [0.7, 0.85])
def test_a_weaker_lamp_changes_nothing(smear: Taken, factor: float) -> None:
    darker = (smear.pixels * factor).astype(np.uint8)
    assert_near(centres(find_cells(smear.pixels, smear.scale)), centres(find_cells(darker, smear.scale)), 10)


def test_a_lamp_of_another_colour_changes_nothing(smear: Taken) -> None:
    tinted = (smear.pixels * np.array([1.0, 0.92, 0.75])).astype(np.uint8)
    assert_near(centres(find_cells(smear.pixels, smear.scale)), centres(find_cells(tinted, smear.scale)), 10)


@pytest.mark.parametrize("style", ["smear", "benign"])
@pytest.mark.parametrize("objective", [OIL, DRY])
def test_without_a_calibration_the_red_cells_tell_the_scale(style: str, objective: str) -> None:
    field = fields(style, objective, 1)[0]
    found = find_cells(field.pixels)
    assert found.scale_from == "red cells"
    assert found.red_diameter == pytest.approx(2 * np.median([each.radius for each in field.red]), rel=0.15)
    assert found.micrometres_per_pixel == pytest.approx(field.scale, rel=0.2)
    whole = {i for i, each in enumerate(field.known) if each.whole and each.kind not in NOT_ASKED_FOR}
    assert len(matched(field.known, found.cells) & whole) >= 0.95 * len(whole)


def test_a_wrong_magnification_is_said_and_the_cells_are_found_all_the_same(dry: Taken, smear: Taken) -> None:
    found = find_cells(dry.pixels, smear.scale)
    (remark,) = [remark for remark in found.remarks if remark.code == "other-magnification"]
    assert remark.severity == "warning"
    assert "µm" in remark.sentence
    assert found.scale_from == "red cells"
    assert found.micrometres_per_pixel == pytest.approx(dry.scale, rel=0.2)
    whole = {i for i, each in enumerate(dry.known) if each.whole and each.kind not in NOT_ASKED_FOR}
    assert len(matched(dry.known, found.cells) & whole) >= 0.9 * len(whole)
    right = find_cells(dry.pixels, dry.scale)
    assert right.scale_from == "calibration"
    assert right.micrometres_per_pixel == dry.scale
    assert "other-magnification" not in {remark.code for remark in right.remarks}


def blank() -> np.ndarray:
    microscope = VirtualMicroscope(3, "smear", (640, 480), pace=False)
    microscope.open({knobs.BLANK: True})
    pixels = microscope.read()
    microscope.close()
    assert pixels is not None
    return pixels


def text() -> np.ndarray:
    page = np.full((480, 640, 3), 255, np.uint8)
    for row in range(40, 480, 40):
        cv2.putText(page, "Sample 1234, not a smear", (10, row), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 2)
    return page


NOTHING = {
    "blank": blank,
    "text": text,
    "black": lambda: np.zeros((480, 640, 3), np.uint8),
    "white": lambda: np.full((480, 640, 3), 255, np.uint8),
    "noise": lambda: np.random.default_rng(1).integers(0, 256, (480, 640, 3), dtype=np.uint8),
}


@pytest.mark.parametrize("name", NOTHING)
def test_where_there_is_no_smear_there_are_no_cells_and_it_is_said(name: str) -> None:
    found = find_cells(NOTHING[name]())
    assert not found.cells
    assert {remark.code for remark in found.remarks} & {"no-cells", "not-a-smear"}
    assert found.scale_from == "nothing"
    assert found.micrometres_per_pixel is None


def test_a_field_of_red_cells_alone_has_no_white_cell(smear: Taken) -> None:
    cells = find_cells(smear.pixels, smear.scale).cells
    height, width = smear.pixels.shape[:2]
    side, patches = 320, 0
    for top in range(0, height - side, 80):
        for left in range(0, width - side, 80):
            clear = not any(
                left - 20 < each.box.x + each.box.width
                and each.box.x < left + side + 20
                and top - 20 < each.box.y + each.box.height
                and each.box.y < top + side + 20
                for each in cells
            )
            if clear:
                patches += 1
                patch = np.ascontiguousarray(smear.pixels[top : top + side, left : left + side])
                assert not find_cells(patch, smear.scale).cells
    assert patches


def test_a_field_full_of_cells_is_called_crowded() -> None:
    field = fields("pre", OIL, 1)[0]
    whole = [each for each in find_cells(field.pixels, field.scale).cells if not each.cut]
    box = max(whole, key=lambda each: each.area).box
    tile = field.pixels[box.y - 8 : box.y + box.height + 8, box.x - 8 : box.x + box.width + 8]
    full = np.ascontiguousarray(np.tile(tile, (5, 6, 1)))
    found = find_cells(full, field.scale)
    assert len(found.cells) >= 20
    assert "crowded-field" in {remark.code for remark in found.remarks}


@pytest.mark.parametrize("size", [(4000, 3000), (2560, 1920), (640, 480)])
def test_cells_are_the_same_in_a_picture_of_another_size(smear: Taken, size: tuple[int, int]) -> None:
    factor = size[0] / smear.pixels.shape[1]
    resized = np.asarray(cv2.resize(smear.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    found = centres(find_cells(resized, smear.scale / factor))
    assert_near(centres(find_cells(smear.pixels, smear.scale)) * factor, found, 12 * factor)


@pytest.mark.parametrize("shape", [(16, 16), (16, 400), (400, 16), (1, 1), (24, 31)])
def test_the_smallest_pictures_do_no_harm(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    for scale in (None, 0.1):
        assert find_cells(rng.integers(0, 256, (*shape, 3), dtype=np.uint8), scale).remarks


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_picture_makes_it_fail(data: st.DataObject) -> None:
    """Few colours in coarse blocks: what edges, fills and thresholds that are all one stumble over."""
    rows, columns = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 12))
    blocks = data.draw(arrays(np.uint8, (rows, columns, 3), elements=st.sampled_from([0, 14, 90, 150, 230, 255])))
    zoom = data.draw(st.integers(1, 30))
    pixels = np.ascontiguousarray(np.kron(blocks, np.ones((zoom, zoom, 1), np.uint8)))
    scale = data.draw(st.sampled_from([None, 0.02, 0.1, 1.0, 50.0]))
    found = find_cells(pixels, scale)
    for cell in found.cells:
        assert cell.box.width > 0
        assert cell.box.x + cell.box.width <= pixels.shape[1]
