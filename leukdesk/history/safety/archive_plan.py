"""Which pictures have grown so old that they may be archived, and when the retention rule has some due."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime

from leukdesk.history.pictures import PictureStore
from leukdesk.history.plain import time_text
from leukdesk.history.safety import archive_table
from leukdesk.history.store import History
from leukdesk.settings import Settings

_OLD = f"""
SELECT picture_sha256, count(*), max(time), max(needs_review) = 0
FROM record
WHERE NOT {archive_table.ARCHIVED}
GROUP BY picture_sha256 HAVING min(time) < ? ORDER BY picture_sha256
"""  # noqa: S608
# An index of its own for each of the two.
_ANY_OLD = f"""
SELECT 1 FROM record WHERE session = '' AND time < ?1 AND needs_review = 0 AND NOT {archive_table.ARCHIVED}
UNION ALL
SELECT 1 FROM record WHERE session <> '' AND time < ?1 AND needs_review = 0 AND NOT {archive_table.ARCHIVED}
LIMIT 1
"""  # noqa: S608


@dataclass(frozen=True)
class Plan:
    """What would be archived.

    Attributes
    ----------
    before : datetime
        UTC; older records' pictures are meant.
    pictures : tuple of str
        Their hashes.
    records : int
        How many records have these pictures.
    size : int
        Of the files, in bytes.
    kept : int
        Old pictures that stay, since a record that needs review, or a newer one, has them as well.
    """

    before: datetime
    pictures: tuple[str, ...]
    records: int
    size: int
    kept: int


def plan(history: History, before: datetime) -> Plan:
    """Return what would be archived; nothing is changed."""
    pictures, kept, records, size = [], 0, 0, 0
    store = PictureStore(history.paths.pictures)
    with history.reading() as connection:
        for sha256, count, newest, reviewed in connection.execute(_OLD, [time_text(before)]):
            if newest < time_text(before) and reviewed:
                try:
                    size += store.path(sha256).stat().st_size
                except (FileNotFoundError, ValueError):
                    continue
                pictures.append(sha256)
                records += count
            else:
                kept += 1
    return Plan(before, tuple(pictures), records, size, kept)


def due(history: History, settings: Settings, now: datetime | None = None) -> Plan | None:
    """Return what the retention rule of the settings would have archived now; None where there is nothing, or no rule.

    Nothing is archived by it: somebody is to be asked. The first look ends at the first picture that is due, so a log
    in which nothing is costs no more than a look at its old records.

    Parameters
    ----------
    now : datetime, optional
        With a zone; this moment by default.
    """
    if settings.archive_after_months <= 0:
        return None
    before = months_before(datetime.now(UTC) if now is None else now, settings.archive_after_months)
    if before is None:
        return None
    with history.reading() as connection:
        if connection.execute(_ANY_OLD, [time_text(before)]).fetchone() is None:
            return None
    wanted = plan(history, before)
    return wanted if wanted.pictures else None


def months_before(now: datetime, months: int) -> datetime | None:
    """Return when the local day began that was so many months ago, in UTC; None before the first year.

    Where that month has no such day, its last one is meant.
    """
    local = now.astimezone()
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    if year < 1:
        return None
    day = min(local.day, monthrange(year, month + 1)[1])
    return datetime(year, month + 1, day).astimezone(UTC)
