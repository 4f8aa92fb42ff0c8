"""How the stage moves: by itself from one white cell to the next, by hand, or along a script.

Places are micrometres on a slide that has no edge.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

import numpy as np

from leukdesk.capture.virtual.cells.kinds import PLATELET
from leukdesk.capture.virtual.layout import SIDE, Cell

LONGEST_TOUR = 42
REST_SECONDS = 2.8
MOVE_SECONDS = 2.2
TOP_SPEED = 60.0  # micrometres a second under the strongest objective
PEAK = 1.875  # how much faster than on average the middle of an eased way is
LATE_FOCUS = 0.14  # micrometres: how far the tour's focus is off at most
LATE_SECONDS = 0.4  # that it is still off after the stage has come to rest


@dataclass(frozen=True)
class Position:
    """The stage at one moment.

    Attributes
    ----------
    x, y : float
        Where the field's centre is.
    focus : float
        Micrometres out of focus.
    speed_x, speed_y : float
        Micrometres a second.
    stop : int, optional
        The number of the stop that it rests at.
    """

    x: float
    y: float
    focus: float = 0.0
    speed_x: float = 0.0
    speed_y: float = 0.0
    stop: int | None = None


class Path(Protocol):
    """A way that is known beforehand."""

    def at(self, seconds: float) -> Position:
        """Return the position at a time from its beginning."""
        ...


@dataclass(frozen=True)
class Stop:
    """A place of a script: where, how far out of focus in micrometres, and for how many seconds."""

    x: float
    y: float
    focus: float = 0.0
    rest: float = 1.5


class Script:
    """Rests at one stop after the other, then stays at the last.

    Parameters
    ----------
    stops : sequence of Stop
        At least one.
    move : float
        Seconds between two stops.
    """

    def __init__(self, stops: Sequence[Stop], move: float = 0.8) -> None:
        self.stops = tuple(stops)
        self.move = move
        self._begins = [0.0, *accumulate(stop.rest + move for stop in self.stops[:-1])]

    @property
    def seconds(self) -> float:
        """From its beginning to the end of the last rest."""
        return self._begins[-1] + self.stops[-1].rest

    def at(self, seconds: float) -> Position:
        """Return the position at a time from its beginning."""
        number = max(0, bisect_right(self._begins, seconds) - 1)
        here, into = self.stops[number], seconds - self._begins[number]
        if into < here.rest or number + 1 == len(self.stops):
            return Position(here.x % SIDE, here.y % SIDE, here.focus, stop=number)
        there, t = self.stops[number + 1], (into - here.rest) / self.move
        focus = here.focus + _eased(t) * (there.focus - here.focus)
        return _between((here.x, here.y), (there.x, there.y), t, self.move, focus)


def script_over(
    cells: Sequence[Cell],
    stops: int = 30,
    blurred: Collection[int] = (),
    repeated: Mapping[int, int] | None = None,
    *,
    apart: float = 170.0,
    defocus: float = 2.0,
    aside: float = 3.0,
    rest: float = 1.5,
    move: float = 0.8,
) -> Script:
    """Return a script over fields that each have a white cell in the middle and share nothing with one another.

    Parameters
    ----------
    cells : sequence of Cell
        Of the slide, as ``VirtualMicroscope.cells`` gives them.
    stops : int
        How many.
    blurred : collection of int
        Numbers of the stops that are out of focus.
    repeated : mapping of int to int
        Number of a stop to the earlier one whose place it shows again.
    apart : float
        Micrometres between the middles of two fields; the default is more than the diagonal of any field at 100×.
    defocus, aside : float
        Micrometres: how far out of focus the blurred ones are, and how far from the first time the repeated ones lie.

    Raises
    ------
    ValueError
        The slide has not so many fields.
    """
    repeated = repeated or {}
    places: list[tuple[float, float]] = []
    left = [cell for cell in cells if cell.kind != PLATELET]
    x, y = SIDE / 2, SIDE / 2
    for number in range(stops):
        if number in repeated:
            places.append((places[repeated[number]][0] + aside, places[repeated[number]][1]))
            continue
        left = [cell for cell in left if all(_distance(place, (cell.x, cell.y)) > apart for place in places)]
        if not left:
            raise ValueError(f"only {number} of {stops} fields find room on the slide")
        nearest = min(left, key=lambda cell: _distance((x, y), (cell.x, cell.y)))
        x, y = nearest.x, nearest.y
        places.append((x, y))
    return Script(
        [Stop(*place, defocus if number in blurred else 0.0, rest) for number, place in enumerate(places)], move
    )


class Tour:
    """A closed round over white cells, some of every kind, with a rest at each; its focus is found a little late.

    Parameters
    ----------
    cells : sequence of Cell
        Those near the middle of the slide are visited.
    rng : numpy Generator
        Chooses how far from the middle of the field a cell is.
    aside : tuple of float
        That distance at most, in micrometres.
    """

    def __init__(self, cells: Sequence[Cell], rng: np.random.Generator, aside: tuple[float, float]) -> None:
        left = [(cell.x, cell.y) for cell in _some_of_every_kind(cells)] or [(SIDE / 2, SIDE / 2)]
        route = [left.pop(0)]
        while left:  # always to the nearest that was not seen yet
            route.append(left.pop(min(range(len(left)), key=lambda i: _distance(route[-1], left[i]))))
        shifts = rng.uniform(-1, 1, (len(route), 2)) * aside
        self.stops = [(x + float(dx), y + float(dy)) for (x, y), (dx, dy) in zip(route, shifts, strict=True)]
        self._moves = [
            max(MOVE_SECONDS, PEAK * _distance(stop, self._stop(number + 1)) / TOP_SPEED)
            for number, stop in enumerate(self.stops)
        ]
        self._begins = [0.0, *accumulate(REST_SECONDS + move for move in self._moves)]

    @property
    def seconds(self) -> float:
        """Of one round."""
        return self._begins[-1]

    def at(self, seconds: float) -> Position:
        """Return the position at a time; the round begins with a rest at the first stop."""
        seconds %= self.seconds
        number = min(bisect_right(self._begins, seconds) - 1, len(self.stops) - 1)
        into, move, here = seconds - self._begins[number], self._moves[number], self.stops[number]
        if into < REST_SECONDS:
            last = self._moves[number - 1]
            focus = _late(last + into, last) if seconds > REST_SECONDS else 0.0
            return Position(here[0] % SIDE, here[1] % SIDE, focus, stop=number)
        into -= REST_SECONDS
        return _between(here, self._stop(number + 1), into / move, move, _late(into, move))

    def _stop(self, number: int) -> tuple[float, float]:
        return self.stops[number % len(self.stops)]


class Hand:
    """A stage that glides to where it is wanted: it speeds up, keeps a speed, and slows down in time.

    Parameters
    ----------
    x, y : float
        Where it is at first.
    """

    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.wanted = (x, y)
        self._speed = np.zeros(2)

    @property
    def arrived(self) -> bool:
        """Whether it rests at the wanted place."""
        return (self.x, self.y) == self.wanted

    @property
    def position(self) -> Position:
        """Where it is now."""
        return Position(self.x % SIDE, self.y % SIDE, 0.0, float(self._speed[0]), float(self._speed[1]))

    def step(self, seconds: float, top_speed: float) -> None:
        """Let so much time go by.

        Parameters
        ----------
        top_speed : float
            Micrometres a second; it is reached in a quarter of a second.
        """
        way = np.array([_nearer(self.wanted[0] - self.x), _nearer(self.wanted[1] - self.y)])
        distance = float(np.hypot(*way))
        gain = 4 * top_speed * seconds
        # It brakes at the rate that it speeds up at, and creeps over the last bit.
        pace = min(top_speed, math.sqrt(5 * top_speed * distance), distance / (3 * seconds))
        change = (way / distance * pace if distance else np.zeros(2)) - self._speed
        self._speed = self._speed + change * min(1.0, gain / max(1e-9, float(np.hypot(*change))))
        step = self._speed * seconds
        if distance <= max(0.05, float(np.hypot(*step))):
            (self.x, self.y), self._speed = self.wanted, np.zeros(2)
        else:
            self.x, self.y = float(self.x + step[0]) % SIDE, float(self.y + step[1]) % SIDE


def _some_of_every_kind(cells: Sequence[Cell]) -> list[Cell]:
    """Return white cells near the middle of the slide: each kind's nearest, then each kind's next, and so on."""
    middle = SIDE / 2, SIDE / 2
    seen: dict[str, int] = {}
    ranked: list[tuple[int, int, Cell]] = []
    for cell in sorted(cells, key=lambda each: _distance(middle, (each.x, each.y))):
        if cell.kind != PLATELET:
            seen[cell.kind] = seen.get(cell.kind, 0) + 1
            ranked.append((seen[cell.kind], len(ranked), cell))
    return [cell for _, _, cell in sorted(ranked, key=lambda each: each[:2])[:LONGEST_TOUR]]


def _late(seconds: float, move: float) -> float:
    """Return how far out of focus the tour is so long after it left a stop."""
    return LATE_FOCUS * max(0.0, math.sin(math.pi * min(1.0, seconds / (move + LATE_SECONDS))))


def _between(here: tuple[float, float], there: tuple[float, float], t: float, move: float, focus: float) -> Position:
    step_x, step_y = _nearer(there[0] - here[0]), _nearer(there[1] - here[1])
    way, speed = _eased(t), 30 * t * t * (1 - t) ** 2 / move
    x, y = (here[0] + way * step_x) % SIDE, (here[1] + way * step_y) % SIDE
    return Position(x, y, focus, speed * step_x, speed * step_y)


def _eased(t: float) -> float:
    return t * t * t * (t * (6 * t - 15) + 10)


def _nearer(step: float) -> float:
    """Return the shorter way along one axis, over the edge where that is it."""
    return (step + SIDE / 2) % SIDE - SIDE / 2


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.hypot(_nearer(one[0] - other[0]), _nearer(one[1] - other[1]))
