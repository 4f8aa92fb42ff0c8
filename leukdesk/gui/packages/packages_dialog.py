"""The window of the model packages: what is there, where it comes from, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.history.progress_line import ProgressLine
from leukdesk.gui.packages.words import origin, signature
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.inference.package import RefusedPackage
from leukdesk.language import tr
from leukdesk.model_packages.offers import Standing

_ROLE = Qt.ItemDataRole.UserRole


class PackagesDialog(QDialog):
    """Not modal. Whoever opened it is asked before anything is done."""

    install_wanted = Signal()
    remove_wanted = Signal(object)
    roll_back_wanted = Signal(object)
    """The Standing of the chosen model."""
    keys_wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Model packages"))
        self._running = self._left = False
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Models"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels(
            [tr("Model"), tr("Version"), tr("Kept version"), tr("Signature"), tr("Comes from"), tr("Id")]
        )
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.setMinimumHeight(3 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.line = ProgressLine()
        self.install = QPushButton(tr("&Install from file…"))
        self.remove = QPushButton(tr("&Remove…"))
        self.back = QPushButton(tr("Roll &back…"))
        self.keys = QPushButton(tr("Trusted &keys…"))
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setDefault(True)
        foot = QHBoxLayout()
        for button in (self.install, self.remove, self.back, self.keys):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addWidget(self.line)
        column.addLayout(foot)
        column.addWidget(IntendedUse())
        self.resize(900, 480)
        self.install.clicked.connect(self.install_wanted)
        self.keys.clicked.connect(self.keys_wanted)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.chosen))
        self.back.clicked.connect(lambda: self.roll_back_wanted.emit(self.chosen))
        self.close_button.clicked.connect(self.reject)
        self._offer()

    @property
    def chosen(self) -> Standing | None:
        """The model that is chosen; None for none, or one that is refused."""
        item = self.list.currentItem()
        found = None if item is None else item.data(0, _ROLE)
        return found if isinstance(found, Standing) else None

    def fill(self, standings: Sequence[Standing], refused: Sequence[RefusedPackage]) -> None:
        """List the models; the one that was chosen stays so."""
        chosen = "" if self.chosen is None else self.chosen.package.id
        self.list.clear()
        for each in standings:
            card = each.package.card
            words = [card.title, card.version, each.former, signature(each), origin(each), card.id]
            item = self._add(words, each)
            item.setToolTip(0, plain_tip(str(each.package.folder)))
            item.setToolTip(3, plain_tip(each.signed_by))
            if card.id == chosen:
                self.list.setCurrentItem(item)
        for refused_one in refused:
            item = self._add([refused_one.id, "", "", "", tr("refused"), ""], refused_one)
            item.setToolTip(0, plain_tip(refused_one.reason))
        for column in range(self.list.columnCount()):
            self.list.resizeColumnToContents(column)
        self._offer()

    def say(self, sentence: str) -> None:
        """Say what was done, or why it was not."""
        self.said.setText(sentence)

    def show_running(self, *, on: bool) -> None:
        """Take nothing more while something is under way."""
        self._running = on
        if not on:
            self.line.clear()
        self.close_button.setText(tr("Cancel") if on else tr("Close"))
        self.close_button.setEnabled(True)
        self._offer()
        if self._left and not on:
            self.close()

    def leave(self) -> None:
        """Close, now or when what is under way has ended: who opened it works no more."""
        self._left = True
        if not self._running:
            self.close()

    def reject(self) -> None:
        """Close, or stop what is under way."""
        if self._running:
            self.close_button.setEnabled(False)
            self.line.say(tr("Stopping…"))
            self.cancelled.emit()
        else:
            super().reject()

    def _add(self, words: list[str], what: Standing | RefusedPackage) -> QTreeWidgetItem:
        item = QTreeWidgetItem(words)
        item.setData(0, _ROLE, what)
        self.list.addTopLevelItem(item)
        return item

    def _offer(self) -> None:
        chosen = self.chosen
        for button in (self.list, self.install, self.keys):
            button.setEnabled(not self._running)
        self.remove.setEnabled(not self._running and chosen is not None and chosen.copy is not None)
        self.back.setEnabled(not self._running and chosen is not None and bool(chosen.former))
