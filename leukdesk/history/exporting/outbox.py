"""Handing records over to a system that watches a folder: each decision once, in order, whole files only.

A file is written under a hidden name, synced, taken down in the log as about to get its name, renamed, and taken down
as handed over. After a crash the hidden file tells whether it was renamed: while it is there, it was not. So nothing
is handed over twice, even where the other system takes the files away at once. A record that cannot be written is
taken down as skipped, with the reason: those after it do not wait for it.

A hidden file marks the folder. A share that is not connected leaves an empty folder behind under its name, into which
nothing must be written.
"""

from __future__ import annotations

import logging
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from functools import partial as bound
from pathlib import Path
from typing import Any

from leukdesk.files import NO_ROOM, PARTIAL, remove_partials, replacing, sync_folder
from leukdesk.history import chain
from leukdesk.history.errors import HistoryError, RecordNotFoundError
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.exporting.errors import LEFT_OUT, FormatError, without_place
from leukdesk.history.exporting.exporter import file_name, refuse_the_log_itself
from leukdesk.history.exporting.fetching import item_of, record_of
from leukdesk.history.exporting.format import About, Format, Item, Items
from leukdesk.history.exporting.manifest import written
from leukdesk.history.exporting.placing import sync_file
from leukdesk.history.exporting.privacy import Curtain, Privacy
from leukdesk.history.exporting.pseudonyms import Pseudonyms
from leukdesk.history.exporting.station_key import pseudonyms_of
from leukdesk.history.plain import storable
from leukdesk.history.review import Standing, State
from leukdesk.history.searching.events import events
from leukdesk.history.store import History
from leukdesk.language import tr, tr_said

logger = logging.getLogger(__name__)

MARK = ".leukdesk-outbox"
_STATION_LETTERS = 6
_PROOF_DIGITS = 8

CHOSEN, CHOSEN_IDENTIFIED = "export folder", "export folder identified"
"""Subjects of the events that tell the choice; the window has the second for itself."""


class When(StrEnum):
    """What makes a record ready to be handed over."""

    SIGNED = "signed"
    """A signature, and what is decided about the record after it."""
    DECIDED = "decided"
    """Every decision, and the signature as well."""


class OutboxError(HistoryError):
    """The folder cannot be written to now; what waits is handed over later."""

    code = "export-folder"

    def __init__(self, folder: Path, reason: str) -> None:
        words = tr(
            "Nothing can be handed over to the export folder {folder}: {reason}. Nothing is lost: what is decided "
            "meanwhile is handed over as soon as the folder can be used again."
        )
        super().__init__(words.format(folder=folder, reason=reason))


@dataclass(frozen=True)
class Handover:
    """What is handed over, where, and how.

    Attributes
    ----------
    folder : Path
    fmt : Format
        One file for each record, whatever it is.
    when : When
    privacy : Privacy
    """

    folder: Path
    fmt: Format
    when: When = When.SIGNED
    privacy: Privacy = field(default_factory=Privacy)


def begin(history: History, folder: Path, *, earlier: bool = False, chosen: NewEvent | None = None) -> None:
    """Choose a folder: mark it, and begin with what is decided from now on.

    A folder that was chosen before goes on where it was, with another mark where it has lost its own.

    Parameters
    ----------
    earlier : bool
        Begin with what was decided before as well, as far as it has not been handed over to this very folder.
    chosen : NewEvent, optional
        Stored with it: see :func:`choice`. The window notes its settings by itself.

    Raises
    ------
    OutboxError, HistoryError
    """
    refuse_the_log_itself(history, folder / MARK)
    try:
        mark = _mark(folder)
        if mark is None:
            mark = uuid.uuid4().hex
            with replacing(folder / MARK) as stream:
                stream.write(mark.encode())
            sync_folder(folder)
    except OSError as problem:
        raise _told(folder, problem) from problem
    with history.writing() as connection:
        reached = connection.execute(_REACHED, [_place(folder)]).fetchone()
        after = 0 if earlier else reached[0] if reached else chain.head(connection).id
        connection.execute(
            "INSERT INTO outbox (mark, place, after) VALUES (?, ?, ?) "
            "ON CONFLICT (mark) DO UPDATE SET place = excluded.place, after = min(after, excluded.after)",
            [mark, _place(folder), after],
        )
        if chosen is not None:
            chain.append(connection, [chosen])


def choice(handover: Handover, actor: str, *, earlier: bool = False) -> NewEvent:
    """Return what tells that a folder was chosen, and what for."""
    new = {
        "value": _place(handover.folder),
        "takes": handover.when.value,
        "format": handover.fmt.id,
        "identified": handover.privacy.identified,
        "earlier": earlier,
    }
    return NewEvent(Kind.SETTING, actor, CHOSEN, new=new)


def is_known(history: History, folder: Path) -> bool:
    """Tell whether a folder was chosen before, by its path."""
    with history.reading() as connection:
        found = connection.execute("SELECT 1 FROM outbox WHERE place = ?", [_place(folder)]).fetchone()
    return found is not None


