"""What lies with a backup and says what it is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from leukdesk.history.chain import Head
from leukdesk.history.plain import time_text

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """Of a backup.

    Attributes
    ----------
    time : datetime
        UTC, when it was made.
    station : str
        The name that the log gave itself when it was begun.
    program : str
        Version of the program that made it.
    schema : int
        Version of the log's format.
    sha256 : str
        Of the database file.
    size : int
        Of the database file, in bytes.
    head : Head
        The newest event in it.
    records, pictures : int
        How many; the pictures are those that its records need, each counted once.
    missing : int
        How many of these pictures could not be found.
    """

    time: datetime
    station: str
    program: str
    schema: int
    sha256: str
    size: int
    head: Head
    records: int
    pictures: int
    missing: int = 0

    @property
    def verified(self) -> bool:
        """Whether the database was found sound, which every backup's was, and no picture is missing."""
        return self.missing == 0

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""
        head = {"event": self.head.id, "hash": self.head.hash.hex()}
        return asdict(self) | {"time": time_text(self.time), "head": head, "verified": self.verified}


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a backup; None where there is none that can be understood."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        time = datetime.fromisoformat(found["time"])
        if time.tzinfo is None:
            return None
        texts = {name: str(found[name]) for name in ("station", "program", "sha256")}
        numbers = {name: int(found[name]) for name in ("schema", "size", "records", "pictures", "missing")}
        head = Head(int(found["head"]["event"]), bytes.fromhex(found["head"]["hash"]))
        if not 0 <= head.id < 1 << 63:  # what SQLite counts with
            return None
        return Manifest(time=time, head=head, **texts, **numbers)  # type: ignore[arg-type]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
