"""The options that say which records are meant, for every command that takes some of them."""

from __future__ import annotations

import argparse
from datetime import datetime

from leukdesk.history.review import State
from leukdesk.history.searching.search import moment


def add_filter_options(parser: argparse.ArgumentParser, operator: str = "--operator") -> None:
    """Add an option for every field of a filter; read by :func:`leukdesk.commands.history.filtering.filter_of`.

    Parameters
    ----------
    operator : str
        What the option of the operator is called, where ``--operator`` is who runs the command.
    """
    group = parser.add_argument_group("which records", "All that is given must hold.")
    group.add_argument("--sample", metavar="CODE", help="of this sample code")
    group.add_argument(operator, dest="logged_by", metavar="NAME", help="of this operator")
    group.add_argument(
        "--class", dest="class_name", metavar="NAME", help="of this class: the decided one, else the suggested one"
    )
    group.add_argument("--model", metavar="ID", help="of this model")
    group.add_argument("--state", choices=[state.value for state in State], help="that stand so")
    group.add_argument("--since", type=_moment, metavar="DAY", help="logged on this day (2026-11-01) or later")
    group.add_argument("--before", type=_moment, metavar="DAY", help="logged earlier than this day")
    group.add_argument("--uncertain", action="store_true", default=None, help="whose suggestion is uncertain")
    group.add_argument(
        "--needs-review", action="store_true", default=None, help="that are uncertain and nobody has decided yet"
    )


def _moment(text: str) -> datetime:
    try:
        return moment(text)
    except (ValueError, OverflowError, OSError) as problem:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-01") from problem
