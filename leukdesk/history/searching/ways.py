"""The ways in which records are read: each in an order, and none of them asks whether another were quicker."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from leukdesk.history.records import Record
from leukdesk.history.rows import SELECT, from_row
from leukdesk.history.searching.facets import Facet, among
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import OUTSIDE, Filter, match

_FIRST_FEW = 4  # rows of a kind at first; twice as many each time after
AT_ONCE = 1_000
"""So many records are fetched by their numbers in one go."""
Bounds = tuple[int | None, int | None]
"""Numbers between which the records lie; None where they may have any."""
FOUND = (
    "record_search CROSS JOIN place ON place.record_id = record_search.rowid WHERE record_search MATCH ? "
    "AND place.facet IN (SELECT value FROM json_each(?))"
)
"""The records that have some words in their own texts, of some kinds."""


def with_record(source: str) -> str:
    """Return ``place ... WHERE ...`` so that the records of the places can be asked as well."""
    return source.replace(" WHERE ", " CROSS JOIN record ON record.id = place.record_id WHERE ", 1)


def between(bounds: Bounds) -> tuple[str, list[Any]]:
    """Return the condition that a record's number lies there, and its parameters."""
    return ("record.id BETWEEN ? AND ?", [*bounds]) if bounds[0] is not None else ("1", [])


def along_index(
    connection: sqlite3.Connection, order: Order, after: Record | None, within: str, parameters: list[Any], most: int
) -> Iterator[tuple[Any, ...]]:
    """Yield what an order sorts by, walking its index, without looking at the records."""
    if after is not None:
        beyond, values = order.beyond(after)
        within, parameters = f"{within} AND {beyond}", [*parameters, *values]
    within = f"{within} AND {OUTSIDE}"
    columns = ", ".join(f"record.{column}" for column in order.columns)
    sql = f"SELECT {columns} FROM record {order.index} WHERE {within} {order.sql()} LIMIT ?"  # noqa: S608
    return connection.execute(sql, [*parameters, most])


def of_kind(
    connection: sqlite3.Connection,
    kind: Facet,
    order: Order,
    after: Record | None,
    bounds: Bounds,
) -> Iterator[tuple[Any, ...]]:
    """Yield what an order sorts by, of all records of a kind."""
    shared = tuple(kind.values[column] for column in order.columns if column in kind.values)
    own = [column for column in order.columns if column not in kind.values and column != "id"]
    columns = [*own, "record_id"]
    table = f"place_by_{own[0]}" if own else "place INDEXED BY place_by_facet"
    sign, direction = ("<", "DESC") if order.descending else (">", "ASC")
    lowest, highest = bounds
    within = ""
    limits: list[int | None] = [kind.id]
    if lowest is not None:
        within, limits = " AND record_id BETWEEN ? AND ?", [kind.id, lowest, highest]
    beyond = f" AND ({', '.join(columns)}) {sign} ({', '.join('?' * len(columns))})"
    ordered = ", ".join(f"{column} {direction}" for column in columns)
    last: Sequence[Any] = ()
    if after is not None:
        values = order.values_of(after)
        if shared == tuple(values[: len(shared)]):
            last = values[len(shared) :]
    at_once = _FIRST_FEW
    while True:
        # Read to the end each time: thousands of statements that stay open would have to be prepared one by one.
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE facet = ?{within}"  # noqa: S608
        sql += f"{beyond if last else ''} ORDER BY {ordered} LIMIT ?"
        rows = connection.execute(sql, [*limits, *last, at_once]).fetchall()
        for row in rows:
            yield (*shared, *row)
        if len(rows) < at_once:
            return
        last, at_once = rows[-1], min(2 * at_once, AT_ONCE)


def found(
    connection: sqlite3.Connection,
    missing: tuple[str, ...],
    some: Sequence[Facet],
    order: Order,
    after: Record | None,
    bounds: Bounds,
) -> Iterator[tuple[Any, ...]]:
    """Yield the numbers of records that have some words in their own texts, in their order."""
    conditions = ""
    parameters: list[Any] = [match(missing), among(some)]
    if after is not None:
        conditions += f" AND record_search.rowid {'<' if order.descending else '>'} ?"
        parameters.append(after.id)
    if bounds[0] is not None:
        conditions += " AND record_search.rowid BETWEEN ? AND ?"
        parameters += bounds
    direction = "DESC" if order.descending else "ASC"
    # The full-text index yields its rows in this order and can begin anywhere, if it is asked by its own name.
    sql = f"SELECT record_search.rowid FROM {FOUND}{conditions} ORDER BY record_search.rowid {direction}"  # noqa: S608
    return connection.execute(sql, parameters)


def found_among_all(
    connection: sqlite3.Connection, missing: tuple[str, ...], order: Order, after: Record | None, bounds: Bounds
) -> Iterator[tuple[Any, ...]]:
    """Yield what an order sorts by, of all records that have some words in their own texts, of whatever kind."""
    within, parameters = between(bounds)
    found = "record.id IN (SELECT rowid FROM record_search WHERE record_search MATCH ?)"
    return along_index(connection, order, after, f"{within} AND {found}", [*parameters, match(missing)], -1)


def walk(
    connection: sqlite3.Connection,
    wanted: Filter,
    order: Order,
    limit: int,
    after: Record | None,
    index: str = "",
    bounds: Bounds = (None, None),
) -> Iterator[Record]:
    """Yield records by looking at each in turn, or at those that an index leaves."""
    condition, parameters = wanted.row_test()
    if bounds[0] is not None:
        condition, parameters = f"{condition} AND record.id BETWEEN ? AND ?", [*parameters, *bounds]
    if after is not None:
        beyond, values = order.beyond(after)
        condition, parameters = f"{condition} AND {beyond}", [*parameters, *values]
    sql = f"SELECT {SELECT} FROM record {index or order.index} WHERE {condition} {order.sql()} LIMIT ?"  # noqa: S608
    return map(from_row, connection.execute(sql, [*parameters, limit]))


def few(
    connection: sqlite3.Connection,
    wanted: Filter,
    order: Order,
    limit: int,
    after: Record | None,
    source: str,
    texts: Sequence[Any],
) -> Iterator[Record]:
    """Yield records of a few places, all of which are fetched and sorted."""
    condition, parameters = wanted.row_test()
    if after is not None:
        beyond, values = order.beyond(after)
        condition, parameters = f"{condition} AND {beyond}", [*parameters, *values]
    sql = f"SELECT {SELECT} FROM {with_record(source)} AND {condition} {order.sql()} LIMIT ?"  # noqa: S608
    return map(from_row, connection.execute(sql, [*texts, *parameters, limit]))


def fetch(connection: sqlite3.Connection, numbers: Iterator[int], wanted: Filter, limit: int) -> Iterator[Record]:
    """Yield the records of some numbers, in their order, that a filter lets through."""
    test, parameters = wanted.row_test()
    sql = f"SELECT {SELECT} FROM record WHERE id IN (SELECT value FROM json_each(?)) AND {test}"  # noqa: S608
    while limit != 0:
        some = list(islice(numbers, AT_ONCE if limit < 0 else min(max(limit, 200), AT_ONCE)))
        if not some:
            return
        rows = {row[0]: row for row in connection.execute(sql, [json.dumps(some), *parameters])}
        for number in some:
            if number in rows and limit != 0:
                limit -= 1
                yield from_row(rows[number])
