"""The columns of the history's table: what each says of a record, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from leukdesk.gui.result.answers import local_time
from leukdesk.history.records import Record
from leukdesk.history.review import stands_in_words
from leukdesk.history.searching.order import OrderColumn
from leukdesk.inference.prediction import in_figures


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    key : str
        What the log calls it when sorting.
    text : callable
        A record's cell.
    tip : callable
        What is told about the cell when the pointer rests on it; nothing by default.
    figures : bool
        Whether it holds numbers, which are aligned to the right.
    """

    key: OrderColumn
    title: str
    text: Callable[[Record], str]
    tip: Callable[[Record], str] = lambda _: ""
    figures: bool = False


def _source(record: Record) -> str:
    name = PurePath(record.source).name or record.source
    part = "cell" if record.cell is not None else "region" if record.region is not None else ""
    return f"{name} ({part})" if part else name


def _whole_source(record: Record) -> str:
    part = record.region
    if part is None:
        return record.source
    what = "Region" if record.cell is None else "Cell in a box"
    return f"{record.source}\n{what} of {part.width} × {part.height} pixels at {part.x}, {part.y}"


def _decided_by(record: Record) -> str:
    standing = record.standing
    lines = []
    for what, who, when in (
        ("Decided", standing.decided_by, standing.decided_at),
        ("Signed", standing.signed_by, standing.signed_at),
    ):
        if when is not None:
            lines.append(f"{what} by {who or 'somebody'}, {when.astimezone():%Y-%m-%d %H:%M}")
    return "\n".join(lines)


def _doubt(record: Record) -> str:
    return "needs review" if record.needs_review else "uncertain" if record.uncertain else ""


def _origin(record: Record) -> str:
    return f"Row {record.station_record} of the station {record.station}" if record.station else ""


_STATION_DIGITS = 8

COLUMNS = (
    Column("id", "Time", local_time),
    Column("sample", "Sample code", lambda r: r.sample),
    Column("station", "Station", lambda r: r.station[:_STATION_DIGITS], _origin),
    Column("source", "Source", _source, _whole_source),
    Column("model", "Model and version", lambda r: f"{r.model_id} {r.model_version}"),
    Column("label", "Resembles", lambda r: r.label_name),
    Column("probability", "Probability", lambda r: in_figures(r.probability, 3), figures=True),
    Column(
        "uncertain",
        "Uncertain",
        _doubt,
        lambda r: "\n".join(r.remarks.values()),
    ),
    Column("state", "Decision", stands_in_words, _decided_by),
    Column("operator", "Operator", lambda r: r.operator),
)
