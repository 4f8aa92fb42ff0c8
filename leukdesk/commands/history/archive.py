"""``leukdesk history archive``."""

from __future__ import annotations

import argparse

from leukdesk.commands.asking import administrator, agreed
from leukdesk.commands.history.opening import open_history
from leukdesk.counting import many
from leukdesk.history.people.operators import Operators
from leukdesk.history.safety.archive import archive
from leukdesk.history.safety.archive_plan import Plan, plan
from leukdesk.history.safety.errors import ArchiveCancelledError
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

_NOT_DONE = 1  # or not all of it


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Move old pictures into an archive, once it was agreed to."""
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        wanted = plan(history, options.before)
        terminal.tell(in_words(wanted))
        if not options.yes and not agreed(terminal, "Archive them?"):
            terminal.tell("Nothing was archived. Add --yes to archive without being asked.")
            return _NOT_DONE
        operator = administrator(Operators(history), options.operator)
        try:
            done = archive(
                history, wanted, options.to, operator,
                lambda what, at, total: terminal.progress(f"{what}: {at} of {total}"), cancelled,
            )  # fmt: skip
        except ArchiveCancelledError as stopped:
            terminal.tell(str(stopped))
            return INTERRUPTED
    terminal.done()
    terminal.result(
        {
            "archive": str(done.path),
            "sha256": done.sha256,
            "pictures": done.pictures,
            "left": list(done.left),
            "left_records": list(done.left_records),
        },
        f"{many(done.pictures, 'picture')} moved into {done.path}. "
        "Keep this file: it is the only place where they are now.",
    )
    if done.left:
        terminal.tell(done.remark)
        return _NOT_DONE
    return 0


def in_words(wanted: Plan) -> str:
    """Return what would be archived."""
    return (
        f"{many(len(wanted.pictures), 'picture')} ({wanted.size / 1e6:.1f} MB) of {many(wanted.records, 'record')} "
        f"before {wanted.before.astimezone():%Y-%m-%d} would be moved into an archive; "
        f"{wanted.kept} old ones are still needed and stay."
    )
