"""Choosing the finder's settings: one named number after the other, by what is found on the sets that are allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from leukdesk.imaging.finding.settings import DEFAULTS, FinderSettings
from leukdesk.training.finding.fields import Field, sample
from leukdesk.training.finding.scoring import finder, score, tallies

GRID: Mapping[str, tuple[float, ...]] = {
    "red_cells_removed": (0.8, 0.9),
    "cytoplasm_stain": (0.15, 0.22, 0.3),
    "pale_to": (0.85, 0.95, 1.05),
    "cytoplasm_grain": (1.8, 2.4, 3.0),
    "roundness": (0.68, 0.71, 0.74),
    "lobed_rim": (1.5, 2.0, 2.5),
}
"""The numbers that are chosen, and among which values; all others were set once and for all."""

SAMPLE = 30
"""Fields of each set that the search looks at; a score is of all fields."""


BEGIN = replace(DEFAULTS, **{name: values[len(values) // 2] for name, values in GRID.items()})
"""Where every search begins: the middle of the grid, whatever was chosen before."""


@dataclass
class Search:
    """Looks for the settings with the best mean F1 over sets; every setting is tried once a set.

    Parameters
    ----------
    fields : mapping of str to sequence of Field
        By the names of the sets.
    grid : mapping of str to tuple of float
        What is tried for which number.
    """

    fields: Mapping[str, Sequence[Field]]
    grid: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: GRID)
    _known: dict[tuple[str, FinderSettings], float] = field(default_factory=dict)

    def best(self, names: Sequence[str]) -> FinderSettings:
        """Go once through the grid by the sets of these names, keeping a value only where it is better."""
        chosen, best = BEGIN, self._mean(names, BEGIN)
        for name, values in self.grid.items():
            for value in values:
                tried = replace(chosen, **{name: value})
                reached = self._mean(names, tried)
                if reached > best + 1e-9:
                    chosen, best = tried, reached
        return chosen

    def _mean(self, names: Sequence[str], settings: FinderSettings) -> float:
        return float(np.mean([self._f1(name, settings) for name in names]))

    def _f1(self, name: str, settings: FinderSettings) -> float:
        key = name, settings
        if key not in self._known:
            chosen = sample(self.fields[name], SAMPLE)
            self._known[key] = score(chosen, tallies(chosen, finder(settings))).f1
        return self._known[key]
