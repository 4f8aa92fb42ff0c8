from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.cells.kinds import KINDS
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.cell_analysis import (
    FieldModelError,
    analyse_field,
    cell_package,
    cut_out_cell,
    is_single_cell,
    too_coarse,
)
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.cells import FieldCells
from leukdesk.imaging.frame import Frame, KnownCell, Region
from leukdesk.imaging.optics import Optics
from leukdesk.imaging.quality import assess
from leukdesk.inference.card import ModelCard
from leukdesk.inference.catalog import DEFAULT_ID, Catalog, UnknownModelError
from leukdesk.inference.cropping import crop
from leukdesk.inference.runtime import Classifier
from leukdesk.paths import bundled_models

IN_CONTEXT, ON_BLACK = "pbc8-mobilenetv2", "cnmc2-mobilenetv2"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog([bundled_models()])


@pytest.fixture(scope="module")
def classifier(catalog: Catalog) -> Classifier:
    return Classifier(catalog.get(IN_CONTEXT), threads=1)


@pytest.fixture(scope="module")
def on_black(catalog: Catalog) -> Classifier:
    return Classifier(catalog.get(ON_BLACK), threads=1)


def white(cell: KnownCell) -> bool:
    return cell.kind in KINDS and cell.kind not in ("platelet", "large platelet", "smudge cell")


@pytest.fixture(scope="module")
def rendered() -> tuple[Frame, tuple[KnownCell, ...]]:
    """A field with two or more whole white cells, and what is in it."""
    microscope = VirtualMicroscope(seed=3, pace=False)
    microscope.open()
    try:
        for _ in range(300):
            pixels = microscope.read()
            assert pixels is not None
            known = tuple(cell for cell in microscope.truth if white(cell))
            if sum(cell.whole for cell in known) >= 2:
                optics = Optics("virtual", "100× oil", microscope.micrometres_per_pixel)
                return Frame(np.ascontiguousarray(pixels), "virtual", optics=optics), known
    finally:
        microscope.close()
    pytest.fail("no such field on this slide")


def around(known: KnownCell, cells: list[Cell]) -> Cell | None:
    for cell in cells:
        box = cell.box
        if box.x < known.x < box.x + box.width and box.y < known.y < box.y + box.height:
            return cell
    return None


def found_with(*cells: Cell, scale: float | None = None) -> FieldCells:
    return FieldCells(cells, micrometres_per_pixel=scale, scale_from="nothing" if scale is None else "calibration")


def test_every_white_cell_of_a_field_is_found_and_named(
    rendered: tuple[Frame, tuple[KnownCell, ...]], classifier: Classifier
) -> None:
    frame, known = rendered
    analysis = analyse_field(frame, classifier, read_ms=7.0)
    cells = [each.cell for each in analysis.cells]
    assert all(around(each, cells) is not None for each in known if each.whole)
    assert analysis.found.micrometres_per_pixel == frame.optics.micrometres_per_pixel
    assert not analysis.single
    for each in analysis.cells:
        assert each.prediction.frame_id == frame.id
        assert each.prediction.model_id == IN_CONTEXT
        alone = crop(frame.pixels, each.cell, classifier.package.card, frame.optics.micrometres_per_pixel)
        assert each.prediction.top == classifier.classify_prepared(alone, frame.id).top
    assert analysis.milliseconds.read > 7
    assert min(analysis.milliseconds.find, analysis.milliseconds.infer) > 0


def test_without_a_model_cells_are_found_only(rendered: tuple[Frame, tuple[KnownCell, ...]]) -> None:
    analysis = analyse_field(rendered[0], None)
    assert len(analysis.cells) >= 2
    assert {each.prediction for each in analysis.cells} == {None}
    assert analyse_field(rendered[0], None, quality=analysis.quality).quality is analysis.quality
    assert analysis.milliseconds.infer == 0


