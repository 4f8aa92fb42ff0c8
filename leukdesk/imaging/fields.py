"""The fields that were captured already, to tell a new one from one that is seen again."""

from __future__ import annotations

from leukdesk.imaging.motion import SAME_FIELD, FieldView, shift

_CANDIDATE = 0.5  # coarse likeness, from which a field is compared closely
_COMPARED = 5  # closest candidates that are compared; each takes less than a millisecond


class FieldMemory:
    """Descriptions of captured fields; about 200 kB and a tenth of a millisecond to compare, each.

    Not to be used by several threads at once.
    """

    def __init__(self) -> None:
        self._views: list[FieldView] = []

    def __len__(self) -> int:
        return len(self._views)

    def add(self, view: FieldView) -> None:
        """Remember a field."""
        self._views.append(view)

    def clear(self) -> None:
        """Forget all fields, as for another slide."""
        self._views.clear()

    def find(self, view: FieldView) -> float:
        """Return by which share, 0 to 1, a field overlaps the known one that it overlaps most; 0 if it is new.

        An overlap of less than about a fifth is not found.
        """
        likeness = [(known.coarse.found_in(view.coarse).likeness, number) for number, known in enumerate(self._views)]
        best = sorted(likeness, reverse=True)[:_COMPARED]
        found = [shift(self._views[number], view) for value, number in best if value >= _CANDIDATE]
        return max((each.overlap for each in found if each.likeness >= SAME_FIELD), default=0.0)
