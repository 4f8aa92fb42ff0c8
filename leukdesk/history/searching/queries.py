"""Counting and paging the log, a million rows or not: which way of reading is the quickest for what is wanted."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.history.searching import ways
from leukdesk.history.searching.facets import Facet, among, facets
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import OUTSIDE, OWN_TEXTS, Filter, match, occur, short

# Up to so many matches are fetched and sorted; more of them are so frequent that walking an index meets enough soon.
FEW = 20_000
# So many rows at the beginning of an order are looked at first, which takes some 30 ms; fewer if the first disappoint.
LOOKED_AT = 10_000
_SCATTERED = 4  # so much longer a record takes that is looked up than one that is next in the table
_OF_SESSIONS = "INDEXED BY record_of_session"
_MANY_KINDS = 8_000  # each is a place of its own to read from


def count(connection: sqlite3.Connection, wanted: Filter, at_most: int | None) -> int:
    """Return how many records a filter lets through, counting no further than ``at_most``."""
    if wanted.session is not None:
        test, parameters = wanted.row_test()
        return _count(connection, f"record {_OF_SESSIONS} WHERE {test}", parameters, -1 if at_most is None else at_most)
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
            within, limits = ways.between(_bounds(connection, wanted))
            source = f"record INDEXED BY record_by_id WHERE {within} AND {test}"
            return _count(connection, source, [*limits, *parameters], most)
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
        return ways.walk(connection, wanted, order, limit, after)
    if wanted.session is not None:
        return ways.walk(connection, wanted, order, limit, after, _OF_SESSIONS)
    if index := _narrow(connection, wanted):
        return ways.walk(connection, wanted, order, limit, after, index)
    bounds = _bounds(connection, wanted)
    if order.column == "id" and wanted == Filter(since=wanted.since, before=wanted.before):
        return ways.walk(connection, wanted, order, limit, after, bounds=bounds)
    kinds = facets(connection, wanted)
    if order.column == "station":  # of which the places of a kind know nothing
        if sum(kind.records for kind in kinds) <= FEW:
            return ways.few(connection, wanted, order, limit, after, *_in_time(wanted, kinds))
        return ways.walk(connection, wanted, order, limit, after, bounds=bounds)
    if limit > 0 and _soon_met(connection, kinds, limit):
        first = _begin(connection, wanted, order, limit, after, bounds)
        if len(first) == limit:
            return iter(first)
    groups = by_missing(kinds)
    if _in_no_index(groups):
        rare = _rare(connection, groups)
        if rare is None:
            return ways.walk(connection, wanted, order, limit, after, bounds=bounds)
        return ways.few(connection, wanted, order, limit, after, f"({_THESE}) AS place WHERE 1", [rare])
    timed = order.column != "id" and wanted.own != Filter() and not any(groups)
    if timed and _count_some(connection, wanted, (), kinds, FEW + 1) <= FEW:
        return ways.few(connection, wanted, order, limit, after, *_in_time(wanted, kinds))
    streams: list[Iterator[tuple[Any, ...]]] = []
    apart: list[Facet] = []
    for missing, some in groups.items():
        if match(missing) and sum(kind.records for kind in some) > FEW:
            if order.column == "id":
                streams.append(ways.found(connection, missing, some, order, after, bounds))
                continue
            found = _few_found(connection, missing, some)
            if found is None:
                streams.append(ways.found_among_all(connection, missing, order, after, bounds))
            else:
                few = ways.few(connection, wanted, order, limit, after, f"({_THESE}) AS place WHERE 1", [found])
                streams.append(tuple(order.values_of(record)) for record in few)
            continue
        apart += some
    if len(apart) > _MANY_KINDS:
        return ways.walk(connection, wanted, order, limit, after, bounds=bounds)
    streams += [ways.of_kind(connection, kind, order, after, bounds) for kind in apart if order.may_follow(kind, after)]
    # Found among all, a record may come from another stream as well.
    keys = (key for key, _ in groupby(heapq.merge(*streams, reverse=order.descending)))
    needs_test = wanted.own != Filter() or any(groups)
    return ways.fetch(connection, (key[-1] for key in keys), wanted if needs_test else Filter(), limit)


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
        sql = f"SELECT id FROM record INDEXED BY record_by_{column} WHERE {OUTSIDE} AND {test} LIMIT ?"  # noqa: S608
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
    sql = f"SELECT record_search.rowid FROM {ways.FOUND} LIMIT ?"  # noqa: S608
    rows = connection.execute(sql, [match(missing), among(some), FEW + 1]).fetchall()
    return None if len(rows) > FEW else json.dumps([row[0] for row in rows])


def _count_found(connection: sqlite3.Connection, missing: tuple[str, ...], some: Sequence[Facet], most: int) -> int:
    return _count(connection, ways.FOUND, [match(missing), among(some)], most)


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
        return f"{ways.with_record(ways.FOUND)} AND {test}", [match(missing), among(some), *texts]
    source, parameters = _in_time(wanted, some)
    if wanted.sample is None and wanted.station is None and not missing:
        return source, parameters
    test, texts = Filter(sample=wanted.sample, station=wanted.station).row_test()
    words, patterns = occur(missing, OWN_TEXTS)
    return f"{ways.with_record(source)} AND {test} AND {words}", [*parameters, *texts, *patterns]


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


def _bounds(connection: sqlite3.Connection, wanted: Filter) -> ways.Bounds:
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
    connection: sqlite3.Connection, wanted: Filter, order: Order, limit: int, after: Record | None, bounds: ways.Bounds
) -> list[Record]:
    """Return records that a filter lets through, as far as they are at the beginning of an order."""
    if order.column == "time":
        within, parameters = Filter(since=wanted.since, before=wanted.before).row_test()
    else:
        within, parameters = ways.between(bounds)
    numbers = (number for *_, number in ways.along_index(connection, order, after, within, parameters, LOOKED_AT))
    found = list(ways.fetch(connection, islice(numbers, ways.AT_ONCE), wanted, limit))
    if len(found) * LOOKED_AT >= limit * ways.AT_ONCE:  # so many of the first that the others will do
        found += ways.fetch(connection, numbers, wanted, limit - len(found))
    return found
