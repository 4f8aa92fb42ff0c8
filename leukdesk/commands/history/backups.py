"""``leukdesk history backups``."""

from __future__ import annotations

import argparse

from leukdesk.counting import many
from leukdesk.history.safety.backup_places import all_backups
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, one_line


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:  # noqa: ARG001
    """List the backups; opens no log, which may be damaged."""
    found = all_backups(paths)
    for _, backup in found:
        its = backup.manifest
        lacking = f", {many(its.missing, 'picture')} missing" if its.missing else ""
        terminal.result(
            {"name": backup.name, "folder": str(backup.folder)} | its.as_json(),
            one_line(
                f"{backup.name}  {its.time:%Y-%m-%d %H:%M UTC}  {many(its.records, 'record')}{lacking}  "
                f"{backup.folder.parent}"
            ),
        )
    terminal.text(f"{many(len(found), 'backup')}.")
    return 0
