"""``leukdesk models rollback``."""

from __future__ import annotations

import argparse

from leukdesk.commands.asking import administrator
from leukdesk.commands.history.opening import open_history
from leukdesk.history.people.operators import Operators
from leukdesk.model_packages.work import ModelPackages
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Go back to the former version of a model.

    Raises
    ------
    LeukdeskError
        Nothing was changed.
    """
    with open_history(paths, terminal) as history:
        by = administrator(Operators(history), options.operator)
        package = ModelPackages(paths, history).roll_back(options.model, by)
    terminal.result(
        {"id": package.id, "version": package.card.version, "folder": str(package.folder)},
        f"{package.id} is {package.card.version} again. The same command goes forward again.",
    )
    return 0
