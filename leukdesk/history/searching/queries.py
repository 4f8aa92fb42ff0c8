"""Counting and paging the log, a million rows or not."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from leukdesk.history.events import SELECT as SELECT_EVENT
from leukdesk.history.events import Event, Kind
from leukdesk.history.events import from_row as event_from_row
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.history.rows import SELECT, from_row
from leukdesk.history.searching.facets import Facet, among, facets
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import OWN_TEXTS, Filter, match, occur, short

# Up to so many matches are fetched and sorted; more of them are so frequent that walking an index meets enough soon.
FEW = 20_000
# So many rows at the beginning of an order are looked at first, which takes some 30 ms; fewer if the first disappoint.
LOOKED_AT = 10_000
_SCATTERED = 4  # so much longer a record takes that is looked up than one that is next in the table
_MANY_KINDS = 8_000  # each is a place of its own to read from
_FIRST_FEW = 4  # rows of a kind at first; twice as many each time after
_AT_ONCE = 1_000

Bounds = tuple[int | None, int | None]


def count(connection: sqlite3.Connection, wanted: Filter, at_most: int | None) -> int:
    """Return how many records a filter lets through, counting no further than ``at_most``."""
    kinds = facets(connection, wanted)
    most = sum(kind.records for kind in kinds) if at_most is None else at_most
    found = 0
    for field, index in ((wanted.sample, "record_by_sample"), (wanted.station, "record_by_station")):
        if field is not None:
            test, parameters = wanted.row_test()
            return _count(connection, f"record INDEXED BY {index} WHERE {test}", parameters, most)
    groups = by_missing(kinds)
    if _in_no_index(groups):
        test, parameters = wanted.row_test()
        rare = _rare(connection, groups)
        if rare is not None:
            source = f"({_THESE}) AS these CROSS JOIN record USING (id) WHERE {test}"
            return _count(connection, source, [rare, *parameters], most)
        if sum(kind.records for kind in kinds) * _SCATTERED > _records(connection):
            within, limits = _between(_bounds(connection, wanted))
            return _count(connection, f"record NOT INDEXED WHERE {within} AND {test}", [*limits, *parameters], most)
    for missing, some in groups.items():
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
    bounds = _bounds(connection, wanted)
    if order.column == "id" and wanted == Filter(since=wanted.since, before=wanted.before):
        return _walk(connection, wanted, order, limit, after, bounds=bounds)
    kinds = facets(connection, wanted)
    if order.column == "station":  # of which the places of a kind know nothing
        if sum(kind.records for kind in kinds) <= FEW:
            return _few(connection, wanted, order, limit, after, *_in_time(wanted, kinds))
        return _walk(connection, wanted, order, limit, after, bounds=bounds)
    if limit > 0 and _soon_met(connection, kinds, limit):
        first = _begin(connection, wanted, order, limit, after, bounds)
        if len(first) == limit:
            return iter(first)
    groups = by_missing(kinds)
    if _in_no_index(groups):
        rare = _rare(connection, groups)
        if rare is None:
            return _walk(connection, wanted, order, limit, after, bounds=bounds)
        return _few(connection, wanted, order, limit, after, f"({_THESE}) AS place WHERE 1", [rare])
    timed = order.column != "id" and wanted.own != Filter() and not any(groups)
    if timed and _count_some(connection, wanted, (), kinds, FEW + 1) <= FEW:
        return _few(connection, wanted, order, limit, after, *_in_time(wanted, kinds))
    streams: list[Iterator[tuple[Any, ...]]] = []
    apart: list[Facet] = []
    for missing, some in groups.items():
        if match(missing) and sum(kind.records for kind in some) > FEW:
            if order.column == "id":
                streams.append(_found(connection, missing, some, order, after, bounds))
                continue
            found = _few_found(connection, missing, some)
            if found is None:
                streams.append(_found_among_all(connection, missing, order, after, bounds))
            else:
                few = _few(connection, wanted, order, limit, after, f"({_THESE}) AS place WHERE 1", [found])
                streams.append(tuple(order.values_of(record)) for record in few)
            continue
        apart += some
    if len(apart) > _MANY_KINDS:
        return _walk(connection, wanted, order, limit, after, bounds=bounds)
    streams += [_of_kind(connection, kind, order, after, bounds) for kind in apart if order.may_follow(kind, after)]
    # Found among all, a record may come from another stream as well.
    keys = (key for key, _ in groupby(heapq.merge(*streams, reverse=order.descending)))
    needs_test = wanted.own != Filter() or any(groups)
    return _fetch(connection, (key[-1] for key in keys), wanted if needs_test else Filter(), limit)


_FOUND = (
    "record_search CROSS JOIN place ON place.record_id = record_search.rowid WHERE record_search MATCH ? "
    "AND place.facet IN (SELECT value FROM json_each(?))"
)


def by_missing(kinds: Sequence[Facet]) -> dict[tuple[str, ...], list[Facet]]:
    """Sort kinds of records by the words that have to be in a record's own texts."""
    groups: dict[tuple[str, ...], list[Facet]] = {}
    for kind in kinds:
        groups.setdefault(kind.missing, []).append(kind)
    return groups


