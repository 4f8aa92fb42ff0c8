"""The log as a file for other programs: CSV for spreadsheets, JSON lines for everything else.

Both are written beside their place and take it when they are complete; a million rows pass through one at a time, all
of them as the log was at one moment. The words of intended use are a column of every row, so that they stay with a row
that is copied elsewhere, and every reader of CSV or JSON still reads the file.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.files import NO_ROOM, replacing, sync_folder
from leukdesk.history import queries
from leukdesk.history.errors import DiskFullError, HistoryError
from leukdesk.history.plain import time_text
from leukdesk.history.queries import Order
from leukdesk.history.records import Record
from leukdesk.history.search import Filter, as_filter
from leukdesk.history.store import History
from leukdesk.imaging.optics import Optics

_OLDEST_FIRST = Order("id", descending=False)
_STEP = 1000
# A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection"); the apostrophe makes it text.
# It is put before an apostrophe as well, so that taking one away always gives the text back.
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class ExportError(HistoryError):
    """The file could not be written; an earlier one of that name is as it was."""

    code = "export"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The log could not be exported to {path}: {reason}. Close the file in other programs, or choose another "
            "name or folder."
        )


class ExportCancelledError(HistoryError):
    """The user stopped the export; an earlier file of that name is as it was."""

    code = "cancelled"

    def __init__(self, path: Path) -> None:
        super().__init__(f"The export to {path} was cancelled; nothing was written.")


def export_csv(
    history: History,
    filter: str | Filter,  # noqa: A002
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Write the log as CSV: UTF-8 with a byte order mark (Excel needs it), comma, CRLF, one header line.

    Every class and every quality figure that occurs has a column of its own. Text that a spreadsheet would run as a
    formula begins with an apostrophe.

    Parameters
    ----------
    history : History
    filter : str
        See :meth:`History.count`; empty for everything.
    path : Path
    progress : function of (rows done, rows in all), optional
        The log is read twice, first for the columns; a row counts as half when it has been read once.
    cancelled : function, optional
        Asked every thousand rows.

    Returns
    -------
    int
        How many rows were written.

    Raises
    ------
    ExportError, DiskFullError, ExportCancelledError
        Nothing was written.
    """

    def lines(records: Callable[[], Iterator[Record]]) -> Iterator[str]:
        classes, figures = _columns(records())
        titles = (
            f"{kind} {each}" for kind, names in (("probability", classes), ("quality", figures)) for each in names
        )
        yield "\ufeff" + _csv_line([*_PLAIN, *_OPTICS, *titles, "intended_use"])
        for record in records():
            plain = as_json(record)
            yield _csv_line(
                [
                    *(plain[name] for name in _PLAIN),
                    *(getattr(record.optics, name, None) for name in _OPTICS),
                    *(record.probabilities.get(each) for each in classes),
                    *(record.quality.get(each) for each in figures),
                    INTENDED_USE,
                ]
            )

    return _write(history, filter, path, lines, progress, cancelled, times=2)


def export_jsonl(
    history: History,
    filter: str | Filter,  # noqa: A002
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Write the log as JSON lines, UTF-8: one object a record, texts exactly as logged; see :func:`export_csv`."""

    def lines(records: Callable[[], Iterator[Record]]) -> Iterator[str]:
        for record in records():
            yield json.dumps(as_json(record), ensure_ascii=False, allow_nan=False) + "\n"

    return _write(history, filter, path, lines, progress, cancelled)


def as_json(record: Record) -> dict[str, Any]:
    """Return a record as plain values that JSON can hold, with the words of intended use."""
    region = record.region
    return {
        "id": record.id,
        "time": time_text(record.time),
        "sample": record.sample,
        "operator": record.operator,
        "source": record.source,
        "region": [region.x, region.y, region.width, region.height] if region else None,
        "picture_sha256": record.picture_sha256,
        "width": record.width,
        "height": record.height,
        "model_id": record.model_id,
        "model_version": record.model_version,
        "model_sha256": record.model_sha256,
        "label": record.label,
        "label_name": record.label_name,
        "probability": record.probability,
        "uncertain": record.uncertain,
        "state": record.standing.state.value,
        "decided_label": record.standing.label,
        "decided_name": record.standing.label_name,
        "decided_by": record.standing.decided_by,
        "decided_at": _time(record.standing.decided_at),
        "signed_by": record.standing.signed_by,
        "signed_at": _time(record.standing.signed_at),
        "program_version": record.program_version,
        "probabilities": dict(record.probabilities),
        "quality": dict(record.quality),
        "remarks": dict(record.remarks),
        "optics": None if record.optics is None else asdict(record.optics),
        "hands_free": record.hands_free,
        "intended_use": INTENDED_USE,
    }


def _time(time: datetime | None) -> str:
    return "" if time is None else time_text(time)


# The columns of a CSV file that do not depend on the records in it.
_PLAIN = (
    "id", "time", "sample", "operator", "source", "region", "picture_sha256", "width", "height", "model_id",
    "model_version", "model_sha256", "label", "label_name", "probability", "uncertain", "state", "decided_label",
    "decided_name", "decided_by", "decided_at", "signed_by", "signed_at", "program_version", "remarks",
    "hands_free",
)  # fmt: skip

_OPTICS = tuple(each.name for each in fields(Optics))


def _columns(records: Iterable[Record]) -> tuple[list[str], list[str]]:
    """Return all classes and all quality figures that occur, in the order in which they do."""
    classes: dict[str, None] = {}
    figures: dict[str, None] = {}
    for record in records:
        classes.update(dict.fromkeys(record.probabilities))
        figures.update(dict.fromkeys(record.quality))
    return list(classes), list(figures)


def _csv_line(cells: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_cell(cell) for cell in cells])
    return line.getvalue()


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case list():  # a region
            return " ".join(map(str, value))
        case dict():  # remarks
            return " ".join(value)
        case _:
            return value


def _write(
    history: History,
    filter: str | Filter,  # noqa: A002
    path: Path,
    lines: Callable[[Callable[[], Iterator[Record]]], Iterator[str]],
    progress: Progress | None,
    cancelled: Cancelled | None,
    times: int = 1,
) -> int:
    """Write the lines made of the filtered records; ``lines`` goes through them ``times`` times."""
    _refuse_the_log_itself(history, path)
    wanted = as_filter(filter)
    with history.reading() as connection:
        connection.execute("BEGIN")  # what is logged from now on is not seen
        total = queries.count(connection, wanted, None)
        rounds = itertools.count()

        def records() -> Iterator[Record]:
            before = next(rounds) * total
            for done, record in enumerate(queries.select(connection, wanted, _OLDEST_FIRST)):
                if done % _STEP == 0:
                    if cancelled and cancelled():
                        raise ExportCancelledError(path)
                    if progress:
                        progress((before + done) // times, total)
                yield record

        try:
            with replacing(path) as stream:
                for line in lines(records):
                    stream.write(line.encode())
            sync_folder(path.parent)
        except OSError as problem:
            if problem.errno in NO_ROOM:
                raise DiskFullError(path) from problem
            raise ExportError(path, problem.strerror or str(problem)) from problem
    if progress:
        progress(total, total)
    return total


def _refuse_the_log_itself(history: History, path: Path) -> None:
    target, own = path.resolve(), history.paths.root.resolve()
    if target.is_relative_to(own / "pictures") or (
        target.parent == own and target.name.startswith(history.paths.database.name)
    ):
        raise ExportError(path, "it is a part of the log itself")
