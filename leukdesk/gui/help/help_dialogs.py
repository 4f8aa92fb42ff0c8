"""What the Help menu opens: the manual, the models' cards, and what there is to say about the program."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from leukdesk.gui.help.about_dialog import AboutDialog
from leukdesk.gui.help.manual_opening import ManualOpening
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.models.card_dialog import CardDialog
from leukdesk.gui.models.model_picker import ModelPicker
from leukdesk.inference.catalog import Catalog
from leukdesk.installing.how import Running
from leukdesk.paths import DataPaths


class HelpDialogs:
    """Windows that are not modal: the picture behind them stays usable."""

    def __init__(
        self,
        window: QWidget,
        actions: Mapping[ActionId, QAction],
        picker: ModelPicker,
        paths: DataPaths,
        here: Running,
    ) -> None:
        self._window, self._picker, self._paths, self._here = window, picker, paths, here
        self._catalog: Catalog | None = None
        ManualOpening(window, actions[ActionId.MANUAL])
        actions[ActionId.MODEL_CARD].triggered.connect(lambda _=False: self.show_card())
        actions[ActionId.ABOUT].triggered.connect(lambda _=False: self.show_about())
        picker.card_wanted.connect(self.show_card)

    def learn(self, catalog: Catalog) -> None:
        """Take the models that the station has."""
        self._catalog = catalog

    def show_card(self) -> None:
        """Show the card of the chosen model."""
        if self._catalog is not None:
            package = self._picker.package
            CardDialog(self._catalog, package.id if package else "", self._window).show()

    def show_about(self) -> None:
        """Show version, licence and where the data lie."""
        AboutDialog(self._paths, self._here, self._window).show()
