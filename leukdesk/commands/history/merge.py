"""``leukdesk history merge``."""

from __future__ import annotations

import argparse

from leukdesk.commands.asking import prove_at
from leukdesk.errors import LeukdeskError
from leukdesk.history.safety.merge import MergeCancelledError, merge
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

_FAILURE = 1


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:  # noqa: ARG001
    """Take several logs into one; one that is refused does not keep the others out."""
    status = 0
    operator = prove_at(DataPaths(options.into), options.operator, terminal)
    with interruptible() as cancelled:
        for source in options.log:
            try:
                for merged in merge(
                    [source],
                    options.into,
                    operator,
                    lambda what, done, total: terminal.progress(f"{what}: {done} of {total}"),
                    cancelled,
                ):
                    terminal.result(
                        {
                            "log": str(source),
                            "station": merged.station,
                            "computer": merged.computer,
                            "records": merged.records,
                            "decisions": merged.decisions,
                        },
                        f"{source}: {merged.records} records and {merged.decisions} decisions taken in.",
                    )
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
