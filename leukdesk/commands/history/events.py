"""``leukdesk history events``."""

from __future__ import annotations

import argparse

from leukdesk.commands.history.opening import open_history
from leukdesk.errors import LeukdeskError
from leukdesk.history.events import Event, Kind
from leukdesk.history.searching.trail import Wanted, as_json, changes, page
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, one_line


class UnknownKindError(LeukdeskError):
    """No event is of this kind."""

    code = "no-such-kind"

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no kind of event called {kind!r}. There are: {', '.join(Kind)}.")


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List events, newest first."""
    kinds = tuple(map(_kind, options.kind))
    with open_history(paths, terminal) as history:
        for event in page(history, Wanted(kinds, options.operator, options.record), options.limit):
            terminal.result(as_json(event), _in_words(event))
    return 0


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise UnknownKindError(text) from None


def _in_words(event: Event) -> str:
    about = f" record {event.record_id}" if event.record_id is not None else ""
    lines = [
        f"{event.id:>6}  {event.time:%Y-%m-%d %H:%M:%S UTC}  {event.actor or '-'}  {event.kind}{about}"
        f"{'  ' + event.subject if event.subject else ''}{'  Reason: ' + event.reason if event.reason else ''}"
    ]
    lines += (f"        {name}: {old or '-'} → {new or '-'}" for name, old, new in changes(event))
    return "\n".join(map(one_line, lines))
