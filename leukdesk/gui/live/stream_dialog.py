"""Asks for a stream's address or a video file."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import tr


class StreamDialog(QDialog):
    """One line for either; a file can also be looked for."""

    chosen = Signal(str)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Open stream or video"))
        self._folder = folder
        self._line = QLineEdit()
        self._line.setAccessibleName(tr("Address or file"))
        self._line.setPlaceholderText(tr("rtsp://… or http://… or a video file"))
        self._line.setMinimumWidth(420)
        label = QLabel(tr("Address of a &stream, or a video file"))
        label.setBuddy(self._line)
        browse = QPushButton(tr("Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel)
        self._open = buttons.button(QDialogButtonBox.StandardButton.Open)
        self._open.setEnabled(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._hint = QLabel()
        self._hint.setProperty("role", "warning")
        self._line.textChanged.connect(self._typed)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._line, 1)
        row.addWidget(browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(buttons, 0, Qt.AlignmentFlag.AlignRight)

    def accept(self) -> None:
        """Tell what was chosen, unless it can be neither an address nor a file."""
        spec = self._line.text().strip()
        if "://" not in spec and not os.path.isfile(os.path.expanduser(spec)):  # noqa: PTH111, PTH113 (never raise)
            self._hint.setText(tr("There is no file of this name, and an address would hold ://."))
            return
        super().accept()
        self.chosen.emit(spec)

    def _typed(self, text: str) -> None:
        self._open.setEnabled(bool(text.strip()))
        self._hint.clear()

    def _browse(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open video"), self._folder)
        if name:
            self._line.setText(name)
