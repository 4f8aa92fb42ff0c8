"""JSON for programs: a record is an object, with all decisions about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

from leukdesk.history.exporting.format import Format, Item, Items
from leukdesk.history.exporting.tables import item_as_json
from leukdesk.history.plain import storable
from leukdesk.language import marked


class JsonLines(Format):
    """UTF-8, one object a line, texts exactly as logged."""

    id = "jsonl"
    title = marked("JSON lines, for programs; holds every decision")
    suffix = ".jsonl"

    def write(self, items: Items, path: Path) -> None:
        """Write a line for each item."""
        with path.open("xb") as stream:
            for item in items():
                stream.write(_line(item))


class JsonFile(Format):
    """The same, each record in a file of its own: for a system that watches a folder."""

    id = "json"
    title = marked("JSON files, one for each record, for a laboratory system")
    suffix = ".json"
    one_file: ClassVar[bool] = False

    def write(self, items: Items, path: Path) -> None:
        """Write the one item."""
        (item,) = items()
        path.write_bytes(_line(item))


def _line(item: Item) -> bytes:
    return storable(json.dumps(item_as_json(item), ensure_ascii=False, allow_nan=False) + "\n").encode()
