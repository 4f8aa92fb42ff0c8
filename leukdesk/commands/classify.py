"""``leukdesk classify``: pictures, from files and folders."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.analysis import Analysis, Failure
from leukdesk.commands.asking import prove
from leukdesk.commands.meant import find_meant, tell_failure
from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.imaging.remark import by_code
from leukdesk.inference.prediction import in_words
from leukdesk.paths import DataPaths
from leukdesk.station import Station
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible, one_line


class StoppedError(LeukdeskError):
    """Something that concerns all pictures came in between; those before it are in the log."""

    def __init__(self, problem: LeukdeskError, logged: int, meant: int) -> None:
        before = f"{logged} of {many(meant, 'picture')}" if logged else "None"
        super().__init__(f"{problem} Before that: {before} stored in the log.")


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Classify files and folders; a file that fails does not stop the others.

    Raises
    ------
    LeukdeskError
        Something that concerns all files, such as a full disk. As JSON, each file that has no result because of it
        has been told before; where several were meant it says how many are in the log.
    """
    with interruptible() as cancelled, _open_station(paths, options.log, terminal) as station:
        operator = options.operator
        if station.operators is not None:
            operator = prove(station.operators, station.operators.working(operator))
            station.note_packages()
        package = station.catalog.get(options.model) if options.model else station.catalog.default
        meant = find_meant(options.path)
        files = [each for each in meant if isinstance(each, Path)]
        if files:
            terminal.text(f"{package.card.title}, version {package.card.version}. {INTENDED_USE}")
        failed = done = logged = 0
        terminal.progress(f"0 of {len(meant)}")
        outcomes = station.analyse_files(
            files, package.id, sample=options.sample, operator=operator, log=options.log, cancelled=cancelled
        )
        try:
            with closing(outcomes):
                for done, outcome in enumerate(_in_order(meant, outcomes), start=1):
                    if isinstance(outcome, Failure):
                        failed += 1
                        tell_failure(terminal, outcome)
                    else:
                        logged += outcome.record is not None
                        terminal.result(_as_object(outcome), _as_text(outcome))
                    terminal.progress(f"{done} of {len(meant)}")
        except LeukdeskError as problem:
            _tell_rest(terminal, meant[done:], problem)
            if len(meant) == 1 or not options.log:
                raise
            raise StoppedError(problem, logged, len(meant)) from problem
        terminal.done()
        if cancelled():
            kept = ", and what is shown is in the log" if options.log else ""
            terminal.tell(f"Stopped after {done} of {many(len(meant), 'picture')}{kept}.")
            return INTERRUPTED
        if len(meant) > 1:
            kept = "" if options.log else "; nothing was logged"
            terminal.text(f"{many(done - failed, 'picture')} classified, {failed} failed{kept}.")
        return 1 if failed else 0


def _open_station(paths: DataPaths, log: bool, terminal: Terminal) -> Station:
    station = Station.open(paths) if log else Station.without_log(paths)
    for notice in station.history.notices if station.history is not None else ():
        terminal.tell(notice)
    return station


def _in_order(meant: Iterable[Path | Failure], outcomes: Iterator[Analysis | Failure]) -> Iterator[Analysis | Failure]:
    """Put the outcomes of the files in their places; ends where they end, for the rest was cancelled."""
    for each in meant:
        outcome = each if isinstance(each, Failure) else next(outcomes, None)
        if outcome is None:
            return
        yield outcome


def _tell_rest(terminal: Terminal, rest: Iterable[Path | Failure], problem: LeukdeskError) -> None:
    """Tell a program of each file that has no result; a person reads the reason once, at the end."""
    terminal.done()
    if terminal.json_lines:
        for each in rest:
            failure = each if isinstance(each, Failure) else Failure(str(each), problem.code, str(problem))
            tell_failure(terminal, failure)


def _as_object(analysis: Analysis) -> dict[str, Any]:
    prediction = analysis.prediction
    return {
        "file": analysis.frame.source,
        "sha256": analysis.frame.sha256,
        "model": prediction.model_id,
        "model_version": prediction.model_version,
        "label": prediction.top.id,
        "probabilities": {c.id: c.probability for c in prediction.classes},
        "uncertain": prediction.uncertain,
        "quality": {**analysis.quality.figures(), "remarks": by_code(analysis.remarks)},
        "record_id": None if analysis.record is None else analysis.record.id,
        "milliseconds": {name: round(value, 3) for name, value in asdict(analysis.milliseconds).items()},
    }


def _as_text(analysis: Analysis) -> str:
    prediction = analysis.prediction
    answer = in_words(prediction.top.name, prediction.top.probability, uncertain=prediction.uncertain)
    logged = "" if analysis.record is None else f" [record {analysis.record.id}]"
    lines = [one_line(f"{analysis.frame.source}: {answer}{logged}")]
    lines += [f"    {remark.sentence}" for remark in analysis.remarks]
    return "\n".join(lines)
