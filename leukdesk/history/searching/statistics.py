"""The history in figures: how many of what, how suggestions and decisions agree, and whether a station drifts."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from statistics import fmean

from leukdesk.history.review import State
from leukdesk.history.searching.facets import among, facets
from leukdesk.history.searching.queries import by_missing, places
from leukdesk.history.searching.search import Filter

HALF_HOUR = 1800
FEW_DAYS = 10
"""Of fewer days a chart would show nothing: its points are half hours then."""
_TO_LIMITS = 2.66  # 3 / d2 for ranges of two, d2 = 1.128
_LEAST_POINTS = 3
# What a facet's records count as: under a rejection, with or without a signature, no class holds.
_CLASS = "iif(state <> 'suggested' AND decided_name = '', '', class_name)"


@dataclass(frozen=True)
class Point:
    """What was logged in a day, or in half an hour.

    Attributes
    ----------
    begin : datetime
        Of the station's own clock.
    brightness, focus : float or None
        Means; None where no picture has these figures.
    classes : mapping of str to int
        Records by the class that holds now; those whose suggestion was rejected have none and stand under "".
    """

    begin: datetime
    records: int
    brightness: float | None
    focus: float | None
    classes: Mapping[str, int]

    def share(self, class_name: str) -> float | None:
        """Return which part of the records that were not rejected is of a class; None where all of them were."""
        classed = self.records - self.classes.get("", 0)
        return self.classes.get(class_name, 0) / classed if classed else None


@dataclass(frozen=True)
class Statistics:
    """All records that a filter lets through, counted.

    Attributes
    ----------
    days : tuple of Point
        One for each day on which something was logged.
    points : tuple of Point
        The same where there are days enough, else half hours: what control charts are drawn of.
    classes, models, operators, states : mapping of str to int
        The most frequent first. The class is the one that holds now, or "" where the suggestion was rejected; the model
        comes with its version.
    agreement : mapping of (str, str) to int
        Of decided records: the suggested class and the decided one, which is empty where the suggestion was rejected.
    """

    records: int
    days: tuple[Point, ...]
    points: tuple[Point, ...]
    classes: Mapping[str, int]
    models: Mapping[str, int]
    operators: Mapping[str, int]
    states: Mapping[str, int]
    agreement: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Control:
    """Centre line and limits of a control chart.

    Attributes
    ----------
    outside : tuple of int
        Which values lie beyond the limits.
    """

    centre: float
    lower: float
    upper: float
    outside: tuple[int, ...]


def control(values: Sequence[float]) -> Control | None:
    """Return the limits of a chart of individual values, None for fewer than three.

    Mean and 2.66 times the mean moving range of neighbours: three standard deviations as short-term variation has them
    (Shewhart, "Economic Control of Quality of Manufactured Product", 1931; ISO 7870-2). A day's mean is one value: days
    differ by more than the pictures of a day suggest, so that limits from within a day would cry wolf.
    """
    if len(values) < _LEAST_POINTS:
        return None
    centre = fmean(values)
    reach = _TO_LIMITS * fmean(abs(b - a) for a, b in pairwise(values))
    # What differs by rounding alone is no drift.
    slack = 1e-9 * max(abs(centre), 1.0)
    outside = tuple(i for i, value in enumerate(values) if abs(value - centre) > reach + slack)
    return Control(centre, centre - reach, centre + reach, outside)


def statistics(connection: sqlite3.Connection, wanted: Filter) -> Statistics:
    """Count what a filter lets through.

    A filter of fields and of times at whole half hours is answered from the tallies; else each record is looked at.
    """
    if wanted.session is not None:
        return _of_sessions(connection, wanted)
    kinds = facets(connection, wanted)
    per_kind: Counter[int] = Counter()
    moments: list[tuple[int, str, int, int, float, float]] = []
    for missing, some in by_missing(kinds).items():
        if not missing and wanted.sample is None and wanted.station is None and _whole(wanted):
            source, parameters = _tallies(wanted, among(some))
        else:
            where, parameters = places(wanted, missing, some)
            source = (
                "SELECT figure.half_hour, place.facet, 1 AS records, figure.known AS measured, figure.brightness, "  # noqa: S608
                f"figure.focus FROM (SELECT place.record_id, place.facet FROM {where}) AS place "
                "CROSS JOIN figure ON figure.record_id = place.record_id"
            )
        if not missing and wanted.own == Filter():
            per_kind.update({kind.id: kind.records for kind in some})
        else:
            sql = f"SELECT facet, sum(records) FROM ({source}) GROUP BY facet"  # noqa: S608
            per_kind.update(dict(connection.execute(sql, parameters)))
        moments += connection.execute(
            f"SELECT half_hour, {_CLASS}, sum(part.records), sum(measured), sum(brightness), sum(focus) "  # noqa: S608
            f"FROM ({source}) AS part CROSS JOIN facet ON facet.id = part.facet GROUP BY 1, 2",
            parameters,
        )
    days = _points(moments, by_day=True)
    points = days if len(days) >= FEW_DAYS else _points(moments, by_day=False)
    class_of = dict(connection.execute(f"SELECT id, {_CLASS} FROM facet"))  # noqa: S608
    shared = {kind.id: {**kind.values, "class_name": class_of[kind.id]} for kind in kinds}

    def counted(*columns: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for number, records in per_kind.items():
            found[" ".join(str(shared[number][column]) for column in columns)] += records
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    return Statistics(
        per_kind.total(),
        days,
        points,
        counted("class_name"),
        counted("model_id", "model_version"),
        counted("operator"),
        counted("state"),
        _agreement(connection, per_kind),
    )


def _of_sessions(connection: sqlite3.Connection, wanted: Filter) -> Statistics:
    """Count the cells of slide sessions, which are of no kind: each is looked at."""
    test, parameters = wanted.row_test()
    moments = connection.execute(
        f"SELECT half_hour, {_CLASS}, count(*), sum(known), sum(figure.brightness), sum(figure.focus) "  # noqa: S608
        "FROM record INDEXED BY record_of_session CROSS JOIN figure ON figure.record_id = record.id "
        f"WHERE {test} GROUP BY 1, 2",
        parameters,
    ).fetchall()
    days = _points(moments, by_day=True)
    counts = connection.execute(
        f"SELECT {_CLASS}, model_id || ' ' || model_version, operator, state, label_name, decided_name, count(*) "  # noqa: S608
        f"FROM record INDEXED BY record_of_session WHERE {test} GROUP BY 1, 2, 3, 4, 5, 6",
        parameters,
    ).fetchall()

    def counted(column: int) -> dict[str, int]:
        found: Counter[str] = Counter()
        for row in counts:
            found[row[column]] += row[-1]
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    agreement: Counter[tuple[str, str]] = Counter()
    for *_, state, suggested, decided, records in counts:
        if state != State.SUGGESTED:
            agreement[suggested, decided] += records
    return Statistics(
        sum(row[-1] for row in counts),
        days,
        days if len(days) >= FEW_DAYS else _points(moments, by_day=False),
        counted(0),
        counted(1),
        counted(2),
        counted(3),
        dict(sorted(agreement.items())),
    )


def _agreement(connection: sqlite3.Connection, per_kind: Mapping[int, int]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    sql = "SELECT id, label_name, decided_name FROM facet WHERE state <> ?"
    for number, suggested, decided in connection.execute(sql, [State.SUGGESTED.value]):
        if number in per_kind:
            found[suggested, decided] += per_kind[number]
    return dict(sorted(found.items()))


def _whole(wanted: Filter) -> bool:
    return all(each is None or each.timestamp() % HALF_HOUR == 0 for each in (wanted.since, wanted.before))


def _tallies(wanted: Filter, some: str) -> tuple[str, list[object]]:
    first = wanted.since.timestamp() // HALF_HOUR if wanted.since is not None else -(1 << 62)
    beyond = wanted.before.timestamp() // HALF_HOUR if wanted.before is not None else 1 << 62
    source = (
        "SELECT half_hour, facet, records, measured, brightness, focus FROM tally "
        "WHERE half_hour >= ? AND half_hour < ? AND records > 0"
    )
    if wanted == Filter(since=wanted.since, before=wanted.before):  # of all kinds, so none is looked for
        return source, [first, beyond]
    return f"{source} AND facet IN (SELECT value FROM json_each(?))", [first, beyond, some]  # noqa: S608


def _points(
    moments: Iterable[tuple[int, str, int, int, float, float]],
    *,
    by_day: bool,
) -> tuple[Point, ...]:
    begins: dict[int, datetime] = {}
    sums: defaultdict[datetime, list[float]] = defaultdict(lambda: [0, 0, 0.0, 0.0])
    classes: defaultdict[datetime, Counter[str]] = defaultdict(Counter)
    for half_hour, class_name, records_of_it, *figures in moments:
        begin = begins.get(half_hour)
        if begin is None:
            begin = begins[half_hour] = _begin(half_hour, by_day=by_day)
        classes[begin][class_name] += records_of_it
        of_it = sums[begin]
        of_it[0] += records_of_it
        for place, figure in enumerate(figures, 1):
            of_it[place] += figure
    return tuple(
        Point(
            begin,
            int(records),
            brightness / measured if measured else None,
            focus / measured if measured else None,
            dict(classes[begin]),
        )
        for begin, (records, measured, brightness, focus) in sorted(sums.items())
    )


def _begin(half_hour: int, *, by_day: bool) -> datetime:
    time = datetime.fromtimestamp(half_hour * HALF_HOUR, UTC)
    with suppress(OverflowError, OSError, ValueError):  # a year that this computer's clock cannot have
        time = time.astimezone()
    time = time.replace(tzinfo=None)
    return time.replace(hour=0, minute=0) if by_day else time
