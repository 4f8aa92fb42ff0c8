"""Counting and paging the log, a million rows or not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from leukdesk.history.events import SELECT as SELECT_EVENT
from leukdesk.history.events import Event, Kind
from leukdesk.history.events import from_row as event_from_row
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.history.rows import SELECT, from_row
from leukdesk.history.search import Filter

OrderColumn = Literal[
    "id", "time", "sample", "operator", "source", "model", "label", "probability", "uncertain", "state"
]
ORDER_COLUMNS: tuple[OrderColumn, ...] = get_args(OrderColumn)

# Up to so many matches are fetched and sorted; more of them are so frequent that walking an index meets enough soon.
FEW = 20_000


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
        values = self._values(after)
        return f"({left}) {sign} ({', '.join('?' * len(values))})", values

    def comes_before(self, one: Record, other: Record) -> bool:
        """Tell whether a record stands above another, as the log itself would sort them."""
        mine, theirs = self._values(one), self._values(other)
        return mine > theirs if self.descending else mine < theirs

    def _values(self, record: Record) -> list[Any]:
        return [time_text(record.time) if column == "time" else getattr(record, column) for column in self.columns]


def count(connection: sqlite3.Connection, wanted: Filter, at_most: int | None) -> int:
    """Return how many records a filter lets through, counting no further than ``at_most``."""
    if wanted == Filter() and at_most is None:
        sql = "SELECT count(*) FROM record"
        parameters: list[Any] = []
    else:
        source, conditions, parameters = _matching(wanted)
        if wanted.match and wanted.beside_index == Filter():
            source = "record_search"  # which answers without looking at a record
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {conditions} LIMIT ?)"  # noqa: S608
        parameters = [*parameters, -1 if at_most is None else at_most]
    number: int = connection.execute(sql, parameters).fetchone()[0]
    return number


def select(
    connection: sqlite3.Connection,
    wanted: Filter,
    order: Order,
    limit: int = -1,
    after: Record | None = None,
) -> Iterator[Record]:
    """Yield records; see :meth:`leukdesk.history.store.History.page`."""
    if wanted.match and (order.column == "id" or count(connection, wanted, FEW + 1) <= FEW):
        source, conditions, parameters = _matching(wanted)
    else:
        conditions, texts = wanted.row_test()
        source, parameters = f"record {order.index}", [*texts]
    if after is not None:
        beyond, values = order.beyond(after)
        conditions, parameters = f"{conditions} AND {beyond}", [*parameters, *values]
    ordered = order.sql()
    if "record_search" in source and order.column == "id":
        # The full-text index yields its rows in this order and can begin anywhere, if it is asked by its own name.
        conditions, ordered = (sql.replace("record.id", "record_search.rowid") for sql in (conditions, ordered))
    sql = f"SELECT {SELECT} FROM {source} WHERE {conditions} {ordered} LIMIT ?"  # noqa: S608
    return map(from_row, connection.execute(sql, [*parameters, limit]))


def _matching(wanted: Filter) -> tuple[str, str, list[Any]]:
    """Return the tables, the condition and its parameters for a filter, led by the full-text index where it helps."""
    if not wanted.match:
        return ("record NOT INDEXED", *wanted.row_test())
    rest, texts = wanted.beside_index.row_test()
    conditions, parameters = f"record_search MATCH ? AND {rest}", [wanted.match, *texts]
    # CROSS JOIN keeps the full-text index outside: SQLite cannot know which of the two is the smaller.
    return "record_search CROSS JOIN record ON record.id = record_search.rowid", conditions, parameters


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
