"""Which formats there are. Nothing of them is loaded before one is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leukdesk.history.exporting.format import Format

# In the order in which they are offered: id, the module beside this one, its class, the suffix of its files.
_REGISTERED = (
    ("csv", "csv", "Csv", ".csv"),
    ("xlsx", "xlsx", "Excel", ".xlsx"),
    ("jsonl", "json_lines", "JsonLines", ".jsonl"),
    ("parquet", "parquet", "Parquet", ".parquet"),
    ("json", "json_lines", "JsonFile", ".json"),
    ("png", "png", "Png", ".png"),
    ("ome-tiff", "ome_tiff", "OmeTiff", ".ome.tiff"),
    ("dicom", "dicom", "Dicom", ".dcm"),
    ("fhir", "fhir", "Fhir", ".fhir.json"),
)
IDS = tuple(each[0] for each in _REGISTERED)


def find(format_id: str) -> Format:
    """Return a format.

    Raises
    ------
    KeyError
        There is none of this id (see :data:`IDS`).
    """
    module, name = {key: (module, name) for key, module, name, _ in _REGISTERED}[format_id]
    found: Format = getattr(importlib.import_module(f"leukdesk.history.exporting.{module}"), name)()
    return found


def all_formats() -> Iterator[Format]:
    """Yield every format, in the order in which they are offered."""
    return map(find, IDS)


def id_by_suffix(path: PurePath) -> str | None:
    """Return the id of the format whose files end as this one does."""
    name = path.name.lower()
    fitting = [(len(suffix), key) for key, _, _, suffix in _REGISTERED if name.endswith(suffix)]
    return max(fitting)[1] if fitting else None
