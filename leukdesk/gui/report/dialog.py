"""Asks what a report is to hold, and whether it goes into a file or to a printer."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.report.report import MOST, Paper
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.records import Record

_LONGEST = 40
"""Letters of a sample code beside a button; the whole code is in its tip."""
HIDDEN = "Sample codes and names are replaced by pseudonyms; paths and reasons are left out. The pictures stay."
TOLD = "Sample codes, names, paths and reasons leave this station as they were logged."


@dataclass(frozen=True)
class Wanted:
    """What was chosen.

    Attributes
    ----------
    whole_sample : bool
        All records of the sample; else the one that was selected.
    """

    whole_sample: bool
    compact: bool
    paper: Paper
    privacy: Privacy


class ReportDialog(QDialog):
    """One question; the answer is told by the button that is pressed.

    Parameters
    ----------
    record : Record
        The one that is selected.
    in_sample : int
        How many records its sample has.
    """

    save_wanted = Signal(object)
    """A Wanted."""
    print_wanted = Signal(object)

    def __init__(self, record: Record, in_sample: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Report")
        self.one = QRadioButton(f"Record {record.id} with everything that is known of it")
        self.all = QRadioButton(_of_sample(record, in_sample))
        self.all.setToolTip(_tip(record, in_sample))
        self.all.setEnabled(bool(record.sample) and 1 < in_sample <= MOST)
        self.whole, self.compact = QRadioButton("Each record on pages of its own"), QRadioButton("Several to a page")
        groups = [QButtonGroup(self), QButtonGroup(self)]
        for group, pair in zip(groups, ((self.one, self.all), (self.whole, self.compact)), strict=True):
            for button in pair:
                group.addButton(button)
        self.one.setChecked(True)
        self.whole.setChecked(True)
        self.paper = QComboBox()
        self.paper.addItems(["A4", "Letter"])
        inches = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        self.paper.setCurrentText("Letter" if inches else "A4")
        self.identified = QCheckBox("&Identified")
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._hint.setMinimumWidth(380)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.addButton("&Save as PDF…", QDialogButtonBox.ButtonRole.ActionRole)
        self.print = buttons.addButton("&Print…", QDialogButtonBox.ButtonRole.ActionRole)
        self.save.setDefault(True)
        if importlib.util.find_spec("PySide6.QtPrintSupport") is None:
            self.print.setEnabled(False)
            self.print.setToolTip("This build cannot print. Save a PDF and print that.")
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.addRow("Report of", self.one)
        form.addRow("", self.all)
        form.addRow("Pages", self.whole)
        form.addRow("", self.compact)
        form.addRow("Pape&r", self.paper)
        form.addRow("Privacy", self.identified)
        form.addRow("", self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(form)
        column.addWidget(IntendedUse())
        column.addWidget(buttons)
        self.one.toggled.connect(self._offer)
        self.identified.toggled.connect(self._offer)
        buttons.rejected.connect(self.reject)
        # The dialog goes first: another one follows it.
        for pressed, signal in ((self.save, self.save_wanted), (self.print, self.print_wanted)):
            pressed.clicked.connect(self.accept)
            pressed.clicked.connect(lambda _=False, tell=signal: tell.emit(self.wanted))
        self._offer()

    @property
    def wanted(self) -> Wanted:
        """What is chosen now."""
        return Wanted(
            self.all.isChecked(),
            self.all.isChecked() and self.compact.isChecked(),
            cast(Paper, self.paper.currentText()),
            Privacy(identified=self.identified.isChecked()),
        )

    def _offer(self) -> None:
        for button in (self.whole, self.compact):
            button.setEnabled(self.all.isChecked())
        self._hint.setText(TOLD if self.identified.isChecked() else HIDDEN)


def _of_sample(record: Record, count: int) -> str:
    if not record.sample:
        return "Its sample: it has no sample code"
    code = record.sample if len(record.sample) <= _LONGEST else f"{record.sample[:_LONGEST]}…"
    # What follows an ampersand would be taken for a key.
    records = "The one record" if count == 1 else f"All {count:,} records"
    return f"{records} of sample {code}".replace("&", "&&")


def _tip(record: Record, count: int) -> str:
    if count > MOST:
        return f"A report holds {MOST:,} records at most. Export them as a table."
    return record.sample.replace("<", "‹")  # a tip would take it for rich text
