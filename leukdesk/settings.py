"""What the program remembers between two starts; never a reason not to start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from leukdesk.errors import LeukdeskError
from leukdesk.files import replacing, sync_folder
from leukdesk.language import NAMES, tr

_MOST_MONTHS = 1200
_MOST_CELLS = 10_000
CELL_PIXELS = (64, 192)
"""Smallest and largest side of a cell in the gallery."""

Scheme = Literal["system", "light", "dark"]
S = TypeVar("S", "CameraSettings", "LiveSettings", "ReviewSettings", "HandoverSettings", "SlideSettings")
Line = float | None
"""A reference line as a share, 0 to 1; None where the laboratory has set none."""


class SettingsNotSavedError(LeukdeskError):
    """The settings could not be written; those of the last time are still there."""

    code = "settings-not-saved"

    def __init__(self, path: Path, reason: str) -> None:
        words = tr(
            "The settings could not be saved to {path}: {reason}. The program will start with the earlier ones; "
            "see that the disk has room and that the folder can be written to."
        )
        super().__init__(words.format(path=path, reason=reason))


@dataclass(frozen=True)
class CameraSettings:
    """What is remembered of one camera.

    Attributes
    ----------
    objective : str
        The one that was on the microscope last.
    quarter_turns : int
        By how many quarters, clockwise, its picture is shown turned.
    mirrored : bool
        Whether its picture is shown mirrored.
    controls : mapping of a control's id to its value
        As set by the operator.
    """

    objective: str = ""
    quarter_turns: int = 0
    mirrored: bool = False
    controls: Mapping[str, float | str | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class LiveSettings:
    """How live pictures are looked at.

    Attributes
    ----------
    suggest : bool
        The model runs on them.
    every_ms : int
        Milliseconds between two suggestions at least; 0 for as often as the machine allows.
    average : bool
        A suggestion is the mean over a field at rest.
    sensitivity : str
        Of hands-free capture, by name.
    sound : bool
        With each capture by itself.
    scale_bar, grid, crosshair, names : bool
        What is drawn over the picture; the names are those of rendered cells.
    cells, outlines : bool
        Whether the cells that were found are drawn, and whether by their outlines instead of boxes.
    """

    suggest: bool = True
    every_ms: int = 0
    average: bool = False
    sensitivity: str = "Normal"
    sound: bool = True
    scale_bar: bool = True
    grid: bool = False
    crosshair: bool = False
    names: bool = False
    cells: bool = True
    outlines: bool = False


@dataclass(frozen=True)
class ReviewSettings:
    """How suggestions are reviewed.

    Attributes
    ----------
    go_on : bool
        After a decision in a review the next record that needs one is shown by itself.
    lock_minutes : int
        Without input for so long nobody is signed in any more; 0 for never.
    """

    go_on: bool = True
    lock_minutes: int = 0


@dataclass(frozen=True)
class HandoverSettings:
    """What is handed over to a folder that another system watches.

    Attributes
    ----------
    folder : str
        Empty where nothing is handed over.
    when : str
        "signed" or "decided".
    format_id : str
    identified : bool
        With sample codes and names.
    """

    folder: str = ""
    when: str = "signed"
    format_id: str = "json"
    identified: bool = False


@dataclass(frozen=True)
class SlideSettings:
    """How the cells of a slide are counted and looked at.

    Attributes
    ----------
    target : int
        White cells to be counted, as chosen last.
    way : str
        How the fields come, as chosen last.
    cell_pixels : int
        Side of a cell in the gallery.
    references : mapping of a class's id to its lower and upper line
        The laboratory's own, as shares.
    """

    target: int = 100
    way: str = "hands-free"
    cell_pixels: int = 104
    references: Mapping[str, tuple[Line, Line]] = field(default_factory=dict)


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
    live : LiveSettings
    cameras : mapping of a source's lasting key to CameraSettings
    review : ReviewSettings
    handover : HandoverSettings
    slide : SlideSettings
    backup_folder : str
        On another disk, for a second copy of every backup; empty for none.
    backup_on_close : bool
        Back the log up when the window closes and something was logged.
    archive_after_months : int
        Pictures of records so old are to be archived, once somebody agrees; 0 for never.
    archive_folder : str
        Where archives are written, and looked for; empty where none was chosen.
    beside_id : str
        Of the second model, which answers beside the first; empty for none.
    offered_build : str
        The one that has offered to put itself on this station; it does so once.
    language : str
        Code of the language that the window speaks; empty for the system's.
    """

    model_id: str = ""
    camera_key: str = ""
    operator: str = ""
    recent_folder: str = ""
    scheme: Scheme = "system"
    window: Mapping[str, str] = field(default_factory=dict)
    live: LiveSettings = field(default_factory=LiveSettings)
    cameras: Mapping[str, CameraSettings] = field(default_factory=dict)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    handover: HandoverSettings = field(default_factory=HandoverSettings)
    slide: SlideSettings = field(default_factory=SlideSettings)
    backup_folder: str = ""
    backup_on_close: bool = True
    archive_after_months: int = 0
    archive_folder: str = ""
    beside_id: str = ""
    offered_build: str = ""
    language: str = ""


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
    plain = {f.name: found[f.name] for f in fields(Settings) if _fits(f.name, found.get(f.name))}
    cameras = found.get("cameras")
    return Settings(
        **plain,
        live=_read_plain(LiveSettings(), found.get("live")),
        review=_read_review(found.get("review")),
        handover=_read_plain(HandoverSettings(), found.get("handover")),
        slide=_read_slide(found.get("slide")),
        cameras={key: _read_camera(each) for key, each in cameras.items()} if isinstance(cameras, dict) else {},
    )


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
    """Tell whether a value read from a file can be that setting; the nested ones are read one by one."""
    match name:
        case "live" | "review" | "cameras" | "handover" | "slide":
            return False
        case "backup_on_close":
            return isinstance(value, bool)
        case "archive_after_months":
            return type(value) is int and 0 <= value <= _MOST_MONTHS
        case "scheme":
            return value in get_args(Scheme)
        case "language":
            return isinstance(value, str) and value in ("", *NAMES)
        case "window":
            return isinstance(value, dict) and all(isinstance(state, str) for state in value.values())
        case _:
            return isinstance(value, str)


