"""What every format that records can be exported in has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from leukdesk.history.events import Event
from leukdesk.history.records import Record


@dataclass(frozen=True)
class Item:
    """A record with what belongs to it.

    Attributes
    ----------
    record : Record
        As it is to be exported: de-identified where that was asked for.
    decisions : tuple of Event
        The decisions and signatures about it, oldest first; de-identified as well.
    picture : callable
        Reads the analysed picture, uint8 (H, W, 3), RGB; raises PictureMissingError or PictureChangedError.
    identified : bool
        Whether the sample code is the one that was logged; else it is a pseudonym, or left out.
    """

    record: Record
    decisions: tuple[Event, ...]
    picture: Callable[[], NDArray[np.uint8]]
    identified: bool = False


Items = Callable[[], Iterator[Item]]
"""Each call goes through the same items once more, in the same order, as the log was at one moment."""


class Format(ABC):
    """A way to write records.

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
    """

    id: ClassVar[str]
    title: ClassVar[str]
    suffix: ClassVar[str]
    one_file: ClassVar[bool] = True
    rounds: ClassVar[int] = 1

    def unavailable(self) -> str:
        """Say why it cannot be used here, and what to do; empty when it can."""
        return ""

    @abstractmethod
    def write(self, items: Items, path: Path) -> None:
        """Write the items (one alone where each has a file of its own) to a new file.

        It is not yet at its final place: whoever calls this makes it durable, and takes it away when this fails.

        Raises
        ------
        OSError, HistoryError
        """
