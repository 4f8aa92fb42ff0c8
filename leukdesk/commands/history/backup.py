"""``leukdesk history backup``."""

from __future__ import annotations

import argparse

from leukdesk.commands.asking import actor
from leukdesk.commands.history.opening import open_history
from leukdesk.counting import many
from leukdesk.history.people.operators import Operators
from leukdesk.history.safety.backup_places import places
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import BackupCancelledError
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

_FAILURE = 1


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Back the log up: where it was told, else beside the log and in the folder that the settings name.

    The exit status is 0 only where every backup has all that the log needs.
    """
    status = 0
    chosen = places(paths) if options.to is None else [Backups(paths, options.to)]
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        operator = actor(Operators(history), options.operator)
        for place in chosen:
            try:
                backup = place.make(
                    history,
                    operator,
                    progress=lambda what, done, total: terminal.progress(f"{what}: {done} of {total}"),
                    cancelled=cancelled,
                )
            except BackupCancelledError as stopped:
                terminal.tell(str(stopped))
                return INTERRUPTED
            terminal.done()
            its = backup.manifest
            terminal.result(
                {"folder": str(backup.folder)} | its.as_json(),
                f"{many(its.records, 'record')} and {many(its.pictures - its.missing, 'picture')} "
                f"saved in {backup.folder}.",
            )
            if not its.verified:
                status = _FAILURE
                lacking = many(its.missing, "picture")
                terminal.tell(f"The log lacks {lacking}, and so does the backup in {place.folder}.")
    return status
