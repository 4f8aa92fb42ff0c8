"""What can be asked of the program on the command line; loads nothing but the parser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leukdesk import INTENDED_USE, __version__
from leukdesk.options.common import a_text, add_actor, add_command, add_data_dir, add_json, whole_number
from leukdesk.options.history import add_history
from leukdesk.options.models import add_models
from leukdesk.options.operators import add_operators
from leukdesk.options.workbench import add_workbench

if TYPE_CHECKING:
    from leukdesk.options.common import Commands


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="leukdesk",
        description="Classify blood-smear pictures. Without a command the window opens.",
        epilog=INTENDED_USE,
    )
    parser.add_argument("--version", action="version", version=f"leukdesk {__version__}")
    parser.add_argument("--camera", metavar="NAME", help="a camera's name, an address, a video file, or 'virtual'")
    add_data_dir(parser, default=None)
    station = parser.add_mutually_exclusive_group()
    what = "put this single file on the station: unpacked once for fast starts, and in the applications menu"
    station.add_argument("--install", action="store_true", help=what)
    what = "take the menu entry and the unpacked copy away; everything that was stored stays"
    station.add_argument("--uninstall", action="store_true", help=what)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_open(commands)
    _add_classify(commands)
    _add_cells(commands)
    _add_differential(commands)
    add_models(commands)
    add_history(commands)
    add_operators(commands)
    _add_selftest(commands)
    add_workbench(commands)
    return parser


def _add_open(commands: Commands) -> None:
    parser = add_command(commands, "open", "Open the window with pictures.")
    parser.add_argument("path", nargs="+", type=Path, metavar="PATH", help="a picture, or a folder with pictures")


def _add_classify(commands: Commands) -> None:
    parser = add_command(commands, "classify", "Classify pictures and log the results.")
    parser.add_argument("path", nargs="+", type=Path, metavar="PATH", help="a picture, or a folder with pictures")
    parser.add_argument("--model", metavar="ID", help="see 'leukdesk models'; the first of them by default")
    code, name = a_text("The sample code"), a_text("The operator's name")
    parser.add_argument("--sample", type=code, metavar="CODE", default="", help="sample code, for the log")
    parser.add_argument("--operator", type=name, metavar="NAME", default="", help="who is working, for the log")
    parser.add_argument("--no-log", dest="log", action="store_false", help="store nothing")
    add_json(parser)


def _add_cells(commands: Commands) -> None:
    parser = add_command(commands, "cells", "Find the white cells of fields, and name them. Nothing is logged.")
    parser.add_argument("path", nargs="+", type=Path, metavar="PATH", help="a picture, or a folder with pictures")
    model = "what names the cells, of those for single cells (see 'leukdesk models'); else they are only found"
    parser.add_argument("--model", metavar="ID", help=model)
    add_json(parser)


def _add_differential(commands: Commands) -> None:
    what = "Count the cells of a slide from pictures of its fields, into a session of the log."
    parser = add_command(commands, "differential", what)
    pictures = "a picture, or a folder with pictures; without any, the session is shown, or all sessions are"
    parser.add_argument("path", nargs="*", type=Path, metavar="PATH", help=pictures)
    parser.add_argument("--session", metavar="ID", default="", help="go on with this session (the id's beginning does)")
    parser.add_argument("--model", metavar="ID", help="what names the cells; needed to begin a session")
    code = a_text("The sample code")
    parser.add_argument("--sample", type=code, metavar="CODE", default="", help="sample code, for the log")
    target = "white cells to count; 100 where a session begins and this is left out"
    parser.add_argument("--target", type=whole_number, metavar="N", help=target)
    add_actor(parser)
    add_json(parser)


def _add_selftest(commands: Commands) -> None:
    add_json(add_command(commands, "selftest", "Check the models, the log, the disk and the cameras."))
