"""The command line: what can be asked of the program, and what its exit status says.

Starting is light: nothing that reads pictures, runs models or opens windows is imported before it is needed.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import math
import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from leukdesk import INTENDED_USE, __version__
from leukdesk.errors import LeukdeskError
from leukdesk.paths import DATA_DIR_VARIABLE, bundled_root, data_paths, resources
from leukdesk.terminal import INTERRUPTED, Terminal

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[argparse.ArgumentParser]

WORKBENCH = ("train", "evaluate", "export", "compare")
SUCCESS, FAILURE, BROKEN_PIPE = 0, 1, 141


def run_program() -> NoReturn:
    """Run the program as a process of its own, and end that.

    A thread that did not stop in time (a library still being loaded, a driver that hangs) is in native code, which
    Python's own way of ending would kill midway, and the process with it.
    """
    status = main()
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    raise SystemExit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns
    -------
    int
        Exit status: 0 when everything succeeded, 1 when something failed, 2 when the command line is wrong, 130 when
        it was interrupted, 141 when the reader of its output went away.
    """
    # First of all: a frozen program that starts a helper process starts itself.
    multiprocessing.freeze_support()
    parser = make_parser()
    options = parser.parse_args(arguments)
    if options.command is not None and options.camera is not None:
        parser.error("--camera belongs to the window; leave it out, or leave the command out")
    terminal = Terminal(json_lines=getattr(options, "json", False))
    try:
        return _run(options, terminal)
    except LeukdeskError as problem:
        terminal.tell(str(problem))
        return FAILURE
    except KeyboardInterrupt:
        terminal.done()
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more at its end; it must not find the broken pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    if options.command in (None, "open"):
        return _open_window(options, terminal)
    if options.command in WORKBENCH:
        return _work(options, terminal)
    from leukdesk import commands

    paths = data_paths(options.data_dir)
    match options.command, getattr(options, "action", None):
        case "classify", _:
            return commands.classify(options, paths, terminal)
        case "models", _:
            return commands.models(options, paths, terminal)
        case "history", "list":
            return commands.history_list(options, paths, terminal)
        case "history", "show":
            return commands.history_show(options, paths, terminal)
        case "history", _:
            return commands.history_export(options, paths, terminal)
        case _:
            return commands.run_selftest(options, paths, terminal)


def _open_window(options: argparse.Namespace, terminal: Terminal) -> int:
    """Open the window; without a display classify the pictures, or else the rendered samples, instead."""
    from leukdesk import app
    from leukdesk.gui.display import NoDisplayError

    pictures: list[Path] = getattr(options, "path", [])
    try:
        return app.run_window(options.data_dir, options.camera, pictures)
    except NoDisplayError as problem:
        terminal.tell(str(problem))
    # The samples say nothing about a patient's slide and are not logged; pictures that were asked for are.
    instead = ["classify", *map(str, pictures)] if pictures else ["classify", str(resources() / "samples"), "--no-log"]
    if not pictures:
        terminal.tell("The rendered sample pictures are classified instead.")
    return _run(make_parser().parse_args([*_data_dir_option(options), *instead]), terminal)


def _data_dir_option(options: argparse.Namespace) -> list[str]:
    return ["--data-dir", str(options.data_dir)] if options.data_dir is not None else []


