"""Which model is chosen: remembered, expected by the bars, and loaded before the first picture needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.memory import Memory
from leukdesk.gui.models.model_picker import ModelPicker
from leukdesk.gui.result.probability_chart import ProbabilityChart
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.station import Station

LOADING = marked("Loading model…")


class ModelChoice(QObject):
    """Tells when another model is chosen, and when it is ready or why it is not."""

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    changed = Signal()
    """Another one is chosen."""
    loaded = Signal()

    def __init__(self, picker: ModelPicker, chart: ProbabilityChart, memory: Memory, analyst: Analyst[Station]) -> None:
        super().__init__()
        self._picker, self._chart, self._memory, self._analyst = picker, chart, memory, analyst
        picker.chosen.connect(self.choose)

    def choose(self, model_id: str) -> None:
        """Another model was chosen in the list."""
        self._memory.change(model_id=model_id)
        self.changed.emit()
        self.load()

    def load(self) -> None:
        """Load the chosen model on the worker."""
        package = self._picker.package
        if package is None:
            return
        card = package.card
        self._chart.expect(tuple(each.name for each in card.classes), card.uncertain_below)
        self.said.emit(tr(LOADING))
        self._analyst.ask(lambda station: station.classifier(package.id), lambda _: self._ready(), self._not_loaded)

    def _ready(self) -> None:
        self.recovered.emit("model")
        self.loaded.emit()

    def _not_loaded(self, problem: Exception) -> None:
        self.said.emit(tr("The model cannot be used."))
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("model", str(problem))
