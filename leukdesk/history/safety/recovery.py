"""Opening the log, whatever became of it: a damaged one is moved aside, and the last good backup takes its place."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from leukdesk.counting import many
from leukdesk.history import chain
from leukdesk.history.database import (
    APPLICATION_ID,
    BUSY_SECONDS,
    WITH_EVENTS,
    Migration,
    connect,
    connect_for_reading,
    damage_in,
    has_content,
    migrate,
    migrations,
)
from leukdesk.history.errors import HistoryDamagedError
from leukdesk.history.events import Kind
from leukdesk.history.exporting.pseudonyms import copy_key
from leukdesk.history.kept_head import kept_head
from leukdesk.history.opening import look_for_reading
from leukdesk.history.safety import presence, proof, restore, swap
from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backup_pictures import bring_back, needed, replace_changed
from leukdesk.history.safety.backup_places import all_backups
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.own_station import own_station
from leukdesk.history.safety.presence import HistoryInUseError
from leukdesk.history.safety.salvage import TakenOver, opened, take_over
from leukdesk.history.store import History
from leukdesk.history.suspect import clear_suspect, is_suspect
from leukdesk.history.telling import told
from leukdesk.language import Said, marked, number, tr, tr_said
from leukdesk.paths import DataPaths

logger = logging.getLogger(__name__)

_SMALL = 16 * 1024 * 1024
"""So large a log is checked in a tenth of a second; a larger one in the background, and here only if that failed."""
_GONE = Said(marked("it is not there"))


def open_history(paths: DataPaths, *, mend: bool = True) -> History:
    """Open the log, as :class:`History` does, and put right what is wrong with its file where that can be done.

    A log that is damaged is moved aside, and the newest sound backup of the same station takes its place; what the
    damaged file holds beyond the backup is taken over where its links prove it. The log's ``notices`` tell of all that.

    Parameters
    ----------
    mend : bool
        Else a damaged log is refused and left as it is: whoever only asks must not change what is asked about.

    Raises
    ------
    DataDirError, HistoryError
        The folder or the log cannot be used, and why; a damaged one that another program has open is left alone.
    """
    with told(paths.database, BUSY_SECONDS):
        _settle(paths.database)
        damage, refused = _damage(paths), None
        if not damage:
            try:
                history = History(paths)
                history.notices = (*_unsaid(history), *history.notices)
                return history
            except HistoryDamagedError as problem:
                damage, refused = problem.reason, problem
        if not mend:
            raise refused or HistoryDamagedError(paths.database, damage)
        try:
            notice = _recover(paths, damage, _identity(paths.database))
        except HistoryInUseError:
            # Another program may be putting it right just now, or have done so.
            with closing(presence.hold(paths.database, BUSY_SECONDS)):
                if _look_again(paths):
                    raise
            notice = ""
    history = History(paths)
    history.notices = (*((notice,) if notice else ()), *history.notices)
    return history


def _settle(path: Path) -> None:
    if swap.is_unsettled(path):
        # One who has it open may be at work on just that.
        with suppress(HistoryInUseError, OSError, sqlite3.Error), presence.alone(path):
            swap.settle(path)


def _identity(path: Path) -> int | None:
    """Return what changes when another file takes the log's name."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def _look_again(paths: DataPaths) -> str:
    """Return what is wrong with a log that another program may have put right meanwhile."""
    if damage := _damage(paths):
        return damage
    try:
        with told(paths.database, BUSY_SECONDS):
            look_for_reading(paths.database, BUSY_SECONDS)
    except HistoryDamagedError as problem:
        return problem.reason
    return ""


def _damage(paths: DataPaths) -> str:
    """Return what is wrong with the log's file, as far as can be told quickly; empty where nothing is."""
    path = paths.database
    if not has_content(path):
        interrupted = path.with_name(f"{path.name}.ready").exists()
        was_there = interrupted or kept_head(path) is not None or own_station(paths) != ""
        return _GONE if was_there else ""
    if not os.access(path, os.W_OK):
        return ""  # told by History
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as log:
            ours = log.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            version = log.execute("PRAGMA user_version").fetchone()[0]
            if not ours:
                return _if_backed_up(paths, Said(marked("it is no log of this program any more")))
            suspect = is_suspect(path)
            if version > len(migrations()) or not (suspect or path.stat().st_size <= _SMALL):
                return ""
            found = damage_in(log, whole=suspect, most=1)
        if found:
            return found[0]
        if suspect:
            clear_suspect(path)
        return ""
    except sqlite3.DatabaseError as problem:
        match problem.sqlite_errorcode & 0xFF:
            case sqlite3.SQLITE_NOTADB:
                return _if_backed_up(paths, str(problem))
            case sqlite3.SQLITE_CORRUPT:
                return str(problem)
            case _:
                return ""  # told by History


