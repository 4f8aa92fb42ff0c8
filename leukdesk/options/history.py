"""The commands that look into the log."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from leukdesk.history.exporting.formats import IDS
from leukdesk.history.plain import LONGEST_REASON
from leukdesk.history.searching.order import ORDER_COLUMNS
from leukdesk.options.common import a_text, add_actor, add_command, add_json, any_path, whole_number
from leukdesk.options.filters import add_filter_options
from leukdesk.options.history_safety import add_safety

if TYPE_CHECKING:
    from leukdesk.options.common import Commands


def add_history(commands: Commands) -> None:
    """Add ``leukdesk history`` and its actions; each is run by the module of its name in ``commands/history``."""
    parser = add_command(commands, "history", "Look into the log.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_list(actions)
    _add_show(actions)
    _add_decide(actions)
    _add_export(actions)
    _add_formats(actions)
    _add_pseudonym(actions)
    _add_verify(actions)
    add_safety(actions)
    _add_report(actions)


def _add_list(actions: Commands) -> None:
    parser = add_command(actions, "list", "List records, newest first or sorted by a column.")
    parser.add_argument(
        "filter",
        nargs="*",
        metavar="WORD",
        help="words that must all occur in a record, and fields such as state:confirmed; the cells of slide sessions "
        "are listed with session:ID, or session:all",
    )
    add_filter_options(parser)
    parser.add_argument("--sort", choices=ORDER_COLUMNS, default="id", help="sort by this column (id)")
    parser.add_argument("--ascending", action="store_true", help="the other way round: oldest, or least, first")
    parser.add_argument("--limit", type=whole_number, default=50, metavar="N", help="at most so many (50)")
    add_json(parser)
    parser.set_defaults(wrong=parser.error)


def _add_show(actions: Commands) -> None:
    parser = add_command(actions, "show", "Show everything that was logged with a record.")
    parser.add_argument("id", nargs="+", type=whole_number, metavar="ID", help="number of a record")
    add_json(parser)


def _add_decide(actions: Commands) -> None:
    parser = add_command(actions, "decide", "Confirm, change or reject suggestions; all of them or none.")
    parser.add_argument("id", nargs="+", type=whole_number, metavar="ID", help="number of a record")
    verdict = parser.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--confirm", action="store_true", help="the suggestion is right")
    verdict.add_argument("--change", metavar="CLASS", help="id or name of another class of the model that answered")
    verdict.add_argument("--reject", action="store_true", help="no class of the model is right")
    needed = "why; needed for all but a first confirmation"
    reason = a_text("The reason", LONGEST_REASON)
    parser.add_argument("--reason", type=reason, default="", metavar="TEXT", help=needed)
    who = "who decides; a PIN is asked for, if there is one"
    name = a_text("The operator's name")
    parser.add_argument("--operator", type=name, required=True, metavar="NAME", help=who)
    add_json(parser)


def _add_export(actions: Commands) -> None:
    text = "Write records to a file, or to a new folder where each has one; de-identified unless asked otherwise."
    parser = add_command(actions, "export", text)
    ids = ", ".join(IDS)
    file = "its ending says which format, or --format; a new folder for a format that writes a file for each record"
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=file)
    words = (
        "only records in which all these words occur, and fields such as state:confirmed; the cells of slide sessions "
        "are written with session:ID, or session:all"
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help=words)
    words = "the same as one text"
    parser.add_argument("--filter", default="", metavar="WORDS", help=words)
    add_filter_options(parser, operator="--logged-by")
    which = f"{ids}; 'leukdesk history formats' says what each writes"
    parser.add_argument("--format", choices=IDS, metavar="ID", help=which)
    _add_replace(parser)
    _add_privacy(parser)
    add_actor(parser)
    _add_watch_folder(parser)
    add_json(parser)
    parser.set_defaults(wrong=parser.error)


def _add_watch_folder(parser: argparse.ArgumentParser) -> None:
    text = "instead of FILE: hand over what was decided since the last time, one file each (JSON by default)"
    parser.add_argument("--watch-folder", type=any_path, metavar="DIR", help=text)
    when = "hand a record over when it is signed and when that changes, or with every decision (signed)"
    parser.add_argument("--when", choices=("signed", "decided"), default="signed", help=when)
    begin = "choose DIR, or choose it once more: with what is decided from now on, or with earlier records as well"
    parser.add_argument("--begin", choices=("now", "earlier"), help=begin)


def _add_replace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--replace", action="store_true", help="write over a file of that name, which is refused else")


def _add_privacy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--identified", action="store_true", help="with sample codes, names, paths and reasons")
    parser.add_argument("--keep-operators", action="store_true", help="with the names of operators and reviewers")
    parser.add_argument("--keep-reasons", action="store_true", help="with the reasons of decisions, as typed")


def _add_formats(actions: Commands) -> None:
    add_json(add_command(actions, "formats", "List the formats that records can be exported in."))


def _add_pseudonym(actions: Commands) -> None:
    text = "Say by which pseudonym a sample code stands in the de-identified exports of this station."
    parser = add_command(actions, "pseudonym", text)
    parser.add_argument("code", nargs="?", metavar="CODE", help="a sample code, as it was logged")
    parser.add_argument("--operator", action="store_true", help="CODE is the name of an operator")
    new = "instead of CODE: make a new key where that of earlier exports is lost; every pseudonym is another one then"
    parser.add_argument("--new-key", action="store_true", help=new)
    by = "who makes a new key, kept in the log: an administrator, where a list of operators is kept"
    parser.add_argument("--by", type=a_text("The operator's name"), default="", metavar="NAME", help=by)
    add_json(parser)
    parser.set_defaults(wrong=parser.error)


def _add_report(actions: Commands) -> None:
    text = "Write records, those of a sample, or a slide session as a PDF report; de-identified unless asked otherwise."
    parser = add_command(actions, "report", text)
    parser.add_argument("id", nargs="*", type=whole_number, metavar="ID", help="number of a record")
    parser.add_argument("file", type=Path, metavar="FILE", help="the report, right after the numbers; ends in .pdf")
    parser.add_argument("--sample", metavar="CODE", help="all records of this sample code, instead of IDs")
    whole = "a slide session, instead of IDs: its differential, decisions and cells (the id's beginning does)"
    parser.add_argument("--session", metavar="ID", help=whole)
    parser.add_argument("--paper", choices=("A4", "Letter"), default="A4", help="size of the pages (A4)")
    parser.add_argument("--compact", action="store_true", help="several records to a page")
    _add_replace(parser)
    add_actor(parser)
    _add_privacy(parser)
    add_json(parser)
    parser.set_defaults(wrong=parser.error)


def _add_verify(actions: Commands) -> None:
    parser = add_command(actions, "verify", "Tell what was changed in the log or its pictures.")
    parser.add_argument(
        "--quick", action="store_true", help="the newest events only, and no look into the pictures: seconds"
    )
    known = "an event that the log must still have, as a report or an earlier check named it; may be given again"
    parser.add_argument("--known", type=_known_head, action="append", default=[], metavar="EVENT:HASH", help=known)
    exported = "the manifest of an export, which names such an event; may be given again"
    parser.add_argument("--manifest", type=any_path, action="append", default=[], metavar="FILE", help=exported)
    add_json(parser)


def _known_head(text: str) -> tuple[int, bytes]:
    number, _, digest = text.partition(":")
    if not re.fullmatch("[0-9a-fA-F]{64}", digest):
        raise argparse.ArgumentTypeError(f"{text!r} is not an event's number, a colon and the 64 figures of its hash")
    return whole_number(number), bytes.fromhex(digest)
