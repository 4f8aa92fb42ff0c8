"""For how long the stage has been at rest."""

from __future__ import annotations

from leukdesk.imaging.motion import FieldView, shift

# Share of the field's size: less than a red cell's fifth at 100×, more than noise makes of a field at rest.
_MOVED = 0.008
# Below it two views are not taken for the same field; a turn of the fine focus lowers it, but not so far.
_ANOTHER_FIELD = 0.3


class Stillness:
    """Compares each view with the first of its rest, so that a slow drift is movement too."""

    def __init__(self) -> None:
        self._first: FieldView | None = None
        self._since = 0.0

    def seconds(self, view: FieldView, at: float) -> float:
        """Return for how many seconds the field has not moved; 0 while it moves.

        Parameters
        ----------
        view : FieldView
            Of the newest frame.
        at : float
            When it was taken, in seconds of any clock that only goes forward.
        """
        if self._first is None or self._moved(self._first, view):
            self._first, self._since = view, at
        return at - self._since

    def forget(self) -> None:
        """Begin anew: the next view is of another source, or comes after a gap."""
        self._first = None

    @staticmethod
    def _moved(first: FieldView, view: FieldView) -> bool:
        found = shift(first, view)
        return max(abs(found.dx), abs(found.dy)) > _MOVED or found.likeness < _ANOTHER_FIELD
