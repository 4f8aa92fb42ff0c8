"""What was seen before: the same picture, nearly the same one, a sample code."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leukdesk.history.errors import HistoryError
from leukdesk.history.records import Record
from leukdesk.history.rows import SELECT, from_row
from leukdesk.imaging.likeness import COPY_DISTANCE, COPY_LIKENESS, likeness, thumbnail

_BANDS = 4
_BAND_BITS = 16
_MOST_COMPARED = 8
"""Pictures that are read to tell chance from a repetition: nearest first."""
_MOST_LOOKED_AT = 1000
"""Records of one picture among which one of another sample code is looked for."""
_KNOWN_BY = 12  # figures of the hash that the index has


@dataclass(frozen=True)
class Repeat:
    """A picture that was logged before.

    Attributes
    ----------
    record : Record
        The first one with it; before all others one under another sample code.
    same : bool
        Pixel for pixel; otherwise it looks nearly the same.
    """

    record: Record
    same: bool

    def elsewhere_than(self, record: Record) -> bool:
        """Whether both records have sample codes, and not the same one."""
        return bool(self.record.sample and record.sample and self.record.sample != record.sample)


@dataclass(frozen=True)
class CodeUse:
    """How often a sample code was used, and since when.

    Attributes
    ----------
    records : int
        Outside of sessions.
    first : datetime, optional
        UTC, of the first record or cell; None where the code does not occur.
    sessions, cells : int
        Slide sessions that have cells of this code, and how many count in them: rejected ones do not.
    """

    records: int
    first: datetime | None
    sessions: int = 0
    cells: int = 0


def repeat_of(
    connection: sqlite3.Connection, record: Record, picture: Callable[[Record], NDArray[np.uint8]]
) -> Repeat | None:
    """Return the record whose picture a record repeats; None where its picture is new.

    The cells of one field have its picture in common, and repeat each other no more than the fields of a session do;
    nor do a field's cells repeat what was said of the field as a whole for the same sample, or the other way round.

    Parameters
    ----------
    picture : callable
        Reads a record's picture, uint8 (H, W, 3) RGB; where it raises OSError or a HistoryError, that one is passed by.
    """
    first = same_picture(connection, record.picture_sha256, before=record.id, sample=record.sample, other_than=record)
    if first is not None:
        return Repeat(first, same=True)
    if record.look is None:
        return None
    near = list(near_looks(connection, record.look, before=record.id))
    if not near:
        return None
    mine = _seen(record, picture)
    compared = 0
    repeat: Repeat | None = None
    looked: set[tuple[str, str]] = set()
    for number in near if mine is not None else ():
        other = _get(connection, number)
        known_by = other.picture_sha256, other.sample
        if known_by in looked or other.picture_sha256 == record.picture_sha256:
            continue  # another cell of a field
        if record.session and other.session == record.session:
            continue
        looked.add(known_by)
        theirs = _seen(other, picture)
        if theirs is None:
            continue  # archived, or missing
        if mine is not None and likeness(mine, theirs) >= COPY_LIKENESS:
            found = Repeat(other, same=False)
            if found.elsewhere_than(record):
                return found
            repeat = repeat or found
        compared += 1
        if compared == _MOST_COMPARED:
            break
    return repeat


def _seen(record: Record, picture: Callable[[Record], NDArray[np.uint8]]) -> NDArray[np.uint8] | None:
    try:
        return thumbnail(picture(record))
    except (HistoryError, OSError):
        return None


def same_picture(
    connection: sqlite3.Connection,
    sha256: str,
    before: int = 1 << 62,
    sample: str = "",
    other_than: Record | None = None,
) -> Record | None:
    """Return the first record with a picture, by its hash; None where there is none with a lower number.

    Parameters
    ----------
    sample : str
        A sample code; the first record that has another one comes before all others.
    other_than : Record, optional
        Passed by are the records of its session; outside of one, and where they have its sample code, of a cell the
        field and its other cells, and of a field its cells.
    """
    within, values = _other_than(other_than)
    row = connection.execute(
        f"SELECT {SELECT} FROM (SELECT * FROM record INDEXED BY record_by_picture "  # noqa: S608
        f"WHERE substr(picture_sha256, 1, 12) = ? AND picture_sha256 = ? AND id < ? {within} ORDER BY id LIMIT ?) "
        "AS record ORDER BY ? <> '' AND sample NOT IN ('', ?) DESC, id LIMIT 1",
        [sha256[:_KNOWN_BY], sha256, before, *values, _MOST_LOOKED_AT, sample, sample],
    ).fetchone()
    return None if row is None else from_row(row)


def _other_than(record: Record | None) -> tuple[str, list[Any]]:
    if record is None:
        return "", []
    if record.session:
        return "AND session <> ?", [record.session]
    # A field as a whole and its cells are two questions about one picture, which two models answer side by side: under
    # one sample code neither repeats the other.
    if record.cell is None:
        return "AND (sample <> ? OR cell IS NULL)", [record.sample]
    box = record.region or record.cell.box
    return (
        "AND (sample <> ? OR cell IS NOT NULL AND (region_x, region_y, region_width, region_height) IS (?, ?, ?, ?))",
        [record.sample, box.x, box.y, box.width, box.height],
    )


def near_looks(connection: sqlite3.Connection, look: int, before: int = 1 << 62) -> Iterator[int]:
    """Yield the numbers of records that look alike by the coarse structure, the nearest first, then the oldest.

    Of 6 different bits in four bands of 16, one band has at most one (pigeonhole principle): each band is looked up as
    it is and with each of its bits turned, 68 small ranges of an index in all.
    """
    found: dict[int, int] = {}
    turned = [0, *(1 << bit for bit in range(_BAND_BITS))]
    for band in range(_BANDS):
        part = f"look >> {band * _BAND_BITS} & 65535" if band else "look & 65535"
        mine = look >> band * _BAND_BITS & 0xFFFF
        sql = (
            f"SELECT id, look FROM record INDEXED BY record_by_look_{band} WHERE look IS NOT NULL "  # noqa: S608
            f"AND {part} IN ({', '.join('?' * len(turned))}) AND id < ?"
        )
        for number, other in connection.execute(sql, [*(mine ^ bit for bit in turned), before]):
            distance = ((look ^ other) & 0xFFFFFFFFFFFFFFFF).bit_count()
            if distance <= COPY_DISTANCE:
                found[number] = distance
    yield from sorted(found, key=lambda number: (found[number], number))


def code_use(connection: sqlite3.Connection, sample: str, before: int = 1 << 62) -> CodeUse:
    """Return how often a sample code was used, up to a record."""
    # Outside of sessions and in them, each from an index of its own.
    records, first = connection.execute(
        "SELECT count(*), min(id) FROM record INDEXED BY record_by_sample WHERE session = '' AND sample = ? AND id < ?",
        [sample, before],
    ).fetchone()
    sessions, cells, first_cell = connection.execute(
        "SELECT count(DISTINCT session), total(state = 'suggested' OR decided_label <> ''), min(id) "
        "FROM record INDEXED BY record_of_session_by_code WHERE session <> '' AND sample = ? AND id < ?",
        [sample, before],
    ).fetchone()
    earliest = min((each for each in (first, first_cell) if each), default=None)
    return CodeUse(records, None if earliest is None else _get(connection, earliest).time, sessions, int(cells))


def _get(connection: sqlite3.Connection, number: int) -> Record:
    return from_row(connection.execute(f"SELECT {SELECT} FROM record WHERE id = ?", [number]).fetchone())  # noqa: S608