def is_chosen_identified(history: History, folder: Path) -> bool:
    """Tell whether a folder was chosen, here or in the window, to get sample codes and names."""
    with history.reading() as connection:
        found = connection.execute(_IDENTIFIED, [CHOSEN, _place(folder), CHOSEN_IDENTIFIED]).fetchone()
    return found is not None and bool(found[0])


def deliver(
    history: History,
    handover: Handover,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    actor: str = "",
    skipped: Callable[[str], object] | None = None,
) -> int:
    """Hand over all that waits, in the order in which it was decided; return how many files that were.

    Parameters
    ----------
    history : History
    handover : Handover
        Of a folder that :func:`begin` has marked.
    cancelled : function
        Asked before each file; those before it are handed over.
    actor : str
        Who is told to have done it; empty for the program by itself.
    skipped : function, optional
        Told once, in a sentence, of each record that cannot be written; by default the program's log is.

    Raises
    ------
    OutboxError
        Later it may go on.
    HistoryError
    """
    if why := handover.fmt.unavailable():
        raise FormatError(why)
    try:
        return _Delivery(history, handover, actor, skipped or logger.warning).run(cancelled)
    except OSError as problem:
        raise _told(handover.folder, problem) from problem


class _Delivery:
    """One round of handing over."""

    def __init__(self, history: History, handover: Handover, actor: str, skipped: Callable[[str], object]) -> None:
        self._history, self._how, self._folder, self._actor = history, handover, handover.folder, actor
        self._skipped = skipped
        mark = _mark(self._folder)
        with history.reading() as connection:
            found = connection.execute("SELECT id FROM outbox WHERE mark = ?", [mark]).fetchone()
            begun = connection.execute("SELECT new_value ->> '$.station' FROM event WHERE id = 1").fetchone()
        if found is None:
            if mark is None:
                words = tr(
                    "it is not the folder that was chosen, for its file {file} is missing. Connect the share, or "
                    "choose the folder once more"
                )
            else:
                words = tr(
                    "it is not the folder that was chosen, for its file {file} is another. Connect the share, or "
                    "choose the folder once more"
                )
            raise OutboxError(self._folder, words.format(file=MARK))
        self._id: int = found[0]
        self._station = str(begun[0] if begun else "")[:_STATION_LETTERS]

    @cached_property
    def _pseudonyms(self) -> Pseudonyms | None:
        return None if self._how.privacy.identified else pseudonyms_of(self._history)

    @cached_property
    def _curtain(self) -> Curtain:
        return Curtain(self._how.privacy, self._pseudonyms)

    def run(self, cancelled: Callable[[], bool]) -> int:
        """Finish what was begun, then hand over what waits."""
        count = self._finish_halfway()
        # What was taken down has its name, and this station's own killed program never came to take the others down.
        remove_partials(self._folder, f"{self._station}-")
        while not cancelled():
            with self._history.reading() as connection:
                event = self._next(connection)
            if event is None:
                break
            count += self._hand_over(event)
        return count

    def _next(self, connection: sqlite3.Connection) -> Event | None:
        newest, after = connection.execute(
            "SELECT (SELECT max(event_id) FROM handed_over WHERE outbox_id = id), after FROM outbox WHERE id = ?",
            [self._id],
        ).fetchone()
        # One kind at a time, for which there is an index: a million records may have been logged since the last one.
        # The hundreds of cells of a session are no results of their own.
        sql = (
            "SELECT min(id) FROM event WHERE kind = :kind AND kind <> 'recorded' AND id > :after "
            "AND ifnull((SELECT session FROM record WHERE record.id = record_id), '') = ''"
        )
        which = {
            Kind.SIGNED: "",
            # What takes a signature back that was handed over; any decision, where all are.
            Kind.DECIDED: "" if self._how.when is When.DECIDED else _OF_HANDED_OVER,
        }
        values = {"after": max(newest or 0, after), "outbox": self._id}
        found = [connection.execute(sql + only, {"kind": kind, **values}).fetchone()[0] for kind, only in which.items()]
        number = min((each for each in found if each is not None), default=None)
        if number is None:
            return None
        return next(events(connection, [*which], None, 1, number + 1))

    def _hand_over(self, event: Event) -> int:
        """Write one file and give it its name; return 0 where another program has done so in this moment."""
        items, name = self._items(event)
        hidden = self._folder / f".{self._station}-{uuid.uuid4().hex}{PARTIAL}"
        try:
            self._how.fmt.write(items, hidden)
            sync_file(hidden)
            sync_folder(self._folder)
            sha256 = written(hidden, name).sha256
        except LEFT_OUT as problem:
            hidden.unlink(missing_ok=True)
            self._skip(event, without_place(problem, event.record_id or 0))
            return 0
        except BaseException:
            with suppress(OSError):
                hidden.unlink(missing_ok=True)
            raise
        values = [self._id, event.id, event.record_id, hidden.name, name, sha256]
        # Whatever happens from here on, the hidden file stays: whether it is there tells whether it has got its name.
        with self._history.writing() as connection:
            mine = connection.execute(_TAKE_DOWN, [*values, 0, ""]).rowcount
        if not mine:
            hidden.unlink(missing_ok=True)
            return 0
        return self._finish(event.id, hidden.name, name)

    def _skip(self, event: Event, reason: str) -> None:
        """Take down that there is no file, so that the next one gets its turn."""
        with self._history.writing() as connection:
            values = [self._id, event.id, event.record_id, "", "", "", 1, reason]
            mine = connection.execute(_TAKE_DOWN, values).rowcount
        if mine:
            words = tr(
                "Record {record} was not handed over to the export folder. {reason} The others are handed over. Export "
                "the record by hand when this is mended."
            )
            self._skipped(words.format(record=event.record_id, reason=tr_said(reason)))

    def _finish_halfway(self) -> int:
        with self._history.reading() as connection:
            sql = "SELECT event_id, partial, name FROM handed_over WHERE outbox_id = ? AND NOT done ORDER BY event_id"
            halfway = connection.execute(sql, [self._id]).fetchall()
        return sum(self._finish(*each) for each in halfway)

    def _finish(self, event_id: int, hidden: str, name: str) -> int:
        target = self._folder / name
        # Where it is gone, it has its name already, or the other system has taken it.
        with suppress(FileNotFoundError):
            (self._folder / hidden).replace(target)
        if _mark(self._folder) is None:
            raise OutboxError(self._folder, tr("it has just gone"))
        sync_folder(self._folder)
        with self._history.writing() as connection:
            sql = "UPDATE handed_over SET done = 1 WHERE outbox_id = ? AND event_id = ? AND NOT done"
            if not connection.execute(sql, [self._id, event_id]).rowcount:
                return 0
            find = "SELECT record_id, sha256 FROM handed_over WHERE outbox_id = ? AND event_id = ?"
            record_id, sha256 = connection.execute(find, [self._id, event_id]).fetchone()
            new: dict[str, Any] = {
                "format": self._how.fmt.id,
                "records": 1,
                "of_event": event_id,
                "sha256": sha256,
                "identified": self._how.privacy.identified,
                "pseudonyms": None if self._pseudonyms is None else self._pseudonyms.name_of_key,
            }
            subject = storable(str(target))
            chain.append(connection, [NewEvent(Kind.EXPORTED, self._actor, subject, new=new, record_id=record_id)])
        return 1

    def _items(self, event: Event) -> tuple[Items, str]:
        """Return the record as it stood with this event, and the name of its file."""
        with self._history.reading() as connection:
            if event.record_id is None:
                raise RecordNotFoundError(self._history.paths.database, 0)
            whole = item_of(self._history, connection, record_of(self._history, connection, event.record_id))
        decisions = tuple(each for each in whole.decisions if each.id <= event.id)
        record = replace(whole.record, standing=_standing(event))
        item = self._curtain.item(Item(record, decisions, whole.picture))
        head = self._curtain.head(chain.Head(event.id, event.hash))
        about = About(
            1,
            {"records": [record.id]},
            head,
            datetime.now(UTC),
            self._how.privacy.sentence,
        )
        # After a restore the numbers come again, and a file of the earlier ones may not have been fetched yet.
        proof = (head.sha256 or head.hmac_sha256)[:_PROOF_DIGITS]
        name = f"{self._station}-{event.id:09}-{proof}-{file_name(item.record, self._how.fmt.suffix)}"
        return Items(bound(iter, (item,)), about), name


