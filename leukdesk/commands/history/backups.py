"""``leukdesk history backups``."""

from __future__ import annotations

import argparse

from leukdesk.counting import many
from leukdesk.history.safety.backup_look import look
from leukdesk.history.safety.errors import BackupUnsoundError
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, one_line

_FAILURE = 1


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:  # noqa: ARG001
    """List the backups, and then what is no whole one; opens no log, which may be damaged."""
    usable, faulty = look(paths)
    for _, backup in usable:
        its = backup.manifest
        lacking = f", {many(its.missing, 'picture')} missing" if its.missing else ""
        terminal.result(
            {"name": backup.name, "folder": str(backup.folder)} | its.as_json(),
            one_line(
                f"{backup.name}  {its.time:%Y-%m-%d %H:%M UTC}  {many(its.records, 'record')}{lacking}  "
                f"{backup.folder.parent}"
            ),
        )
    for each in faulty:
        if terminal.json_lines:
            error = {"code": BackupUnsoundError.code, "message": each.sentence}
            terminal.result({"name": each.folder.name, "folder": str(each.folder), "error": error}, "")
        terminal.tell(each.sentence)
    terminal.text(f"{many(len(usable), 'backup')}{f'; {len(faulty):,} not whole' if faulty else ''}.")
    return _FAILURE if faulty else 0
