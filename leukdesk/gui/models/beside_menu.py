"""Which second model, of the other scope, answers beside the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.memory import Memory
from leukdesk.gui.models.model_picker import ModelPicker
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import ModelPackage
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.station import Station

_TIP = marked(
    "A second model for what is classified by hand: of whole fields beside one of cells, or the other way round. "
    "Its answers are logged as well. The live view, hands-free capture and folders ask the first model alone"
)


class BesideMenu(QObject):
    """A menu in a menu, whose choices follow the model that is chosen in the picker; the choice is remembered."""

    failed = Signal(str, str)
    recovered = Signal(str)

    def __init__(self, menu: QMenu, picker: ModelPicker, memory: Memory, analyst: Analyst[Station]) -> None:
        super().__init__(menu)
        self._picker, self._memory, self._analyst = picker, memory, analyst
        self._packages: dict[str, ModelPackage] = {}
        self.menu = menu.addMenu(tr("Model besi&de"))
        self.menu.menuAction().setToolTip(tr(_TIP))
        self.menu.menuAction().setStatusTip(f"{tr(_TIP)}.")
        self._group = QActionGroup(self)
        self.menu.aboutToShow.connect(self._fill)
        self._fill()

    @property
    def package(self) -> ModelPackage | None:
        """The second model; None where none was chosen, or the one that was looks at the same as the first."""
        first, second = self._picker.package, self._packages.get(self._memory.settings.beside_id)
        return None if first is None or second is None or second.card.scope == first.card.scope else second

    def learn(self, catalog: Catalog) -> None:
        """Offer the models of a station; the one that was chosen last is made ready."""
        self._packages = {each.id: each for each in catalog.packages}
        self.load()
        self._fill()

    def load(self) -> None:
        """Load the second model on the worker, before the first picture needs it."""
        package = self.package
        if package is not None:
            ready, wanted = self.recovered, package.id
            self._analyst.ask(
                lambda station: station.classifier(wanted), lambda _: ready.emit("beside"), self._not_loaded
            )

    def choose(self, model_id: str) -> None:
        """Choose a second model; empty for none."""
        self._memory.change(beside_id=model_id)
        self.recovered.emit("beside")
        self.load()

    def _fill(self) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
            self.menu.removeAction(action)
            action.deleteLater()
        first, chosen = self._picker.package, self.package
        others = [] if first is None else [e for e in self._packages.values() if e.card.scope != first.card.scope]
        titles = [
            (tr("None"), ""),
            *((f"{each.card.title} {each.card.version}".replace("&", "&&"), each.id) for each in others),
        ]
        for title, model_id in titles:
            action = self._group.addAction(title)
            action.setCheckable(True)
            action.setChecked(model_id == ("" if chosen is None else chosen.id))
            action.triggered.connect(lambda _=False, model_id=model_id: self.choose(model_id))
            self.menu.addAction(action)

    def _not_loaded(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("beside", str(problem))
