"""Whether a picture can be a stained blood smear at all: a few plain conditions, each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leukdesk.imaging import remark_texts as words
from leukdesk.imaging.stain import Absorption

CUT_OUT_BLACK = 0.3
"""Share of black from which a picture is taken for a cell that was cut out, as in the C-NMC set."""


@dataclass(frozen=True)
class Likeness:
    """How far a picture meets the conditions.

    Attributes
    ----------
    value : float
        0 to 1; below 0.5 one condition is plainly not met.
    reason : str
        What is least as in a smear, as part of a sentence.
    """

    value: float
    reason: str


@dataclass(frozen=True)
class _Condition:
    """A figure that lies between two limits in all smears; a limit of None stands for none."""

    figure: Callable[[Absorption], float]
    low: float | None
    high: float | None
    softness: float
    reason: str

    def value(self, absorption: Absorption) -> float:
        """Return 1 well inside the limits, 0.5 on one, 0 well outside."""
        figure = self.figure(absorption)
        margins = [figure - self.low] if self.low is not None else []
        margins += [self.high - figure] if self.high is not None else []
        return min(max(0.5 + 0.5 * min(margins) / self.softness, 0.0), 1.0)


def _deep(absorption: Absorption) -> float:
    """Return the share that absorbs deeply; a cut-out cell has no background and may absorb all over."""
    return absorption.deep if absorption.black < CUT_OUT_BLACK else 0.0


def _green(absorption: Absorption) -> float:
    """Return how much of the absorption is of green; a cut-out nucleus has to have more of it than a whole field."""
    return absorption.green if absorption.black < CUT_OUT_BLACK else absorption.green - 0.28


# The limits lie beyond what some 2,500 smear pictures of seven laboratories, and as many blurred, darkened, tinted,
# noisy and cropped copies of them, measured; the softness is about that distance.
_CONDITIONS = (
    _Condition(lambda a: a.spread, 0.04, 1.3, 0.02, words.HOLDS_NO_CELLS),
    _Condition(lambda a: a.cells, 0.05, 0.96, 0.03, words.HOLDS_NO_CELLS),
    _Condition(_deep, None, 0.62, 0.1, words.NO_LIGHT_GROUND),
    _Condition(lambda a: a.colourful, 0.04, None, 0.03, words.COLOURLESS),
    _Condition(_green, 0.30, None, 0.05, words.OTHER_COLOURS),
    _Condition(lambda a: a.green_least, None, 0.80, 0.1, words.OTHER_COLOURS),
    _Condition(lambda a: a.blue_most, None, 0.78, 0.1, words.OTHER_COLOURS),
    _Condition(lambda a: a.blue - max(a.red, a.green), None, 0.03, 0.05, words.OTHER_COLOURS),
    _Condition(lambda a: a.fine, None, 0.87, 0.05, words.GRAIN),
    _Condition(lambda a: a.flat, None, 0.20, 0.1, words.DRAWN),
)


def likeness(absorption: Absorption) -> Likeness:
    """Judge a picture by the condition that it meets least."""
    value, reason = min(((each.value(absorption), each.reason) for each in _CONDITIONS), key=lambda pair: pair[0])
    return Likeness(value, reason)
