"""The name that the log gave itself, kept beside it: a log that is damaged or gone is known by it.

Several stations may keep their backups in one folder, and none must be given another's records.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from leukdesk.files import replacing

_NAME = re.compile("[0-9a-f]{32}")


def keep_station(database: Path, station: str) -> None:
    """Write the name, where another or none is kept; a failure passes unsaid, for the log itself has it as well."""
    if _NAME.fullmatch(station) and kept_station(database) != station:
        with suppress(OSError), replacing(_file(database)) as stream:
            stream.write(station.encode())


def kept_station(database: Path) -> str:
    """Return the name; empty where none is kept, or what is there cannot be one."""
    try:
        name = _file(database).read_bytes().decode("ascii", "replace")
    except OSError:
        return ""
    return name if _NAME.fullmatch(name) else ""


def _file(database: Path) -> Path:
    return database.with_name(f"{database.name}.station")
