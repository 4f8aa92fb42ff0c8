"""``leukdesk selftest``."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from leukdesk import INTENDED_USE, selftest
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(_: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Check the models, the readers, the log, the disk and the cameras."""
    terminal.text(INTENDED_USE)
    passed = True
    for check in selftest.run(paths):
        passed = passed and check.ok
        terminal.result(asdict(check), f"{'ok    ' if check.ok else 'FAILED'}  {check.name}: {check.detail}")
    return 0 if passed else 1
