"""Numbers of things in sentences."""

from __future__ import annotations


def many(count: int, thing: str) -> str:
    """Write a number of things: ``1 block``, ``27 blocks``, ``1,204 pictures``."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