def _work(options: argparse.Namespace, terminal: Terminal) -> int:
    """Run a command of the workbench, which is there only where the training packages are."""
    from leukdesk.inference.native_messages import hold_back_notices

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notices would bury what a person is told
    try:
        with hold_back_notices():
            command = importlib.import_module(f"leukdesk.training.commands.{options.command}")
    except ModuleNotFoundError as missing:
        checkout = bundled_root()
        if (checkout / "pyproject.toml").is_file():
            how = f'in {checkout} with: {sys.executable} -m pip install -c constraints.txt -e ".[train]"'
        else:
            how = 'with: pip install "leukdesk[train]"'
        terminal.tell(
            f'"leukdesk {options.command}" needs the train extra, which is not installed here '
            f'("{missing.name}" is missing). '
            f"Install it {how}"
        )
        return FAILURE
    status: int = command.run(options)
    return status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="leukdesk",
        description="Classify blood-smear pictures. Without a command the window opens.",
        epilog=INTENDED_USE,
    )
    parser.add_argument("--version", action="version", version=f"leukdesk {__version__}")
    parser.add_argument("--camera", metavar="NAME", help="a camera's name, an address, a video file, or 'virtual'")
    _add_data_dir(parser, default=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_open(commands)
    _add_classify(commands)
    _add_models(commands)
    _add_history(commands)
    _add_selftest(commands)
    _add_train(commands)
    _add_evaluate(commands)
    _add_export(commands)
    _add_compare(commands)
    return parser


def _add_data_dir(parser: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    parser.add_argument(
        "--data-dir",
        type=_folder,
        metavar="DIR",
        default=default,
        help=f"where the log and the settings are (else ${DATA_DIR_VARIABLE}, else the user's data folder)",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")


def _command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text, epilog=INTENDED_USE)
    _add_data_dir(parser)
    return parser


def _add_classify(commands: Commands) -> None:
    parser = _command(commands, "classify", "Classify pictures and log the results.")
    parser.add_argument("path", nargs="+", type=Path, metavar="PATH", help="a picture, or a folder with pictures")
    parser.add_argument("--model", metavar="ID", help="see 'leukdesk models'; the first of them by default")
    parser.add_argument("--sample", metavar="CODE", default="", help="sample code, for the log")
    parser.add_argument("--operator", metavar="NAME", default="", help="who is working, for the log")
    parser.add_argument("--no-log", dest="log", action="store_false", help="store nothing")
    _add_json(parser)


def _add_open(commands: Commands) -> None:
    parser = _command(commands, "open", "Open the window with pictures.")
    parser.add_argument("path", nargs="+", type=Path, metavar="PATH", help="a picture, or a folder with pictures")


def _add_models(commands: Commands) -> None:
    _add_json(_command(commands, "models", "List the models, and those that are refused with the reason."))


def _add_history(commands: Commands) -> None:
    parser = _command(commands, "history", "Look into the log.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = _command(actions, "list", "List records, newest first.")
    listing.add_argument("filter", nargs="*", metavar="WORD", help="words that must all occur in a record")
    listing.add_argument("--limit", type=_count, default=50, metavar="N", help="at most so many (50)")
    _add_json(listing)
    show = _command(actions, "show", "Show everything that was logged with a record.")
    show.add_argument("id", nargs="+", type=_count, metavar="ID", help="number of a record")
    _add_json(show)
    export = _command(actions, "export", "Write records to a file.")
    export.add_argument("file", type=_export_file, metavar="FILE", help="ends in .csv or .jsonl")
    export.add_argument("--filter", default="", metavar="WORDS", help="only records in which all these words occur")
    _add_json(export)


def _add_selftest(commands: Commands) -> None:
    _add_json(_command(commands, "selftest", "Check the models, the log, the disk and the cameras."))


def _add_data_set(parser: argparse.ArgumentParser) -> None:
    folder = "a folder for each class, or pictures with an index.csv"
    parser.add_argument("--data", type=_folder, required=True, metavar="DIR", help=folder)
    parser.add_argument("--group-by", metavar="COLUMN", help="column that must not be shared between train and test")
    parser.add_argument("--card", metavar="NAME", help="the hand-written part of the card: a .toml file, or its name")


def _add_package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--id", metavar="ID", help="id of the package (the card's and the network's)")
    parser.add_argument("--version", default="1.0.0", metavar="X.Y.Z", help="version of the package (1.0.0)")
    where = "folder for runs and packages (else this station's own, so that the window lists the model)"
    parser.add_argument("--out", type=_folder, metavar="DIR", help=where)
    parser.add_argument("--seed", type=_seed, default=1, metavar="N", help="seed of every random choice (1)")
    weak = "write a package even of a model that answers one class, or that six colour numbers beat"
    parser.add_argument("--force", action="store_true", help=weak)


def _add_train(commands: Commands) -> None:
    text = "Train a network on a folder of labelled pictures, measure it and write a model package."
    parser = _command(commands, "train", text)
    parser.add_argument("recipe", metavar="RECIPE", help="name of a network and how it is trained")
    _add_data_set(parser)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="change a setting")
    parser.add_argument("--weights", type=_folder, metavar="FILE", help="pretrained weights to begin from")
    parser.add_argument("--teacher", metavar="MODEL", help="a model whose answers are learnt beside the labels")
    parser.add_argument("--folds", type=_count, default=1, metavar="K", help="cross-validate, then train on all")
    _add_package(parser)
    leaks = parser.add_mutually_exclusive_group()
    shown = "also repeat the study's protocol, a random split, to show what it hides"
    leaks.add_argument("--show-leak", action="store_true", help=shown)
    leaks.add_argument("--allow-leak", action="store_true", help="repeat that protocol alone; everything is marked")


def _add_evaluate(commands: Commands) -> None:
    parser = _command(commands, "evaluate", "Measure a model on labelled pictures that it was not trained on.")
    parser.add_argument("model", metavar="MODEL", help="a model's id, or a package's folder")
    _add_data_set(parser)
    parser.add_argument("--out", type=_folder, metavar="DIR", help="where to write the report")
    parser.add_argument("--allow-leak", action="store_true", help="measure on trained pictures too; the report says so")
    _add_json(parser)


def _add_export(commands: Commands) -> None:
    parser = _command(commands, "export", "Make a model package of a Keras network that was trained elsewhere.")
    parser.add_argument("file", type=_folder, metavar="FILE.keras", help="a network saved by Keras")
    _add_data_set(parser)
    values = "the pixel values that it takes, for example --pixels=-1..1 (0..255)"
    parser.add_argument("--pixels", type=_value_range, default=(0.0, 255.0), metavar="LOW..HIGH", help=values)
    _add_package(parser)


def _add_compare(commands: Commands) -> None:
    parser = _command(commands, "compare", "Measure several models on the same pictures; prints one table.")
    parser.add_argument("model", nargs="*", metavar="MODEL", help="ids or folders (all that know these classes)")
    _add_data_set(parser)
    parser.add_argument("--into", type=_folder, metavar="FILE", help="write the table into a Markdown file as well")
    _add_json(parser)


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as problem:  # "~nobody-of-that-name"
        raise argparse.ArgumentTypeError(f"{text!r}: {problem}") from problem


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) < 2**63:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {2**32 - 1}")
    return int(text)


def _value_range(text: str) -> tuple[float, float]:
    try:
        low, high = map(float, text.split(".."))
    except ValueError:
        low = high = 0.0
    if not -math.inf < low < high < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no range of values such as 0..1")
    return low, high


def _export_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in (".csv", ".jsonl"):
        raise argparse.ArgumentTypeError(f"{text!r} ends in neither .csv nor .jsonl")
    return path
