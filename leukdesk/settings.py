"""What the program remembers between two starts; never a reason not to start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from leukdesk.errors import LeukdeskError
from leukdesk.files import replacing, sync_folder

Scheme = Literal["system", "light", "dark"]


class SettingsNotSavedError(LeukdeskError):
    """The settings could not be written; those of the last time are still there."""

    code = "settings-not-saved"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The settings could not be saved to {path}: {reason}. The program will start with the earlier ones; "
            "see that the disk has room and that the folder can be written to."
        )


@dataclass(frozen=True)
class Settings:
    """Plain values; an empty text means "not chosen yet".

    Attributes
    ----------
    model_id, camera_key, operator, recent_folder : str
        As last used.
    scheme : "system", "light" or "dark"
    window : mapping of a widget's name to its state
        Geometry, splitters and columns, as base64 text that only the window understands.
    """

    model_id: str = ""
    camera_key: str = ""
    operator: str = ""
    recent_folder: str = ""
    scheme: Scheme = "system"
    window: Mapping[str, str] = field(default_factory=dict)


def load_settings(path: Path) -> Settings:
    """Read settings; what is missing or makes no sense gets its default value.

    A file that cannot be understood at all is moved aside to ``<name>.bad``, so that it can be looked at and does
    not hinder the next start.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = ""
    except OSError:
        return Settings()
    try:
        found = json.loads(text)
        if not isinstance(found, dict):
            raise ValueError("not an object")
    except (ValueError, RecursionError):
        _move_aside(path)
        return Settings()
    return Settings(**{f.name: found[f.name] for f in fields(Settings) if _fits(f.name, found.get(f.name))})


def save_settings(path: Path, settings: Settings) -> None:
    """Write settings; the earlier file stays until the new one is on the disk.

    Raises
    ------
    SettingsNotSavedError
    """
    text = json.dumps(asdict(settings), ensure_ascii=True, indent=2) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as stream:
            stream.write(text.encode())
        sync_folder(path.parent)
    except OSError as problem:
        raise SettingsNotSavedError(path, problem.strerror or str(problem)) from problem


def _fits(name: str, value: Any) -> bool:
    """Tell whether a value read from a file can be that setting."""
    if name == "scheme":
        return value in get_args(Scheme)
    if name == "window":
        return isinstance(value, dict) and all(isinstance(state, str) for state in value.values())
    return isinstance(value, str)


def _move_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(f"{path.name}.bad"))
    except OSError:
        return  # then it is overwritten by the next save
