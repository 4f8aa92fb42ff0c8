"""The columns of the history's table: what each says of a record, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from leukdesk.capture.source_name import source_name
from leukdesk.gui.result.answers import local_time
from leukdesk.history.records import Record
from leukdesk.history.review import stands_in_words
from leukdesk.history.searching.order import OrderColumn
from leukdesk.imaging.remark import shown
from leukdesk.inference.prediction import in_figures
from leukdesk.language import marked, tr


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    key : str
        What the log calls it when sorting.
    title : str
        Marked for translation.
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
    name = source_name(PurePath(record.source).name or record.source)
    if record.cell is not None:
        return tr("{source} (cell)").format(source=name)
    return tr("{source} (region)").format(source=name) if record.region is not None else name


def _whole_source(record: Record) -> str:
    part = record.region
    if part is None:
        return source_name(record.source)
    what = (
        tr("Region of {width} × {height} pixels at {x}, {y}")
        if record.cell is None
        else tr("Cell in a box of {width} × {height} pixels at {x}, {y}")
    )
    return f"{source_name(record.source)}\n{what.format(width=part.width, height=part.height, x=part.x, y=part.y)}"


def _decided_by(record: Record) -> str:
    standing = record.standing
    lines = []
    for sentence, who, when in (
        (tr("Decided by {who}, {when}"), standing.decided_by, standing.decided_at),
        (tr("Signed by {who}, {when}"), standing.signed_by, standing.signed_at),
    ):
        if when is not None:
            lines.append(sentence.format(who=who or tr("somebody"), when=f"{when.astimezone():%Y-%m-%d %H:%M}"))
    return "\n".join(lines)


def _doubt(record: Record) -> str:
    return tr("needs review") if record.needs_review else tr("uncertain") if record.uncertain else ""


def _origin(record: Record) -> str:
    if not record.station:
        return ""
    return tr("Row {number} of the station {station}").format(number=record.station_record, station=record.station)


_STATION_DIGITS = 8

COLUMNS = (
    Column("id", marked("Time"), local_time),
    Column("sample", marked("Sample code"), lambda r: r.sample),
    Column("station", marked("Station"), lambda r: r.station[:_STATION_DIGITS], _origin),
    Column("source", marked("Source"), _source, _whole_source),
    Column("model", marked("Model and version"), lambda r: f"{r.model_id} {r.model_version}"),
    Column("label", marked("Resembles"), lambda r: r.label_name),
    Column("probability", marked("Probability"), lambda r: in_figures(r.probability, 3), figures=True),
    Column(
        "uncertain",
        marked("Uncertain"),
        _doubt,
        lambda r: "\n".join(shown(r.remarks).values()),
    ),
    Column("state", marked("Decision"), stands_in_words, _decided_by),
    Column("operator", marked("Operator"), lambda r: r.operator),
)
