"""The stage's path: from one white cell to the next, with a rest at each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOVE_SECONDS = 2.2
REST_SECONDS = 2.8
LONGEST_TOUR = 40


@dataclass(frozen=True)
class Position:
    """Where the field's centre is, in the slide's pixels, and how far the stage is between two rests (0 at rest)."""

    x: float
    y: float
    between: float


class Tour:
    """A closed round over points of a slide that has no edge.

    Parameters
    ----------
    stops : array, float, shape (N, 2)
        Pixels; at least one.
    size : tuple of int
        Width and height of the slide in pixels.
    """

    def __init__(self, stops: NDArray[np.float64], size: tuple[int, int]) -> None:
        self._size = np.array(size, float)
        left = list(np.rint(stops[:LONGEST_TOUR]))
        self._stops = [left.pop(0)]
        while left:
            # Always to the nearest that was not seen yet.
            steps = [self._step(self._stops[-1], stop) for stop in left]
            self._stops.append(left.pop(int(np.argmin([np.hypot(*step) for step in steps]))))

    def at(self, seconds: float) -> Position:
        """Return the position at a time; the round begins with a rest at the first stop."""
        leg, into = divmod(seconds, REST_SECONDS + MOVE_SECONDS)
        here = self._stops[int(leg) % len(self._stops)]
        there = self._stops[(int(leg) + 1) % len(self._stops)]
        t = max(0.0, into - REST_SECONDS) / MOVE_SECONDS
        eased = t * t * t * (t * (6 * t - 15) + 10)
        x, y = (here + eased * self._step(here, there)) % self._size
        return Position(float(x), float(y), t)

    def _step(self, start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the shortest way from one point to another, over the edges too."""
        half = self._size / 2
        return np.asarray((end - start + half) % self._size - half)
