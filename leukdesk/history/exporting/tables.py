"""What a record is in a table: its columns, and the same as plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.history.events import Event
from leukdesk.history.exporting.format import Item, Items
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.imaging.optics import Optics


@dataclass(frozen=True)
class Column:
    """A column that every table has.

    Attributes
    ----------
    name : str
    meaning : str
        For whoever opens the table; ends without a full stop.
    kind : type
        int, float, bool, str or datetime (UTC). Any of them may be missing.
    """

    name: str
    meaning: str
    kind: type = str


_UTC = "UTC"
COLUMNS = (
    Column("id", "Number of the record in the log", int),
    Column("time", f"When the result was reached, {_UTC}", datetime),
    Column("sample", "Sample code, or its pseudonym"),
    Column("operator", "Who worked at the station, or a pseudonym"),
    Column("source", "Where the picture came from"),
    Column(
        "region_x",
        "Left edge of the part, or the cell, that was analysed, in pixels; empty for a whole picture",
        int,
    ),
    Column("region_y", "Upper edge of that part, in pixels", int),
    Column("region_width", "Width of that part, in pixels", int),
    Column("region_height", "Height of that part, in pixels", int),
    Column("picture_sha256", "SHA-256 of the pixels that were analysed; of a cell, those of its whole field"),
    Column("width", "Width of that picture, in pixels", int),
    Column("height", "Height of that picture, in pixels", int),
    Column("model_id", "The model that answered"),
    Column("model_version", "Its version"),
    Column("model_sha256", "SHA-256 of its file"),
    Column("label", "Id of the class that the picture resembles most, by the model"),
    Column("label_name", "Name of that class"),
    Column("probability", "Probability of that class, by the model", float),
    Column("uncertain", "Whether the model's answer is uncertain", bool),
    Column("state", "Where it stands: suggested, confirmed, changed, rejected or signed"),
    Column("decided_label", "Id of the class that a person decided; empty before, and where it was rejected"),
    Column("decided_name", "Name of that class"),
    Column("decided_by", "Who decided, or a pseudonym"),
    Column("decided_at", f"When, {_UTC}", datetime),
    Column("signed_by", "Who signed, or a pseudonym"),
    Column("signed_at", f"When, {_UTC}", datetime),
    Column("decisions", "How many decisions and signatures there are", int),
    Column("newest_reason", "The reason of the newest of them that has one"),
    Column("program_version", "Version of Leukdesk that logged it"),
    Column("station", "In a merged log, the name of the log that it came from"),
    Column("station_record", "Its number there", int),
    Column("remarks", "What was said of the picture, in codes"),
    Column("hands_free", "Whether the program took the picture by itself", bool),
    Column("camera", "The camera's lasting key"),
    Column("objective", "The objective, as the operator chose it"),
    Column("micrometres_per_pixel", "Scale of the picture", float),
    Column("calibration", "The calibration in force"),
    Column("flat_field", "Whether uneven light was corrected", bool),
    Column("white_balance", "Whether the light's colour was corrected", bool),
    Column("session", "Id of the slide session; empty outside of one"),
    Column("cell_cut", "Whether an edge of the field cuts the cell; empty where the record is of no single cell", bool),
    Column("cell_by_hand", "Whether a person has drawn the cell's box", bool),
)
PROBABILITY, QUALITY = "probability {}", "quality {}"


def values_of(item: Item) -> dict[str, Any]:
    """Return a record's values by name, as :data:`COLUMNS` has them; None where there is none."""
    record, standing = item.record, item.record.standing
    region, optics = record.region, record.optics
    reasons = (event.reason for event in reversed(item.decisions) if event.reason)
    values = {
        **{name: getattr(record, name) for name in _PLAIN},
        "region_x": region.x if region else None,
        "region_y": region.y if region else None,
        "region_width": region.width if region else None,
        "region_height": region.height if region else None,
        "state": standing.state.value,
        "decided_label": standing.label,
        "decided_name": standing.label_name,
        "decided_by": standing.decided_by,
        "decided_at": standing.decided_at,
        "signed_by": standing.signed_by,
        "signed_at": standing.signed_at,
        "decisions": len(item.decisions),
        "newest_reason": next(reasons, ""),
        "remarks": " ".join(record.remarks),
        **{name: getattr(optics, name, None) for name in _OPTICS},
        "cell_cut": record.cell.cut if record.cell else None,
        "cell_by_hand": record.cell.by_hand if record.cell else None,
    }
    return {column.name: values[column.name] for column in COLUMNS}


_PLAIN = (
    "id", "time", "sample", "operator", "source", "picture_sha256", "width", "height", "model_id", "model_version",
    "model_sha256", "label", "label_name", "probability", "uncertain", "program_version", "hands_free",
    "station", "station_record", "session",
)  # fmt: skip
_OPTICS = tuple(each.name for each in fields(Optics))


def classes_and_figures(items: Items) -> tuple[list[str], list[str]]:
    """Return all classes and all quality figures that occur, in the order in which they do."""
    classes: dict[str, None] = {}
    figures: dict[str, None] = {}
    for its_classes, its_figures in items.figures_of():
        classes.update(dict.fromkeys(its_classes))
        figures.update(dict.fromkeys(its_figures))
    return list(classes), list(figures)


def titles(classes: Sequence[str], figures: Sequence[str]) -> Iterator[str]:
    """Yield the names of the columns that depend on the records."""
    yield from map(PROBABILITY.format, classes)
    yield from map(QUALITY.format, figures)


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
        "station": record.station,
        "station_record": record.station_record,
        "probabilities": dict(record.probabilities),
        "quality": dict(record.quality),
        "remarks": dict(record.remarks),
        "optics": None if record.optics is None else asdict(record.optics),
        "hands_free": record.hands_free,
        "session": record.session,
        "cell": None if record.cell is None else record.cell.as_json(),
        "intended_use": INTENDED_USE,
    }


def item_as_json(item: Item) -> dict[str, Any]:
    """Return a record with all decisions about it as plain values that JSON can hold."""
    values = as_json(item.record)
    # The words of intended use stay the last.
    return values | {
        "decisions": [_decision(each) for each in item.decisions],
        "intended_use": values.pop("intended_use"),
    }


def _decision(event: Event) -> dict[str, Any]:
    return {
        "event": event.id,
        "time": time_text(event.time),
        "kind": event.kind.value,
        "by": event.actor,
        "old": dict(event.old),
        "new": dict(event.new),
        "reason": event.reason,
        **({"sha256": event.hash.hex()} if event.hash else {}),
    }


def _time(time: datetime | None) -> str:
    return "" if time is None else time_text(time)
