"""What every exported picture says of its record, and names for it that stay the same at every export."""

from __future__ import annotations

import re
import uuid

from leukdesk import INTENDED_USE
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record

NAMESPACE = "urn:leukdesk:record"
# What XML 1.0 can hold in no way: control characters, halves of surrogate pairs, two characters that are none.
_NOT_TEXT = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)


def clean(text: str) -> str:
    """Return a text that XML, PNG and DICOM can hold; what they cannot becomes the replacement character."""
    return _NOT_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def facts(record: Record) -> dict[str, str]:
    """Return what a person should find in the file beside the picture; what is not known is left out.

    It was logged with the picture, and never changes.
    """
    region = record.region
    every = {
        "Record": str(record.id),
        "Sample code": record.sample,
        "Time of the result": time_text(record.time),
        "Region": f"{region.width} x {region.height} pixels at {region.x}, {region.y}" if region is not None else "",
        "Picture SHA-256" if record.cell is None else "Field SHA-256": record.picture_sha256,
        "Slide session": record.session,
        "Model": f"{record.model_id} {record.model_version}",
        "Model SHA-256": record.model_sha256,
        "Resembles": record.label_name or record.label,
        "Probability": f"{record.probability:.6g}",
        "Uncertain": "yes" if record.uncertain else "no",
        "Micrometres per pixel": f"{scale:.6g}" if (scale := micrometres_per_pixel(record)) is not None else "",
        "Objective": record.optics.objective if record.optics is not None else "",
        "Software": f"Leukdesk {record.program_version}",
        "Intended use": INTENDED_USE,
    }
    return {name: clean(value) for name, value in every.items() if value}


def standing(record: Record) -> dict[str, str]:
    """Return how the record stands at the moment of the export."""
    decided = record.standing.label_name or record.standing.label
    return {"State": record.standing.state.value} | ({"Decided": clean(decided)} if decided else {})


def micrometres_per_pixel(record: Record) -> float | None:
    """Return how much of the slide a pixel shows; None where it is not known, or no microscope's."""
    scale = record.optics.micrometres_per_pixel if record.optics is not None else None
    return scale if scale is not None and 1e-4 <= scale <= 1e4 else None


def stable_uuid(record: Record, what: str = "") -> uuid.UUID:
    """Return a UUID for a record, or for something that belongs to it: the same one at every export.

    Two stations' records of one number differ in time, picture or model. A record under a pseudonym is another thing
    than the same one under its sample code, and must not take its place in an archive.
    """
    parts = (str(record.id), time_text(record.time), record.picture_sha256, record.model_sha256, record.sample, what)
    return uuid.uuid5(_OURS, "\n".join(f"{len(part)}:{part}" for part in map(clean, parts)))
