"""The few kinds of records there are: who, which model, what came out, where it stands. See schema/0005_search.sql."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leukdesk.history.searching.search import SHARED_TEXTS, Filter, occur

_ATTRIBUTES = ("operator", "model_id", "model_version", "class_name", "state", "uncertain", "decided_by")


@dataclass(frozen=True)
class Facet:
    """A kind of records.

    Attributes
    ----------
    records : int
        So many are of it.
    values : dict
        What they share, by column.
    missing : tuple of str
        The words of the filter that do not occur in what they share.
    """

    id: int
    records: int
    values: dict[str, Any]
    missing: tuple[str, ...]


def facets(connection: sqlite3.Connection, wanted: Filter) -> list[Facet]:
    """Return the kinds among which there may be records that a filter lets through."""
    condition, parameters = wanted.shared.row_test("facet")
    sql = f"SELECT id, records, {', '.join(_ATTRIBUTES)} FROM facet WHERE records > 0 AND {condition}"  # noqa: S608
    rows = connection.execute(sql, parameters).fetchall()
    having = [(word, _having(connection, word)) for word in wanted.words]
    return [
        Facet(
            number,
            records,
            dict(zip(_ATTRIBUTES, values, strict=True)),
            tuple(word for word, those in having if number not in those),
        )
        for number, records, *values in rows
    ]


def among(some: Sequence[Facet]) -> str:
    """Return the parameter for ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps([facet.id for facet in some])


def _having(connection: sqlite3.Connection, word: str) -> set[int]:
    condition, parameters = occur((word,), SHARED_TEXTS, "facet")
    return {row[0] for row in connection.execute(f"SELECT id FROM facet WHERE {condition}", parameters)}  # noqa: S608


@dataclass(frozen=True)
class Choices:
    """What a filter can be set to, each in the order of its letters.

    Attributes
    ----------
    several_stations : bool
        Whether the log was merged from those of more than one.
    """

    classes: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    several_stations: bool = False


def choices(connection: sqlite3.Connection) -> Choices:
    """Return what occurs in the log."""

    def distinct(column: str) -> tuple[str, ...]:
        sql = f"SELECT DISTINCT {column} FROM facet WHERE records > 0 AND {column} <> '' ORDER BY 1"  # noqa: S608
        return tuple(row[0] for row in connection.execute(sql))

    ends = "SELECT (SELECT min(station) {0}), (SELECT max(station) {0})".format("FROM record WHERE station <> ''")
    first, last = connection.execute(ends).fetchone()
    return Choices(distinct("class_name"), distinct("model_id"), distinct("operator"), first != last)
