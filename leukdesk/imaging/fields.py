"""The fields that were captured already, to tell a new one from one that is seen again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.motion import SAME_FIELD, FieldView, Pattern

MOST_FIELDS = 2000
"""Fields that are remembered; from then on the oldest is forgotten. A slide has some hundreds."""

_CANDIDATE = 0.5  # coarse likeness, from which a field is compared closely
_COMPARED = 5  # closest candidates that are compared; each takes about two milliseconds


@dataclass(frozen=True, eq=False)
class _Known:
    """What is kept of a field: the fine pattern, ten times as large as all of it together, is made when needed."""

    coarse: Pattern
    small: NDArray[np.uint8]


class FieldMemory:
    """Descriptions of captured fields; about 50 kB and a tenth of a millisecond to compare, each.

    Not to be used by several threads at once.

    Parameters
    ----------
    most : int
        Fields that are remembered at most.
    """

    def __init__(self, most: int = MOST_FIELDS) -> None:
        self._most = most
        self._fields: dict[str, _Known] = {}

    def __len__(self) -> int:
        return len(self._fields)

    def add(self, key: str, view: FieldView) -> None:
        """Remember a field as the newest; the one that had its key is replaced."""
        self._fields.pop(key, None)
        self._fields[key] = _Known(view.coarse, view.small)
        while len(self._fields) > self._most:
            del self._fields[next(iter(self._fields))]

    def forget(self, key: str) -> None:
        """Forget one field; nothing happens where it is not known."""
        self._fields.pop(key, None)

    def clear(self) -> None:
        """Forget all fields, as for another slide."""
        self._fields.clear()

    def find(self, view: FieldView) -> float:
        """Return by which share, 0 to 1, a field overlaps the known one that it overlaps most; 0 if it is new.

        An overlap of less than about a fifth is not found.
        """
        likeness = [(known.coarse.found_in(view.coarse).likeness, key) for key, known in self._fields.items()]
        best = sorted(likeness, reverse=True)[:_COMPARED]
        close = [self._fields[key].small for value, key in best if value >= _CANDIDATE]
        found = [Pattern(small).found_in(view.fine) for small in close]
        return max((each.overlap for each in found if each.likeness >= SAME_FIELD), default=0.0)
