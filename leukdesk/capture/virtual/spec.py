"""The words that name a virtual microscope: "virtual:seed=7,style=pre"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from leukdesk.capture.source import SourceSpecError
from leukdesk.capture.virtual.knobs import BY_HAND, BY_ITSELF
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.objectives import OBJECTIVES
from leukdesk.capture.virtual.style import STYLES
from leukdesk.language import tr

SMALLEST, LARGEST = 64, 4096
DRIVES = {"itself": BY_ITSELF, "hand": BY_HAND}

N = TypeVar("N", int, float)


def virtual_from_spec(spec: str) -> VirtualMicroscope:
    """Return the microscope that "virtual" or "virtual:seed=7,style=pre,size=640x480,objective=40x" asks for.

    Raises
    ------
    SourceSpecError
        An option is not understood; the sentence lists those there are.
    """
    _, _, options = spec.partition(":")
    asked: dict[str, Any] = {}
    try:
        for option in filter(None, options.split(",")):
            key, _, value = option.strip().partition("=")
            asked[key] = _READERS[key](value)
    except (KeyError, ValueError):
        words = tr(
            "The virtual microscope does not know the options in '{spec}'. Write for example 'virtual:seed=7', or "
            "style={styles}, size=1280x960, fps=30, objective={objectives}, drive={drives}, with commas between."
        )
        raise SourceSpecError(
            words.format(spec=spec, styles="|".join(STYLES), objectives="|".join(_OBJECTIVES), drives="|".join(DRIVES))
        ) from None
    return VirtualMicroscope(**asked)


def _size(value: str) -> tuple[int, int]:
    wide, _, high = value.partition("x")
    return _within(int(wide), SMALLEST, LARGEST), _within(int(high), SMALLEST, LARGEST)


def _style(value: str) -> str:
    return value if value in STYLES else _unknown(value)


def _objective(value: str) -> str:
    return _OBJECTIVES.get(value.replace("×", "x").removesuffix(" oil")) or _unknown(value)


def _within(value: N, low: N, high: N) -> N:
    return value if low <= value <= high else _unknown(value)


def _unknown(value: object) -> Any:
    raise ValueError(value)


_OBJECTIVES = {f"{each.magnification:g}x": name for name, each in OBJECTIVES.items()}
_READERS: Mapping[str, Callable[[str], Any]] = {
    "seed": lambda value: _within(int(value), 0, 2**63),
    "style": _style,
    "size": _size,
    "fps": lambda value: _within(float(value), 1, 120),
    "objective": _objective,
    "drive": lambda value: DRIVES[value],
}
