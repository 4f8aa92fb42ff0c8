"""Asks how the report of a slide session is to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.report.dialog import HIDDEN, TOLD
from leukdesk.gui.report.report import Paper
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.language import tr


@dataclass(frozen=True)
class WantedSlide:
    """What was chosen."""

    paper: Paper
    privacy: Privacy


class SlideReportDialog(QDialog):
    """One question; the answer is told by the button that is pressed."""

    wanted = Signal(object)
    """A WantedSlide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Report of the slide session"))
        self.paper = QComboBox()
        self.paper.addItems(["A4", "Letter"])
        inches = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        self.paper.setCurrentText("Letter" if inches else "A4")
        self.identified = QCheckBox(tr("&Identified"))
        self._hint = QLabel(tr(HIDDEN))
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._hint.setMinimumWidth(380)
        self.identified.toggled.connect(lambda on: self._hint.setText(tr(TOLD if on else HIDDEN)))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save = box.button(QDialogButtonBox.StandardButton.Save)
        self.save.setText(tr("&Save as PDF…"))
        box.accepted.connect(self._commit)
        box.rejected.connect(self.reject)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.addRow(tr("Pape&r"), self.paper)
        form.addRow(tr("Privacy"), self.identified)
        form.addRow("", self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(form)
        column.addWidget(IntendedUse())
        column.addWidget(box)

    def _commit(self) -> None:
        wanted = WantedSlide(cast(Paper, self.paper.currentText()), Privacy(identified=self.identified.isChecked()))
        self.accept()  # the dialog goes first: another one follows it
        self.wanted.emit(wanted)
