"""Counting and paging the log, a million rows or not."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Literal, get_args

from leukdesk.history.events import SELECT as SELECT_EVENT
from leukdesk.history.events import Event, Kind
from leukdesk.history.events import from_row as event_from_row
from leukdesk.history.facets import Facet, among, facets
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.history.rows import SELECT, from_row
from leukdesk.history.search import OWN_TEXTS, Filter, match, occur, short

OrderColumn = Literal[
    "id", "time", "sample", "operator", "source", "model", "label", "probability", "uncertain", "state",
    "decided_by",
]  # fmt: skip
ORDER_COLUMNS: tuple[OrderColumn, ...] = get_args(OrderColumn)

# Up to so many matches are fetched and sorted; more of them are so frequent that walking an index meets enough soon.
FEW = 20_000
_MANY_KINDS = 2_000  # each would be a place to read from at the same time
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Order:
    """How the log is sorted; records that are equal in the column are sorted by their number.

    Attributes
    ----------
    column : str
        One of :data:`ORDER_COLUMNS`. "id" is the order in which the records were logged.
    descending : bool
    """

    column: OrderColumn = "id"
    descending: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that it sorts by."""
        match self.column:
            case "id":
                return ("id",)
            case "model":
                return ("model_id", "model_version", "id")
            case "label":
                return ("class_name", "id")
            case column:
                return (column, "id")

    @property
    def index(self) -> str:
        """How SQL is told to walk the table in this order."""
        return "NOT INDEXED" if self.column == "id" else f"INDEXED BY record_by_{self.column}"

    def sql(self) -> str:
        """Return the ORDER BY clause."""
        direction = "DESC" if self.descending else "ASC"
        return "ORDER BY " + ", ".join(f"record.{column} {direction}" for column in self.columns)

    def beyond(self, after: Record) -> tuple[str, list[Any]]:
        """Return an SQL condition that holds for the rows that come after a record, and its parameters."""
        sign = "<" if self.descending else ">"
        left = ", ".join(f"record.{column}" for column in self.columns)
        values = self.values_of(after)
        return f"({left}) {sign} ({', '.join('?' * len(values))})", values

    def comes_before(self, one: Record, other: Record) -> bool:
        """Tell whether a record stands above another, as the log itself would sort them."""
        mine, theirs = self.values_of(one), self.values_of(other)
        return mine > theirs if self.descending else mine < theirs

    def values_of(self, record: Record) -> list[Any]:
        """Return what it sorts a record by, as it is stored."""
        return [time_text(record.time) if column == "time" else getattr(record, column) for column in self.columns]

    def may_follow(self, kind: Facet, after: Record | None) -> bool:
        """Tell whether records of a kind may come after a record."""
        if after is None:
            return True
        mine = [kind.values[column] for column in self.columns if column in kind.values]
        theirs = self.values_of(after)[: len(mine)]
        return mine <= theirs if self.descending else mine >= theirs


def count(connection: sqlite3.Connection, wanted: Filter, at_most: int | None) -> int:
    """Return how many records a filter lets through, counting no further than ``at_most``."""
    kinds = facets(connection, wanted)
    most = sum(kind.records for kind in kinds) if at_most is None else at_most
    found = 0
    if wanted.sample is not None:
        test, parameters = wanted.row_test()
        return _count(connection, f"record INDEXED BY record_by_sample WHERE {test}", parameters, most)
    for missing, some in _by_missing(kinds).items():
        if found >= most:
            break
        if not missing and wanted.own == Filter():
            found += sum(kind.records for kind in some)
        else:
            found += _count_some(connection, wanted, missing, some, most - found)
    return min(found, most)


def select(
    connection: sqlite3.Connection,
    wanted: Filter,
    order: Order,
    limit: int = -1,
    after: Record | None = None,
) -> Iterator[Record]:
    """Yield records; see :meth:`leukdesk.history.store.History.page`."""
    if wanted == Filter():
        return _walk(connection, wanted, order, limit, after)
    if index := _narrow(connection, wanted):
        return _walk(connection, wanted, order, limit, after, index)
    kinds = facets(connection, wanted)
    if len(kinds) > _MANY_KINDS:
        return _walk(connection, wanted, order, limit, after)
    groups = _by_missing(kinds)
    if order.column != "id" and wanted.own != Filter():
        [(missing, some), *more] = groups.items() or [((), [])]
        if not missing and not more and _count_some(connection, wanted, (), some, FEW + 1) <= FEW:
            return _few(connection, wanted, order, limit, after, *_in_time(wanted, some))
    streams: list[Iterator[tuple[Any, ...]]] = []
    bounds = _bounds(connection, wanted) if order.column == "id" else (None, None)
    for missing, some in groups.items():
        if missing and match(missing) and sum(kind.records for kind in some) > FEW:
            if order.column == "id":
                streams.append(_found(connection, missing, some, order, after, bounds))
                continue
            if _count_found(connection, missing, some, FEW + 1) <= FEW:
                source, texts = _FOUND, [match(missing), among(some)]
                few = _few(connection, wanted, order, limit, after, source, texts)
                streams.append((*order.values_of(record),) for record in few)
                continue
        streams += [_of_kind(connection, kind, order, after, bounds) for kind in some if order.may_follow(kind, after)]
    keys = heapq.merge(*streams, reverse=order.descending)
    needs_test = wanted.own != Filter() or any(groups)
    return _fetch(connection, (key[-1] for key in keys), wanted if needs_test else Filter(), limit)


