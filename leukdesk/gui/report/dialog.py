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
from leukdesk.language import marked, number, tr

_LONGEST = 40
"""Letters of a sample code beside a button; the whole code is in its tip."""
HIDDEN = marked("Sample codes and names are replaced by pseudonyms; paths and reasons are left out. The pictures stay.")
TOLD = marked("Sample codes, names, paths and reasons leave this station as they were logged.")


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
        self.setWindowTitle(tr("Report"))
        self.one = QRadioButton(tr("Record {record} with everything that is known of it").format(record=record.id))
        self.all = QRadioButton(_of_sample(record, in_sample))
        self.all.setToolTip(_tip(record, in_sample))
        self.all.setEnabled(bool(record.sample) and 1 < in_sample <= MOST)
        self.whole = QRadioButton(tr("Each record on pages of its own"))
        self.compact = QRadioButton(tr("Several to a page"))
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
        self.identified = QCheckBox(tr("&Identified"))
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._hint.setMinimumWidth(380)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.addButton(tr("&Save as PDF…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.print = buttons.addButton(tr("&Print…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.setDefault(True)
        if importlib.util.find_spec("PySide6.QtPrintSupport") is None:
            self.print.setEnabled(False)
            self.print.setToolTip(tr("This build cannot print. Save a PDF and print that."))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.addRow(tr("Report of"), self.one)
        form.addRow("", self.all)
        form.addRow(tr("Pages"), self.whole)
        form.addRow("", self.compact)
        form.addRow(tr("Pape&r"), self.paper)
        form.addRow(tr("Privacy"), self.identified)
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
        self._hint.setText(tr(TOLD if self.identified.isChecked() else HIDDEN))


def _of_sample(record: Record, count: int) -> str:
    if not record.sample:
        return tr("Its sample: it has no sample code")
    code = record.sample if len(record.sample) <= _LONGEST else f"{record.sample[:_LONGEST]}…"
    # What follows an ampersand would be taken for a key.
    code = code.replace("&", "&&")
    if count == 1:
        return tr("The one record of sample {sample}").format(sample=code)
    return tr("All {count} records of sample {sample}").format(count=number(count), sample=code)


def _tip(record: Record, count: int) -> str:
    if count > MOST:
        return tr("A report holds {most} records at most. Export them as a table.").format(most=number(MOST))
    return record.sample.replace("<", "‹")  # a tip would take it for rich text
