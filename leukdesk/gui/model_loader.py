"""Loads the chosen model before the first picture needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.inference.package import ModelPackage

if TYPE_CHECKING:
    from leukdesk.station import Station

LOADING = "Loading model…"


class ModelLoader(QObject):
    """Tells when the model that was asked for last is ready, or why it is not."""

    said = Signal(str)
    failed = Signal(str, str)
    loaded = Signal()

    def __init__(self, analyst: Analyst[Station]) -> None:
        super().__init__()
        self._analyst = analyst

    def load(self, package: ModelPackage) -> None:
        """Load a model on the worker."""
        self.said.emit(LOADING)
        self._analyst.ask(
            lambda station: station.classifier(package.id), lambda _: self.loaded.emit(), self._not_loaded
        )

    def _not_loaded(self, problem: Exception) -> None:
        self.said.emit("The model cannot be used.")
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("model", str(problem))
