"""Which backup is newer: the one whose chain holds the other's newest event, whatever the clock said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from leukdesk.history import chain
from leukdesk.history.safety import proof
from leukdesk.history.safety.manifest import Manifest


class Copy(Protocol):
    """What has to be known of a backup."""

    @property
    def manifest(self) -> Manifest:
        """What it says it is."""

    @property
    def database(self) -> Path:
        """The log as it was."""

    @property
    def time(self) -> datetime:
        """When it was made, in UTC, by a clock that can be wrong."""


B = TypeVar("B", bound=Copy)


def newest_first(backups: Iterable[B]) -> list[B]:
    """Return backups so that each comes before all that its chain holds; time decides between those that part."""
    given = list(backups)
    lines = branches(given)

    def newness(one: B) -> tuple[datetime, int, datetime]:
        # No newer than any that holds it.
        times = (each.time for line in lines if one in line for each in line[: line.index(one) + 1])
        return min(times), one.manifest.head.id, one.time

    return sorted(given, key=newness, reverse=True)


def branches(backups: Iterable[B]) -> list[list[B]]:
    """Return the branches that backups are of, each newest first; what two of them have in common is in both.

    The first of a branch is in no other one: what nobody else holds would be lost with it. One that cannot be read
    holds nothing. Only the first of each branch is opened.
    """
    # A chain holds none that is longer.
    given = sorted(backups, key=lambda each: (each.manifest.head.id, each.time), reverse=True)
    found: list[list[B]] = []
    rest = given
    while rest:
        tip = rest[0]
        line = [tip, *_held_by(tip, [each for each in given if each is not tip])]
        found.append(line)
        rest = [each for each in rest if each not in line]
    return found


def _held_by(tip: B, others: list[B]) -> list[B]:
    try:
        with proof.reading_file(tip.database) as connection:
            if chain.head(connection) != tip.manifest.head:
                return []
            return [each for each in others if proof.holds(connection, each.manifest.head)]
    except (OSError, sqlite3.Error):
        return []
