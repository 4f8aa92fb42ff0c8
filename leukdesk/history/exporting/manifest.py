"""The list that goes with an export: what was written, of which log, when, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from leukdesk import INTENDED_USE, __version__
from leukdesk.history.exporting.format import About
from leukdesk.history.plain import storable, time_text

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Written:
    """A file of an export.

    Attributes
    ----------
    name : str
        Seen from the manifest's folder, with ``/``.
    sha256 : str
        Of its content.
    bytes : int
    """

    name: str
    sha256: str
    bytes: int


def beside(target: Path) -> Path:
    """Return where the manifest of an export lies."""
    return target.with_name(f"{target.name}.manifest.json")


def written(path: Path, name: str) -> Written:
    """Return a file's hash and size."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return Written(name, digest.hexdigest(), size)


class ManifestWriter:
    """Writes the list file by file, so that a million of them need no room.

    Parameters
    ----------
    path : Path
        A new file.
    about : About
    facts : mapping of str to Any
        More plain values that JSON can hold.
    """

    def __init__(self, path: Path, about: About, facts: dict[str, Any]) -> None:
        self._stream = path.open("xb")
        self._digest = hashlib.sha256()
        self._first = True
        head = {
            "intended_use": INTENDED_USE,
            "program": "leukdesk",
            "program_version": __version__,
            "time": time_text(about.time),
            "filter": dict(about.filter),
            "selected": about.count,
            "privacy": about.privacy,
            "log_head": about.head.as_json(),
            **facts,
        }
        self._write(_json(head)[:-2] + ',\n  "files": [')

    def add(self, file: Written) -> None:
        """Take in a file."""
        values = {"name": file.name, "sha256": file.sha256, "bytes": file.bytes}
        line = storable(json.dumps(values, ensure_ascii=False))
        self._write(("\n    " if self._first else ",\n    ") + line)
        self._first = False

    def finish(self, records: int, remarks: Sequence[str]) -> str:
        """Write what is known at the end only; return the SHA-256 of the whole list."""
        tail = _json({"records": records, "remarks": list(remarks)})
        self._write("\n  ],\n" + tail.removeprefix("{\n") + "\n")
        self._stream.close()
        return self._digest.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def _write(self, text: str) -> None:
        content = text.encode()
        self._digest.update(content)
        self._stream.write(content)


def _json(values: dict[str, Any]) -> str:
    return storable(json.dumps(values, ensure_ascii=False, allow_nan=False, indent=2))
