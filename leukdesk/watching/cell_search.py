"""Looks for cells in live fields at rest, as often as the machine allows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from leukdesk.cell_analysis import analyse_field
from leukdesk.imaging.cells import FieldCells, find_cells
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.quality import Quality
from leukdesk.inference.prediction import Prediction
from leukdesk.station import Station
from leukdesk.watching.orders import Orders

_LEAST_PERIOD = 0.3
"""Seconds; the cells of a field at rest stay where they are."""
_SHARE = 3.0
"""Of so much time, a search may take one part: the window and the camera need the rest."""


@dataclass(frozen=True, eq=False)
class CellsSeen:
    """The cells of a live field at rest; ``predictions``, one for each, only where suggestions are wanted."""

    found: FieldCells
    predictions: tuple[Prediction | None, ...]


class CellSearch:
    """Finds the cells once a field is at rest, and again now and then; forgets them as soon as the stage moves.

    Parameters
    ----------
    clock : callable
        Seconds, rising: for how long a search takes.
    """

    def __init__(self, station: Station, clock: Callable[[], float] = time.monotonic) -> None:
        self._station, self._clock = station, clock
        self._seen: CellsSeen | None = None
        self._orders: Orders | None = None
        self._next = 0.0

    def forget(self) -> None:
        """Another field: what was found is not there any more."""
        self._seen, self._next = None, 0.0

    def look(self, frame: Frame, orders: Orders, quality: Quality, still: float, at: float) -> CellsSeen | None:
        """Return the cells of the field that is seen; None while the stage moves, and for a model of fields.

        Parameters
        ----------
        quality : Quality
            Of this frame or of one shortly before, assessed for no model.
        still : float
            Seconds for which the stage has been at rest.
        at : float
            When the frame is looked at, in seconds.

        Raises
        ------
        LeukdeskError
            The model cannot be loaded or gives no usable answer.
        """
        if orders is not self._orders:
            self.forget()
        self._orders = orders
        if not orders.of_cells or still == 0:
            self.forget()
            return None
        if at >= self._next:
            began = self._clock()
            self._seen = self._search(frame, orders, quality)
            self._next = at + max(_SHARE * (self._clock() - began), _LEAST_PERIOD, orders.every)
        return self._seen

    def _search(self, frame: Frame, orders: Orders, quality: Quality) -> CellsSeen:
        found = find_cells(frame.pixels, frame.micrometres_per_pixel)
        if not orders.suggest or orders.package is None or not found.cells:
            return CellsSeen(found, (None,) * len(found.cells))
        classifier = self._station.classifier(orders.package.id)
        named = analyse_field(frame, classifier, found=found, quality=quality).cells
        return CellsSeen(found, tuple(None if each.cell.cut else each.prediction for each in named))
