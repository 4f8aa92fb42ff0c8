"""Which of two versions of a model is the newer one."""

from __future__ import annotations

import re

_PARTS = re.compile(r"(\d+)\.(\d+)\.(\d+)(.*)")
_RUNS = re.compile(r"\d+|[A-Za-z]+")

Order = tuple[tuple[int, ...], int, tuple[tuple[int, int, str], ...]]


def order(version: str) -> Order:
    """Return what sorts versions as people count them: 1.9.0 before 1.10.0, 1.0.0-beta before 1.0.0 before 1.0.0+2.

    Raises
    ------
    ValueError
        It is not a version as a card has one.
    """
    found = _PARTS.fullmatch(version)
    if found is None:
        raise ValueError(version)
    *numbers, rest = found.groups()
    before_or_after = 0 if not rest else -1 if rest.startswith("-") else 1
    runs = (((1, int(run), "") if run.isdigit() else (0, 0, run)) for run in _RUNS.findall(rest))
    return tuple(map(int, numbers)), before_or_after, tuple(runs)
