"""A record as a row of the database, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from leukdesk.history.plain import storable, time_text
from leukdesk.history.records import NewRecord, Record
from leukdesk.history.review import Standing, State
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.imaging.optics import Optics

# What is stored with a record and never changes, in the order of the table.
COLUMNS = (
    "id", "time", "sample", "operator", "source", "region_x", "region_y", "region_width", "region_height",
    "picture_sha256", "width", "height", "model_id", "model_version", "model_sha256", "probabilities", "label",
    "probability", "uncertain", "quality", "program_version", "label_name", "remarks",
    "optics", "hands_free", "look", "session", "cell",
)  # fmt: skip
# Where it stands, by its newest decision.
STANDING = ("state", "decided_label", "decided_name", "decided_by", "decided_at", "signed_by", "signed_at")
STANDING_AT_FIRST = (State.SUGGESTED.value, "", "", "", "", "", "")
# Where it came from, in a merged log.
_ORIGIN = ("station", "station_record")
ORIGIN_HERE = ("", None)
_READ = (*COLUMNS, *STANDING, *_ORIGIN)
SELECT = ", ".join(f"record.{column}" for column in _READ)
INSERT = f"INSERT INTO record ({', '.join(COLUMNS[1:])}) VALUES ({', '.join('?' * (len(COLUMNS) - 1))})"  # noqa: S608


def to_row(new: NewRecord, program_version: str) -> tuple[Any, ...]:
    """Return the values of a row, without the id."""
    region = (new.region.x, new.region.y, new.region.width, new.region.height) if new.region else (None,) * 4
    return (
        time_text(new.time), storable(new.sample), storable(new.operator), storable(new.source), *region,
        new.picture_sha256, new.width, new.height, storable(new.model_id), storable(new.model_version),
        new.model_sha256, _json(new.probabilities), storable(new.label), float(new.probability),
        int(new.uncertain), _json(new.quality), program_version, storable(new.label_name or new.label),
        _json(new.remarks), _optics_json(new.optics), int(new.hands_free), new.look,
        new.session, _cell_json(new.cell),
    )  # fmt: skip


def from_row(row: tuple[Any, ...]) -> Record:
    """Return the record of a row selected with :data:`SELECT`."""
    values = dict(zip(_READ, row, strict=True))
    region = Region(*row[5:9]) if row[5] is not None else None
    return Record(
        time=datetime.fromisoformat(values["time"]),
        region=region,
        probabilities=json.loads(values["probabilities"]),
        uncertain=bool(values["uncertain"]),
        quality=json.loads(values["quality"]),
        remarks=json.loads(values["remarks"]),
        optics=None if values["optics"] is None else Optics(**json.loads(values["optics"])),
        hands_free=bool(values["hands_free"]),
        cell=None if values["cell"] is None else Cell.of_json(json.loads(values["cell"])),
        standing=Standing(
            State(values["state"]),
            values["decided_label"],
            values["decided_name"],
            values["decided_by"],
            _time(values["decided_at"]),
            values["signed_by"],
            _time(values["signed_at"]),
        ),
        **{name: values[name] for name in _PLAIN},
    )


_PLAIN = (
    "id", "sample", "operator", "source", "picture_sha256", "width", "height", "model_id", "model_version",
    "model_sha256", "label", "label_name", "program_version", "look", "session", *_ORIGIN,
)  # fmt: skip


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _optics_json(optics: Optics | None) -> str | None:
    if optics is None:
        return None
    values = {name: storable(each) if isinstance(each, str) else each for name, each in asdict(optics).items()}
    return json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _cell_json(cell: Cell | None) -> str | None:
    return None if cell is None else json.dumps(cell.as_json(), allow_nan=False, separators=(",", ":"))


def _json(values: Mapping[str, float] | Mapping[str, str]) -> str:
    return json.dumps(
        {storable(name): storable(each) if isinstance(each, str) else float(each) for name, each in values.items()},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
