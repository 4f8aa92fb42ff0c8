"""Remembers the sharpest that a station has been with each objective, so that "out of focus" means out of its own."""

from __future__ import annotations

import json
import logging
import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from leukdesk.files import replacing

logger = logging.getLogger(__name__)

_BUNDLE, _FREAKS = 25, 4
"""Values of a few seconds make one; the four highest of them are left out, since a single frame may be a freak."""
_FEWEST = 3
"""Bundles of a day, before which nothing is known of it."""
_APART = 60.0
"""Seconds: a day's best was reached at two moments so far apart, as a scratch may be looked at for a while."""
_DAYS = 30
"""Days of use that are remembered: a new lamp or camera head is forgotten of itself."""
_ALONE = 2
"""From more days than these on, the best of them is left out too: somebody may have looked at a scratch all day."""
_FILE = "focus.json"

_Key = tuple[str, str]


@dataclass(frozen=True)
class _Entry:
    """What is known of a camera with an objective.

    Attributes
    ----------
    since : str
        When it was last begun anew, by UTC, as ISO 8601 has it; empty for never. What another program learned before
        does not count.
    days : dict
        The best of each day, by date.
    """

    since: str = ""
    days: dict[str, float] = field(default_factory=dict)


@dataclass
class _Today:
    """What is being learned on one day.

    Attributes
    ----------
    values : list of float
        Of the present bundle.
    bundles : list of tuple
        Seconds and sharpness of those that are above the day's best so far: never many, for they lie close together.
    seen : int
        Bundles that were completed.
    """

    day: date
    values: list[float] = field(default_factory=list)
    bundles: list[tuple[float, float]] = field(default_factory=list)
    seen: int = 0

    def learn(self, sharpness: float, at: float) -> float | None:
        """Add one frame's sharpness; returns the day's best where it rose."""
        self.values.append(sharpness)
        if len(self.values) < _BUNDLE:
            return None
        self.bundles.append((at, sorted(self.values)[-1 - _FREAKS]))
        self.values.clear()
        self.seen += 1
        first = last = None
        for when, value in sorted(self.bundles, key=lambda each: -each[1]):
            first = when if first is None else min(first, when)
            last = when if last is None else max(last, when)
            if self.seen >= _FEWEST and last - first >= _APART:
                self.bundles = [each for each in self.bundles if each[1] > value]
                return value
        return None


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
        self._entries: dict[_Key, _Entry] | None = None
        self._today: dict[_Key, _Today] = {}
        self._changed = False
        self._written = time.monotonic()

    def best(self, camera: str, objective: str) -> float | None:
        """Return the best sharpness to be expected; None while too little was seen."""
        with self._lock:
            values = sorted(self._known().get((camera, objective), _Entry()).days.values())
        if not values:
            return None
        return values[-2] if len(values) > _ALONE else values[-1]

    def learn(self, camera: str, objective: str, sharpness: float, when: datetime | None = None) -> None:
        """Take note of one frame's sharpness.

        Parameters
        ----------
        sharpness : float
            Above 0, in any unit that is the same every time; what is no such number is passed over.
        when : datetime, optional
            When the frame was taken, with its time zone; now by default.
        """
        if not 0 < sharpness < math.inf:
            return
        when = (when or datetime.now(UTC)).astimezone(UTC)
        with self._lock:
            key = camera, objective
            today = self._today.get(key)
            if today is None or today.day != when.date():
                today = self._today[key] = _Today(when.date())
            best = today.learn(float(sharpness), when.timestamp())
            if best is None:
                return
            days, name = self._known().setdefault(key, _Entry()).days, today.day.isoformat()
            if best <= days.get(name, 0.0):
                return
            days[name] = best
            self._changed = True
            if time.monotonic() - self._written >= self._every:
                self._write()

    def forget(self, camera: str, objective: str) -> None:
        """Begin anew with a camera and an objective, as after a calibration; other programs learn of it too."""
        with self._lock:
            self._today.pop((camera, objective), None)
            self._known()[camera, objective] = _Entry(datetime.now(UTC).isoformat(timespec="microseconds"))
            self._changed = True
            self._write()

    def close(self) -> None:
        """Write what is not written yet."""
        with self._lock:
            self._write()

    def _known(self) -> dict[_Key, _Entry]:
        if self._entries is None:
            self._entries = _read(self._path)
        return self._entries

    def _write(self) -> None:
        if not self._changed:
            return
        self._written = time.monotonic()
        # Another program may have learned something meanwhile.
        known = _merged(self._known(), _read(self._path))
        entries = [
            {"camera": key[0], "objective": key[1], "since": entry.since, "days": entry.days}
            for key, entry in sorted(known.items(), key=lambda each: each[0])
        ]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._path) as stream:
                stream.write(json.dumps(entries, indent=1).encode())
        except OSError as problem:
            # It is learned again in a few minutes of work, so nobody is troubled.
            logger.warning("The best sharpness could not be written to %s: %s", self._path, problem)
            return
        self._entries, self._changed = known, False


def _merged(one: Mapping[_Key, _Entry], other: Mapping[_Key, _Entry]) -> dict[_Key, _Entry]:
    """Return the better value of each day, of the latest days, since the two were last begun anew."""
    merged = {}
    for key in {*one, *other}:
        entries = [each[key] for each in (one, other) if key in each]
        since = max(each.since for each in entries)
        valid = [each.days for each in entries if each.since == since]
        days = sorted({day for each in valid for day in each})[-_DAYS:]
        merged[key] = _Entry(since, {day: max(each.get(day, 0.0) for each in valid) for day in days})
    return merged


def _read(path: Path) -> dict[_Key, _Entry]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {
            (_text(entry["camera"]), _text(entry["objective"])): _Entry(
                _since(entry.get("since", "")), _values(entry["days"])
            )
            for entry in entries
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as problem:
        logger.warning("The best sharpness in %s is not readable and is learned again: %s", path, problem)
        return {}


def _since(found: Any) -> str:
    text = _text(found)
    if not text:
        return text
    # Brought to one form, so that the later one is the greater.
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="microseconds")


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError(f"{found!r:.40} is no name")
    return found


def _values(found: Any) -> dict[str, float]:
    values = {date.fromisoformat(day).isoformat(): float(value) for day, value in found.items()}
    if not all(0 < value < math.inf for value in values.values()):
        raise ValueError("a value is no sharpness")
    return values