def test_in_a_blurred_field_every_answer_is_uncertain(
    rendered: tuple[Frame, tuple[KnownCell, ...]], classifier: Classifier
) -> None:
    frame, _ = rendered
    blurred = replace(frame, pixels=np.asarray(cv2.GaussianBlur(frame.pixels, (0, 0), 9), np.uint8), id="blurred")
    analysis = analyse_field(blurred, classifier)
    assert analysis.remarks[0].code == "out-of-focus"
    assert all(each.prediction.uncertain for each in analysis.cells)


def test_a_cell_that_an_edge_cuts_is_never_certain(
    rendered: tuple[Frame, tuple[KnownCell, ...]], classifier: Classifier
) -> None:
    """The picture is cut through the middle of a cell."""
    frame, known = rendered
    cell = next(each for each in known if each.whole)
    part = frame.cut(Region(int(cell.x), 0, frame.width - int(cell.x), frame.height))
    analysis = analyse_field(part, classifier)
    cut = [each for each in analysis.cells if each.cell.cut]
    assert cut
    assert all(each.prediction.uncertain for each in cut)


def test_a_field_without_cells_is_no_mistake(classifier: Classifier) -> None:
    blank = Frame(np.full((480, 640, 3), (232, 222, 218), np.uint8), "blank")
    assert analyse_field(blank, classifier).cells == ()


def test_a_model_of_fields_is_refused(catalog: Catalog, rendered: tuple[Frame, tuple[KnownCell, ...]]) -> None:
    with pytest.raises(FieldModelError, match=rf"{DEFAULT_ID}.* cannot name single cells.*{IN_CONTEXT}"):
        cell_package(catalog, DEFAULT_ID)
    with pytest.raises(FieldModelError, match="choose one that judges cells"):
        analyse_field(rendered[0], Classifier(catalog.default, threads=1))
    with pytest.raises(UnknownModelError):
        cell_package(catalog, "nothing")
    assert cell_package(catalog, IN_CONTEXT).id == IN_CONTEXT


def test_a_field_is_cut_out_on_black_for_a_model_of_such_cells(
    rendered: tuple[Frame, tuple[KnownCell, ...]], on_black: Classifier
) -> None:
    """And is no "picture that is not cut out": cutting out is what is done here."""
    analysis = analyse_field(rendered[0], on_black)
    assert len(analysis.cells) >= 2
    assert "not-cut-out" not in {remark.code for remark in analysis.remarks}


def on_black_alone(frame: Frame, card: ModelCard) -> Frame:
    """One of the field's cells as a set of such pictures would show it, 300 pixels wide."""
    cell = next(each.cell for each in analyse_field(frame, None).cells if not each.cell.cut)
    large = replace(card, input_height=300, input_width=300, on_black=True)
    return Frame(crop(frame.pixels, cell, large, frame.optics.micrometres_per_pixel), "on black")


def test_a_picture_of_one_cell_on_black_is_classified_whole(
    rendered: tuple[Frame, tuple[KnownCell, ...]], on_black: Classifier, classifier: Classifier
) -> None:
    picture = on_black_alone(rendered[0], on_black.package.card)
    analysis = analyse_field(picture, on_black)
    assert analysis.single
    (one,) = analysis.cells
    assert not one.cell.cut
    x, y = one.cell.centre
    assert (x, y) == pytest.approx((150, 150), abs=4)
    assert one.prediction.top == on_black.classify(picture).top
    other = analyse_field(picture, classifier)
    assert other.remarks[0].code == "cut-out-cell"
    assert [each.prediction.uncertain for each in other.cells] == [True]


def test_a_picture_of_one_cell_among_red_ones_is_classified_whole(
    rendered: tuple[Frame, tuple[KnownCell, ...]], classifier: Classifier
) -> None:
    """As wide as an analyser cuts it out; the field that it was cut from is none."""
    frame, known = rendered
    side = round(37 / frame.optics.micrometres_per_pixel)
    inside = [
        each
        for each in known
        if side / 2 < each.x < frame.width - side / 2 and side / 2 < each.y < frame.height - side / 2
    ]
    assert inside
    corner = Region(round(inside[0].x - side / 2), round(inside[0].y - side / 2), side, side)
    picture = frame.cut(corner)
    analysis = analyse_field(picture, classifier)
    assert analysis.single
    assert [each.prediction.top for each in analysis.cells] == [classifier.classify(picture).top]