def _if_backed_up(paths: DataPaths, damage: str) -> str:
    """A file that never was a log is moved aside by :class:`History`; one of which there are backups was one."""
    return damage if next(_sound_backups(paths), None) else ""


def _sound_backups(paths: DataPaths) -> Iterator[tuple[Backups, Backup]]:
    station = own_station(paths)
    for place, backup in all_backups(paths):
        # Another station may have its backups in the same folder.
        if backup.manifest.station != station:
            continue
        # One that lacks pictures still has all records.
        if problems := place.faults(backup, pictures=False):
            logger.warning("The backup %s is passed over: %s", backup.folder, problems[0])
        else:
            yield place, backup


def _recover(paths: DataPaths, damage: str, looked_at: int | None) -> str:
    """Put a sound log in the place of a damaged one; return what the user must be told."""
    path = paths.database
    with presence.alone(path):
        if _identity(path) != looked_at and not _look_again(paths):
            return ""  # another program has recovered it
        if swap.finish_earlier(path):
            return tr("A restore of the log {path} that was broken off has been finished.").format(path=path)
        place, backup = next(_sound_backups(paths), (None, None))
        if place is None or backup is None:
            return _begin_anew(paths, damage)
        old, moved = restore.head_of(path) or kept_head(path), swap.aside_of(path, "damaged")
        building = restore.build(paths, backup)
        try:
            with closing(connect(building, BUSY_SECONDS)) as log:
                with opened(path, backup.database) as damaged:
                    taken = take_over(damaged, log, kept_head(path))
                lacking = bring_back(needed(log), paths.pictures, place.pictures.folder)
                # Reading all of them would take an hour of a hundred thousand: verifying does that.
                lacking += replace_changed(needed(log), paths.pictures, place.pictures.folder, quick=True)
                more = _counted(taken, log, path)
                restore.note(log, path, backup, old, "", damage, moved, **more)
            fuller = _fuller(paths, backup, backup.manifest.records + taken.records)
            copy_key(backup.folder, paths.root)
            aside = swap.finish(building, path, moved)
            clear_suspect(path)
        finally:
            swap.discard(building)
    return " ".join([*_told_of(path, aside, damage, backup, taken, lacking), *fuller])


def _counted(taken: TakenOver, log: sqlite3.Connection, damaged: Path) -> dict[str, int | str | None]:
    """Return what the event of a recovery tells of it: no decision was lost where the damaged log's end came over."""
    ends = [each for each in (restore.head_of(damaged), kept_head(damaged)) if each is not None]
    whole = bool(ends) and taken.missing == 0 and all(proof.holds(log, each) for each in ends)
    decisions = 0 if whole else None
    return {
        "events": taken.events, "records": taken.records, "missing": taken.missing, "decisions_lost": decisions,
    }  # fmt: skip


def _fuller(paths: DataPaths, taken: Backup, records: int) -> list[str]:
    """Tell of a sound backup that has more records than there are now; it is of another branch."""
    for place, each in all_backups(paths):
        its = each.manifest
        if its.station == taken.manifest.station and its.records > records and not place.faults(each, pictures=False):
            words = tr(
                "The backup of {time} holds more ({records}), but neither goes on from the other. If it is the right "
                "one, go back to it: History > Backups and restore, or leukdesk history restore."
            )
            return [words.format(time=_day(each.time), records=many(its.records, "record"))]
    return []


def _begin_anew(paths: DataPaths, damage: str) -> str:
    """Take over what a log holds of which there is no backup, into a new one."""
    path = paths.database
    if _keeps_no_events(path):
        raise HistoryDamagedError(path, damage)
    building = path.with_name(f"{path.name}.building")
    swap.discard(building)
    moved = swap.aside_of(path, "damaged")
    try:
        with closing(connect(building, BUSY_SECONDS)) as log:
            # Without the event that begins a chain: it comes from the damaged log, or a new log gets its own.
            migrate(log, [_unless_begun(step) for step in migrations()])
            with opened(path, None) as damaged:
                taken = take_over(damaged, log, kept_head(path))
            if taken.events:
                more = _counted(taken, log, path)
                old = restore.head_of(path) or kept_head(path)
                restore.note(log, path, None, old, "", damage, moved, **more)
        aside = swap.finish(building, path, moved) if taken.events else swap.move_aside(path, moved)
        clear_suspect(path)
    finally:
        swap.discard(building)
    return " ".join(_told_of(path, aside, damage, None, taken, 0))


