"""The events of one log, repeated in another chain from where they were taken in before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from leukdesk.counting import many
from leukdesk.history import chain, events
from leukdesk.history.chain import Head
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.review import Standing
from leukdesk.history.rows import STANDING
from leukdesk.history.safety import archive_table, proof
from leukdesk.history.safety.errors import MergeError
from leukdesk.history.store import History

_CLASH = (
    "a log of the same station with other events was taken in before. One of the two went on from a backup or was "
    "changed; merge into a new folder to keep them apart."
)
# Both from an index: to ask for a record without a station would read a merged log whole.
_COUNTED = "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM record WHERE station <> '')"
_CAME_FROM = f"""
    SELECT {", ".join(events.COLUMNS)} FROM event
    WHERE kind IN ('decided', 'signed') AND subject <> '' AND subject = ?
"""  # noqa: S608
_OF_SESSION = f"""
    SELECT {", ".join(events.COLUMNS)} FROM event WHERE kind = 'session' AND subject = ?
    AND json_extract(new_value, '$.station') = ? AND json_extract(new_value, '$.event') = ?
"""  # noqa: S608
_NEWEST = "SELECT new_value FROM event WHERE record_id = ? AND kind IN ('decided', 'signed') ORDER BY id DESC LIMIT 1"


def taken_before(history: History, source: Path, log: sqlite3.Connection, station: str) -> Head:
    """Return up to which event a station's log was taken in before.

    Raises
    ------
    MergeError
        It is no log to take in here, where records of another one were logged, or not the one that was taken in.
    """
    with history.reading() as connection:
        own = proof.station_of(connection)
        records, taken = connection.execute(_COUNTED).fetchone()
    if own == station:
        raise MergeError(source, "it is a copy of the log to merge into.")
    if log.execute("SELECT 1 FROM record WHERE station <> '' AND station = ? LIMIT 1", [own]).fetchone() is not None:
        raise MergeError(source, "it holds records of the log to merge into. Merge both into a new folder.")
    if records > taken:
        raise MergeError(
            source,
            f"{history.paths.root} holds {many(records - taken, 'record')} logged there, and with them its "
            "own would be mixed for good. Merge both into a new folder.",
        )
    for event in history.events([Kind.MERGED], limit=-1):
        if event.subject != station:
            continue
        known = Head(int(event.new["event"]), bytes.fromhex(event.new["hash"]))
        if known.id > chain.head(log).id and _was_taken_in(history, station, chain.head(log)):
            return chain.head(log)  # an older copy of what is there already
        row = proof.read_event(log, known.id)
        if row is None or row[-1] != known.hash:
            raise MergeError(source, _CLASH)
        return known
    return Head(0, chain.NOTHING_BEFORE)


def _was_taken_in(history: History, station: str, head: Head) -> bool:
    """Tell whether a log ended with this event when it was taken in at an earlier time."""
    known = (each.new for each in history.events([Kind.MERGED], limit=-1) if each.subject == station)
    return any((each["event"], each["hash"]) == (head.id, head.hash.hex()) for each in known)


class Taking:
    """Follows the events of a log and repeats what is about records in another chain.

    Parameters
    ----------
    source : Path
        Where the log lies, for the sentences.
    log, merged : sqlite3.Connection
        Of the log, and of the one it is taken into, in a transaction.
    station : str
        The log's name for itself.
    before : Head
        As :func:`taken_before` returned it.

    Attributes
    ----------
    at : Head
        The event that was taken in last.
    records, decisions, session_events : int
        That are new; the last are what happened to slide sessions.
    others : dict of kind to int
        Events that are only counted.
    conflicts : dict of int
        Records, by their numbers in the merged log, about which it has another decision; in order.
    """

    def __init__(
        self, source: Path, log: sqlite3.Connection, merged: sqlite3.Connection, station: str, before: Head
    ) -> None:
        self._source, self._log, self._merged, self._station = source, log, merged, station
        self.at = before
        self.records = self.decisions = self.session_events = 0
        self.others: dict[str, int] = {}
        self.conflicts: dict[int, None] = {}
        names = [row[1] for row in merged.execute("PRAGMA table_info(record)")]
        left_out = {"id", "station", "station_record", *STANDING}
        self._columns = [name for name in names if name not in left_out]
        self._listed = ", ".join(f'"{name}"' for name in self._columns)
        self._content = f"SELECT {self._listed} FROM record WHERE id = ?"  # noqa: S608

    def step(self) -> bool:
        """Take the next event; False where there is none.

        Raises
        ------
        MergeError
            By its station and number it is there already, and there it is another one.
        """
        row = proof.read_event(self._log, self.at.id + 1)
        if row is None:
            return False
        event = proof.event_of(row)
        match event.kind:
            case Kind.RECORDED if event.record_id is not None:
                self._record(event.record_id, event)
            case Kind.ADOPTED:
                for number in range(event.new["first"], event.new["last"] + 1):
                    self._record(number, event)
            case Kind.DECIDED | Kind.SIGNED if event.record_id is not None:
                self._decide(event.record_id, event)
            case Kind.SESSION:
                self._session(event)
            case _:
                self.others[event.kind.value] = self.others.get(event.kind.value, 0) + 1
        self.at = Head(event.id, event.hash)
        return True

    def archived(self) -> list[tuple[str, int, str, str]]:
        """Return the pictures that lie in archives, as :func:`archive_table.list_sha256` takes them."""
        sql = "SELECT picture_sha256, last_record, archive, folder FROM archived_picture ORDER BY event_id"
        newest = {row[0]: row for row in self._log.execute(sql)}
        found = []
        for sha256, last, archive, folder in sorted(newest.values()):
            known = self._merged.execute("SELECT 1 FROM archived_picture WHERE picture_sha256 = ?", [sha256]).fetchone()
            if known is None and (here := self._number(*self._origin(last))) is not None:
                found.append((sha256, here, archive, folder))
        return found

    def finish(self, event_id: int, archived: Iterable[tuple[str, int, str, str]]) -> None:
        """Note where the pictures are that lie in archives."""
        put = f"INSERT INTO archived_picture ({', '.join(archive_table.COLUMNS)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608
        self._merged.executemany(put, ((sha256, event_id, *rest) for sha256, *rest in archived))

    def _record(self, number: int, event: Event) -> None:
        station, station_record = self._origin(number)
        values = self._log.execute(self._content, [number]).fetchone()
        if (here := self._number(station, station_record)) is not None:
            # Two merged logs may know a station from before and after a restore, when its numbers came again.
            if self._merged.execute(self._content, [here]).fetchone() != values:
                raise MergeError(self._source, _CLASH)
            return
        marks = ", ".join("?" * (len(values) + 2))
        put = f"INSERT INTO record ({self._listed}, station, station_record) VALUES ({marks})"  # noqa: S608
        new_id = self._merged.execute(put, (*values, station, station_record)).lastrowid
        digested = f"SELECT {', '.join(chain.digested(self._merged))} FROM record WHERE id = ?"  # noqa: S608
        digest = chain.record_digest(self._merged.execute(digested, [new_id]).fetchall())
        operator = values[self._columns.index("operator")]
        new = {"digest": digest, "station": station, "station_record": station_record}
        time = event.time
        chain.append(self._merged, [NewEvent(Kind.RECORDED, operator, "", {}, new, "", new_id, time)])
        self.records += 1

    def _decide(self, number: int, event: Event) -> None:
        """Take a decision in, unless it is there already, or the merged log decided otherwise."""
        here = self._number(*self._origin(number))
        if here is None:
            return
        # A merged log tells where its decisions came from.
        origin = {"station": event.new.get("station", self._station), "event": event.new.get("event", event.id)}
        came_from = f"event {origin['event']} of station {origin['station']}"
        new = {**event.new, **origin}
        again = NewEvent(event.kind, event.actor, came_from, event.old, new, event.reason, here, event.time)
        if (known := self._merged.execute(_CAME_FROM, [came_from]).fetchone()) is not None:
            if known != events.to_values(again, known[0]):
                raise MergeError(self._source, _CLASH)
            return
        newest = self._merged.execute(_NEWEST, [here]).fetchone()
        if _standing(event.old) != _standing(json.loads(newest[0]) if newest else {}):
            self.conflicts[here] = None
            return
        chain.append(self._merged, [again])
        self.decisions += 1

    def _session(self, event: Event) -> None:
        """Take in what happened to a slide session, unless it is there already; its id is the same everywhere."""
        origin = {"station": event.new.get("station", self._station), "event": event.new.get("event", event.id)}
        new = {**event.new, **origin}
        if (replaced := new.get("instead_of")) is not None:
            new["instead_of"] = self._number(*self._origin(replaced))
        again = NewEvent(event.kind, event.actor, event.subject, event.old, new, event.reason, None, event.time)
        known = self._merged.execute(_OF_SESSION, [event.subject, origin["station"], origin["event"]]).fetchone()
        if known is None:
            chain.append(self._merged, [again])
            self.session_events += 1
        elif known != events.to_values(again, known[0]):
            raise MergeError(self._source, _CLASH)

    def _origin(self, number: int) -> tuple[str, int]:
        """Return from which station a record of the log is, and its number there: the log may be a merged one."""
        row = self._log.execute("SELECT station, station_record FROM record WHERE id = ?", [number]).fetchone()
        return (row[0], row[1]) if row is not None and row[0] else (self._station, number)

    def _number(self, station: str, station_record: int) -> int | None:
        sql = "SELECT id FROM record WHERE station = ? AND station_record = ? AND station <> ''"
        row = self._merged.execute(sql, [station, station_record]).fetchone()
        return None if row is None else int(row[0])


def _standing(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a record stands by a decision, without where that came from."""
    return {name: values.get(name, at_first) for name, at_first in Standing().as_json().items()}
