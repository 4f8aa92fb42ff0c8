"""``leukdesk history merge``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from leukdesk.commands.asking import administrator
from leukdesk.commands.history.opening import open_history
from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.history.people.operators import Operators
from leukdesk.history.safety.errors import MergeCancelledError
from leukdesk.history.safety.merge import Merged, merge
from leukdesk.history.safety.merge_folder import left_only_with_a_log
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

_FAILURE = 1
_MOST_NAMED = 20


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:  # noqa: ARG001
    """Take several logs into one; one that is refused does not keep the others out."""
    with left_only_with_a_log(options.into):
        return _merge(options, terminal)


def _merge(options: argparse.Namespace, terminal: Terminal) -> int:
    status = 0
    # A log that is gone or damaged is refused here, before anybody is asked.
    with open_history(DataPaths(options.into), terminal) as history:
        operator = administrator(Operators(history), options.operator)
    with interruptible() as cancelled:
        for source in options.log:
            try:
                for merged in merge(
                    [source],
                    options.into,
                    operator,
                    lambda what, done, total: terminal.progress(f"{what}: {done} of {total}"),
                    cancelled,
                    terminal.tell,
                ):
                    terminal.result(
                        {
                            "log": str(source),
                            "station": merged.station,
                            "computer": merged.computer,
                            "records": merged.records,
                            "decisions": merged.decisions,
                            "session_events": merged.session_events,
                            "conflicts": list(merged.conflicts),
                            "pictures_missing": merged.missing,
                        },
                        f"{source}: {_taken_in(merged)} taken in.",
                    )
                    for sentence in _to_look_after(merged):
                        terminal.tell(sentence)
            except MergeCancelledError as stopped:
                terminal.tell(str(stopped))
                return INTERRUPTED
            except LeukdeskError as problem:
                terminal.tell(str(problem))
                if terminal.json_lines:
                    error = {"code": problem.code, "message": str(problem)}
                    terminal.result({"log": str(source), "error": error}, "")
                status = _FAILURE
    terminal.done()
    return status


def _taken_in(merged: Merged) -> str:
    records, decisions = many(merged.records, "record"), many(merged.decisions, "decision")
    if not merged.session_events:
        return f"{records} and {decisions}"
    return f"{records}, {decisions} and {many(merged.session_events, 'event')} of slide sessions"


def _to_look_after(merged: Merged) -> Iterator[str]:
    if merged.conflicts:
        named = ", ".join(map(str, merged.conflicts[:_MOST_NAMED]))
        more = "" if len(merged.conflicts) <= _MOST_NAMED else " and more"
        yield (
            f"{merged.source}: what was decided there about {many(len(merged.conflicts), 'record')} of the merged log "
            f"({named}{more}) was not taken in, since the merged log has a decision that the station did not know of. "
            "Look at them there, and decide anew where that is needed."
        )
    if merged.missing:
        yield (
            f"{merged.source}: {merged.missing} pictures are missing or damaged there; their records were taken in "
            "without them. Merge again where the pictures have come back, or merge a backup that has them."
        )