_FOUND = (
    "record_search CROSS JOIN place ON place.record_id = record_search.rowid WHERE record_search MATCH ? "
    "AND place.facet IN (SELECT value FROM json_each(?))"
)


def _by_missing(kinds: Sequence[Facet]) -> dict[tuple[str, ...], list[Facet]]:
    """Sort kinds of records by the words that have to be in a record's own texts."""
    groups: dict[tuple[str, ...], list[Facet]] = {}
    for kind in kinds:
        groups.setdefault(kind.missing, []).append(kind)
    return groups


def _count(connection: sqlite3.Connection, what: str, parameters: Sequence[Any], most: int) -> int:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {what} LIMIT ?)"  # noqa: S608
    number: int = connection.execute(sql, [*parameters, most]).fetchone()[0]
    return number


def _count_found(connection: sqlite3.Connection, missing: tuple[str, ...], some: Sequence[Facet], most: int) -> int:
    return _count(connection, _FOUND, [match(missing), among(some)], most)


def _count_some(
    connection: sqlite3.Connection, wanted: Filter, missing: tuple[str, ...], some: Sequence[Facet], most: int
) -> int:
    """Count the records of some kinds that a filter lets through, all of which lack the same words."""
    source, parameters = _in_time(wanted, some)
    if not missing:
        return _count(connection, source, parameters, most)
    test, texts = occur(missing, OWN_TEXTS)
    if match(missing) and sum(kind.records for kind in some) > FEW:
        if wanted.own == Filter() and not short(missing):
            return _count_found(connection, missing, some, most)
        test, texts = replace(wanted.own, words=short(missing)).row_test()
        source = _FOUND.replace(" WHERE ", " CROSS JOIN record ON record.id = place.record_id WHERE ")
        return _count(connection, f"{source} AND {test}", [match(missing), among(some), *texts], most)
    source = source.replace(" WHERE ", " CROSS JOIN record ON record.id = place.record_id WHERE ", 1)
    return _count(connection, f"{source} AND {test}", [*parameters, *texts], most)


def _in_time(wanted: Filter, some: Sequence[Facet]) -> tuple[str, list[Any]]:
    """Return the places of some kinds of records in a filter's time, as SQL with its parameters."""
    those = "place.facet IN (SELECT value FROM json_each(?))"
    if wanted.since is None and wanted.before is None:
        return f"place INDEXED BY place_by_facet WHERE {those}", [among(some)]
    first = time_text(wanted.since) if wanted.since is not None else ""
    beyond = time_text(wanted.before) if wanted.before is not None else "~"
    return f"place_by_time AS place WHERE {those} AND place.time >= ? AND place.time < ?", [among(some), first, beyond]


def _narrow(connection: sqlite3.Connection, wanted: Filter) -> str:
    """Return the index that leaves only few records to look at; empty when none does."""
    only_time = Filter(since=wanted.since, before=wanted.before)
    for part, index in ((Filter(sample=wanted.sample), "record_by_sample"), (only_time, "record_by_time")):
        if part != Filter():
            test, parameters = part.row_test()
            if _count(connection, f"record INDEXED BY {index} WHERE {test}", parameters, FEW + 1) <= FEW:
                return f"INDEXED BY {index}"
    return ""


def _bounds(connection: sqlite3.Connection, wanted: Filter) -> tuple[int | None, int | None]:
    """Return numbers between which the records of a filter's time lie."""
    if wanted.since is None and wanted.before is None:
        return None, None
    first = _half_hour(wanted.since) if wanted.since is not None else -(1 << 62)
    last = _half_hour(wanted.before) if wanted.before is not None else 1 << 62
    sql = "SELECT ifnull(min(first_id), 0), ifnull(max(last_id), 0) FROM tally WHERE half_hour BETWEEN ? AND ?"
    lowest, highest = connection.execute(sql, [first, last]).fetchone()
    return lowest, highest


