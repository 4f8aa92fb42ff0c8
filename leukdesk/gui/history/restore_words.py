"""What is said of backups before one of them is gone back to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from leukdesk.counting import many
from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.restore import Loss
from leukdesk.language import tr
from leukdesk.paths import DataPaths


def hint(paths: DataPaths, folder: str) -> str:
    """Return what is to be said about the second place for backups; asks its disk."""
    folder = folder.strip()
    if not folder:
        return tr("All backups are in {folder}, on the disk of the history: when it fails, both are lost.").format(
            folder=paths.backups
        )
    place = Backups(paths, Path(folder))
    if not place.is_there:
        return tr("This folder is not there now. Backups are saved to it whenever it is.")
    if place.on_the_logs_disk:
        return tr("This folder is on the same disk as the history: when it fails, both are lost. Choose another disk.")
    return ""


def in_words(backup: Backup, lost: Loss) -> str:
    """Return what going back to a backup would lose."""
    when = local(backup.time)
    if lost.records is None:
        return tr("The history would be as it was at {when}. What it would lack cannot be told.").format(when=when)
    if not lost.records and not lost.decisions:
        return tr("The history would be as it was at {when}. No record and no decision would be lost.").format(
            when=when
        )
    sentence = (
        tr(
            "The history would be as it was at {when}, without the {records} and the {decisions} that it lacks. They "
            "stay in the file that is moved aside."
        )
        if lost.until is None
        else tr(
            "The history would be as it was at {when}, without the {records} (until {until}) and the {decisions} that "
            "it lacks. They stay in the file that is moved aside."
        )
    )
    return sentence.format(
        when=when,
        records=many(lost.records, "record"),
        until="" if lost.until is None else local(lost.until),
        decisions=many(lost.decisions or 0, "decision"),
    )


def of_another(backup: Backup) -> str:
    """Return what it means to go back to a backup of another station."""
    its = backup.manifest
    return tr(
        "This is a backup of another station ({records}, made at {when}). Restore it only where this computer takes "
        "that station's place: nothing of this station's own history is in use then."
    ).format(records=many(its.records, "record"), when=local(its.time))


def local(time: datetime) -> str:
    """Return a time by this station's clock."""
    return time.astimezone().strftime("%Y-%m-%d %H:%M")