def _standing(event: Event) -> Standing:
    new = event.new
    return Standing(
        State(new["state"]),
        new["label"],
        new["label_name"],
        new["decided_by"],
        _time(new["decided_at"]),
        new["signed_by"],
        _time(new["signed_at"]),
    )


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _mark(folder: Path) -> str | None:
    """Return what marks a folder; None where nothing does.

    Raises
    ------
    OSError
        The folder is not there.
    """
    try:
        return (folder / MARK).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        next(folder.iterdir(), None)  # raises where the folder is not there either
        return None


def _place(folder: Path) -> str:
    return storable(str(folder.absolute()))


def _told(folder: Path, problem: OSError) -> OutboxError:
    if problem.errno in NO_ROOM:
        return OutboxError(folder, tr("there is no room left on its disk"))
    return OutboxError(folder, problem.strerror or str(problem))


_OF_HANDED_OVER = " AND record_id IN (SELECT record_id FROM handed_over WHERE outbox_id = :outbox AND skipped = '')"
_TAKE_DOWN = """
    INSERT OR IGNORE INTO handed_over (outbox_id, event_id, record_id, partial, name, sha256, done, skipped)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_REACHED = """
    SELECT max(after, ifnull((SELECT max(event_id) FROM handed_over WHERE outbox_id = outbox.id), 0))
    FROM outbox WHERE place = ? ORDER BY id DESC LIMIT 1
"""
_IDENTIFIED = """
    SELECT ifnull(new_value ->> '$.identified', new_value ->> '$.value') FROM event
    WHERE kind = 'setting' AND kind <> 'recorded'
    AND ((subject = ? AND new_value ->> '$.value' = ? AND new_value ->> '$.identified' IS NOT NULL) OR subject = ?)
    ORDER BY id DESC LIMIT 1
"""
