"""Is the log what it was? Names every record, event and picture that was changed, and where the chain breaks.

It finds what was changed, taken out of the middle or put in, by accident or by hand. It cannot find that somebody made
the whole chain anew, or cut off its end together with the file beside it, unless a newer event is known from elsewhere
(``known``): a backup, an export's manifest, a printed report. So the log is tamper-evident for those who keep such
heads where the station's users cannot change them.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from leukdesk.counting import many
from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.checking.accounts import Accounts, set_aside_note, unproven
from leukdesk.history.checking.archives import Archive, archive_at_fault, archives, lists_at_fault
from leukdesk.history.checking.findings import (
    MOST_OF_A_KIND,
    RESTORE,
    Findings,
    KnownHead,
    Note,
    NoteKind,
    Problem,
    ProblemKind,
)
from leukdesk.history.checking.noted import HEADS, failure, heads_as_json, unfitting
from leukdesk.history.checking.places import places_at_fault
from leukdesk.history.checking.standing import standing_at_fault
from leukdesk.history.checking.walk import Walk, heads_at_fault
from leukdesk.history.database import meant_schema, schema_at_fault
from leukdesk.history.errors import HistoryError, PictureChangedError, PictureMissingError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.kept_head import head_file, kept_head
from leukdesk.history.people.operators import operators_at_fault
from leukdesk.history.pictures import PictureStore
from leukdesk.history.safety.archive_table import archived_condition
from leukdesk.history.suspect import mark_suspect

if TYPE_CHECKING:
    from leukdesk.history.store import History

__all__ = ["Findings", "KnownHead", "Pictures", "Problem", "ProblemKind", "keep_findings", "note_failure", "verify"]

Pictures = Literal["none", "there", "whole"]
_QUICKLY = 10_000  # events at the end of the log
_AT_ONCE = 64  # pictures


def verify(
    history: History,
    pictures: Pictures = "whole",
    *,
    quick: bool = False,
    known: Iterable[KnownHead] = (),
    aside: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Findings:
    """Look through the log, which may be in use meanwhile; nothing is changed.

    Parameters
    ----------
    history : History
    pictures : str
        Of a million pictures "whole" reads every one, which takes hours; "there" only looks for their names, which
        takes seconds.
    quick : bool
        Leaves out what takes long in a log of a million records: all but the newest ten thousand events and their
        records, the indexes, the words, and where the records stand.
    known : iterable of KnownHead
        Events that the log must still have; the file beside the log is always one of them.
    aside : sequence of Path
        The logs of backups that a restore has set aside: each is told of, and may prove a known event.
    progress : function of (done, all), optional
        Called now and then; of events, records and pictures together.
    cancelled : function, optional
        Asked as often; what was found so far is returned when it says so.
    """
    check = _Check(history, pictures, quick, known, aside, progress, cancelled)
    try:
        with history.reading() as connection:
            check.run(connection)
    except HistoryError as problem:
        check.add(Problem(ProblemKind.DATABASE, str(history.paths.database), str(problem), str(problem)))
    return check.findings()


def keep_findings(history: History, findings: Findings, by: str = "") -> bool:
    """Store an event about what a check found, where it is news; return whether one was stored.

    Each problem is noted once, until the log is restored or a check finds it sound that read every picture and held it
    against every known head that did not fit before. A sound log is noted only where somebody asked. Nothing is written
    into a file that SQLite itself finds damaged.

    Parameters
    ----------
    by : str
        The operator who asked for the check; empty where the program did.

    Raises
    ------
    LeukdeskError
        The log cannot be written.
    """
    kinds = Counter(each.kind.value for each in findings.problems)
    if ProblemKind.DATABASE in kinds:
        # The next start recovers it.
        mark_suspect(history.paths.database, next(p.what for p in findings.problems if p.kind is ProblemKind.DATABASE))
        return False
    looked_at = {
        "records": findings.records,
        "events": findings.events,
        "pictures": findings.pictures,
        "pictures_read": findings.pictures_read,
    }
    if findings.problems:
        lasting = [each for each in findings.unfitting if not each.by_hand]
        if len(findings.unfitting) - len(lasting) == len(findings.problems):
            return False  # a typing error would be noted for ever, and keep every backup; whoever typed it is told
        facts = {**looked_at, "kinds": dict(kinds), HEADS: heads_as_json(lasting)}
        return note_failure(history, [each.sentence for each in findings.problems], by, facts)
    newest = history.events([Kind.CHECKED, Kind.CHECK_FAILED], limit=1)
    told = bool(newest) and newest[0].kind is Kind.CHECK_FAILED
    if not findings.complete or findings.skipped or not (by or told):
        return False
    if told and not findings.pictures_read:
        return False  # what was found of pictures stands until they are read again
    history.note(NewEvent(Kind.CHECKED, by, new=looked_at))
    return True


def note_failure(
    history: History, sentences: Sequence[str], by: str = "", facts: Mapping[str, Any] | None = None
) -> bool:
    """Store an event about what is wrong, where it is news: see :func:`leukdesk.history.checking.noted.failure`.

    Raises
    ------
    LeukdeskError
        The log cannot be written.
    """
    with history.reading() as connection:
        event = failure(connection, sentences, by, facts)
    if event is not None:
        history.note(event)
    return event is not None


class _CancelledError(Exception):
    pass


class _Check:
    """One look through the log, in stages; one that cannot go on does not keep the next from being looked at."""

    def __init__(
        self,
        history: History,
        pictures: Pictures,
        quick: bool,
        known: Iterable[KnownHead],
        aside: Sequence[Path],
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._path = history.paths.database
        self._store = PictureStore(history.paths.pictures)
        self._pictures = pictures
        self._quick = quick
        self._known = [*known]
        self._aside = aside
        kept = kept_head(self._path)
        if kept is not None:
            self._known.append(KnownHead(f"the file {head_file(self._path).name}", kept.id, kept.hash))
        self._progress = progress
        self._cancelled = cancelled or (lambda: False)
        self._problems: list[Problem] = []
        self._of_kind: Counter[ProblemKind] = Counter()
        self._skipped: list[str] = []
        self._notes: list[Note] = []
        self._unfitting: list[KnownHead] = []
        self._walk: Walk | None = None
        self._looked_at_pictures = 0
        self._done = self._all = 0
        self._complete = True

    def findings(self) -> Findings:
        """Return what was found."""
        walk = self._walk
        return Findings(
            problems=tuple(self._problems),
            head=walk.head if walk else Head(0, chain.NOTHING_BEFORE),
            records=walk.records if walk else 0,
            events=walk.events if walk else 0,
            pictures=self._looked_at_pictures,
            pictures_read=self._pictures == "whole",
            known=len(self._known),
            skipped=tuple(self._skipped),
            complete=self._complete,
            notes=tuple(self._notes),
            unfitting=tuple(self._unfitting),
        )

    def add(self, problem: Problem) -> bool:
        """Keep a problem, unless there are too many of its kind; return whether it was kept."""
        self._of_kind[problem.kind] += 1
        if few := self._of_kind[problem.kind] <= MOST_OF_A_KIND:
            self._problems.append(problem)
        return few

    def run(self, connection: sqlite3.Connection) -> None:
        """Take all stages; those that read rows see the same moment."""
        # Temporary tables are no part of the log; nothing else is written here.
        connection.execute("PRAGMA query_only = OFF")
        connection.set_progress_handler(lambda: int(self._cancelled()), 1_000_000)
        try:
            connection.execute("BEGIN")
            self._look_at_rows(connection)
            # Pictures take long, and an open transaction would keep the write-ahead log growing.
            hashes, archived = self._hashes(connection), self._archives(connection)
            connection.execute("COMMIT")
            with self._stage("The pictures were not looked for"):
                self._look_at_pictures(connection, hashes)
                self._look_at_archives(archived)
        except _CancelledError:
            self._complete = False
        finally:
            connection.set_progress_handler(None, 0)
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.execute("DROP TABLE IF EXISTS temp.picture_to_check")
            connection.execute("PRAGMA query_only = ON")

    def _look_at_rows(self, connection: sqlite3.Connection) -> None:
        with self._stage("The log was not counted"):
            events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
            records = connection.execute("SELECT count(*) FROM record").fetchone()[0]
            self._all = min(events, _QUICKLY) if self._quick else events + records
        with self._stage("The file was not looked through"):
            check = "quick_check" if self._quick else "integrity_check"
            for (said,) in connection.execute(f"PRAGMA {check}"):
                if said != "ok":
                    sentence = f"The log {self._path} is damaged: {said}. {RESTORE}"
                    self.add(Problem(ProblemKind.DATABASE, str(self._path), said, sentence))
        with self._stage("The schema was not looked at"):
            for name, sentence in schema_at_fault(connection, self._path):
                self.add(Problem(ProblemKind.SCHEMA, name, sentence, sentence))
        with self._stage("The heads were not looked at"):
            self._remember(connection)
            accounts = Accounts(connection, self._path, self._aside)
            for head, problem in heads_at_fault(connection, self._path, self._known):
                self._hold(accounts, head, problem)
            for each in accounts.restores[-MOST_OF_A_KIND:]:
                self._notes.append(Note(NoteKind.RESTORED, f"event {each.event}", each.sentence))
                if not each.fits:
                    what = f"event {each.event} tells of a restore that the events before it do not bear out"
                    sentence = f"The chain of events of the log {self._path} is not what it says: {what}. {RESTORE}"
                    self.add(Problem(ProblemKind.CHAIN, f"event {each.event}", what, sentence))
            for path in self._aside:
                self._notes.append(set_aside_note(connection, path))
        with self._stage("The events were not looked at"):
            newest = chain.head(connection).id
            first = max(1, newest - _QUICKLY + 1) if self._quick else 1
            self._walk = Walk(connection, self._path, first, adopted=not self._quick)
            for problems in self._walk.steps():
                for problem in problems:
                    self.add(problem)
                self._step(self._walk.events - self._done)
        with self._stage("The lists of archived pictures were not looked at"):
            for problem in lists_at_fault(connection, self._path):
                self.add(problem)
        with self._stage("The operators were not looked at"):
            for sentence in operators_at_fault(connection):
                self.add(Problem(ProblemKind.OPERATOR, "the list of operators", sentence, sentence))
        if self._quick:
            return
        with self._stage("Where the records stand was not looked at"):
            for looked_at, problems in standing_at_fault(connection, self._path):
                for problem in problems:
                    self.add(problem)
                self._step(looked_at)
        with self._stage("What is kept for searching was not compared with the records"):
            for what in places_at_fault(connection, MOST_OF_A_KIND):
                self.add(_unreliable(self._path, "places", f"{what} is not what the records say"))
        self._look_at_words(connection)

    def _remember(self, connection: sqlite3.Connection) -> None:
        """Hold the log against what did not fit before, too: who knew it may not be here this time."""
        known = {(each.id, each.hash) for each in self._known}
        self._known += [each for each in unfitting(connection) if (each.id, each.hash) not in known]

    def _hold(self, accounts: Accounts, head: KnownHead, problem: Problem) -> None:
        """Keep a head that the log has not as a problem, or as a note where a restore accounts for it."""
        account = accounts.of(head)
        if account is not None and account.held_by is not None:
            told = (
                f"Event {head.id} as {head.where} knows it is of the log that was moved aside when this one was "
                f"restored (event {account.restore.event}), so it is not here."
            )
            lies = f"That log lies in {account.held_by}."
            if not account.proven:
                lies = (
                    f"That log was damaged and lies in {account.held_by}: it cannot be read whole, so that only the "
                    "event of the restore and what is left of the file speak for it."
                )
            self._notes.append(Note(NoteKind.SET_ASIDE, problem.where, f"{told} {lies}"))
            return
        if account is not None:
            problem = unproven(self._path, account.restore, head)
        elif earlier := [each.event for each in accounts.restores if each.event <= head.id]:
            hint = (
                f" The log was restored (event {earlier[-1]}), but neither that event nor the log that was moved aside "
                "then holds what is known."
            )
            problem = replace(problem, sentence=problem.sentence + hint)
        if self.add(problem):
            self._unfitting.append(head)

    def _look_at_words(self, connection: sqlite3.Connection) -> None:
        """Have the full-text search compare its index with the records.

        It does so in tables that it may write to only, so it is given a copy of its index, and the log's records.
        """
        why = "The words to search by were not compared with the records"
        with self._stage(why):
            connection.execute("SAVEPOINT words")
            try:
                sql = meant_schema()["record_search"][1]
                connection.execute("CREATE TEMP VIEW record AS SELECT * FROM main.record")
                connection.execute(sql.replace("CREATE VIRTUAL TABLE ", "CREATE VIRTUAL TABLE temp.", 1))
                for table in ("record_search_data", "record_search_idx", "record_search_config"):
                    connection.execute(f"DELETE FROM temp.{table}")  # noqa: S608
                    connection.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")  # noqa: S608
                # 1: not only the index by itself, but also against the records.
                connection.execute("INSERT INTO temp.record_search (record_search, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as problem:
                if _code(problem) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
                    raise
                what = f"its index of words does not agree with its records ({problem})"
                self.add(_unreliable(self._path, "record_search", what))
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK TO words")

    def _hashes(self, connection: sqlite3.Connection) -> int:
        """Write down which pictures there are to be; return how many."""
        if self._pictures == "none":
            return 0
        count: int = 0
        with self._stage("The pictures were not looked for"):
            connection.execute(
                "CREATE TEMP TABLE picture_to_check AS SELECT min(id) AS record_id, picture_sha256 FROM main.record "  # noqa: S608
                f"WHERE NOT {archived_condition(connection)} GROUP BY picture_sha256 ORDER BY picture_sha256"
            )
            count = connection.execute("SELECT count(*) FROM temp.picture_to_check").fetchone()[0]
        self._all += count
        return count

    def _look_at_pictures(self, connection: sqlite3.Connection, count: int) -> None:
        look = self._store.load if self._pictures == "whole" else self._store.finder()
        threads = max(1, (os.cpu_count() or 2) - 1) if self._pictures == "whole" else 1

        def fault(row: tuple[int, str]) -> Problem | None:
            record_id, sha256 = row
            where = f"record {record_id}"
            if not isinstance(sha256, str) or not re.fullmatch("[0-9a-f]{64}", sha256):
                what = f"record {record_id} names no picture"
                return Problem(ProblemKind.RECORD, where, what, f"In the log {self._path} {what}. {RESTORE}")
            path = self._store.path(sha256)
            try:
                look(sha256)
            except FileNotFoundError:
                sentence = str(PictureMissingError(path, record_id))
                return Problem(ProblemKind.PICTURE_MISSING, where, f"{path} is missing", sentence)
            except (ValueError, OSError):
                sentence = str(PictureChangedError(path, record_id))
                return Problem(ProblemKind.PICTURE_CHANGED, where, f"{path} was changed", sentence)
            return None

        with ThreadPoolExecutor(threads, thread_name_prefix="verify") as pool:
            for at in range(0, count, _AT_ONCE):
                sql = "SELECT record_id, picture_sha256 FROM temp.picture_to_check WHERE rowid > ? AND rowid <= ?"
                rows = connection.execute(sql, (at, at + _AT_ONCE)).fetchall()
                for problem in pool.map(fault, rows):
                    if problem is not None:
                        self.add(problem)
                self._looked_at_pictures += len(rows)
                self._step(len(rows))

    def _archives(self, connection: sqlite3.Connection) -> list[Archive]:
        found = list[Archive]()
        if self._pictures != "none":
            with self._stage("The archives were not looked for"):
                found = archives(connection)
        return found

    def _look_at_archives(self, found: list[Archive]) -> None:
        for archive in found:
            if not archive.sha256:
                # It was written where that station has its disks.
                if not archive.path.is_file():
                    which = f"The archive {archive.path} of a station whose log was merged"
                    self._skipped.append(
                        f"{which} is not here: {many(archive.pictures, 'picture')} in it could not be looked at."
                    )
                continue
            problem = archive_at_fault(archive, whole=self._pictures == "whole", go_on=lambda: self._step(0))
            if problem is not None:
                self.add(problem)

    def _step(self, done: int) -> None:
        self._done += done
        if self._progress is not None:
            self._progress(min(self._done, self._all), self._all)
        if self._cancelled():
            raise _CancelledError

    @contextmanager
    def _stage(self, skipped: str) -> Iterator[None]:
        """Turn what SQLite cannot read into a problem, and what it has no room for into something not looked at."""
        try:
            yield
        except sqlite3.DatabaseError as problem:
            match _code(problem):
                case sqlite3.SQLITE_INTERRUPT:
                    raise _CancelledError from problem
                case sqlite3.SQLITE_FULL | sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
                    self._skipped.append(f"{skipped}: {problem}.")
                case _:
                    sentence = f"The log {self._path} is damaged: {problem}. {skipped} to the end. {RESTORE}"
                    self.add(Problem(ProblemKind.DATABASE, str(self._path), str(problem), sentence))


def _unreliable(path: Path, where: str, what: str) -> Problem:
    sentence = (
        f"The log {path} cannot be searched reliably: {what}. The records themselves are looked at apart from this. "
        f"{RESTORE}"
    )
    return Problem(ProblemKind.SEARCH, where, what, sentence)


def _code(problem: sqlite3.Error) -> int:
    code: int = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