def _read_plain(defaults: S, found: Any) -> S:
    """Return settings with those values of a file that are of the same type as the defaults."""
    if not isinstance(found, dict):
        return defaults
    names = (each.name for each in fields(defaults))
    usable = {name: found[name] for name in names if type(found.get(name)) is type(getattr(defaults, name))}
    return replace(defaults, **usable)


def _read_review(found: Any) -> ReviewSettings:
    read = _read_plain(ReviewSettings(), found)
    return replace(read, lock_minutes=min(max(read.lock_minutes, 0), 240))


def _read_slide(found: Any) -> SlideSettings:
    read = _read_plain(SlideSettings(), found)
    references = {key: lines for key, each in read.references.items() if (lines := _lines(each)) is not None}
    return replace(
        read,
        target=min(max(read.target, 1), _MOST_CELLS),
        cell_pixels=min(max(read.cell_pixels, CELL_PIXELS[0]), CELL_PIXELS[1]),
        references=references,
    )


def _lines(found: Any) -> tuple[Line, Line] | None:
    """Return two reference lines of a file, None where they make no sense."""
    if not isinstance(found, list) or len(found) != 2:
        return None
    if not all(each is None or (type(each) in (int, float) and 0 <= each <= 1) for each in found):
        return None
    low, high = (None if each is None else float(each) for each in found)
    return None if low is not None and high is not None and low > high else (low, high)


def _read_camera(found: Any) -> CameraSettings:
    read = _read_plain(CameraSettings(), found)
    controls = {
        key: value
        for key, value in read.controls.items()
        if isinstance(value, str | bool | int | float) and value == value  # JSON in Python knows NaN
    }
    return replace(read, quarter_turns=read.quarter_turns % 4, controls=controls)


def _move_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(f"{path.name}.bad"))
    except OSError:
        return  # then it is overwritten by the next save
