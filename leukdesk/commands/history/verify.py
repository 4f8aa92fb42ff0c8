"""``leukdesk history verify``."""

from __future__ import annotations

import argparse

from leukdesk.commands.history.opening import open_history
from leukdesk.errors import LeukdeskError
from leukdesk.history.checking.findings import Findings
from leukdesk.history.checking.verify import keep_findings, verify
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Look through the log and its pictures; the exit status is 0 only where nothing is wrong."""
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        findings = verify(
            history,
            "there" if options.quick else "whole",
            quick=options.quick,
            progress=lambda done, total: terminal.progress(f"{done} of {total}"),
            cancelled=cancelled,
        )
        terminal.done()
        for problem in findings.problems:
            terminal.text(problem.sentence)
        terminal.result(findings.as_json(), _summary(findings))
        try:
            keep_findings(history, findings)
        except LeukdeskError as problem:
            terminal.tell(f"What was found could not be noted in the log. {problem}")
        if not findings.complete:
            terminal.tell("Stopped before everything was looked at.")
            return INTERRUPTED
        return 0 if findings.sound else 1


def _summary(findings: Findings) -> str:
    looked_at = f"{findings.events} events, {findings.records} records and {findings.pictures} pictures were looked at"
    head = f"The newest event is {findings.head.id}, {findings.head.hash.hex()}."
    wrong = f"{len(findings.problems)} problems" if findings.problems else "nothing wrong"
    return " ".join((f"{looked_at}: {wrong}.", *findings.skipped, head))
