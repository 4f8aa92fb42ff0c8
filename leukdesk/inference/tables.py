"""Read a parsed TOML table strictly: every key by its kind, and none left over."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from leukdesk.language import tr

_JOINERS = "\u200c\u200d"  # with which some languages are written


class CardProblem(Exception):  # noqa: N818 - it becomes a CardError once the file is known
    """What is wrong with a card: names the key and says what was expected, as the end of a sentence."""


class Table:
    """A TOML table that remembers which of its keys were asked for.

    Parameters
    ----------
    values : mapping
        As parsed by :mod:`tomllib`.
    name : str
        Where the table stands in the file ("classes[2]"), for messages; empty for the whole file.
    """

    def __init__(self, values: Mapping[str, Any], name: str = "") -> None:
        self.name = name
        self._values = values
        self._asked: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def done(self) -> None:
        """Refuse keys that nobody asked for: a misspelt optional key would else be lost silently."""
        if unknown := sorted(self._values.keys() - self._asked):
            raise CardProblem(tr("the key '{key}' is unknown").format(key=self._path(unknown[0])))

    def text(self, key: str) -> str:
        """Return a string that is not empty, in one line."""
        value = self._get(key)
        if not _is_text(value):
            raise self._unexpected(key, tr("a text in one line, without control characters"))
        return str(value)

    def optional_text(self, key: str) -> str | None:
        """Return a string, or None where the key is not there."""
        return self.text(key) if key in self._values else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of one or more strings."""
        values = self._get(key)
        if not isinstance(values, list) or not values or not all(map(_is_text, values)):
            raise self._unexpected(key, tr("a list of texts in one line, one at least"))
        return tuple(values)

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Return one of a few words."""
        value = self._get(key)
        if value not in choices:
            raise self._unexpected(key, tr(" or ").join(f'"{c}"' for c in choices))
        return str(value)

    def matching(self, key: str, pattern: re.Pattern[str], wanted: str) -> str:
        """Return a string that matches a pattern from end to end."""
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self._unexpected(key, wanted)
        return value

    def integer(self, key: str, low: int | None = None, high: int | None = None) -> int:
        """Return a whole number inside the limits."""
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not _inside(value, low, high):
            raise self._unexpected(key, _within(tr("a whole number"), low, high))
        return value

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._get(key)
        if not isinstance(value, bool):
            raise self._unexpected(key, tr("true or false"))
        return value

    def number(self, key: str, low: float | None = None, high: float | None = None) -> float:
        """Return a finite number inside the limits."""
        value = self._get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not _inside(value, low, high):
            raise self._unexpected(key, _within(tr("a number"), low, high))
        return float(value)

    def optional_number(self, key: str, low: float | None = None, high: float | None = None) -> float | None:
        """Return a number, or None where the key is not there."""
        return self.number(key, low, high) if key in self._values else None

    def table(self, key: str) -> Table:
        """Return the table below a key."""
        value = self._get(key)
        if not isinstance(value, dict):
            raise self._unexpected(key, tr("a table"))
        return Table(value, self._path(key))

    def named_tables(self, key: str) -> dict[str, Table]:
        """Return the tables inside the table below a key, by their names."""
        outer = self.table(key)
        for name in outer:
            if not _is_text(name):
                words = tr("the name of the key {key} is no text in one line")
                raise CardProblem(words.format(key=repr(outer._path(name))))
        return {name: outer.table(name) for name in outer}

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return the list of tables below a key."""
        values = self._get(key)
        if not isinstance(values, list) or not values or not all(isinstance(v, dict) for v in values):
            raise self._unexpected(key, tr("one or more [[{key}]] tables").format(key=key))
        return tuple(Table(v, f"{self._path(key)}[{place}]") for place, v in enumerate(values, start=1))

    def counts(self, key: str, side: int) -> tuple[tuple[int, ...], ...]:
        """Return a square matrix of counts, or an empty one where the key is not there."""
        if key not in self._values:
            return ()
        rows = self._get(key)
        if not isinstance(rows, list) or len(rows) != side or not all(_is_row(row, side) for row in rows):
            raise self._unexpected(key, tr("{side} lists of {side} counts").format(side=side))
        return tuple(tuple(row) for row in rows)

    def _get(self, key: str) -> object:
        self._asked.add(key)
        try:
            value: object = self._values[key]
        except KeyError:
            raise CardProblem(tr("the key '{key}' is missing").format(key=self._path(key))) from None
        return value

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _unexpected(self, key: str, wanted: str) -> CardProblem:
        found = repr(self._values[key])
        found = found if len(found) <= 60 else found[:57] + "..."
        words = tr("'{key}' is {found}, and {wanted} was expected")
        return CardProblem(words.format(key=self._path(key), found=found, wanted=wanted))


def _is_text(value: object) -> bool:
    """Tell whether it is a text that is what it looks like wherever it is shown.

    With line breaks a card could write lines into what is asked before it is installed, a signature among them; and
    some characters turn the direction of writing.
    """
    if not isinstance(value, str) or not value.strip():
        return False
    return all(each.isprintable() or each in _JOINERS or unicodedata.category(each) == "Zs" for each in value)


def _is_row(row: object, length: int) -> bool:
    if not isinstance(row, list) or len(row) != length:
        return False
    return all(isinstance(count, int) and not isinstance(count, bool) and count >= 0 for count in row)


def _inside(value: float, low: float | None, high: float | None) -> bool:
    return math.isfinite(value) and (low is None or value >= low) and (high is None or value <= high)


def _within(what: str, low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return tr("{what} from {low} to {high}").format(what=what, low=low, high=high)
    return what if low is None else tr("{what} of {low} or more").format(what=what, low=low)
