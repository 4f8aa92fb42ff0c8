"""A record as a row of the database, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from leukdesk.history.records import NewRecord, Record
from leukdesk.imaging.frame import Region
from leukdesk.imaging.optics import Optics

# In the order of the table.
COLUMNS = (
    "id", "time", "sample", "operator", "source", "region_x", "region_y", "region_width", "region_height",
    "picture_sha256", "width", "height", "model_id", "model_version", "model_sha256", "probabilities", "label",
    "probability", "uncertain", "quality", "program_version", "label_name", "remarks",
    "optics", "hands_free",
)  # fmt: skip
SELECT = ", ".join(f"record.{column}" for column in COLUMNS)
INSERT = f"INSERT INTO record ({', '.join(COLUMNS[1:])}) VALUES ({', '.join('?' * (len(COLUMNS) - 1))})"  # noqa: S608


def time_text(time: datetime) -> str:
    """Return a time as it is stored: UTC, always 27 characters, so that text sorts as time does."""
    if time.tzinfo is None:
        raise ValueError(f"the time of a record is UTC, {time!r} does not say so")
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def to_row(new: NewRecord, program_version: str) -> tuple[Any, ...]:
    """Return the values of a row, without the id."""
    region = (new.region.x, new.region.y, new.region.width, new.region.height) if new.region else (None,) * 4
    return (
        time_text(new.time), _storable(new.sample), _storable(new.operator), _storable(new.source), *region,
        new.picture_sha256, new.width, new.height, _storable(new.model_id), _storable(new.model_version),
        new.model_sha256, _json(new.probabilities), _storable(new.label), float(new.probability),
        int(new.uncertain), _json(new.quality), program_version, _storable(new.label_name or new.label),
        _json(new.remarks), _optics_json(new.optics), int(new.hands_free),
    )  # fmt: skip


def from_row(row: tuple[Any, ...]) -> Record:
    """Return the record of a row selected with :data:`SELECT`."""
    values = dict(zip(COLUMNS, row, strict=True))
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
        **{name: values[name] for name in _PLAIN},
    )


_PLAIN = (
    "id", "sample", "operator", "source", "picture_sha256", "width", "height", "model_id", "model_version",
    "model_sha256", "label", "label_name", "program_version",
)  # fmt: skip


def _storable(text: str) -> str:
    r"""Return text that UTF-8 can hold.

    A file's name on Linux may be any bytes; Python reads those that are no UTF-8 as lone surrogates, which are written
    here as ``\udcXX`` so that such a file can be logged, and its name read.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _optics_json(optics: Optics | None) -> str | None:
    if optics is None:
        return None
    values = {name: _storable(each) if isinstance(each, str) else each for name, each in asdict(optics).items()}
    return json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _json(values: Mapping[str, float] | Mapping[str, str]) -> str:
    return json.dumps(
        {_storable(name): _storable(each) if isinstance(each, str) else float(each) for name, each in values.items()},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
