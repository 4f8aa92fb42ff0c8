"""Remembers the sharpest that a station has been with each objective, so that "out of focus" means out of its own."""

from __future__ import annotations

import json
import logging
import math
import threading
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from leukdesk.files import replacing

logger = logging.getLogger(__name__)

_BUNDLE, _FREAKS = 25, 4
"""Values of a few seconds make one; the four highest of them are left out, since a single frame may be a freak."""
_DAYS = 30
"""Days of use that are remembered: a new lamp or camera head is forgotten of itself."""
_ALONE = 2
"""From more days than these on, the best of them is left out too: somebody may have looked at a scratch all day."""
_FILE = "focus.json"

_Key = tuple[str, str]


class FocusBook:
    """The best sharpness of each camera with each objective. May be used from any thread.

    ``learn`` may write to the disk and so wait for it, though seldom: it is for the thread that measures.

    Parameters
    ----------
    folder : Path
        Of the calibrations; the book is ``focus.json`` in it. One that cannot be read is begun again.
    every : float
        Seconds between two writes at least.
    """

    def __init__(self, folder: Path, every: float = 120.0) -> None:
        self._path, self._every = folder / _FILE, every
        self._lock = threading.Lock()
        self._days: dict[_Key, dict[str, float]] | None = None
        self._bundles: dict[_Key, list[float]] = {}
        self._changed = False
        self._written = time.monotonic()

    def best(self, camera: str, objective: str) -> float | None:
        """Return the best sharpness to be expected; None while too little was seen."""
        with self._lock:
            values = sorted(self._known().get((camera, objective), {}).values())
        if not values:
            return None
        return values[-2] if len(values) > _ALONE else values[-1]

    def learn(self, camera: str, objective: str, sharpness: float, day: date | None = None) -> None:
        """Take note of one frame's sharpness.

        Parameters
        ----------
        sharpness : float
            Above 0, in any unit that is the same every time; what is no such number is passed over.
        day : date, optional
            When the frame was taken; today by default, by UTC.
        """
        if not 0 < sharpness < math.inf:
            return
        with self._lock:
            bundle = self._bundles.setdefault((camera, objective), [])
            bundle.append(float(sharpness))
            if len(bundle) < _BUNDLE:
                return
            value = sorted(bundle)[-1 - _FREAKS]
            bundle.clear()
            days = self._known().setdefault((camera, objective), {})
            today = (day or datetime.now(UTC).date()).isoformat()
            if value <= days.get(today, 0.0):
                return
            days[today] = value
            self._changed = True
            if time.monotonic() - self._written >= self._every:
                self._write()

    def close(self) -> None:
        """Write what is not written yet."""
        with self._lock:
            self._write()

    def _known(self) -> dict[_Key, dict[str, float]]:
        if self._days is None:
            self._days = _read(self._path)
        return self._days

    def _write(self) -> None:
        if not self._changed:
            return
        self._written = time.monotonic()
        # Another program may have learned something meanwhile.
        days = _merged(self._known(), _read(self._path))
        entries = [{"camera": key[0], "objective": key[1], "days": values} for key, values in sorted(days.items())]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._path) as stream:
                stream.write(json.dumps(entries, indent=1).encode())
        except OSError as problem:
            # It is learned again in a few seconds of work, so nobody is troubled.
            logger.warning("The best sharpness could not be written to %s: %s", self._path, problem)
            return
        self._days, self._changed = days, False


def _merged(
    one: Mapping[_Key, Mapping[str, float]], other: Mapping[_Key, Mapping[str, float]]
) -> dict[_Key, dict[str, float]]:
    """Return the better value of each day, of the latest days."""
    merged = {}
    for key in {*one, *other}:
        mine, theirs = one.get(key, {}), other.get(key, {})
        days = sorted({*mine, *theirs})[-_DAYS:]
        merged[key] = {day: max(mine.get(day, 0.0), theirs.get(day, 0.0)) for day in days}
    return merged


def _read(path: Path) -> dict[_Key, dict[str, float]]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {(_text(entry["camera"]), _text(entry["objective"])): _values(entry["days"]) for entry in entries}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as problem:
        logger.warning("The best sharpness in %s is not readable and is learned again: %s", path, problem)
        return {}


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError(f"{found!r:.40} is no name")
    return found


def _values(found: Any) -> dict[str, float]:
    values = {date.fromisoformat(day).isoformat(): float(value) for day, value in found.items()}
    if not all(0 < value < math.inf for value in values.values()):
        raise ValueError("a value is no sharpness")
    return values
