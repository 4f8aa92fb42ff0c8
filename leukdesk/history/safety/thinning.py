"""Which backups stay, by their age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

_ALL_OF = timedelta(days=1)
_ONE_A_DAY = timedelta(days=14)
_ONE_A_WEEK = timedelta(days=61)
_ALWAYS = 2


class Dated(Protocol):
    """What thinning needs to know of a backup."""

    @property
    def time(self) -> datetime:
        """When it was made, in UTC."""

    @property
    def verified(self) -> bool:
        """Whether it was found sound and complete when it was made."""


B = TypeVar("B", bound=Dated)


def to_keep(newest_first: Sequence[B], now: datetime) -> list[B]:
    """Return the backups of one branch that stay, newest first, as they are given.

    All of the last day, the newest of each day for two weeks, of each week for two months, of each month beyond; and
    always the newest, and the newest two that were verified. Days, weeks (ISO 8601) and months are those of UTC, so
    that what stays does not depend on when it is asked. A backup from the future (the clock was put back) stays. Which
    is the newest their order says, and no clock.
    """
    verified = [each for each in newest_first if each.verified]
    kept = {id(each) for each in (*newest_first[:1], *verified[:_ALWAYS])}
    seen: set[tuple[int, ...]] = set()
    # One that was not verified stands for its day only where no other does.
    for each in (*verified, *(one for one in newest_first if not one.verified)):
        span = _span(each.time, now - each.time)
        if span is None or span not in seen:
            kept.add(id(each))
        if span is not None:
            seen.add(span)
    return [each for each in newest_first if id(each) in kept]


def _span(time: datetime, age: timedelta) -> tuple[int, ...] | None:
    """Return the day, week or month that one backup is kept of; None where all are."""
    if age <= _ALL_OF:
        return None
    if age <= _ONE_A_DAY:
        return (1, time.year, time.month, time.day)
    if age <= _ONE_A_WEEK:
        year, week, _ = time.isocalendar()
        return (2, year, week)
    return (3, time.year, time.month)
