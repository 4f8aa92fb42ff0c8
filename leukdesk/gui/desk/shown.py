"""A picture that is shown, with everything that belongs to exactly that picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from leukdesk.gui.result.answer import Answer
from leukdesk.history.people.computer_user import computer_user
from leukdesk.imaging.frame import Frame, Region
from leukdesk.imaging.remark import by_code
from leukdesk.inference.package import ModelPackage

if TYPE_CHECKING:
    from leukdesk.imaging.judgement import Judgement
    from leukdesk.imaging.quality import Quality


class Mode(StrEnum):
    """What kind of picture is shown; the value stands on the chip above it."""

    NOTHING = ""
    LIVE = "Live"
    PAUSED = "Paused"
    CAPTURED = "Captured"
    PICTURE = "Picture"
    STORED = "From the history"


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
    """

    mode: Mode = Mode.NOTHING
    frame: Frame | None = None
    measured: Measured | None = None
    answer: Answer | None = None
    region: Region | None = None
    title: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Asked:
    """What a result must be about to be shown, and what is logged with it."""

    frame_id: str
    region: Region | None
    model_id: str
    sample: str
    operator: str


@dataclass(frozen=True)
class Entry:
    """What goes into the log with a result."""

    package: ModelPackage | None
    sample: str
    operator: str

    def named(self) -> Entry:
        """Return it with the computer's user where no name is: what is done here is told by the log."""
        return self if self.operator else replace(self, operator=computer_user())


def assess(frame: Frame, package: ModelPackage | None) -> Measured:
    """Measure a picture's quality, for a model when one is chosen; called on the worker."""
    # Here, on the worker: it loads what the window does not wait for.
    from leukdesk.analysis import quality_of

    return measured_of(frame, quality_of(frame, package))


def measured_of(frame: Frame, quality: Quality) -> Measured:
    """Return what the quality strip shows of a picture's quality."""
    remarks = by_code((*quality.remarks, *frame.notes))
    return Measured(dict(quality.figures()), remarks, quality.judgements)
