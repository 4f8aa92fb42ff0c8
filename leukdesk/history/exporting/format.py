"""What every format that records can be exported in has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from leukdesk.history.events import Event
from leukdesk.history.records import Record

if TYPE_CHECKING:
    from leukdesk.history.exporting.sessions import CountedSession


@dataclass(frozen=True)
class Item:
    """A record with what belongs to it.

    Attributes
    ----------
    record : Record
        As it is to be exported: de-identified where that was asked for.
    decisions : tuple of Event
        The decisions and signatures about it, oldest first; de-identified as well, and without their hashes then.
    picture : callable
        Reads the analysed picture, uint8 (H, W, 3), RGB, of a cell its box cut out of the field; raises
        PictureMissingError or PictureChangedError.
    identified : bool
        Whether the sample code is the one that was logged; else it is a pseudonym, or left out.
    """

    record: Record
    decisions: tuple[Event, ...]
    picture: Callable[[], NDArray[np.uint8]]
    identified: bool = False


@dataclass(frozen=True)
class LogHead:
    """Up to which event the log went, and what proves it: one of both hashes.

    Attributes
    ----------
    event : int
    sha256 : str
        The event's own hash, for an identified export.
    hmac_sha256 : str
        The HMAC-SHA256 of that hash with the key of the station's pseudonyms. The hash itself is made of names, which
        could be tried until one fits; this one can be checked by the station alone, which has the key.
    """

    event: int
    sha256: str = ""
    hmac_sha256: str = ""

    @property
    def proof(self) -> str:
        """The hash that there is."""
        return self.sha256 or self.hmac_sha256

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""
        if self.hmac_sha256:
            return {"event": self.event, "hmac_sha256": self.hmac_sha256, "hmac_key": "this station's pseudonyms"}
        return {"event": self.event, "sha256": self.sha256}


@dataclass(frozen=True)
class About:
    """What an export is: for a page in front of the records, or a file's metadata.

    Attributes
    ----------
    count : int
        How many records there are.
    filter : mapping of str to Any
        What was asked of them, as plain values that JSON can hold; empty for all; without what would name somebody
        where the export is de-identified.
    head : LogHead
        The newest event of the log at that moment.
    time : datetime
        UTC.
    privacy : str
        What was taken out, in a sentence.
    """

    count: int
    filter: Mapping[str, Any]
    head: LogHead
    time: datetime
    privacy: str


@dataclass(frozen=True)
class Items:
    """The records of an export. Each call goes through the same ones once more, in the same order.

    Attributes
    ----------
    walk : callable
        Yields the items as the log was at one moment.
    about : About
    remark : callable
        Takes a sentence about what the format had to leave out, for the user and the manifest.
    logged : callable, optional
        Yields the same records as they were logged, without what belongs to them: quicker, and not de-identified.
    sessions : tuple of CountedSession
        The slide sessions of which there are cells, each as a whole; de-identified like the items. The manifest has
        them whatever the format.
    """

    walk: Callable[[], Iterator[Item]]
    about: About
    remark: Callable[[str], None] = field(default=lambda _: None)
    logged: Callable[[], Iterator[Record]] | None = None
    sessions: tuple[CountedSession, ...] = ()

    def __call__(self) -> Iterator[Item]:
        """Go through the items."""
        return self.walk()

    def figures_of(self) -> Iterator[tuple[Iterable[str], Iterable[str]]]:
        """Go through them for the classes and the quality figures of each alone, which name nobody."""
        records = self.logged() if self.logged is not None else (item.record for item in self.walk())
        return ((record.probabilities, record.quality) for record in records)


class Format(ABC):
    """A way to write records. A module that holds one loads no library before it is written.

    Attributes
    ----------
    id : str
        Short, as the command line takes it.
    title : str
        For a person, with what it is good for.
    suffix : str
        Of its files, with the dot.
    one_file : bool
        Whether all items go into one file; otherwise each has one of its own.
    rounds : int
        How often it goes through the items.
    most : int, optional
        More records than this do not fit into its file.
    beside : bool
        Whether the table of the slide sessions is a second file (:meth:`write_sessions`).
    """

    id: ClassVar[str]
    title: ClassVar[str]
    suffix: ClassVar[str]
    one_file: ClassVar[bool] = True
    rounds: ClassVar[int] = 1
    most: ClassVar[int | None] = None
    beside: ClassVar[bool] = False

    @property
    def writes(self) -> str:
        """What an export makes: "one .csv file", "a folder with a .json file for each record"."""
        return f"one {self.suffix} file" if self.one_file else f"a folder with a {self.suffix} file for each record"

    def unavailable(self) -> str:
        """Say why it cannot be used here, and what to do; empty when it can."""
        return ""

    @abstractmethod
    def write(self, items: Items, path: Path) -> None:
        """Write the items (one alone where each has a file of its own) to a new file.

        It is not yet at its final place: whoever calls this makes it durable, and takes it away when this fails.
        Where all items go into one file, its folder is one of passage: scratch files may be laid beside it.

        Raises
        ------
        OSError, HistoryError
        """

    def write_sessions(self, sessions: Sequence[CountedSession], path: Path) -> None:
        """Write the table of the slide sessions to a new file, where the format has one for it.

        Raises
        ------
        OSError
        """
        raise NotImplementedError
