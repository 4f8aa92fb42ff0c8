"""Logs as programs of every earlier version wrote them, with data."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from leukdesk.history import chain
from leukdesk.history.database import connect, migrate, migrations
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.rows import COLUMNS, to_row
from leukdesk.history.safety import archive_table
from leukdesk.imaging.frame import Region

# Of a record, without its standing; the later ones were added at the end.
COLUMNS_OF = {1: 21, 2: 23, 3: 25, 4: 25, 5: 26, 6: 26, 7: 26, 8: 26}


def old_log(paths, version: int, news) -> None:
    """Write a log as the program of that version did; it holds no pictures."""
    paths.create()
    columns = COLUMNS[1 : COLUMNS_OF[version]]
    insert = f"INSERT INTO record ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    with closing(connect(paths.database, 5)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, migrations()[:version])
        connection.execute("BEGIN")
        for number, new in enumerate(news, start=1):
            row = to_row(new, f"0.{version}.0")[: len(columns)]
            connection.execute(insert, row)
            if version >= 4:
                digested = connection.execute(
                    f"SELECT {', '.join(chain.digested(connection))} FROM record WHERE id = ?", [number]
                ).fetchall()
                digest = {"digest": chain.record_digest(digested)}
                chain.append(connection, [NewEvent(Kind.RECORDED, new.operator, new=digest, record_id=number)])
        if version >= 4:
            chain.append(connection, [NewEvent(Kind.DECIDED, "Bo", new=DECIDED, record_id=2)])
            chain.append(connection, [NewEvent(Kind.SIGNED, "Cy", new=SIGNED, reason="Seen.", record_id=2)])
        if version >= 6:
            signed = chain.head(connection).id
            connection.execute("INSERT INTO outbox VALUES (1, 'mark', '/outbox', 0)")
            connection.execute(
                "INSERT INTO handed_over (outbox_id, event_id, record_id, partial, name, sha256, done) "
                "VALUES (1, ?, 2, '.2', '2.json', '0', 1)",
                [signed],
            )
        if version >= 7:
            rows = [(news[2].picture_sha256, 3, "old.zip", "/archives")]
            new = {"sha256": "0", "list_sha256": archive_table.list_sha256(rows)}
            (event,) = chain.append(connection, [NewEvent(Kind.ARCHIVED, "Ana", "old.zip", new=new)])
            sha256, *rest = rows[0]
            connection.execute("INSERT INTO archived_picture VALUES (?, ?, ?, ?, ?)", [sha256, event.id, *rest])
        connection.execute("COMMIT")


def beside_the_records(paths) -> dict[str, list[object]]:
    """Return the events, and what else a log holds that is not made of its records."""
    with closing(connect(paths.database, 5)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        kept = sorted(names & {"event", "outbox", "handed_over", "archived_picture"})
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in kept}


DECIDED = {"state": "confirmed", "label": "pre", "label_name": "Pre-B ALL", "decided_by": "Bo",
           "decided_at": "2025-02-01T00:00:00.000000Z", "signed_by": "", "signed_at": ""}  # fmt: skip
SIGNED = {**DECIDED, "state": "signed", "signed_by": "Cy", "signed_at": "2025-02-02T00:00:00.000000Z"}


def some_results(result, records: int):
    """Return results that differ in all that a log can hold."""
    sample = result(0)[0]
    return [
        replace(
            sample,
            time=sample.time + timedelta(seconds=number),
            sample=("S-%04d", "Blut-Ж %d", "李 %d")[number % 3] % number,
            operator=("Ana", "Čedomir", "")[number % 3],
            region=Region(number, 2, 30, 40) if number % 5 == 0 else None,
            uncertain=number % 4 == 0,
            label_name="Pre-B ALL" if number % 2 else "Früh „prä“",
            optics=sample.optics if number % 2 else None,
            hands_free=number % 3 == 0,
            look=number * 7919,
        )
        for number in range(records)
    ]
