"""What a field goes through for its cells: looked at, its cells found, cut out, and named in one go."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.analysis import quality_of
from leukdesk.errors import LeukdeskError
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.cells import FieldCells, find_cells
from leukdesk.imaging.frame import Frame, Region
from leukdesk.imaging.illumination import BLACK
from leukdesk.imaging.judgement import Reference
from leukdesk.imaging.quality import Quality
from leukdesk.imaging.remark import Remark
from leukdesk.imaging.remark_texts import TOO_COARSE
from leukdesk.inference.card import ModelCard
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.cropping import crop, crop_side
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.prediction import Prediction
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.inference.runtime import Classifier

_COARSEST = 3.5
"""Input pixels for one of the field. pbc8-mobilenetv2 1.1.0 names .98 of its 528 test pictures right as they are (0.84,
at 0.165 µm a pixel) and up to 3.1 (0.62 µm), .97 at 3.5 (0.69 µm), .95 at 4.6 (0.9 µm) and .92 at 6.1 (1.2 µm), as
certain as before. They were made smaller by averaging, which leaves them sharper than a weaker objective shows them."""
_SQUARE = 1.05  # longer side by the shorter one
_CENTRED = 0.1  # of the picture's side, that a single cell's middle lies beside the picture's at most
_LEAST_AROUND = 0.75  # of the square that the model asks for, that a single cell's picture is wide at least
_AROUND = 1.3  # and at most: shown a third too large or too small, cells are still named as well
_AROUND_ANY = 2.2  # the same where the square is in proportion to the cell, which may be as small as a platelet


class FieldModelError(LeukdeskError):
    """A model of whole fields was chosen where single cells are to be named."""

    code: ClassVar[str] = "field-model"


@dataclass(frozen=True, eq=False)
class NamedCell:
    """A cell, and what the model says of it; ``prediction`` is None where no model was asked."""

    cell: Cell
    prediction: Prediction | None


@dataclass(frozen=True)
class FieldTimings:
    """Milliseconds: reading the picture, its quality and its hash; finding the cells; cutting out and naming them."""

    read: float
    find: float
    infer: float


@dataclass(frozen=True, eq=False)
class FieldAnalysis:
    """Everything known of a field's cells.

    Attributes
    ----------
    frame : Frame
    quality : Quality
    found : FieldCells
        With the scale, and the diameter of the red cells.
    cells : tuple of NamedCell
        Those of ``found``, in its order. Of one that an edge cuts, and of all where a remark is a warning, the
        prediction is uncertain.
    single : bool
        The picture shows one cell alone, and was classified whole.
    remarks : tuple of Remark
        Of the picture, of the finding and of the cutting out; the most important one first.
    milliseconds : FieldTimings
    """

    frame: Frame
    quality: Quality
    found: FieldCells
    cells: tuple[NamedCell, ...]
    single: bool
    remarks: tuple[Remark, ...]
    milliseconds: FieldTimings


def cell_package(catalog: Catalog, model_id: str) -> ModelPackage:
    """Return the package of a model of cells.

    Raises
    ------
    UnknownModelError, FieldModelError
    """
    package = catalog.get(model_id)
    if package.card.scope == "cell":
        return package
    known = ", ".join(each.id for each in catalog.packages if each.card.scope == "cell") or tr("none")
    words = tr(
        "The model {model} judges a field as a whole and cannot name single cells. Models of this station that "
        "can: {models}."
    )
    raise FieldModelError(words.format(model=repr(model_id), models=known))


def analyse_field(
    frame: Frame,
    classifier: Classifier | None,
    reference: Reference | None = None,
    *,
    found: FieldCells | None = None,
    quality: Quality | None = None,
    read_ms: float = 0.0,
) -> FieldAnalysis:
    """Find the cells of a field and, with a model, name them all in one go.

    A picture of one cell alone is classified whole, as ``leukdesk classify`` does it.

    Parameters
    ----------
    frame : Frame
        Its optics give the scale; without, the red cells do.
    classifier : Classifier, optional
        Of a model with the scope "cell".
    reference : Reference, optional
        See :func:`leukdesk.analysis.quality_of`.
    found : FieldCells, optional
        The cells, where a person has edited them: they are not looked for, and none is taken for a whole picture.
    quality : Quality, optional
        Where it was assessed already, for no model.
    read_ms : float
        Milliseconds that reading the frame took.

    Raises
    ------
    FieldModelError
    ModelAnswerError
        There is no prediction for any of the cells then.
    """
    package = None if classifier is None else classifier.package
    card = None if package is None else package.card
    if package is not None and package.card.scope != "cell":
        words = tr("The model {model} judges a field as a whole: choose one that judges cells.")
        raise FieldModelError(words.format(model=repr(package.id)))
    started = time.perf_counter()
    quality = quality or quality_of(frame, None, reference)
    _ = frame.sha256  # is kept by the frame
    looked = time.perf_counter()
    known = found is not None
    alone = None if known else cut_out_cell(frame.pixels, quality)
    if found is None:
        found = find_cells(frame.pixels, frame.micrometres_per_pixel) if alone is None else FieldCells((alone,))
    done = time.perf_counter()
    single = not known and (alone is not None or is_single_cell(frame.width, frame.height, found, card))
    if single:
        found = replace(found, cells=tuple(each for each in found.cells if each == alone or not each.cut))
        quality = quality_of(frame, package, reference)
    remarks = _remarks(quality, found, card, single=single)
    predictions: Sequence[Prediction | None] = [None] * len(found.cells)
    if classifier is not None:
        doubtful = any(each.severity == "warning" for each in remarks)
        predictions = [
            replace(each, uncertain=True) if doubtful or cell.cut else each
            for cell, each in zip(found.cells, _named(frame, found, classifier, whole=single), strict=True)
        ]
    named = time.perf_counter()
    return FieldAnalysis(
        frame=frame,
        quality=quality,
        found=found,
        cells=tuple(NamedCell(*each) for each in zip(found.cells, predictions, strict=True)),
        single=single,
        remarks=(*remarks, *frame.notes),
        milliseconds=FieldTimings(
            read_ms + (looked - started) * 1000, (done - looked) * 1000, (named - done) * 1000 if classifier else 0.0
        ),
    )


def _named(frame: Frame, found: FieldCells, classifier: Classifier, *, whole: bool) -> list[Prediction]:
    from leukdesk.inference.runtime import model_input

    card, started = classifier.package.card, time.perf_counter()
    if whole:
        crops = [model_input(frame.pixels, card)]
    else:
        crops = [crop(frame.pixels, cell, card, found.micrometres_per_pixel) for cell in found.cells]
    return classifier.classify_many(crops, frame.id, spent=time.perf_counter() - started)


def too_coarse(found: FieldCells, card: ModelCard) -> Remark | None:
    """Say that a field shows less of its cells than a model needs to see."""
    wanted = card.crop.side_micrometres if card.crop is not None else None
    if not found.cells or wanted is None or found.micrometres_per_pixel is None:
        return None
    side = crop_side(found.cells[0], card, found.micrometres_per_pixel)
    if side * _COARSEST >= card.input_side:
        return None
    sentence = TOO_COARSE.format(wanted=wanted, side=side, needed=card.input_side / _COARSEST)
    return Remark("too-coarse", sentence, "warning")


def _remarks(quality: Quality, found: FieldCells, card: ModelCard | None, *, single: bool) -> list[Remark]:
    """Return what is to be known of a field, warnings first, nothing twice."""
    # What keeps from counting cells is no matter where there is one cell anyway.
    of_finding = [each for each in found.remarks if not single or each.severity == "warning"]
    coarse = None if card is None or single else too_coarse(found, card)
    remarks = {each.code: each for each in (coarse, *of_finding, *quality.remarks) if each is not None}
    return sorted(remarks.values(), key=lambda each: each.severity != "warning")


def cut_out_cell(pixels: NDArray[np.uint8], quality: Quality) -> Cell | None:
    """Return the cell of a picture that shows one cut out on black, as quality has remarked; None of any other.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    quality : Quality
        Assessed for no model.
    """
    if not any(each.code == "cut-out-cell" for each in quality.remarks):
        return None
    lit = cv2.bitwise_not(cv2.inRange(pixels, (0, 0, 0), (BLACK, BLACK, BLACK)))
    outlines, _ = cv2.findContours(lit, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(outlines, key=cv2.contourArea)
    height, width = pixels.shape[:2]
    x, y, w, h = cv2.boundingRect(largest)
    cut = x == 0 or y == 0 or x + w == width or y + h == height
    return Cell(Region(x, y, w, h), tuple((int(u), int(v)) for u, v in largest.reshape(-1, 2)), cut=cut)


def is_single_cell(width: int, height: int, found: FieldCells, card: ModelCard | None) -> bool:
    """Tell whether a picture is one of a single cell among red ones, as analysers cut it out, and no field.

    It is nearly a square, its only whole cell lies in its middle, and what the model would be shown of it is about as
    much as the model looks at. A model of cells on black is never given such a picture whole.

    Parameters
    ----------
    width, height : int
        Of the picture, in pixels.
    card : ModelCard, optional
        None where no model was chosen.
    """
    if card is None or card.on_black or max(width, height) > _SQUARE * min(width, height):
        return False
    whole = [each for each in found.cells if not each.cut]
    if len(whole) != 1:
        return False
    (cell,) = whole
    x, y = cell.centre
    beside = max(abs(x - width / 2), abs(y - height / 2))
    around = _AROUND if found.micrometres_per_pixel is not None else _AROUND_ANY
    shown = max(width, height) if card.centre is None else card.centre.side(height, width)
    seen = shown / crop_side(cell, card, found.micrometres_per_pixel)
    return beside <= _CENTRED * width and _LEAST_AROUND <= seen <= around
