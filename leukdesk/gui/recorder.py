"""Notes in the log which settings and which model were chosen, and which models a station has."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.history.events import Kind, NewEvent
from leukdesk.settings import Settings

if TYPE_CHECKING:
    from leukdesk.calibration.calibration import Calibration
    from leukdesk.station import Station

logger = logging.getLogger(__name__)

MODEL = "model"
_AFTER = 2000
"""Milliseconds from the last change until it is noted: a slider that is drawn makes one event, not a hundred."""


class Recorder(QObject):
    """Only what matters to results or records is noted: a window's size does not.

    Parameters
    ----------
    operator : callable
        Returns who is working.
    """

    def __init__(self, analyst: Analyst[Station], operator: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._analyst, self._operator = analyst, operator
        self._old: dict[str, Any] = {}
        self._new: dict[str, Any] = {}
        self._actor = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AFTER)
        self._pause.timeout.connect(self.flush)

    def open(self) -> None:
        """Note which models are there, where they are not those of the last time."""
        self._analyst.ask(lambda station: station.note_packages(), lambda _: None, _not_noted)

    def calibrated(self, calibration: Calibration) -> None:
        """Note a new calibration of a camera with an objective."""
        new = {
            "id": calibration.id,
            "micrometres_per_pixel": calibration.micrometres_per_pixel,
            "scale_from": calibration.scale_from,
            "blank_from": calibration.blank_from,
        }
        subject = f"calibration of {calibration.camera} with {calibration.objective}"
        event = NewEvent(Kind.SETTING, calibration.operator, subject, new=new, time=datetime.now(UTC))

        def note(station: Station) -> None:
            if station.history is not None:
                station.history.note(event)

        self._analyst.ask(note, lambda _: None, _not_noted, to_be_finished=True)

    def changed(self, before: Settings, after: Settings) -> None:
        """Settings have other values: note those that matter, a little later."""
        old, new = that_matter(before), that_matter(after)
        differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        if not differing:
            return
        actor = self._operator()
        if self._new and actor != self._actor:
            self.flush()  # what somebody else did is that person's
        self._actor = actor
        for name in differing:
            self._old.setdefault(name, old.get(name))
            self._new[name] = new.get(name)
        self._pause.start()

    def flush(self) -> None:
        """Note what has changed, now."""
        self._pause.stop()
        events = [
            NewEvent(
                Kind.MODEL if name == MODEL else Kind.SETTING,
                self._actor,
                name,
                {"value": self._old[name]},
                {"value": value},
                time=datetime.now(UTC),
            )
            for name, value in self._new.items()
            if value != self._old[name]
        ]
        self._old, self._new = {}, {}
        if not events:
            return

        def note(station: Station) -> None:
            if station.history is not None:
                station.history.note(*events)

        self._analyst.ask(note, lambda _: None, _not_noted, to_be_finished=True)


def that_matter(settings: Settings) -> Mapping[str, str | float | bool]:
    """Return the settings that matter to results or records, by the names under which they are noted."""
    found: dict[str, str | float | bool] = {
        MODEL: settings.model_id,
        "camera": settings.camera_key,
        "hands-free sensitivity": settings.live.sensitivity,
        "lock after minutes": settings.review.lock_minutes,
        "export folder": settings.handover.folder,
        "export folder takes": settings.handover.when,
        "export folder format": settings.handover.format_id,
        "export folder identified": settings.handover.identified,
        "backup folder": settings.backup_folder,
        "backup on close": settings.backup_on_close,
        "archive after months": settings.archive_after_months,
        "archive folder": settings.archive_folder,
    }
    for key, lines in settings.slide.references.items():
        found[f"reference lines of {key}"] = " to ".join("none" if each is None else f"{each:.4f}" for each in lines)
    for key, camera in settings.cameras.items():
        found[f"objective of {key}"] = camera.objective
        found[f"quarter turns of {key}"] = camera.quarter_turns
        found[f"mirrored picture of {key}"] = camera.mirrored
        found |= {f"{control} of {key}": value for control, value in camera.controls.items()}
    return found


def _not_noted(problem: Exception) -> None:
    if not isinstance(problem, LeukdeskError):
        raise problem
    # No reason to stop working: what is logged next says for itself with what it was made.
    logger.warning("A change of settings or models was not noted. %s", problem)
