"""Pieces of sentences: numbers of things, and the capital at the beginning."""

from __future__ import annotations

from collections.abc import Sequence

_NAMED = 20


def many(count: int, thing: str) -> str:
    """Write a number of things: ``1 block``, ``27 blocks``, ``1,204 pictures``."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def numbered(numbers: Sequence[int], thing: str) -> str:
    """Write which things: ``record 7``, ``records 2, 3``; of many the first twenty and how many more."""
    named = ", ".join(map(str, numbers[:_NAMED]))
    more = f" and {len(numbers) - _NAMED:,} more" if len(numbers) > _NAMED else ""
    return f"{thing}{'s' if len(numbers) > 1 else ''} {named}{more}"


def capital(text: str) -> str:
    """Write a text as a sentence begins."""
    return text[:1].upper() + text[1:]
