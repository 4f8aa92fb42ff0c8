"""The commands that look into the log."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leukdesk.options.common import add_command, add_json, whole_number
from leukdesk.options.history_safety import add_safety

if TYPE_CHECKING:
    from leukdesk.options.common import Commands


def add_history(commands: Commands) -> None:
    """Add ``leukdesk history`` and its actions; each is run by the module of its name in ``commands/history``."""
    parser = add_command(commands, "history", "Look into the log.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_list(actions)
    _add_show(actions)
    _add_export(actions)
    _add_verify(actions)
    add_safety(actions)


def _add_list(actions: Commands) -> None:
    parser = add_command(actions, "list", "List records, newest first.")
    parser.add_argument("filter", nargs="*", metavar="WORD", help="words that must all occur in a record")
    parser.add_argument("--limit", type=whole_number, default=50, metavar="N", help="at most so many (50)")
    add_json(parser)


def _add_show(actions: Commands) -> None:
    parser = add_command(actions, "show", "Show everything that was logged with a record.")
    parser.add_argument("id", nargs="+", type=whole_number, metavar="ID", help="number of a record")
    add_json(parser)


def _add_export(actions: Commands) -> None:
    parser = add_command(actions, "export", "Write records to a file.")
    parser.add_argument("file", type=_export_file, metavar="FILE", help="ends in .csv or .jsonl")
    parser.add_argument("--filter", default="", metavar="WORDS", help="only records in which all these words occur")
    add_json(parser)


def _add_verify(actions: Commands) -> None:
    parser = add_command(actions, "verify", "Tell what was changed in the log or its pictures.")
    parser.add_argument(
        "--quick", action="store_true", help="the newest events only, and no look into the pictures: seconds"
    )
    add_json(parser)


def _export_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in (".csv", ".jsonl"):
        raise argparse.ArgumentTypeError(f"{text!r} ends in neither .csv nor .jsonl")
    return path
