"""The window with the models' cards, and with the packages that were refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from leukdesk import INTENDED_USE
from leukdesk.gui.card_text import card_page, refusal_page
from leukdesk.gui.icons import icon
from leukdesk.gui.theme import SPACE, tones
from leukdesk.inference.catalog import Catalog


class CardDialog(QDialog):
    """Left: all packages of the station. Right: the chosen one's card, or why it is not run."""

    def __init__(self, catalog: Catalog, model_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Model cards")
        self._catalog = catalog
        self._list = QListWidget()
        self._list.setAccessibleName("Models")
        self._list.setFixedWidth(280)
        self._list.setWordWrap(True)
        self._list.setSpacing(SPACE // 4)
        self._page = QTextBrowser()
        self._page.setAccessibleName("Card")
        self._page.setOpenLinks(False)
        self._page.document().setDocumentMargin(2 * SPACE)
        for package in catalog.packages:
            self._list.addItem(QListWidgetItem(icon("card"), f"{package.card.title} {package.card.version}"))
        for refused in catalog.refused:
            self._list.addItem(QListWidgetItem(icon("warning"), f"{refused.id}: refused"))
        notice = QLabel(INTENDED_USE)
        notice.setProperty("role", "notice")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._list)
        row.addWidget(self._page, 1)
        foot = QHBoxLayout()
        foot.addWidget(notice, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(row, 1)
        column.addLayout(foot)
        self.resize(960, 640)
        self._list.currentRowChanged.connect(self._show)
        ids = [package.id for package in catalog.packages]
        self._list.setCurrentRow(ids.index(model_id) if model_id in ids else 0)

    @property
    def text(self) -> str:
        """What the page says, without its dress."""
        return self._page.toPlainText()

    def choose(self, row: int) -> None:
        """Open the card of a row of the list."""
        self._list.setCurrentRow(row)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_page"):
            self._show(self._list.currentRow())
        super().changeEvent(event)

    def _show(self, row: int) -> None:
        packages, refused = self._catalog.packages, self._catalog.refused
        dress = tones(self.palette())
        if 0 <= row < len(packages):
            self._page.setHtml(card_page(packages[row], dress))
        elif 0 <= row - len(packages) < len(refused):
            self._page.setHtml(refusal_page(refused[row - len(packages)], dress))
