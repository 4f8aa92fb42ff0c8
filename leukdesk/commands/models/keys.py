"""``leukdesk models keys``."""

from __future__ import annotations

import argparse
from typing import Any

from leukdesk.commands.asking import administrator
from leukdesk.commands.history.opening import open_history
from leukdesk.history.people.operators import Operators
from leukdesk.inference.stick.signing import read_public_key
from leukdesk.inference.stick.trusted import TrustedKey, read_trust
from leukdesk.model_packages.keys import TrustedKeys
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, one_line


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List the trusted keys, add or remove one, or change the rule.

    Raises
    ------
    LeukdeskError
        Nothing was changed.
    """
    if options.keys_action == "list":
        _list(paths, terminal)
        return 0
    with open_history(paths, terminal) as history:
        by, keys = administrator(Operators(history), options.operator), TrustedKeys(paths, history)
        match options.keys_action:
            case "add":
                key = keys.add_key(options.name, read_public_key(options.file), by)
                terminal.result(
                    _as_object(key),
                    f"{key.name} is trusted now. Compare the fingerprint with the owner of the key: {key.fingerprint}",
                )
            case "remove":
                key = keys.remove_key(options.name, by)
                terminal.result(_as_object(key), f"{key.name} is trusted no more. Models that are installed stay.")
            case _:
                keys.set_only_signed(options.rule == "on", by)
                _tell_rule(terminal, on=options.rule == "on")
    return 0


def _list(paths: DataPaths, terminal: Terminal) -> None:
    trust = read_trust(paths.trusted_keys)
    for key in trust.keys:
        terminal.result(_as_object(key), one_line(f"{key.name}: {key.fingerprint}, trusted since {key.since:%Y-%m-%d}"))
    if not trust.keys:
        terminal.text("No key is trusted. Add one with: leukdesk models keys add FILE.pub --name NAME")
    _tell_rule(terminal, on=trust.only_signed)


def _tell_rule(terminal: Terminal, *, on: bool) -> None:
    text = (
        "Only packages signed by a trusted key are installed."
        if on
        else "Packages without a trusted signature are installed where somebody says so."
    )
    terminal.result({"only_signed": on}, text)


def _as_object(key: TrustedKey) -> dict[str, Any]:
    return {
        "name": key.name,
        "fingerprint": key.fingerprint,
        "public_key": key.public_key,
        "since": key.since.isoformat(),
    }
