"""The command line: what can be asked of the program, and what its exit status says.

Starting is light: nothing that reads pictures, runs models or opens windows is imported before it is needed.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from leukdesk.errors import LeukdeskError
from leukdesk.installing.holding import hold
from leukdesk.installing.how import running
from leukdesk.options.parser import make_parser
from leukdesk.paths import bundled_root, data_paths, resources
from leukdesk.terminal import INTERRUPTED, Terminal

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
    if (options.install or options.uninstall) and (options.command is not None or options.camera is not None):
        parser.error("--install and --uninstall stand alone; leave the rest out")
    hold(running())
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
    if options.install or options.uninstall:
        return _install(options, terminal)
    if options.command in (None, "open"):
        return _open_window(options, terminal)
    if options.command in WORKBENCH:
        return _work(options, terminal)
    grouped = options.command in ("history", "models")
    group = f"commands.{options.command}" if grouped else "commands"
    name = (options.action or "list") if grouped else options.command
    command = importlib.import_module(f"leukdesk.{group}.{name}")
    status: int = command.run(options, data_paths(options.data_dir), terminal)
    return status


def _install(options: argparse.Namespace, terminal: Terminal) -> int:
    from leukdesk.commands import installing
    from leukdesk.installing.installation import Installation

    installation = Installation.of_this_user()
    if options.install:
        return installing.install(installation, terminal)
    return installing.uninstall(installation, data_paths(options.data_dir), terminal)


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
