"""``leukdesk history restore``."""

from __future__ import annotations

import argparse

from leukdesk.commands.asking import administrator_restoring, agreed
from leukdesk.counting import many
from leukdesk.history.safety.backup_places import find_backup
from leukdesk.history.safety.errors import BackupCancelledError, BackupUnsoundError
from leukdesk.history.safety.restore import Loss, loss, of_the_key, restore
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

_FAILURE = 1


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Put a backup in the place of the log, once it was agreed to; the exit status is 0 only where all came back."""
    place, backup = find_backup(paths, options.backup)
    its = backup.manifest
    # Nobody is asked about what cannot be had, nor told of it what is not so.
    terminal.progress("Checking the backup")
    if problems := place.faults(backup, pictures=False):
        raise BackupUnsoundError(backup.folder, problems[0].rstrip("."))
    terminal.tell(
        f"The backup {backup.name} holds {many(its.records, 'record')}, until {its.time:%Y-%m-%d %H:%M} UTC. "
        f"{_in_words(loss(paths, backup))} The present log is moved aside, not removed."
    )
    if not options.yes and not agreed(terminal, "Restore it?"):
        terminal.tell("Nothing was restored. Add --yes to restore without being asked.")
        return _FAILURE
    operator = administrator_restoring(paths, backup, options.operator, terminal)
    with interruptible() as cancelled:
        try:
            restored = restore(
                paths, place, backup, operator, options.reason,
                lambda what, done, total: terminal.progress(f"{what}: {done} of {total}" if total else what),
                cancelled, another_station=options.another_station,
            )  # fmt: skip
        except BackupCancelledError:
            terminal.tell("The restore was cancelled. The log is as it was.")
            return INTERRUPTED
    terminal.done()
    aside = "" if restored.aside is None else str(restored.aside)
    values = {
        "backup": backup.name, "records": its.records, "aside": aside, "pictures_missing": restored.missing,
        "pictures_changed": restored.changed, "records_lost": restored.lost.records,
        "decisions_lost": restored.lost.decisions,
        "key_aside": "" if restored.key_aside is None else str(restored.key_aside),
    }  # fmt: skip
    moved = f" The earlier log is now {aside}." if aside else ""
    lacking = f" It lacks {many(restored.missing, 'picture')}." if restored.missing else ""
    if restored.changed:
        lacking += f" {restored.changed} pictures are not what was stored, and no backup has them as they were."
    terminal.result(
        values,
        f"The log is again that of {its.time:%Y-%m-%d %H:%M} UTC.{moved}{of_the_key(restored)}{lacking}",
    )
    return _FAILURE if restored.missing or restored.changed else 0


def _in_words(lost: Loss) -> str:
    if lost.records is None or lost.decisions is None:
        return "What it lacks of the present log cannot be told."
    until = "" if lost.until is None else f" (until {lost.until:%Y-%m-%d %H:%M} UTC)"
    lacking = f"{many(lost.records, 'record')}{until} and {many(lost.decisions, 'decision')}"
    return f"It lacks {lacking} of the present log."
