"""A picture that is shown, with everything that belongs to exactly that picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from leukdesk.gui.desk.cells_shown import CellsShown, Edit
from leukdesk.gui.desk.field_counter import FieldCounter
from leukdesk.gui.result.answer import Answer
from leukdesk.history.people.computer_user import computer_user
from leukdesk.imaging.frame import Frame, Region
from leukdesk.imaging.remark import Remark, by_code, shown
from leukdesk.inference.package import ModelPackage
from leukdesk.language import marked

if TYPE_CHECKING:
    from leukdesk.imaging.cells import FieldCells
    from leukdesk.imaging.judgement import Judgement
    from leukdesk.imaging.quality import Quality


class Mode(StrEnum):
    """What kind of picture is shown; the value stands on the chip above it, in the language that is spoken."""

    NOTHING = ""
    LIVE = marked("Live")
    PAUSED = marked("Paused")
    CAPTURED = marked("Captured")
    PICTURE = marked("Picture")
    STORED = marked("From the history")


@dataclass(frozen=True)
class Measured:
    """What the quality strip shows: figures by name, sentences by the codes of the remarks, and what to make of it.

    There are no judgements of a stored picture: what was logged are the figures and the remarks.
    """

    figures: dict[str, float]
    remarks: dict[str, str]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A picture with everything that belongs to it.

    Attributes
    ----------
    size : (int, int), optional
        Width and height in pixels of a stored picture, which may be gone.
    cells : CellsShown, optional
        Its cells, where a model of cells is chosen; the answer is then the selected one's.
    whole : Answer, optional
        For the whole field, where one model was asked about that and another about its cells.
    """

    mode: Mode = Mode.NOTHING
    frame: Frame | None = None
    measured: Measured | None = None
    answer: Answer | None = None
    region: Region | None = None
    title: str = ""
    size: tuple[int, int] | None = None
    cells: CellsShown | None = None
    whole: Answer | None = None

    @property
    def answered(self) -> bool:
        """Whether a model was asked about it, or about any of its cells."""
        return self.answer is not None or (self.cells is not None and self.cells.classified)

    @property
    def logged(self) -> bool:
        """Whether it, or any of its cells, has a row in the log."""
        if self.cells is not None and any(each.record is not None for each in self.cells.known.values()):
            return True
        return self.answer is not None and self.answer.record_id is not None

    @property
    def done(self) -> bool:
        """Whether there is nothing in it that a model was not asked about."""
        if self.cells is None or not self.cells.classified:
            return self.answer is not None
        return not self.cells.pending


@dataclass(frozen=True)
class Asked:
    """What a result must be about to be shown, and what is logged with it."""

    frame_id: str
    region: Region | None
    model_id: str
    sample: str
    operator: str
    cells: FieldCells | None = None
    edit: Edit | None = None
    beside_id: str = ""


@dataclass(frozen=True)
class Entry:
    """What goes into the log with a result.

    Attributes
    ----------
    counter : FieldCounter, optional
        Of the slide session that captured fields are counted into.
    beside : ModelPackage, optional
        A second model, of the other scope, that is asked about the same picture.
    session_rests : bool
        Whether the slide session that is shown could be counted into, and is not: paused, or left open by a crash.
    """

    package: ModelPackage | None
    sample: str
    operator: str
    counter: FieldCounter | None = None
    beside: ModelPackage | None = None
    session_rests: bool = False

    @property
    def of_cells(self) -> bool:
        """Whether the model judges single cells, and not a field as a whole."""
        return self.package is not None and self.package.card.scope == "cell"

    @property
    def cell_package(self) -> ModelPackage | None:
        """The model of single cells, which may be the second one."""
        both = (self.package, self.beside)
        return next((each for each in both if each is not None and each.card.scope == "cell"), None)

    def named(self) -> Entry:
        """Return it with the computer's user where no name is: what is done here is told by the log."""
        return self if self.operator else replace(self, operator=computer_user())


def assess(frame: Frame, package: ModelPackage | None) -> Measured:
    """Measure a picture's quality, for a model when one is chosen; called on the worker."""
    # Here, on the worker: it loads what the window does not wait for.
    from leukdesk.analysis import quality_of

    # A field is not asked to be what a single cell's picture is: cut out on black, or so and so large.
    of_cells = package is not None and package.card.scope == "cell"
    quality = quality_of(frame, None if of_cells else package)
    if of_cells and any(remark.code == "cut-out-cell" for remark in quality.remarks):
        quality = quality_of(frame, package)
    return measured_of(frame, quality)


def measured_of(frame: Frame, quality: Quality, said: Sequence[Remark] | None = None) -> Measured:
    """Return what the quality strip shows of a picture's quality, with what was said of it where that is more."""
    remarks = by_code((*quality.remarks, *frame.notes) if said is None else said)
    return Measured(dict(quality.figures()), shown(remarks), quality.judgements)