def _unless_begun(step: Migration) -> Migration:
    return Migration(step.script) if step.afterwards is chain.begin else step


def _keeps_no_events(path: Path) -> bool:
    """Tell whether a log is an earlier program's, of which nothing can be proven: it is left to a person."""
    if not has_content(path):
        return False
    with suppress(sqlite3.Error), closing(connect_for_reading(path, BUSY_SECONDS)) as log:
        return log.execute("PRAGMA user_version").fetchone()[0] in range(1, WITH_EVENTS)
    return False


def _told_of(
    path: Path, aside: Path | None, damage: str, backup: Backup | None, taken: TakenOver, lacking: int
) -> Iterator[str]:
    if aside is None or damage == _GONE:
        yield tr("The log {path} was gone.").format(path=path)
    else:
        words = tr("The log {path} was damaged ({reason}). It was moved to {name} in the same folder.")
        yield words.format(path=path, reason=tr_said(damage).rstrip("."), name=aside.name)
    if backup is not None:
        words = tr("The program goes on with the backup of {time} ({records}).")
        yield words.format(time=_day(backup.time), records=many(backup.manifest.records, "record"))
    elif not taken.events and damage == _GONE:
        yield tr("There is no backup: a new, empty log was begun.")
    elif not taken.events:
        yield tr("There is no backup, and nothing in it can be read: a new, empty log was begun.")
    else:
        yield tr("There is no backup. What could be read and proven was taken into a new log.")
    if taken.records and backup is not None:
        if taken.records == 1:
            words = tr("{records} that was logged after it came over from the damaged file.")
        else:
            words = tr("{records} that were logged after it came over from the damaged file.")
        yield words.format(records=many(taken.records, "record"))
    elif taken.events and backup is None:
        yield tr("That is {records}.").format(records=many(taken.records, "record"))
    if aside is not None or taken.missing:
        yield _missing(taken.missing)
    if taken.without_pin:
        yield tr(
            "The PINs of {names} are lost: nobody works under these names until an administrator gives them new ones "
            "(where no administrator has one: leukdesk operators reset)."
        ).format(names=", ".join(taken.without_pin))
    if taken.unlisted:
        yield tr(
            "{names} could not be put on the list of operators again. Whoever looks after this station must add them, "
            "for without a list everybody may sign."
        ).format(names=", ".join(taken.unlisted))
    if taken.until is not None:
        yield tr("The records reach until {time}.").format(time=_day(taken.until))
    if lacking:
        yield tr("Of the pictures, {count} are missing or damaged.").format(count=number(lacking))
    yield _advice(repeat=taken.missing != 0 or lacking > 0, keep=aside is not None)


def _unsaid(history: History) -> Iterator[str]:
    """Tell of a recovery since which nothing has happened: its program may have ended before it could."""
    restored = next(iter(history.events([Kind.RESTORED], limit=1)), None)
    # What a person restored, that person knows.
    if restored is None or restored.id != history.head().id or "events" not in restored.new:
        return
    aside, missing = restored.new.get("aside"), restored.new["missing"]
    words = tr("The log {path} was damaged ({reason}). It was put right on {time}.")
    reason = tr(restored.reason).rstrip(".")
    sentences = [words.format(path=history.paths.database, reason=reason, time=_day(restored.time))]
    if aside:
        sentences.append(tr("What was damaged is {name} in the same folder.").format(name=aside))
    sentences += [_missing(missing), _advice(repeat=missing != 0, keep=bool(aside))]
    yield " ".join(sentences)


def _missing(records: int | None) -> str:
    match records:
        case None:
            return tr("How many records are missing cannot be told.")
        case 0:
            return tr("No record is missing.")
        case _:
            return tr("{records} could not be recovered.").format(records=many(records, "record"))


def _advice(*, repeat: bool, keep: bool) -> str:
    have = tr("Have whoever looks after this station check the disk.")
    if keep:
        have = tr("Keep the moved file, and have whoever looks after this station check the disk.")
    return " ".join([*([tr("Repeat what is missing.")] if repeat else []), have])


def _day(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
