"""What can be set on a source of frames while it runs: a camera's exposure, the virtual microscope's fine focus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

Value = float | str | bool
Kind = Literal["number", "choice", "switch"]

NOTHING: Final[Mapping[str, Value]] = MappingProxyType({})
"""Nothing is wanted: the device stays as it is."""


@dataclass(frozen=True)
class Control:
    """One thing that can be set, as it stands now.

    Attributes
    ----------
    id : str
        Stable; what settings remember it by.
    name : str
        For a person.
    value : float, str or bool
        In force now. Its type says what kind of control this is: a number within limits, one of ``choices``, or
        a switch.
    low, high, step : float
        Of a number.
    unit : str
        Of a number, for a person ("ms", "µm"); may be empty.
    choices : tuple of str
        Of a choice, as a person reads them.
    group : str
        Controls of one group stand together under this heading.
    tip : str
        One sentence on what it does.
    """

    id: str
    name: str
    value: Value
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    unit: str = ""
    choices: tuple[str, ...] = ()
    group: str = ""
    tip: str = ""

    @property
    def kind(self) -> Kind:
        """What kind of control this is."""
        if isinstance(self.value, bool):
            return "switch"
        return "choice" if isinstance(self.value, str) else "number"

    def accepted(self, wanted: object) -> Value | None:
        """Return a wanted value as this control takes it, a number moved into its limits; None for nonsense."""
        match self.kind:
            case "switch":
                return wanted if isinstance(wanted, bool) else None
            case "choice":
                return wanted if isinstance(wanted, str) and wanted in self.choices else None
            case "number":
                if isinstance(wanted, bool) or not isinstance(wanted, int | float) or wanted != wanted:
                    return None
                return min(max(float(wanted), self.low), self.high)


def with_values(controls: Iterable[Control], wanted: Mapping[str, Value]) -> tuple[Control, ...]:
    """Return controls with the wanted values where they make sense."""
    changed = []
    for control in controls:
        value = control.accepted(wanted[control.id]) if control.id in wanted else None
        changed.append(control if value is None else replace(control, value=value))
    return tuple(changed)
