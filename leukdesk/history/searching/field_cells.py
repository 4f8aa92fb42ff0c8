"""The other cells of the field that a cell's record lies in."""

from __future__ import annotations

import sqlite3

from leukdesk.history.records import Record
from leukdesk.history.rows import SELECT, from_row
from leukdesk.imaging.frame import Region

MOST = 2000
"""Records of one picture that are read: more cells no field has."""
_KNOWN_BY = 12  # figures of the hash that the index has


def cells_beside(connection: sqlite3.Connection, record: Record) -> list[Record]:
    """Return the records of a field's cells that were answered by the same model, for the same sample and session.

    Of one box that was logged several times the newest counts, but the record that is asked for is always among them.

    Parameters
    ----------
    record : Record
        Of a cell; for one of a whole picture nothing is returned.
    """
    if record.cell is None:
        return []
    rows = connection.execute(
        f"SELECT {SELECT} FROM record INDEXED BY record_by_picture WHERE substr(picture_sha256, 1, 12) = ? "  # noqa: S608
        "AND picture_sha256 = ? AND cell IS NOT NULL AND model_sha256 = ? AND sample = ? AND session = ? "
        "AND station = ? ORDER BY id LIMIT ?",
        [
            record.picture_sha256[:_KNOWN_BY], record.picture_sha256, record.model_sha256, record.sample,
            record.session, record.station, MOST,
        ],
    )  # fmt: skip
    newest: dict[Region | None, Record] = {}
    for each in map(from_row, rows):
        if newest.get(each.region) is None or newest[each.region].id != record.id:
            newest[each.region] = each
    return sorted(newest.values(), key=lambda each: (each.cell.box.y, each.cell.box.x) if each.cell else (0, 0))