def _in_no_index(groups: Mapping[tuple[str, ...], Sequence[Facet]]) -> bool:
    """Tell whether many records can only be looked at one by one: for a word that is too short for the index."""
    apart = [kind for missing, some in groups.items() if short(missing) and not match(missing) for kind in some]
    return sum(kind.records for kind in apart) > FEW


_THESE = "SELECT value AS record_id, value AS id FROM json_each(?)"


def _rare(connection: sqlite3.Connection, groups: Iterable[tuple[str, ...]]) -> str | None:
    """Return the numbers, as JSON, of the records that hold a short word which all kinds lack; None of a frequent one.

    The indexes of these texts are a tenth of the records, which is what makes it worth the while.
    """
    common = set.intersection(*(set(short(missing)) for missing in groups))
    if not common:
        return None
    numbers: set[int] = set()
    for column in OWN_TEXTS:
        test, parameters = occur((max(common, key=len),), (column,))
        sql = f"SELECT id FROM record INDEXED BY record_by_{column} WHERE {test} LIMIT ?"  # noqa: S608
        numbers.update(row[0] for row in connection.execute(sql, [*parameters, FEW + 1]))
        if len(numbers) > FEW:
            return None
    return json.dumps(sorted(numbers))


def _count(connection: sqlite3.Connection, what: str, parameters: Sequence[Any], most: int) -> int:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {what} LIMIT ?)"  # noqa: S608
    number: int = connection.execute(sql, [*parameters, most]).fetchone()[0]
    return number


def _few_found(connection: sqlite3.Connection, missing: tuple[str, ...], some: Sequence[Facet]) -> str | None:
    """Return the numbers, as JSON, of the records of some kinds that hold some words; None of frequent ones."""
    sql = f"SELECT record_search.rowid FROM {_FOUND} LIMIT ?"  # noqa: S608
    rows = connection.execute(sql, [match(missing), among(some), FEW + 1]).fetchall()
    return None if len(rows) > FEW else json.dumps([row[0] for row in rows])


def _count_found(connection: sqlite3.Connection, missing: tuple[str, ...], some: Sequence[Facet], most: int) -> int:
    return _count(connection, _FOUND, [match(missing), among(some)], most)


def _count_some(
    connection: sqlite3.Connection, wanted: Filter, missing: tuple[str, ...], some: Sequence[Facet], most: int
) -> int:
    """Count the records of some kinds that a filter lets through, all of which lack the same words."""
    if match(missing) and not short(missing) and wanted.own == Filter() and sum(kind.records for kind in some) > FEW:
        return _count_found(connection, missing, some, most)
    return _count(connection, *places(wanted, missing, some), most)


def places(wanted: Filter, missing: tuple[str, ...], some: Sequence[Facet]) -> tuple[str, list[Any]]:
    """Return ``place ... WHERE ...`` for the records of some kinds that a filter lets through, and its parameters.

    Parameters
    ----------
    missing : tuple of str
        The words that all these kinds lack.
    """
    test, texts = replace(wanted.own, words=()).row_test()
    if short(missing):
        letters, patterns = occur(short(missing), OWN_TEXTS)
        test, texts = f"{test} AND {letters}", [*texts, *patterns]
    if match(missing) and sum(kind.records for kind in some) > FEW:
        return f"{_with_record(_FOUND)} AND {test}", [match(missing), among(some), *texts]
    source, parameters = _in_time(wanted, some)
    if wanted.sample is None and wanted.station is None and not missing:
        return source, parameters
    test, texts = Filter(sample=wanted.sample, station=wanted.station).row_test()
    words, patterns = occur(missing, OWN_TEXTS)
    return f"{_with_record(source)} AND {test} AND {words}", [*parameters, *texts, *patterns]


def _with_record(source: str) -> str:
    return source.replace(" WHERE ", " CROSS JOIN record ON record.id = place.record_id WHERE ", 1)


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
    for part, index in (
        (Filter(sample=wanted.sample), "record_by_sample"),
        (Filter(station=wanted.station), "record_by_station"),
        (only_time, "record_by_time"),
    ):
        if part != Filter():
            test, parameters = part.row_test()
            if _count(connection, f"record INDEXED BY {index} WHERE {test}", parameters, FEW + 1) <= FEW:
                return f"INDEXED BY {index}"
    return ""


def _bounds(connection: sqlite3.Connection, wanted: Filter) -> Bounds:
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


def _soon_met(connection: sqlite3.Connection, kinds: Sequence[Facet], limit: int) -> bool:
    """Tell whether the beginning of an order may well hold so many records of some kinds."""
    return sum(kind.records for kind in kinds) * LOOKED_AT >= limit * _records(connection)


