"""Which model answers, what it was trained for in one line, and the button to its card."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE, tones
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import ModelPackage
from leukdesk.language import tr


class _TitleBox(QComboBox):
    """A box of packages; it leaves out the version, then words before the brackets, where there is no room for all.

    What stands in brackets is the network, which alone tells models for the same question apart. The box leaves typed
    characters to the window: a barcode scanner must not choose another model.
    """

    @property
    def package(self) -> ModelPackage | None:
        """The package that is chosen; None when there is none."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, ModelPackage) else None

    def fill(self, packages: Sequence[ModelPackage]) -> None:
        """Offer packages, under headings where they look at different things."""
        self.clear()
        for section, those in sections(packages):
            if section:
                self._add_heading(section)
            for package in those:
                self.addItem(f"{package.card.title} {package.card.version}", package)
        self.dress()

    def dress(self) -> None:
        """Give the headings the colour of quiet text: that of what is disabled is too faint to read."""
        for row in range(self.count()):
            if self.itemData(row) is None:
                self.setItemData(row, QColor(tones(self.palette()).muted), Qt.ItemDataRole.ForegroundRole)

    def _add_heading(self, text: str) -> None:
        self.addItem(text)
        font = self.font()
        font.setBold(True)
        self.setItemData(self.count() - 1, font, Qt.ItemDataRole.FontRole)
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self.count() - 1).setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with the arrow keys only."""
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw like every combo box, with the text shortened."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self._that_fits(field.width() - SPACE)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _that_fits(self, room: int) -> str:
        """Return the title with its version, else without, else with fewer words before the brackets."""
        title = self.package.card.title if self.package is not None else self.currentText()
        metrics = self.fontMetrics()
        words, bracket, network = title.rpartition(" (")
        end = bracket + network if bracket else ""
        before = metrics.elidedText(words or title, Qt.TextElideMode.ElideRight, room - metrics.horizontalAdvance(end))
        fits = (text for text in (self.currentText(), title, before + end) if metrics.horizontalAdvance(text) <= room)
        return next(fits, metrics.elidedText(title, Qt.TextElideMode.ElideRight, room))


def sections(packages: Sequence[ModelPackage]) -> list[tuple[str, list[ModelPackage]]]:
    """Packages under headings that say what they look at and whose they are; where all are alike, under none."""
    found = [(section, list(those)) for section, those in groupby(packages, _section)]
    return found if len(found) > 1 else [("", list(packages))]


def _section(package: ModelPackage) -> str:
    ours = package.bundled or package.instead is not None
    if package.card.scope == "field":
        return tr("Whole fields") if ours else tr("Whole fields, this station's own")
    return tr("Single cells") if ours else tr("Single cells, this station's own")


class ModelPicker(QFrame):
    """The packages that may be run; those that are refused are counted here and explained in the card's window."""

    chosen = Signal(str)
    """Id of the model that was chosen by the user."""
    card_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._box = _TitleBox()
        self._box.setAccessibleName(tr("Model"))
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box.setMinimumContentsLength(12)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setEnabled(False)
        self._box.addItem(tr("Loading models…"))
        self._card = QPushButton(tr("Card"))
        self._card.setToolTip(tr("What the model was trained on, how well it does, and its limits"))
        self._card.setAccessibleName(tr("Open the model's card"))
        self._card.setEnabled(False)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._summary.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._box, 1)
        row.addWidget(self._card)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self._summary)
        self._box.currentIndexChanged.connect(self._changed)
        self._box.activated.connect(lambda index: self.chosen.emit(self._box.itemData(index).id))
        self._card.clicked.connect(self.card_wanted)
        self._dress()

    @property
    def popup(self) -> QAbstractItemView:
        """The list that drops down."""
        return self._box.view()

    @property
    def package(self) -> ModelPackage | None:
        """The model that answers; None when there is none."""
        return self._box.package

    def set_catalog(self, catalog: Catalog, model_id: str) -> None:
        """Offer the models of a station; the one used last is chosen again where it is still there."""
        packages = {package.id: package for package in catalog.packages}
        self._box.blockSignals(True)
        self._box.fill(catalog.packages)
        if packages:
            chosen = packages.get(model_id, catalog.default)
            self._box.setCurrentIndex(self._box.findData(chosen))
        else:
            self._box.addItem(tr("No model can be run"))
        self._box.blockSignals(False)
        self._box.setEnabled(bool(packages))
        self._card.setEnabled(bool(packages or catalog.refused))
        self._refused = len(catalog.refused)
        self._changed()

    def choose(self, model_id: str) -> None:
        """Choose a model, as if the user had; nothing happens where it is not among them."""
        for index in range(self._box.count()):
            package = self._box.itemData(index)
            if package is not None and package.id == model_id and index != self._box.currentIndex():
                self._box.setCurrentIndex(index)
                self.chosen.emit(model_id)

    def set_broken(self) -> None:
        """Models will not come: the station could not be opened."""
        self._box.setItemText(0, tr("No model can be run"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        self._card.setIcon(icon("card"))
        self._box.dress()

    _refused = 0

    def _changed(self) -> None:
        package = self.package
        text = package.card.summary if package is not None else ""
        if self._refused:
            refused = (
                tr("1 package is refused: see the card.")
                if self._refused == 1
                else tr("{count} packages are refused: see the card.")
            )
            text += f" {refused.format(count=self._refused)}"
        self._summary.setText(text.strip())
        self._box.setToolTip(plain_tip(self._box.currentText()))
