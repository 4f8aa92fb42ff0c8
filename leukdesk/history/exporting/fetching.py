"""One record, with what belongs to it, from the log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial

import numpy as np
from numpy.typing import NDArray

from leukdesk.history.errors import RecordNotFoundError
from leukdesk.history.events import Event, Kind
from leukdesk.history.exporting.format import Item
from leukdesk.history.records import Record
from leukdesk.history.review import State
from leukdesk.history.rows import SELECT, from_row
from leukdesk.history.searching.events import events
from leukdesk.history.store import History

_ONE = f"SELECT {SELECT} FROM record WHERE id = ?"  # noqa: S608


def record_of(history: History, connection: sqlite3.Connection, record_id: int) -> Record:
    """Return a record as it stands for this connection.

    Raises
    ------
    RecordNotFoundError
    """
    with closing(connection.execute(_ONE, [record_id])) as rows:
        row = rows.fetchone()
    if row is None:
        raise RecordNotFoundError(history.paths.database, record_id)
    return from_row(row)


def item_of(history: History, connection: sqlite3.Connection, record: Record) -> Item:
    """Return a record with what belongs to it, as it was logged."""
    decisions: tuple[Event, ...] = ()
    if record.state is not State.SUGGESTED:
        newest_first = events(connection, (Kind.DECIDED, Kind.SIGNED), record.id, -1, None)
        decisions = tuple(newest_first)[::-1]
    return Item(record, decisions, partial(_picture, history, record), identified=True)


def _picture(history: History, record: Record) -> NDArray[np.uint8]:
    """Return what was analysed: of a cell its box, which is cut out of its field."""
    pixels, box = history.picture(record), record.region
    if record.cell is None or box is None:
        return pixels
    return np.ascontiguousarray(pixels[box.y : box.y + box.height, box.x : box.x + box.width])
