"""Runs an export: all records as the log was at one moment, complete at its place or not there at all.

Whatever the format, the records are read in one transaction and pass through one at a time; they are written in a
hidden folder beside their place and take it when they are complete and on the disk, together with a manifest that
tells every file's hash. Only then is the export an event of the log, with the manifest's hash; when that cannot be
stored, the files go away again.
"""

from __future__ import annotations

import itertools
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from leukdesk.counting import Counted
from leukdesk.files import NO_ROOM, sync_folder
from leukdesk.history import chain
from leukdesk.history.errors import DiskFullError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.errors import LEFT_OUT, ExportCancelledError, ExportError, FormatError, without_place
from leukdesk.history.exporting.fetching import item_of, record_of
from leukdesk.history.exporting.format import About, Format, Item, Items
from leukdesk.history.exporting.manifest import ManifestWriter, beside, written
from leukdesk.history.exporting.placing import passage, placed, sync_file
from leukdesk.history.exporting.privacy import Curtain, Privacy
from leukdesk.history.exporting.pseudonyms import KEY_FILE
from leukdesk.history.exporting.sessions import CountedSession, as_json, counted_session
from leukdesk.history.exporting.station_key import pseudonyms_of
from leukdesk.history.records import Record
from leukdesk.history.searching import queries
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter, as_filter
from leukdesk.history.store import History
from leukdesk.language import Said, marked, number, tr, tr_said

_OLDEST_FIRST = Order("id", descending=False)
_STEP = 1000
_LONGEST_CODE = 40
_EVERYTHING = Filter()
_MOST_REMARKS = 1000
_LIKE_A_FILE = re.compile(r"\.[A-Za-z][0-9A-Za-z]{1,7}$")

Selection = str | Filter | Sequence[int]
"""Words or fields that a record must have, or the numbers of records."""
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Exported:
    """An export that is complete.

    Attributes
    ----------
    target : Path
        The file, or the folder with a file for each record.
    manifest : Path
    manifest_sha256 : str
    count : int
        How many records were written.
    sessions : Path, optional
        The table of the slide sessions, where it is a file of its own.
    remarks : tuple of str
        What had to be left out, in sentences.
    """

    target: Path
    manifest: Path
    manifest_sha256: str
    count: int
    remarks: tuple[str, ...] = ()
    sessions: Path | None = None


def export(
    history: History,
    selection: Selection,
    fmt: Format,
    target: Path,
    *,
    privacy: Privacy = Privacy(),  # noqa: B008 (it is frozen)
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    actor: str = "",
) -> Exported:
    """Write records to a file, or to a new folder where each has a file of its own.

    Parameters
    ----------
    history : History
    selection : str, Filter or sequence of int
        See :meth:`History.count`; or the numbers of records.
    fmt : Format
    target : Path
        An earlier file there is replaced, a folder must be new or empty. One record alone of a format with a file for
        each goes to a file of exactly this name, where it ends as such files do.
    privacy : Privacy
        De-identified by default.
    progress : function of (records done, records in all), optional
        A record counts as half when it has been gone through once by a format that does so twice.
    cancelled : function, optional
        Asked every thousand records, and at the end.
    actor : str
        Who exports, for the log.

    Raises
    ------
    ExportError, DiskFullError, ExportCancelledError, FormatError, HistoryError
        Nothing was written, and an earlier file is as it was.
    """
    if why := fmt.unavailable():
        raise FormatError(why)
    refuse_the_log_itself(history, target)
    refuse_what_is_no_file(target)
    return _Export(history, selection, fmt, target, privacy, progress, cancelled, actor).run()


def refuse_the_log_itself(history: History, path: Path) -> None:
    """See that nothing is written where the log, its pictures or the key of its pseudonyms are.

    Raises
    ------
    ExportError
    """
    target, own = path.resolve(), history.paths.root.resolve()
    names = target.name.startswith(history.paths.database.name) or target.name == KEY_FILE
    if target == own or target.is_relative_to(own / "pictures") or (target.parent == own and names):
        raise ExportError(path, tr("it is a part of the log itself"), tr("Choose another folder."))


def refuse_what_is_no_file(target: Path) -> None:
    """See that an export and its manifest take the place of files only: no pipe, device or link that leads nowhere.

    Raises
    ------
    ExportError
    """
    for path in (target, beside(target)) if target.name else ():  # "/" has none, and is a folder
        # A Path of any text may raise.
        if os.path.lexists(path) and not (os.path.isfile(path) or os.path.isdir(path)):  # noqa: PTH112, PTH113
            why = tr("it is no file, but a device, a pipe or a link that leads nowhere, and only files are replaced")
            raise ExportError(path, why, tr("Choose another name."))


@contextmanager
def told_of(target: Path) -> Iterator[None]:
    """Turn errors of the file system at the place of an export into sentences about it."""
    try:
        yield
    except OSError as problem:
        if problem.errno in NO_ROOM:
            raise DiskFullError(target) from problem
        if not os.path.isdir(target.parent):  # noqa: PTH112 (says no where a path cannot be looked at)
            why = tr("the folder {folder} is not there").format(folder=target.parent.absolute())
            raise ExportError(target, why, tr("Make it, or choose another folder.")) from problem
        raise ExportError(target, problem.strerror or str(problem)) from problem


