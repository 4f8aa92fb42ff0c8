"""``leukdesk history pseudonym``."""

from __future__ import annotations

import argparse

from leukdesk.history.exporting.pseudonyms import Pseudonyms
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Say which pseudonym a code has; the other way round there is none, but that records can be looked through."""
    paths.create()
    pseudonyms = Pseudonyms.of_station(paths)
    pseudonym = (pseudonyms.person if options.operator else pseudonyms.sample)(options.code)
    terminal.result({"code": options.code, "pseudonym": pseudonym}, pseudonym)
    return 0
