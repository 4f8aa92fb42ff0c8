"""``leukdesk history list``."""

from __future__ import annotations

import argparse

from leukdesk import INTENDED_USE
from leukdesk.commands.history.filtering import filter_of, typed
from leukdesk.commands.history.opening import open_history
from leukdesk.counting import many
from leukdesk.history.exporting.tables import as_json
from leukdesk.history.records import Record
from leukdesk.history.review import State, stands_in_words
from leukdesk.history.searching.order import Order
from leukdesk.inference.prediction import in_words
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, one_line

_COUNTED_AT_MOST = 10_000


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List records that a filter lets through."""
    wanted = filter_of(options, typed(options.filter))
    order = Order(options.sort, descending=not options.ascending)
    with open_history(paths, terminal) as history:
        records = history.page(wanted, order, limit=options.limit)
        if records:
            terminal.text(INTENDED_USE)
        for record in records:
            terminal.result(as_json(record), _record_text(record))
        if not terminal.json_lines:
            count = history.count(wanted, _COUNTED_AT_MOST + 1)
            more = count > _COUNTED_AT_MOST
            found = f"more than {many(_COUNTED_AT_MOST, 'record')}" if more else many(count, "record")
            matching = f" with {asked!r}" if (asked := wanted.text()) else ""
            terminal.text(f"{len(records)} of {found}{matching}.")
    return 0


def _record_text(record: Record) -> str:
    decided = record.state is not State.SUGGESTED
    answer = in_words(record.label_name, record.probability, uncertain=record.uncertain, decided=decided)
    time = record.time.strftime("%Y-%m-%d %H:%M:%S UTC")
    part = " (a region)" if record.region is not None else ""
    stands = f"  [{stands_in_words(record)}]" if decided else ""
    return one_line(f"{record.id:>6}  {time}  {record.sample or '-'}  {answer}{stands}  {record.source}{part}")
