"""Pieces of sentences: numbers of things, and the capital at the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from leukdesk.language import Said, marked_number, number, numbered_form, tr

_NAMED = 20
_N = 0
THINGS = (
    marked_number("%n cell(s)", "", _N),
    marked_number("%n certain suggestion(s)", "", _N),
    marked_number("%n changed cell(s)", "", _N),
    marked_number("%n character(s)", "", _N),
    marked_number("%n decision(s)", "", _N),
    marked_number("%n earlier end(s)", "", _N),
    marked_number("%n event(s)", "", _N),
    marked_number("%n field(s)", "", _N),
    marked_number("%n file(s)", "", _N),
    marked_number("%n golden picture(s)", "", _N),
    marked_number("%n minute(s)", "", _N),
    marked_number("%n model(s)", "", _N),
    marked_number("%n model package(s)", "", _N),
    marked_number("%n month(s)", "", _N),
    marked_number("%n more thing(s)", "", _N),
    marked_number("%n new cell(s)", "", _N),
    marked_number("%n other(s)", "", _N),
    marked_number("%n other cell(s)", "", _N),
    marked_number("%n page(s)", "", _N),
    marked_number("%n picture(s)", "", _N),
    marked_number("%n place(s)", "", _N),
    marked_number("%n record(s)", "", _N),
    marked_number("%n row(s)", "", _N),
    marked_number("%n second(s)", "", _N),
    marked_number("%n slide session(s)", "", _N),
    marked_number("%n uncertain suggestion(s)", "", _N),
    marked_number("%n white cell(s)", "", _N),
)
"""What is counted by :func:`many` in the window, for the translators."""


class Counted(Said):
    """A number of things in English, as it is stored, that can be told in the language that is spoken."""

    __slots__ = ("_count", "_thing")

    def __new__(cls, count: int, thing: str) -> Self:
        """Write it in English."""
        counted = str.__new__(cls, _in_english(count, thing))
        counted._count = count
        counted._thing = thing
        return counted

    _count: int
    _thing: str

    def told(self) -> str:
        """Return it in the language that is spoken."""
        return many(self._count, self._thing)


def many(count: int, thing: str) -> str:
    """Write a number of things: ``1 block``, ``27 blocks``, ``1,204 pictures``.

    What the window counts is one of :data:`THINGS`; the command line counts what it likes.
    """
    form = numbered_form(f"%n {thing}(s)", count)
    if form is not None:
        return form.replace("%n", number(count))
    return _in_english(count, thing)


def _in_english(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def numbered(numbers: Sequence[int], thing: str) -> str:
    """Write which things: ``record 7``, ``records 2, 3``; of many the first twenty and how many more."""
    named = ", ".join(map(str, numbers[:_NAMED]))
    if len(numbers) > _NAMED:
        named = tr("{named} and {more} more").format(named=named, more=number(len(numbers) - _NAMED))
    form = numbered_form(f"%n {thing}(s)", len(numbers))
    if form is not None:
        return f"{form.replace('%n', '').strip()} {named}"
    return f"{thing}{'s' if len(numbers) > 1 else ''} {named}"


def capital(text: str) -> str:
    """Write a text as a sentence begins."""
    return text[:1].upper() + text[1:]
