"""``leukdesk history decide``."""

from __future__ import annotations

import argparse

from leukdesk import INTENDED_USE
from leukdesk.commands.asking import prove
from leukdesk.commands.history.opening import open_history
from leukdesk.history.exporting.tables import as_json
from leukdesk.history.people.operators import Operators
from leukdesk.history.records import Record
from leukdesk.history.review import Decision, State, stands_in_words
from leukdesk.paths import DataPaths
from leukdesk.station import read_catalog
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Confirm, change or reject suggestions, all or none.

    Raises
    ------
    LeukdeskError
        Nothing was decided.
    """
    with open_history(paths, terminal) as history:
        operator = prove(Operators(history), options.operator)
        decision = _decision(options, history.get(options.id[0]), paths)
        signed = {each: history.get(each).standing.signed_by for each in options.id}
        for record in history.decide(options.id, decision, operator):
            said = f"Record {record.id}: {stands_in_words(record)} by {record.standing.decided_by}."
            gone = f" The signature of {signed[record.id]} is taken back by that." if signed[record.id] else ""
            terminal.result(as_json(record), said + gone)
    terminal.text(INTENDED_USE)
    return 0


def _decision(options: argparse.Namespace, first: Record, paths: DataPaths) -> Decision:
    if options.confirm:
        return Decision(State.CONFIRMED, reason=options.reason)
    if options.reject:
        return Decision(State.REJECTED, reason=options.reason)
    names = {each: each for each in first.probabilities}
    # The record knows the ids of its model's classes; their names only where that very model is still here.
    if card := read_catalog(paths).cards.get(first.model_sha256):
        names |= {each.id: each.name for each in card.classes}
    wanted = options.change.casefold()
    label = next((key for key, name in names.items() if wanted in (key.casefold(), name.casefold())), options.change)
    return Decision(State.CHANGED, label, names.get(label, label), options.reason)
