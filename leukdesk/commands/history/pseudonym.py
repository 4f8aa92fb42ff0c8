"""``leukdesk history pseudonym``."""

from __future__ import annotations

import argparse

from leukdesk.commands.asking import administrator
from leukdesk.commands.history.opening import open_history
from leukdesk.history.exporting.station_key import make_new_key, pseudonyms_of
from leukdesk.history.people.operators import Operators
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Say which pseudonym a code has; the other way round there is none, but that records can be looked through."""
    if (options.code is None) != options.new_key:
        options.wrong("name either a CODE or --new-key")
    with open_history(paths, terminal) as history:
        if options.new_key:
            key = make_new_key(history, administrator(Operators(history), options.by)).name_of_key
            terminal.result({"key": key}, f"From now on the pseudonyms of this station are made with the key {key}.")
            return 0
        pseudonyms = pseudonyms_of(history)
    pseudonym = (pseudonyms.person if options.operator else pseudonyms.sample)(options.code)
    terminal.result({"code": options.code, "pseudonym": pseudonym}, pseudonym)
    return 0