def _half_hour(time: datetime) -> int:
    return int(time.timestamp() // 1800)


def _of_kind(
    connection: sqlite3.Connection,
    kind: Facet,
    order: Order,
    after: Record | None,
    bounds: tuple[int | None, int | None],
) -> Iterator[tuple[Any, ...]]:
    """Yield what an order sorts by, of all records of a kind."""
    shared = tuple(kind.values[column] for column in order.columns if column in kind.values)
    own = [column for column in order.columns if column not in kind.values and column != "id"]
    table, number = (f"place_by_{own[0]}", "record_id") if own else ("place INDEXED BY place_by_facet", "record_id")
    columns = [*own, number]
    conditions, parameters = ["facet = ?"], [kind.id]
    sign, direction = ("<", "DESC") if order.descending else (">", "ASC")
    if after is not None:
        values = order.values_of(after)
        if shared == tuple(values[: len(shared)]):
            conditions.append(f"({', '.join(columns)}) {sign} ({', '.join('?' * len(columns))})")
            parameters += values[len(shared) :]
    for bound, comparison in zip(bounds, (">=", "<="), strict=True):
        if bound is not None:
            conditions.append(f"record_id {comparison} ?")
            parameters.append(bound)
    sql = (
        f"SELECT {', '.join(columns)} FROM {table} WHERE {' AND '.join(conditions)} "  # noqa: S608
        f"ORDER BY {', '.join(f'{column} {direction}' for column in columns)}"
    )
    return ((*shared, *row) for row in connection.execute(sql, parameters))


def _found(
    connection: sqlite3.Connection,
    missing: tuple[str, ...],
    some: Sequence[Facet],
    order: Order,
    after: Record | None,
    bounds: tuple[int | None, int | None],
) -> Iterator[tuple[Any, ...]]:
    """Yield the numbers of records that have some words in their own texts, in their order."""
    conditions = ""
    parameters: list[Any] = [match(missing), among(some)]
    if after is not None:
        conditions += f" AND record_search.rowid {'<' if order.descending else '>'} ?"
        parameters.append(after.id)
    for bound, comparison in zip(bounds, (">=", "<="), strict=True):
        if bound is not None:
            conditions += f" AND record_search.rowid {comparison} ?"
            parameters.append(bound)
    direction = "DESC" if order.descending else "ASC"
    # The full-text index yields its rows in this order and can begin anywhere, if it is asked by its own name.
    sql = f"SELECT record_search.rowid FROM {_FOUND}{conditions} ORDER BY record_search.rowid {direction}"  # noqa: S608
    return connection.execute(sql, parameters)


def _walk(
    connection: sqlite3.Connection,
    wanted: Filter,
    order: Order,
    limit: int,
    after: Record | None,
    index: str = "",
) -> Iterator[Record]:
    """Yield records by looking at each in turn, or at those that an index leaves."""
    condition, parameters = wanted.row_test()
    if after is not None:
        beyond, values = order.beyond(after)
        condition, parameters = f"{condition} AND {beyond}", [*parameters, *values]
    sql = f"SELECT {SELECT} FROM record {index or order.index} WHERE {condition} {order.sql()} LIMIT ?"  # noqa: S608
    return map(from_row, connection.execute(sql, [*parameters, limit]))


def _few(
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
    source = source.replace(" WHERE ", " CROSS JOIN record ON record.id = place.record_id WHERE ", 1)
    sql = f"SELECT {SELECT} FROM {source} AND {condition} {order.sql()} LIMIT ?"  # noqa: S608
    return map(from_row, connection.execute(sql, [*texts, *parameters, limit]))


def _fetch(connection: sqlite3.Connection, numbers: Iterator[int], wanted: Filter, limit: int) -> Iterator[Record]:
    """Yield the records of some numbers, in their order, that a filter lets through."""
    test, parameters = wanted.row_test()
    sql = f"SELECT {SELECT} FROM record WHERE id IN (SELECT value FROM json_each(?)) AND {test}"  # noqa: S608
    while limit != 0:
        some = list(islice(numbers, _AT_ONCE if limit < 0 else min(max(limit, 200), _AT_ONCE)))
        if not some:
            return
        rows = {row[0]: row for row in connection.execute(sql, [json.dumps(some), *parameters])}
        for number in some:
            if number in rows and limit != 0:
                limit -= 1
                yield from_row(rows[number])


def events(
    connection: sqlite3.Connection,
    kinds: Sequence[Kind],
    record_id: int | None,
    limit: int,
    before: int | None,
) -> Iterator[Event]:
    """Yield events, newest first; see :meth:`leukdesk.history.store.History.events`."""
    wanted = [*kinds] or ([Kind.DECIDED, Kind.SIGNED] if record_id is not None else [*Kind])
    if not kinds:
        wanted = [kind for kind in wanted if kind is not Kind.RECORDED]
    # Both partial indexes are used only where the condition says outright that it is theirs.
    conditions = [f"kind IN ({', '.join('?' * len(wanted))})"]
    parameters: list[Any] = [*wanted]
    if Kind.RECORDED not in wanted:
        conditions.append("kind <> 'recorded'")
    if record_id is not None:
        conditions.append("record_id = ? AND kind IN ('decided', 'signed')")
        parameters.append(record_id)
    if before is not None:
        conditions.append("id < ?")
        parameters.append(before)
    sql = f"SELECT {SELECT_EVENT} FROM event WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?"  # noqa: S608
    return map(event_from_row, connection.execute(sql, [*parameters, limit]))
