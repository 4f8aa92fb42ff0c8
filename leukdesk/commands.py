"""The commands of the command line: the window's services, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leukdesk import INTENDED_USE, selftest
from leukdesk.analysis import Analysis, Failure
from leukdesk.errors import LeukdeskError
from leukdesk.history.export import ExportCancelledError, as_json, export_csv, export_jsonl
from leukdesk.history.records import Record
from leukdesk.history.store import History
from leukdesk.imaging.reading import find_pictures, whole
from leukdesk.imaging.remark import by_code
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.prediction import in_words
from leukdesk.paths import DataPaths
from leukdesk.station import Station, read_catalog
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible


def classify(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Classify files and folders; a file that fails does not stop the others.

    Raises
    ------
    LeukdeskError
        Something that concerns all files, such as a full disk. As JSON, each file that has no result because of it
        has been told before.
    """
    with interruptible() as cancelled, _open_station(paths, options.log, terminal) as station:
        package = station.catalog.get(options.model) if options.model else station.catalog.default
        meant = _find(options.path)
        files = [each for each in meant if isinstance(each, Path)]
        if files:
            terminal.text(f"{package.card.title}, version {package.card.version}. {INTENDED_USE}")
        failed, done = 0, 0
        terminal.progress(f"0 of {len(meant)}")
        outcomes = station.analyse_files(
            files, package.id, sample=options.sample, operator=options.operator, log=options.log, cancelled=cancelled
        )
        try:
            with closing(outcomes):
                for done, outcome in enumerate(_in_order(meant, outcomes), start=1):
                    if isinstance(outcome, Failure):
                        failed += 1
                        _tell_failure(terminal, outcome)
                    else:
                        terminal.result(_as_object(outcome), _as_text(outcome))
                    terminal.progress(f"{done} of {len(meant)}")
        except LeukdeskError as problem:
            _tell_rest(terminal, meant[done:], problem)
            raise
        terminal.done()
        if cancelled():
            kept = ", and what is shown is in the log" if options.log else ""
            terminal.tell(f"Stopped after {done} of {len(meant)} pictures{kept}.")
            return INTERRUPTED
        if len(meant) > 1:
            kept = "" if options.log else "; nothing was logged"
            terminal.text(f"{done - failed} pictures classified, {failed} failed{kept}.")
        return 1 if failed else 0


