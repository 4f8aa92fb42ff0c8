"""``leukdesk models update``."""

from __future__ import annotations

import argparse

from leukdesk.commands.models.install import install_all
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Install models from files, each in place of one that is there.

    Raises
    ------
    LeukdeskError
        The log cannot be opened, or who does it may not.
    """
    return install_all(options, paths, terminal, update=True)