def _records(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("SELECT ifnull(sum(records), 0) FROM facet").fetchone()[0]
    return number


def _begin(
    connection: sqlite3.Connection, wanted: Filter, order: Order, limit: int, after: Record | None, bounds: Bounds
) -> list[Record]:
    """Return records that a filter lets through, as far as they are at the beginning of an order."""
    if order.column == "time":
        within, parameters = Filter(since=wanted.since, before=wanted.before).row_test()
    else:
        within, parameters = _between(bounds)
    numbers = (number for *_, number in _numbers(connection, order, after, within, parameters, LOOKED_AT))
    found = list(_fetch(connection, islice(numbers, _AT_ONCE), wanted, limit))
    if len(found) * LOOKED_AT >= limit * _AT_ONCE:  # so many of the first that the others will do
        found += _fetch(connection, numbers, wanted, limit - len(found))
    return found


def _between(bounds: Bounds) -> tuple[str, list[Any]]:
    return ("record.id BETWEEN ? AND ?", [*bounds]) if bounds[0] is not None else ("1", [])


def _numbers(
    connection: sqlite3.Connection, order: Order, after: Record | None, within: str, parameters: list[Any], most: int
) -> Iterator[tuple[Any, ...]]:
    """Yield what an order sorts by, walking its index, without looking at the records."""
    if after is not None:
        beyond, values = order.beyond(after)
        within, parameters = f"{within} AND {beyond}", [*parameters, *values]
    columns = ", ".join(f"record.{column}" for column in order.columns)
    sql = f"SELECT {columns} FROM record {order.index} WHERE {within} {order.sql()} LIMIT ?"  # noqa: S608
    return connection.execute(sql, [*parameters, most])


def _of_kind(
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
        last, at_once = rows[-1], min(2 * at_once, _AT_ONCE)


def _found(
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
    sql = f"SELECT record_search.rowid FROM {_FOUND}{conditions} ORDER BY record_search.rowid {direction}"  # noqa: S608
    return connection.execute(sql, parameters)


def _found_among_all(
    connection: sqlite3.Connection, missing: tuple[str, ...], order: Order, after: Record | None, bounds: Bounds
) -> Iterator[tuple[Any, ...]]:
    """Yield what an order sorts by, of all records that have some words in their own texts, of whatever kind."""
    within, parameters = _between(bounds)
    found = "record.id IN (SELECT rowid FROM record_search WHERE record_search MATCH ?)"
    return _numbers(connection, order, after, f"{within} AND {found}", [*parameters, match(missing)], -1)


def _walk(
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
    sql = f"SELECT {SELECT} FROM {_with_record(source)} AND {condition} {order.sql()} LIMIT ?"  # noqa: S608
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
    kinds: Sequence[Kind] = (),
    record_id: int | None = None,
    limit: int = -1,
    before: int | None = None,
    actor: str | None = None,
) -> Iterator[Event]:
    """Yield events, newest first; see :meth:`leukdesk.history.store.History.events`.

    Parameters
    ----------
    actor : str, optional
        Only what this operator did; an empty text for what the program did by itself.
    """
    more, values = "", list[Any]()
    if before is not None:
        more, values = f"{more} AND id < ?", [*values, before]
    if actor is not None:
        more, values = f"{more} AND actor = ?", [*values, actor]
    if record_id is None:
        parts = [_of_a_kind(kind) for kind in kinds or [each for each in Kind if each is not Kind.RECORDED]]
    else:
        parts = _of_record(kinds or (Kind.DECIDED, Kind.SIGNED), record_id)
    # Each part comes newest first out of an index of its own, and is read no further than is needed.
    newest = " UNION ALL ".join(
        f"SELECT * FROM (SELECT id FROM event WHERE {condition}{more} ORDER BY id DESC LIMIT ?)"  # noqa: S608
        for condition, _ in parts
    )
    if not newest:
        return iter(())
    parameters = [value for _, own in parts for value in (*own, *values, limit)]
    sql = f"SELECT {SELECT_EVENT} FROM event WHERE id IN ({newest}) ORDER BY id DESC LIMIT ?"  # noqa: S608
    return map(event_from_row, connection.execute(sql, [*parameters, limit]))


# An index of some rows is used only where the condition says outright that it is theirs.
def _of_a_kind(kind: Kind) -> tuple[str, list[Any]]:
    return ("kind = 'recorded'", []) if kind is Kind.RECORDED else ("kind = ? AND kind <> 'recorded'", [kind])


def _of_record(kinds: Sequence[Kind], record_id: int) -> list[tuple[str, list[Any]]]:
    parts = list[tuple[str, list[Any]]]()
    for kind in kinds:
        match kind:
            case Kind.DECIDED | Kind.SIGNED:
                parts.append(("record_id = ? AND kind IN ('decided', 'signed') AND kind = ?", [record_id, kind]))
            case Kind.RECORDED:
                parts.append(("record_id = ? AND kind = 'recorded'", [record_id]))
            case Kind.ADOPTED:
                within = "? BETWEEN json_extract(new_value, '$.first') AND json_extract(new_value, '$.last')"
                parts.append((f"kind = 'adopted' AND kind <> 'recorded' AND {within}", [record_id]))
            case _:
                pass  # nothing else is about a record
    return parts
