"""What the commands of the command line share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from leukdesk import INTENDED_USE
from leukdesk.history.plain import LONGEST, TypedTextError, typed
from leukdesk.paths import DATA_DIR_VARIABLE, why_no_path

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[argparse.ArgumentParser]


def add_command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    """Add a command, with what every one has."""
    parser = commands.add_parser(name, help=text, description=text, epilog=INTENDED_USE)
    add_data_dir(parser)
    return parser


def add_data_dir(parser: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    """Add ``--data-dir``."""
    parser.add_argument(
        "--data-dir",
        type=any_path,
        metavar="DIR",
        default=default,
        help=f"where the log and the settings are (else ${DATA_DIR_VARIABLE}; beside a portable program; else the "
        "user's data folder)",
    )


def add_actor(parser: argparse.ArgumentParser) -> None:
    """Add ``--operator`` for what the log tells; read by :func:`leukdesk.commands.asking.actor`."""
    who = "who does it, kept in the log; needed, with the PIN, where a list of operators is kept"
    parser.add_argument("--operator", type=a_text("The operator's name"), default="", metavar="NAME", help=who)


def add_json(parser: argparse.ArgumentParser, *, once_more: bool = False) -> None:
    """Add ``--json``; ``once_more`` to an action of a command that has it too, so that it may stand behind either."""
    default = argparse.SUPPRESS if once_more else False
    parser.add_argument(
        "--json", action="store_true", default=default, help="one JSON object a line on standard output"
    )


def any_path(text: str) -> Path:
    """Read the path of a folder or a file, whole."""
    if why := why_no_path(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} cannot be used, since {why}. Name a folder or file of this computer"
        )
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as problem:  # "~nobody-of-that-name"
        raise argparse.ArgumentTypeError(f"{text!r}: {problem}") from problem


def a_text(what: str, longest: int = LONGEST) -> Callable[[str], str]:
    """Return what reads a text that goes into the log; see :func:`leukdesk.history.plain.typed`."""

    def read(text: str) -> str:
        try:
            return typed(text, what, longest)
        except TypedTextError as problem:
            raise argparse.ArgumentTypeError(str(problem)) from problem

    return read


def whole_number(text: str) -> int:
    """Read a whole number from 1 on."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) < 2**63:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)
