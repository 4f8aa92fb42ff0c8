"""When two frames of different sizes show the same field."""

from __future__ import annotations

SAME_SHAPE = 0.01
"""By which share of the larger two frames' aspects may differ: cameras round the sizes that they offer."""


def same_shape(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two sizes (width, height) have one aspect; whichever comes first makes no difference."""
    across, down = one[0] * other[1], other[0] * one[1]
    return abs(across - down) <= SAME_SHAPE * max(across, down)