@pytest.mark.parametrize(
    ("size", "box", "single"),
    [
        ((224, 224), (80, 80, 60, 64), True),
        ((360, 363), (130, 130, 100, 100), True),
        ((640, 480), (290, 210, 60, 60), False),
        ((224, 224), (10, 80, 60, 64), False),
        ((600, 600), (270, 270, 60, 60), False),
        ((120, 120), (22, 22, 76, 76), False),
    ],
    ids=[
        "an analyser's",
        "not quite square",
        "no square",
        "beside the middle",
        "too much around it",
        "too little around it",
    ],
)
def test_a_single_cells_picture_is_told_by_its_shape_and_its_middle(
    catalog: Catalog, size: tuple[int, int], box: tuple[int, int, int, int], single: bool
) -> None:
    found = found_with(Cell(Region(*box)))
    card = catalog.get(IN_CONTEXT).card
    assert is_single_cell(*size, found, card) == single
    assert not is_single_cell(*size, found, catalog.get(ON_BLACK).card), "such a model is given no context"
    assert not is_single_cell(*size, found, None)
    assert not is_single_cell(*size, found_with(replace(found.cells[0], cut=True)), card)
    beside = Cell(Region(0, 0, 40, 40))
    assert not is_single_cell(*size, found_with(*found.cells, beside), card)
    assert is_single_cell(*size, found_with(*found.cells, replace(beside, cut=True)), card) == single


def test_a_magnification_that_is_too_weak_for_the_model_is_told(catalog: Catalog) -> None:
    card, cell = catalog.get(IN_CONTEXT).card, Cell(Region(10, 10, 30, 30))
    assert too_coarse(found_with(cell, scale=0.16), card) is None
    assert too_coarse(found_with(scale=1.0), card) is None
    assert too_coarse(found_with(cell), card) is None
    coarse = too_coarse(found_with(cell, scale=1.0), card)
    assert coarse is not None
    assert (coarse.code, coarse.severity) == ("too-coarse", "warning")
    assert "25.2 µm around a cell, here 25 pixels, and needs 37" in coarse.sentence


def test_red_cells_that_contradict_the_calibration_make_everything_uncertain(
    rendered: tuple[Frame, tuple[KnownCell, ...]], classifier: Classifier
) -> None:
    """The calibration of the 40× is in force, and the 100× is in the light path."""
    frame, _ = rendered
    right = frame.optics.micrometres_per_pixel
    wrong = replace(frame, optics=replace(frame.optics, micrometres_per_pixel=right * 2.5), id="wrong")
    assert "other-magnification" not in {remark.code for remark in analyse_field(frame, classifier).remarks}
    analysis = analyse_field(wrong, classifier)
    assert analysis.remarks[0].code == "other-magnification"
    assert analysis.cells
    assert all(each.prediction.uncertain for each in analysis.cells)


def test_what_both_the_picture_and_the_finding_say_is_told_once(classifier: Classifier) -> None:
    """Stripes of a nucleus's colour are no smear."""
    stripes = np.full((480, 640, 3), (235, 225, 220), np.uint8)
    stripes[:, ::2] = (70, 40, 120)
    codes = [remark.code for remark in analyse_field(Frame(stripes, "stripes"), classifier).remarks]
    assert "not-a-smear" in codes
    assert len(codes) == len(set(codes))


def test_a_field_is_no_cell_on_black(rendered: tuple[Frame, tuple[KnownCell, ...]]) -> None:
    pixels = rendered[0].pixels
    assert cut_out_cell(pixels, assess(pixels)) is None
