"""Whether what is kept for searching and counting agrees with the records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from leukdesk.language import Said, marked

_SHARED = (
    "operator", "model_id", "model_version", "label", "label_name", "decided_name", "decided_by", "state", "uncertain",
)  # fmt: skip
_OF_FACET = ", ".join(f"facet.{column}" for column in _SHARED)
_OF_RECORD = ", ".join(f"record.{column}" for column in _SHARED)
_ORDERED = ("time", "sample", "source", "probability")

# What a person is told of, the column that it is about, and the rows that should not be there.
_FAULTS: tuple[tuple[str, str, str], ...] = (
    (
        marked("the facet of record {found}"),
        "",
        "SELECT record.id FROM record LEFT JOIN place ON place.record_id = record.id "  # noqa: S608
        f"LEFT JOIN facet ON facet.id = place.facet WHERE record.session = '' AND ({_OF_FACET}) IS NOT ({_OF_RECORD})",
    ),
    (
        marked("the place of record {found}, which is missing or of a session"),
        "",
        "SELECT place.record_id FROM place LEFT JOIN record ON record.id = place.record_id "
        "WHERE record.session IS NOT ''",
    ),
    *(
        (
            marked("the {column} of record {found}"),
            column,
            f"SELECT mine.record_id FROM place_by_{column} AS mine "  # noqa: S608
            "LEFT JOIN record ON record.id = mine.record_id LEFT JOIN place ON place.record_id = mine.record_id "
            f"WHERE (mine.facet, mine.{column}) IS NOT (place.facet, record.{column})",
        )
        for column in _ORDERED
    ),
    *(
        (
            marked("the number of records by {column}, {found}"),
            column,
            f"SELECT * FROM (SELECT count(*) AS mine FROM place_by_{column}) "  # noqa: S608
            "WHERE mine <> (SELECT count(*) FROM place)",
        )
        for column in _ORDERED
    ),
    (
        marked("the number of records of facet {found}"),
        "",
        "SELECT facet.id FROM facet LEFT JOIN (SELECT facet, count(*) AS counted FROM place GROUP BY facet) AS placed "
        "ON placed.facet = facet.id WHERE facet.records <> ifnull(counted, 0)",
    ),
    (
        marked("the tally of half hour {found}"),
        "",
        # Sums that were added and taken away again are not to the last figure what adding alone gives.
        "WITH counted AS (SELECT half_hour, facet, count(*) AS records, min(record_id) AS first_id, "
        "max(record_id) AS last_id, sum(known) AS measured, sum(brightness) AS brightness, sum(focus) AS focus "
        "FROM place JOIN figure USING (record_id) GROUP BY half_hour, facet) "
        "SELECT half_hour FROM tally LEFT JOIN counted USING (half_hour, facet) "
        "WHERE (tally.records, tally.measured) IS NOT (ifnull(counted.records, 0), ifnull(counted.measured, 0)) "
        "OR tally.first_id > counted.first_id OR tally.last_id < counted.last_id "
        "OR abs(tally.brightness - ifnull(counted.brightness, 0)) > 1e-6 * (1 + abs(tally.brightness)) "
        "OR abs(tally.focus - ifnull(counted.focus, 0)) > 1e-6 * (1 + abs(tally.focus)) "
        "UNION SELECT half_hour FROM counted LEFT JOIN tally USING (half_hour, facet) WHERE tally.facet IS NULL",
    ),
)


def places_at_fault(connection: sqlite3.Connection, at_most: int) -> Iterator[str]:
    """Yield what does not agree with the records, as the beginning of a sentence; of each kind so many at most.

    Parameters
    ----------
    connection : sqlite3.Connection
        Sees one moment.
    """
    for what, column, sql in _FAULTS:
        for (found,) in connection.execute(f"{sql} LIMIT ?", [at_most]):
            yield Said(what, column=column, found=found)