def models(_: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List the models of the station, and those that are refused."""
    catalog = read_catalog(paths).checked()
    terminal.text(INTENDED_USE)
    for package in catalog.packages:
        terminal.result(_model_object(package), _model_text(package))
    for refused in catalog.refused:
        terminal.result(
            {"id": refused.id, "folder": str(refused.folder), "usable": False, "reason": refused.reason},
            f"{refused.id}: refused. {refused.reason}",
        )
    return 0


def history_list(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List the newest records that a filter lets through."""
    with _open_history(paths, terminal) as history:
        words = " ".join(options.filter)
        records = history.page(words, limit=options.limit)
        if records:
            terminal.text(INTENDED_USE)
        for record in records:
            terminal.result(as_json(record), _record_text(record))
        if not terminal.json_lines:
            matching = f" with {words!r}" if words else ""
            terminal.text(f"{len(records)} of {history.count(words)} records{matching}.")
    return 0


def history_show(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Show everything that was logged with some records."""
    with _open_history(paths, terminal) as history:
        for record in map(history.get, options.id):
            values = as_json(record)
            width = max(map(len, values))
            lines = (f"{key:{width}}  {_plain(value)}" for key, value in values.items())
            terminal.result(values, "\n".join(lines) + "\n")
    return 0


def history_export(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Write records to a CSV or JSON-lines file."""
    export = export_csv if options.file.suffix.lower() == ".csv" else export_jsonl
    with interruptible() as cancelled, _open_history(paths, terminal) as history:
        try:
            count = export(
                history,
                options.filter,
                options.file,
                progress=lambda done, total: terminal.progress(f"{done} of {total}"),
                cancelled=cancelled,
            )
        except ExportCancelledError as stopped:
            terminal.tell(str(stopped))
            return INTERRUPTED
        terminal.done()
    terminal.result(
        {"file": str(options.file), "records": count}, f"{count} records written to {options.file}. {INTENDED_USE}"
    )
    return 0


def run_selftest(_: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Check the models, the log, the disk and the cameras."""
    terminal.text(INTENDED_USE)
    passed = True
    for check in selftest.run(paths):
        passed = passed and check.ok
        terminal.result(asdict(check), f"{'ok    ' if check.ok else 'FAILED'}  {check.name}: {check.detail}")
    return 0 if passed else 1


def _open_station(paths: DataPaths, log: bool, terminal: Terminal) -> Station:
    station = Station.open(paths) if log else Station.without_log(paths)
    for notice in station.history.notices if station.history is not None else ():
        terminal.tell(notice)
    return station


def _open_history(paths: DataPaths, terminal: Terminal) -> History:
    history = History(paths)
    for notice in history.notices:
        terminal.tell(notice)
    return history


def _find(paths: Iterable[Path]) -> list[Path | Failure]:
    """Return the files that are meant and what is wrong with folders, in the order in which they are named.

    A file that was named is always meant.
    """
    meant: list[Path | Failure] = []
    for path in map(whole, paths):
        found = find_pictures([path])
        meant += [each if isinstance(each, Path) else Failure(str(each.path), each.code, str(each)) for each in found]
        if not found:
            message = (
                f"There is no picture in the folder {path}. Name a folder with JPEG, PNG, TIFF, BMP or WebP files."
            )
            meant.append(Failure(str(path), "no-pictures", message))
    return list(dict.fromkeys(meant))


def _in_order(meant: Iterable[Path | Failure], outcomes: Iterator[Analysis | Failure]) -> Iterator[Analysis | Failure]:
    """Put the outcomes of the files in their places; ends where they end, for the rest was cancelled."""
    for each in meant:
        outcome = each if isinstance(each, Failure) else next(outcomes, None)
        if outcome is None:
            return
        yield outcome


def _tell_failure(terminal: Terminal, failure: Failure) -> None:
    if terminal.json_lines:
        error = {"code": failure.code, "message": failure.message}
        terminal.result({"file": failure.source, "error": error}, "")
    else:
        terminal.tell(failure.message)


def _tell_rest(terminal: Terminal, rest: Iterable[Path | Failure], problem: LeukdeskError) -> None:
    """Tell a program of each file that has no result; a person reads the reason once, at the end."""
    terminal.done()
    if terminal.json_lines:
        for each in rest:
            failure = each if isinstance(each, Failure) else Failure(str(each), problem.code, str(problem))
            _tell_failure(terminal, failure)


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
    lines = [f"{analysis.frame.source}: {answer}{logged}"]
    lines += [f"    {remark.sentence}" for remark in analysis.remarks]
    return "\n".join(lines)


def _model_object(package: ModelPackage) -> dict[str, Any]:
    card = package.card
    return {
        "id": card.id,
        "version": card.version,
        "title": card.title,
        "summary": card.summary,
        "architecture": card.architecture,
        "scope": card.scope,
        "classes": {c.id: c.name for c in card.classes},
        "uncertain_below": card.uncertain_below,
        "figures": {name: asdict(figure) for name, figure in card.figures.items()},
        "limits": list(card.limits),
        "sha256": card.sha256,
        "folder": str(package.folder),
        "usable": True,
    }


def _model_text(package: ModelPackage) -> str:
    card = package.card
    lines = [f"{card.id} {card.version}: {card.title}", f"    {card.summary}"]
    lines += [f"    classes: {', '.join(c.name for c in card.classes)}"]
    lines += [
        f"    {name.replace('_', ' ')}: {figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"
        for name, figure in card.figures.items()
    ]
    lines += [f"    limit: {limit}" for limit in card.limits]
    return "\n".join(lines)


def _record_text(record: Record) -> str:
    answer = in_words(record.label_name, record.probability, uncertain=record.uncertain)
    time = record.time.strftime("%Y-%m-%d %H:%M:%S UTC")
    part = " (a region)" if record.region is not None else ""
    return f"{record.id:>6}  {time}  {record.sample or '-'}  {answer}  {record.source}{part}"


def _plain(value: Any) -> str:
    match value:
        case dict():
            return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
        case float():
            return f"{value:.4g}"
        case _:
            return "-" if value in ("", None) else str(value)
