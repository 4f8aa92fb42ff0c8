"""``leukdesk models remove``."""

from __future__ import annotations

import argparse

from leukdesk.commands.asking import administrator
from leukdesk.commands.history.opening import open_history
from leukdesk.history.people.operators import Operators
from leukdesk.model_packages.work import ModelPackages
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Remove a model that was installed from a file.

    Raises
    ------
    LeukdeskError
        Nothing was removed.
    """
    with open_history(paths, terminal) as history:
        by = administrator(Operators(history), options.operator)
        instead = ModelPackages(paths, history).remove(options.model, by)
    version = None if instead is None else instead.card.version
    after = f" The program's own version {version} is used again." if instead is not None and instead.bundled else ""
    terminal.result(
        {"id": options.model, "removed": True, "version": version},
        f"What was installed of {options.model} was removed, with its former version.{after} Records made with it stay "
        "as they are.",
    )
    return 0
