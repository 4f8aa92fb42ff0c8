"""The commands that keep the log safe: backups, restoring, archives, merging, the audit trail."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from leukdesk.history.plain import LONGEST_REASON
from leukdesk.options.common import a_text, add_actor, add_command, add_json, any_path, whole_number

if TYPE_CHECKING:
    from leukdesk.options.common import Commands


def add_safety(actions: Commands) -> None:
    """Add them to the actions of ``leukdesk history``."""
    _add_backup(actions)
    _add_restore(actions)
    _add_archive(actions)
    _add_merge(actions)
    _add_events(actions)


def _add_backup(actions: Commands) -> None:
    parser = add_command(actions, "backup", "Back up the log and its pictures; results may be logged meanwhile.")
    parser.add_argument("--to", type=any_path, metavar="DIR", help="another folder, best on another disk")
    add_actor(parser)
    add_json(parser)
    add_json(add_command(actions, "backups", "List the backups, newest first."))


def _add_restore(actions: Commands) -> None:
    parser = add_command(
        actions, "restore", "Put a backup in the place of the log, which is moved aside and never removed."
    )
    parser.add_argument("backup", metavar="NAME", help="of a backup, or the path of its folder, or: latest")
    add_actor(parser)
    reason = a_text("The reason", LONGEST_REASON)
    parser.add_argument("--reason", type=reason, default="", metavar="TEXT", help="why; kept in the log")
    text = "the backup is of another station's log, whose place this computer takes"
    parser.add_argument("--another-station", action="store_true", help=text)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_json(parser)


def _add_archive(actions: Commands) -> None:
    parser = add_command(actions, "archive", "Move the pictures of old records into a ZIP file, read back whole.")
    parser.add_argument("--before", type=day, required=True, metavar="DAY", help="older records' pictures: 2025-01-31")
    parser.add_argument("--to", type=any_path, required=True, metavar="FOLDER", help="where the archive is written")
    add_actor(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_json(parser)


def _add_merge(actions: Commands) -> None:
    parser = add_command(actions, "merge", "Take the logs of several stations into one; they stay as they are.")
    parser.add_argument("log", nargs="+", type=any_path, metavar="LOG", help="data folder of a station, or a backup")
    parser.add_argument("--into", type=any_path, required=True, metavar="FOLDER", help="data folder of the merged log")
    add_actor(parser)
    add_json(parser)


def _add_events(actions: Commands) -> None:
    parser = add_command(actions, "events", "List what happened to the log, newest first: the audit trail.")
    parser.add_argument("--kind", action="append", default=[], metavar="KIND", help="only this kind; may be repeated")
    parser.add_argument("--operator", metavar="NAME", help="only what this operator did")
    parser.add_argument("--record", type=whole_number, metavar="ID", help="only what was decided about this record")
    parser.add_argument("--limit", type=whole_number, default=50, metavar="N", help="at most so many (50)")
    add_json(parser)


def day(text: str) -> datetime:
    """Read a day as the clock on the wall has it, and return when it begins, in UTC."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2025-01-31") from None
