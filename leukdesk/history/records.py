"""One row of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from leukdesk.history.review import Standing, State
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.imaging.optics import Optics


@dataclass(frozen=True)
class NewRecord:
    """A result about to be logged.

    Attributes
    ----------
    time : datetime
        UTC, when the result was reached.
    sample, operator : str
        As typed; empty when not given.
    source : str
        A file's path, a camera's name, "virtual microscope".
    region : Region, optional
        Set when only a part of the source was analysed. The picture stored is that part; that of a cell is the whole
        field, and the region the cell's box in it.
    picture_sha256 : str
        Hash of the stored pixels (:func:`leukdesk.imaging.frame.pixels_sha256`): those that were analysed, or the field
        that a cell lies in.
    width, height : int
        Of that picture, in pixels.
    probabilities : mapping of class id to probability
        All classes, in the model's order.
    label : str
        Id of the most probable class.
    quality : mapping of str to float
        The picture's quality figures.
    label_name : str
        What the model's card calls that class; the id where nothing is given.
    remarks : mapping of code to sentence
        What was said of the picture.
    optics : Optics, optional
        Through what the picture was taken and what was corrected in it; None for a file.
    hands_free : bool
        Whether the program took the picture by itself.
    look : int, optional
        What the picture looks like, in 64 bits: :func:`leukdesk.imaging.likeness.look_of`.
    session : str
        The slide session that it is of, 32 hexadecimal figures; empty outside of one.
    cell : Cell, optional
        The one cell in the picture that it is of; None for a whole picture.
    """

    time: datetime
    sample: str
    operator: str
    source: str
    region: Region | None
    picture_sha256: str
    width: int
    height: int
    model_id: str
    model_version: str
    model_sha256: str
    probabilities: Mapping[str, float]
    label: str
    uncertain: bool
    quality: Mapping[str, float]
    label_name: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    optics: Optics | None = None
    hands_free: bool = False
    look: int | None = None
    session: str = ""
    cell: Cell | None = None

    @property
    def probability(self) -> float:
        """Probability of the label."""
        return self.probabilities[self.label]


@dataclass(frozen=True)
class Record(NewRecord):
    """A result that is in the log, durable.

    Attributes
    ----------
    id : int
        Rises with every one.
    standing : Standing
        What was decided about it, as it was when the record was read.
    station : str
        In a merged log, the name of the log that it came from; empty in a station's own.
    station_record : int, optional
        Its number there.
    """

    id: int = field(kw_only=True)
    program_version: str = field(kw_only=True)
    standing: Standing = field(default=Standing(), kw_only=True)
    station: str = field(default="", kw_only=True)
    station_record: int | None = field(default=None, kw_only=True)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.standing.state

    @property
    def decided_by(self) -> str:
        """Who decided last; empty before."""
        return self.standing.decided_by

    @property
    def class_name(self) -> str:
        """Name of the class that holds now: the decided one, else the suggested one."""
        return self.standing.label_name or self.label_name

    @property
    def needs_review(self) -> bool:
        """Whether the suggestion is uncertain and nobody has decided yet."""
        return self.uncertain and self.state is State.SUGGESTED
