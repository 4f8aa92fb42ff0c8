"""``leukdesk history verify``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from leukdesk.commands.history.opening import open_history
from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.history.checking.accounts import Accounts
from leukdesk.history.checking.findings import Findings, KnownHead, NoteKind, ProblemKind
from leukdesk.history.checking.verify import keep_findings, verify
from leukdesk.history.events import Kind
from leukdesk.history.exporting.pseudonyms import KEY_FILE, Pseudonyms
from leukdesk.history.safety.backup_places import known_by_backups
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

_HOW_TO_PROVE = (
    f"Put that key, the file {KEY_FILE} in the data folder or in a backup of that time, back for this check, or name "
    "the event with --known."
)


class ManifestError(LeukdeskError):
    """A file does not say which event of a log it knows."""

    code: ClassVar[str] = "manifest"

    def __init__(self, path: Path, reason: str, advice: str = "Name the manifest of an export.") -> None:
        super().__init__(f"{path} cannot be held against the log: {reason}. {advice}")


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Look through the log and its pictures, and hold it against the events that others know.

    Those are what backups know, the file beside the log, and what was given. The exit status is 0 only where nothing is
    wrong or unproven; a restore is no wrong, nor is an event that is known of the log that it moved aside and that is
    still there.
    """
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        given = [KnownHead(f"--known {number}", number, digest, by_hand=True) for number, digest in options.known]
        backups = known_by_backups(paths, history)
        given += [_head_of(each, history, backups.aside) for each in options.manifest]
        findings = verify(
            history,
            "there" if options.quick else "whole",
            quick=options.quick,
            known=[*backups.heads, *given],
            aside=backups.aside,
            progress=lambda done, total: terminal.progress(f"{done} of {total}"),
            cancelled=cancelled,
        )
        terminal.done()
        for problem in findings.problems:
            terminal.text(problem.sentence)
        for note in findings.notes:
            terminal.text(f"Note: {note.sentence}")
        terminal.result(findings.as_json(), _summary(findings))
        try:
            keep_findings(history, findings)
        except LeukdeskError as problem:
            terminal.tell(f"What was found could not be noted in the log. {problem}")
        if not findings.complete:
            terminal.tell("Stopped before everything was looked at.")
            return INTERRUPTED
        return 0 if findings.sound else 1


def _head_of(path: Path, history: History, aside: Sequence[Path]) -> KnownHead:
    """Return what a manifest knows; a de-identified one has only what this station can make of the event's hash."""
    try:
        told = json.loads(path.read_bytes())
        its = told["log_head"]
        number = its["event"]
        if "sha256" in its:
            digest = bytes.fromhex(its["sha256"])
        else:
            digest = _proven(history, number, its["hmac_sha256"], _key_of(path, told["pseudonyms"], history), aside)
    except OSError as problem:
        raise ManifestError(path, problem.strerror or str(problem)) from problem
    except (ValueError, TypeError, KeyError) as problem:
        raise ManifestError(path, "it does not say which event it knows") from problem
    if type(number) is not int or not 0 <= number < 2**63:
        raise ManifestError(path, "it does not say which event it knows")
    return KnownHead(f"the manifest {path}", number, digest, by_hand=True)


def _key_of(path: Path, name: str, history: History) -> Pseudonyms:
    """Return the key by which a manifest proves its event; with another one nothing can be said of it."""
    there = (history.paths.root / KEY_FILE).is_file()
    key = Pseudonyms.of_station(history.paths) if there else None
    if key is None or key.name_of_key != name:
        here = "which is not here" if key is None else f"and this station's is {key.name_of_key}"
        raise ManifestError(path, f"only the key of pseudonyms {name} proves the event it knows, {here}", _HOW_TO_PROVE)
    return key


def _proven(history: History, number: int, proof: str, key: Pseudonyms, aside: Sequence[Path]) -> bytes:
    """Return the hash of the event that the proof is of, here or in what was set aside; else one that no event has."""
    found = [event.hash for event in history.events([*Kind], limit=1, before=number + 1) if event.id == number]
    with history.reading() as connection:
        accounts = Accounts(connection, history.paths.database, aside)
        found += accounts.hashes(number)
    return next((each for each in found if key.proof(each) == proof), bytes(32))


def _summary(findings: Findings) -> str:
    what = [many(findings.events, "event"), many(findings.records, "record"), many(findings.pictures, "picture")]
    looked_at = f"Looked at: {', '.join(what)}"
    head = f"The newest event is {findings.head.id}, {findings.head.hash.hex()}."
    unproven = sum(each.kind is ProblemKind.UNPROVEN for each in findings.problems)
    problems = len(findings.problems) - unproven
    wrong = many(problems, "problem") if problems else "nothing wrong"
    if unproven:
        wrong += f"; {many(unproven, 'known event')} not proven"
    if restored := sum(note.kind is NoteKind.RESTORED for note in findings.notes):
        wrong += "; the log was restored once" if restored == 1 else f"; the log was restored {restored} times"
    known = f"It was held against {many(findings.known, 'event')} known from elsewhere."
    return " ".join((f"{looked_at}: {wrong}.", known, *findings.skipped, head))
