"""How a check goes through the log: stage by stage, telling how far it is, until it has ended or is cancelled."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

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
from leukdesk.history.checking.noted import unfitting
from leukdesk.history.checking.operators import operators_at_fault
from leukdesk.history.checking.pictures import Pictures, forget, gather, pictures_at_fault
from leukdesk.history.checking.places import places_at_fault
from leukdesk.history.checking.standing import standing_at_fault
from leukdesk.history.checking.walk import Walk, heads_at_fault
from leukdesk.history.checking.words import words_at_fault
from leukdesk.history.database import damage_in, schema_at_fault
from leukdesk.history.kept_head import head_file, kept_head
from leukdesk.history.pictures import PictureStore
from leukdesk.language import Said, marked, tr, tr_said

if TYPE_CHECKING:
    from leukdesk.history.store import History

_QUICKLY = 10_000  # events at the end of the log, and records


class _CancelledError(Exception):
    pass


class Check:
    """One look through the log, in stages; one that cannot go on does not keep the next from being looked at.

    It takes what :func:`leukdesk.history.checking.verify.verify` does.
    """

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
            self._known.append(
                KnownHead(Said(marked("the file {name}"), name=head_file(self._path).name), kept.id, kept.hash)
            )
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
            count, archived = self._gather(connection), self._archives(connection)
            connection.execute("COMMIT")
            with self._stage(marked("The pictures were not looked for")):
                self._look_at_pictures(connection, count)
                self._look_at_archives(archived)
        except _CancelledError:
            self._complete = False
        finally:
            connection.set_progress_handler(None, 0)
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                forget(connection)
            connection.execute("PRAGMA query_only = ON")

    def _look_at_rows(self, connection: sqlite3.Connection) -> None:
        with self._stage(marked("The log was not counted")):
            events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
            records = connection.execute("SELECT count(*) FROM record").fetchone()[0]
            self._all = min(events, _QUICKLY) + min(records, _QUICKLY) if self._quick else events + records
        with self._stage(marked("The file was not looked through")):
            for said in damage_in(connection, whole=not self._quick):
                text = marked("The log {path} is damaged: {reason}. {advice}")
                sentence: str = Said(text, path=self._path, reason=said, advice=RESTORE)
                self.add(Problem(ProblemKind.DATABASE, str(self._path), said, sentence))
        with self._stage(marked("The schema was not looked at")):
            for name, sentence in schema_at_fault(connection, self._path):
                self.add(Problem(ProblemKind.SCHEMA, name, sentence, sentence))
        with self._stage(marked("The heads were not looked at")):
            self._remember(connection)
            accounts = Accounts(connection, self._path, self._aside)
            for head, problem in heads_at_fault(connection, self._path, self._known):
                self._hold(accounts, head, problem)
            for each in accounts.restores[-MOST_OF_A_KIND:]:
                self._notes.append(Note(NoteKind.RESTORED, f"event {each.event}", each.sentence))
                if not each.fits:
                    text = marked("event {event} tells of a restore that the events before it do not bear out")
                    what: str = Said(text, event=each.event)
                    text = marked("The chain of events of the log {path} is not what it says: {what}. {advice}")
                    sentence = Said(text, path=self._path, what=what, advice=RESTORE)
                    self.add(Problem(ProblemKind.CHAIN, f"event {each.event}", what, sentence))
            for path in self._aside:
                self._notes.append(set_aside_note(connection, path))
        with self._stage(marked("The events were not looked at")):
            newest = chain.head(connection).id
            first = max(1, newest - _QUICKLY + 1) if self._quick else 1
            self._walk = Walk(connection, self._path, first, adopted=not self._quick)
            for problems in self._walk.steps():
                for problem in problems:
                    self.add(problem)
                self._step(self._walk.events - self._done)
        with self._stage(marked("The lists of archived pictures were not looked at")):
            for problem in lists_at_fault(connection, self._path):
                self.add(problem)
        with self._stage(marked("The operators were not looked at")):
            for sentence in operators_at_fault(connection):
                self.add(Problem(ProblemKind.OPERATOR, "the list of operators", sentence, sentence))
        with self._stage(marked("Where the records stand was not looked at")):
            at_most = _QUICKLY if self._quick else None
            for looked_at, problems in standing_at_fault(connection, self._path, at_most):
                for problem in problems:
                    self.add(problem)
                self._step(looked_at)
        if self._quick:
            return
        with self._stage(marked("What is kept for searching was not compared with the records")):
            for what in places_at_fault(connection, MOST_OF_A_KIND):
                self.add(
                    _unreliable(self._path, "places", Said(marked("{what} is not what the records say"), what=what))
                )
        with self._stage(marked("The words to search by were not compared with the records")):
            if what := words_at_fault(connection):
                self.add(_unreliable(self._path, "record_search", what))

    def _remember(self, connection: sqlite3.Connection) -> None:
        """Hold the log against what did not fit before, too: who knew it may not be here this time."""
        known = {(each.id, each.hash) for each in self._known}
        self._known += [each for each in unfitting(connection) if (each.id, each.hash) not in known]

    def _hold(self, accounts: Accounts, head: KnownHead, problem: Problem) -> None:
        """Keep a head that the log has not as a problem, or as a note where a restore accounts for it."""
        account = accounts.of(head)
        if account is not None and account.held_by is not None:
            aside = tr(
                "Event {event} as {known} knows it is of the log that was moved aside when this one was restored "
                "(event {restore}), so it is not here."
            ).format(event=head.id, known=tr_said(head.where), restore=account.restore.event)
            if account.proven:
                lies = tr("That log lies in {path}.")
            else:
                lies = tr(
                    "That log was damaged and lies in {path}: it cannot be read whole, so that only the event of the "
                    "restore and what is left of the file speak for it."
                )
            sentence = f"{aside} {lies.format(path=account.held_by)}"
            self._notes.append(Note(NoteKind.SET_ASIDE, problem.where, sentence))
            return
        if account is not None:
            problem = unproven(self._path, account.restore, head)
        elif earlier := [each.event for each in accounts.restores if each.event <= head.id]:
            text = marked(
                "{problem} The log was restored (event {event}), but neither that event nor the log that was moved "
                "aside then holds what is known."
            )
            problem = replace(problem, said=Said(text, problem=problem.said, event=earlier[-1]))
        if self.add(problem):
            self._unfitting.append(head)

    def _gather(self, connection: sqlite3.Connection) -> int:
        """Have it written down which pictures there are to be; return how many."""
        count: int = 0
        if self._pictures != "none":
            with self._stage(marked("The pictures were not looked for")):
                count = gather(connection)
        self._all += count
        return count

    def _look_at_pictures(self, connection: sqlite3.Connection, count: int) -> None:
        whole = self._pictures == "whole"
        with closing(pictures_at_fault(connection, self._path, self._store, count, whole=whole)) as found:
            for looked_at, problems in found:
                for problem in problems:
                    self.add(problem)
                self._looked_at_pictures += looked_at
                self._step(looked_at)

    def _archives(self, connection: sqlite3.Connection) -> list[Archive]:
        found = list[Archive]()
        if self._pictures != "none":
            with self._stage(marked("The archives were not looked for")):
                found = archives(connection)
        return found

    def _look_at_archives(self, found: list[Archive]) -> None:
        for archive in found:
            if not archive.sha256:
                # It was written where that station has its disks.
                if not archive.path.is_file():
                    words = tr(
                        "The archive {path} of a station whose log was merged is not here: {pictures} in it could not "
                        "be looked at."
                    )
                    pictures = many(archive.pictures, "picture")
                    self._skipped.append(words.format(path=archive.path, pictures=pictures))
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
            match getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
                case sqlite3.SQLITE_INTERRUPT:
                    raise _CancelledError from problem
                case sqlite3.SQLITE_FULL | sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
                    self._skipped.append(f"{tr(skipped)}: {problem}.")
                case _:
                    text = marked("The log {path} is damaged: {reason}. {skipped} to the end. {advice}")
                    sentence = Said(text, path=self._path, reason=problem, skipped=Said(skipped), advice=RESTORE)
                    self.add(Problem(ProblemKind.DATABASE, str(self._path), str(problem), sentence))


def _unreliable(path: Path, where: str, what: str) -> Problem:
    text = marked(
        "The log {path} cannot be searched reliably: {what}. The records themselves are looked at apart from this. "
        "{advice}"
    )
    sentence = Said(text, path=path, what=what, advice=RESTORE)
    return Problem(ProblemKind.SEARCH, where, what, sentence)