def sessions_beside(target: Path) -> Path:
    """Return where the table of slide sessions lies, of a format that has a file of its own for it."""
    return target.with_name(f"{target.stem}.sessions{target.suffix}")


def is_named_as_a_file(folder: Path) -> bool:
    """Tell whether a folder that is not there yet would bear a name such as files have: a mistake, most likely."""
    return _LIKE_A_FILE.search(folder.name) is not None and not folder.is_dir()


def file_name(record: Record, suffix: str) -> str:
    """Return the name of a record's own file: its number, and what is harmless of its sample code.

    The number comes first, so that no two are alike whatever the case, and none is a name that Windows keeps to itself.
    """
    code = harmless(record.sample)
    return f"{record.id:07}-{code}{suffix}" if code else f"{record.id:07}{suffix}"


def harmless(code: str) -> str:
    """Return what of a sample code may stand in any file's name; perhaps nothing."""
    return re.sub(r"[^0-9A-Za-z._-]+", "_", code)[:_LONGEST_CODE].strip("._-")


class _Export:
    """One export under way."""

    def __init__(
        self,
        history: History,
        selection: Selection,
        fmt: Format,
        target: Path,
        privacy: Privacy,
        progress: Progress | None,
        cancelled: Cancelled | None,
        actor: str,
    ) -> None:
        self._history, self._format, self._target, self._privacy, self._actor = history, fmt, target, privacy, actor
        self._progress, self._cancelled = progress, cancelled
        self._wanted = as_filter(selection) if isinstance(selection, str | Filter) else None
        self._ids = sorted(set(selection)) if not isinstance(selection, str | Filter) else []
        self._pseudonyms = None if privacy.identified else pseudonyms_of(history)
        self._curtain = Curtain(privacy, self._pseudonyms)
        self._remarks: list[str] = []
        self._rounds = itertools.count()
        self._total = 0

    def run(self) -> Exported:
        """Do it."""
        self._history.require_writable()  # for it is noted there
        with self._history.reading() as connection:
            connection.execute("BEGIN")  # what is logged from now on is not seen
            self._total = len(self._ids) if self._wanted is None else queries.count(connection, self._wanted, None)
            about = self._about(connection)
            self._tell_of_sessions(connection)
            logged = partial(self._passing, connection)
            sessions = self._sessions(connection)
            items = Items(partial(self._walk, connection), about, self._remark, logged, sessions)
            with told_of(self._target), passage(self._target) as folder:
                alone = self._check_place()
                place = beside(self._target)
                second = self._second_place() if sessions and self._format.beside else None
                facts = self._facts() | ({"sessions": [as_json(each) for each in sessions]} if sessions else {})
                with ManifestWriter(folder / "manifest", about, facts) as manifest:
                    content = folder / "content"
                    if self._format.one_file or alone:
                        count = self._write_one(items, content, manifest)
                    else:
                        count = self._write_each(items, content, manifest)
                    moves = [(content, self._target), (folder / "manifest", place)]
                    if second is not None:
                        self._format.write_sessions(sessions, folder / "sessions")
                        sync_file(folder / "sessions")
                        manifest.add(written(folder / "sessions", second.name))
                        moves.append((folder / "sessions", second))
                    digest = manifest.finish(count, self._remarks)
                sync_file(folder / "manifest")
                self._go_on()
                with placed(moves, folder):
                    self._history.note(self._event(digest, count, self._filter(_as_it_is())))
        if self._progress:
            self._progress(self._total, self._total)
        return Exported(self._target, place, digest, count, tuple(map(tr_said, self._remarks)), second)

    def _check_place(self) -> bool:
        """Refuse a place where it could not go in the end; tell whether it is one record in a file of its own."""
        fmt, target = self._format, self._target
        if fmt.most is not None and self._total > fmt.most:
            words = tr(
                "{chosen} records were chosen, and {most} is the most that fit into one {suffix} file. Choose fewer by "
                "a filter, or export as CSV or Parquet."
            )
            raise FormatError(words.format(chosen=number(self._total), most=number(fmt.most), suffix=fmt.suffix))
        named_as_file = target.name.lower().endswith(fmt.suffix)
        alone = not fmt.one_file and named_as_file and self._total == 1
        if fmt.one_file or alone:
            if target.is_dir():
                raise ExportError(target, tr("a folder has this name"), tr("Choose another name."))
            return alone
        if (
            named_as_file
            or is_named_as_a_file(target)
            or (target.suffix.lower() == f".{fmt.id}" and not target.is_dir())
        ):
            why = tr("it is a file's name, and this format writes a folder with a {suffix} file for each record")
            advice = tr(
                "Name a new folder, or choose a format that writes one file: CSV, Excel, JSON lines or Parquet."
            )
            if self._total == 1:
                advice = tr(
                    "Name a new folder, or, for one record alone, a file that ends in {suffix}, or choose a format "
                    "that writes one file: CSV, Excel, JSON lines or Parquet."
                )
            raise ExportError(target, why.format(suffix=fmt.suffix), advice.format(suffix=fmt.suffix))
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            why = tr("it is there already, and each record gets a file of its own in a new folder")
            raise ExportError(target, why, tr("Choose another name."))
        return False

    def _second_place(self) -> Path:
        """Return where the table of the sessions goes; only who replaces an export replaces what came with it."""
        place = sessions_beside(self._target)
        if os.path.lexists(place) and not (place.is_file() and self._target.exists()):
            why = tr("there is something of this name already")
            raise ExportError(place, why, tr("Choose another name for the export."))
        return place

    def _write_one(self, items: Items, content: Path, manifest: ManifestWriter) -> int:
        self._format.write(items, content)
        sync_file(content)
        manifest.add(written(content, self._target.name))
        return self._total

    def _write_each(self, items: Items, content: Path, manifest: ManifestWriter) -> int:
        content.mkdir()
        count = 0
        for item in items():
            name = file_name(item.record, self._format.suffix)
            path = content / name
            try:
                self._format.write(Items(partial(iter, (item,)), items.about, items.remark), path)
            except LEFT_OUT as problem:
                path.unlink(missing_ok=True)
                text = marked("Record {record} is left out. {why}")
                self._remark(Said(text, record=item.record.id, why=without_place(problem, item.record.id)))
                continue
            sync_file(path)
            manifest.add(written(path, f"{self._target.name}/{name}"))
            count += 1
        sync_folder(content)
        return count

    def _sessions(self, connection: sqlite3.Connection) -> tuple[CountedSession, ...]:
        """Read the sessions of which there are cells among the records."""
        if self._wanted is not None and self._wanted.session is None:
            return ()  # none is
        ids = dict.fromkeys(each.session for each in self._records(connection) if each.session)
        read = (counted_session(connection, each) for each in ids)
        return tuple(replace(each, session=self._curtain.session(each.session)) for each in read if each is not None)

    def _walk(self, connection: sqlite3.Connection) -> Iterator[Item]:
        for record in self._passing(connection):
            yield self._curtain.item(item_of(self._history, connection, record))

    def _passing(self, connection: sqlite3.Connection) -> Iterator[Record]:
        rounds, before = self._format.rounds, next(self._rounds) * self._total
        step = _STEP if self._format.one_file else 1
        for done, record in enumerate(self._records(connection)):
            if done % step == 0:
                self._go_on()
                if self._progress:
                    self._progress(min((before + done) // rounds, self._total), self._total)
            yield record

    def _records(self, connection: sqlite3.Connection) -> Iterator[Record]:
        if self._wanted is not None:
            yield from queries.select(connection, self._wanted, _OLDEST_FIRST)
            return
        for record_id in self._ids:
            yield record_of(self._history, connection, record_id)

    def _tell_of_sessions(self, connection: sqlite3.Connection) -> None:
        """Say that cells of sessions are not among all records: whoever wants a whole copy would miss them."""
        if self._wanted == _EVERYTHING and (cells := queries.count(connection, Filter(session=""), None)):
            if cells == 1:
                text = marked(
                    "{cells} of slide sessions is not in this export. Export them by themselves, with session:all or "
                    "by a session's id."
                )
            else:
                text = marked(
                    "{cells} of slide sessions are not in this export. Export them by themselves, with session:all or "
                    "by a session's id."
                )
            self._remark(Said(text, cells=Counted(cells, "cell")))

    def _go_on(self) -> None:
        if self._cancelled and self._cancelled():
            raise ExportCancelledError(self._target)

    def _remark(self, sentence: str) -> None:
        if len(self._remarks) == _MOST_REMARKS:
            self._remarks.append(Said(marked("There is more like this.")))
        if len(self._remarks) < _MOST_REMARKS:
            self._remarks.append(sentence)

    def _about(self, connection: sqlite3.Connection) -> About:
        head, now = self._curtain.head(chain.head(connection)), datetime.now(UTC)
        return About(self._total, self._filter(self._curtain), head, now, self._privacy.sentence)

    def _filter(self, curtain: Curtain) -> dict[str, Any]:
        return {"records": self._ids} if self._wanted is None else curtain.filter(self._wanted)

    def _facts(self) -> dict[str, Any]:
        return {
            "format": self._format.id,
            "identified": self._privacy.identified,
            "operators_kept": self._privacy.identified or self._privacy.keep_operators,
            "reasons_kept": self._privacy.identified or self._privacy.keep_reasons,
            "pseudonyms": None if self._pseudonyms is None else self._pseudonyms.name_of_key,
        }

    def _event(self, digest: str, count: int, asked: dict[str, Any]) -> NewEvent:
        new = {"manifest_sha256": digest, "records": count, "filter": asked, **self._facts()}
        return NewEvent(Kind.EXPORTED, self._actor, str(self._target.absolute()), new=new)


def _as_it_is() -> Curtain:
    """Hide nothing: what was asked for stays in the log."""
    return Curtain(Privacy(identified=True), None)
