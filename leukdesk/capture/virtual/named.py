"""Which controls the words that name a virtual microscope set, told without rendering anything."""

from __future__ import annotations

from types import MappingProxyType

_SETS = MappingProxyType({"objective": "objective", "style": "stain", "drive": "drive"})
"""Options of a spec, and the ids of the controls that they set; a style has its own stain."""


def named_in(spec: str) -> frozenset[str]:
    """Return the ids of the controls whose value a spec names: at the start it counts more than what is remembered.

    A spec of anything else than a virtual microscope names none.
    """
    kind, _, options = spec.strip().partition(":")
    if kind != "virtual":
        return frozenset()
    names = {option.partition("=")[0].strip() for option in options.split(",")}
    return frozenset(control_id for name, control_id in _SETS.items() if name in names)
