"""The window with the models' cards, and with the packages that were refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
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
from leukdesk.gui.models.card_text import card_page, refusal_page
from leukdesk.gui.models.model_picker import sections
from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.theme import SPACE, tones
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import ModelPackage, RefusedPackage
from leukdesk.language import tr


class CardDialog(QDialog):
    """Left: all packages of the station. Right: the chosen one's card, or why it is not run."""

    def __init__(self, catalog: Catalog, model_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Model cards"))
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Models"))
        self._list.setFixedWidth(280)
        self._list.setWordWrap(True)
        self._list.setSpacing(SPACE // 4)
        self._page = QTextBrowser()
        self._page.setAccessibleName(tr("Card"))
        self._page.setOpenLinks(False)
        self._page.document().setDocumentMargin(2 * SPACE)
        for section, packages in sections(catalog.packages):
            if section:
                self._add_heading(section)
            for package in packages:
                self._add("card", f"{package.card.title} {package.card.version}", package)
        if catalog.refused and self._list.count():
            self._add_heading(tr("Refused"))
        for refused in catalog.refused:
            self._add("warning", tr("{package}: refused").format(package=refused.id), refused)
        notice = QLabel(tr(INTENDED_USE))
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
        self._dress()
        self.resize(1040, 680)
        self._list.currentItemChanged.connect(self._show)
        rows = {package.id: row for row, package in enumerate(self._packages()) if package is not None}
        self._list.setCurrentRow(rows.get(model_id, next(iter(rows.values()), -1)))

    @property
    def text(self) -> str:
        """What the page says, without its dress."""
        return self._page.toPlainText()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_page"):
            self._dress()
            self._show(self._list.currentItem())
        super().changeEvent(event)

    def _add(self, symbol: str, text: str, package: ModelPackage | RefusedPackage) -> None:
        item = QListWidgetItem(icon(symbol), text)
        item.setData(Qt.ItemDataRole.UserRole, package)
        self._list.addItem(item)

    def _packages(self) -> list[ModelPackage | RefusedPackage | None]:
        """What each row is about; None for a heading."""
        return [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        self._list.addItem(item)

    def _dress(self) -> None:
        for row, package in enumerate(self._packages()):
            if package is None:
                self._list.item(row).setForeground(QColor(tones(self.palette()).muted))

    def _show(self, item: QListWidgetItem | None) -> None:
        dress = tones(self.palette())
        match item and item.data(Qt.ItemDataRole.UserRole):
            case ModelPackage() as package:
                self._page.setHtml(card_page(package, dress))
            case RefusedPackage() as refused:
                self._page.setHtml(refusal_page(refused, dress))
