"""Through which objective the camera looks, and what the station knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QWidget,
)

from leukdesk.calibration import OBJECTIVES, Calibration
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import marked, spoken, tr

OTHER = marked("Other…")
LONGEST_NAME = 40
"""Characters of a station's own name of an objective."""


class ObjectiveBox(QComboBox):
    """The usual objectives, the station's own, and "Other…", which asks for a name.

    Typed letters are the window's: a scanner may be typing.
    """

    picked = Signal(str)
    """By the user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: tuple[str, ...] = ()
        self._objective = ""
        self.setAccessibleName(tr("Objective"))
        self.setToolTip(tr("The objective that is turned in: it decides which calibration holds"))
        self.setPlaceholderText(tr("Objective…"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(9)
        self._fill()
        self.activated.connect(self._activated)

    @property
    def objective(self) -> str:
        """What is chosen; empty where nothing is."""
        return self._objective

    def set_own(self, names: Sequence[str]) -> None:
        """Offer the station's own objectives beside the usual ones."""
        own = tuple(name for name in dict.fromkeys(names) if name and name not in OBJECTIVES)
        if own != self._own:
            self._own = own
            self._fill()

    def set_objective(self, objective: str) -> None:
        """Show what is chosen, also one that was not offered before."""
        if objective != self._objective or (objective and self.findData(objective) < 0):
            self._objective = objective
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with the arrow keys only."""
        if event.text().strip() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        names = [*OBJECTIVES, *self._own]
        if self._objective and self._objective not in names:
            names.append(self._objective)
        self.blockSignals(True)
        self.clear()
        for name in names:
            self.addItem(name, name)  # as records and calibrations have it, in every language
        self.insertSeparator(len(names))
        self.addItem(tr(OTHER), OTHER)
        self.setCurrentIndex(names.index(self._objective) if self._objective else -1)
        self.blockSignals(False)

    def _activated(self, index: int) -> None:
        chosen = self.itemData(index)
        if chosen != OTHER:
            self._pick(chosen)
            return
        self.setCurrentIndex(self.findData(self._objective) if self._objective else -1)
        dialog = QInputDialog(self)
        dialog.setWindowTitle(tr("Objective"))
        dialog.setLabelText(tr("Name of the objective, such as 63× oil"))
        dialog.textValueSelected.connect(self._named)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _named(self, text: str) -> None:
        name = " ".join(text.split())[:LONGEST_NAME]
        if name and name not in (OTHER, tr(OTHER)):
            self._pick(name)

    def _pick(self, objective: str) -> None:
        changed = objective != self._objective
        self.set_objective(objective)
        if changed:
            self.picked.emit(objective)


class ObjectivePicker(QFrame):
    """The objective, the button that calibrates it, and a line on its calibration."""

    chosen = Signal(str)
    """Objective that was chosen by the user."""
    calibrate_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = ObjectiveBox()
        self._calibrate = QPushButton(tr("Calibrate…"))
        self._calibrate.setToolTip(tr("Blank field, white balance and scale of this camera with an objective"))
        self._line = ElidedLabel()
        self._line.setAccessibleName(tr("Calibration"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._box)
        row.addWidget(self._line, 1)
        row.addWidget(self._calibrate)
        self._box.picked.connect(self.chosen)
        self._calibrate.clicked.connect(self.calibrate_wanted)
        self._write(tr("Choose the objective, so that its calibration holds."), "muted")

    @property
    def objective(self) -> str:
        """What is chosen; empty where nothing is."""
        return self._box.objective

    @property
    def line(self) -> str:
        """What is said of the calibration."""
        return self._line.full_text

    @property
    def box(self) -> ObjectiveBox:
        """The list of objectives."""
        return self._box

    def set_own(self, names: Sequence[str]) -> None:
        """Offer the station's own objectives beside the usual ones."""
        self._box.set_own(names)

    def set_can_calibrate(self, *, can: bool) -> None:
        """Offer the calibration; it needs a live view."""
        self._calibrate.setEnabled(can)

    def set_state(self, objective: str, calibration: Calibration | None, now: datetime, problem: str = "") -> None:
        """Show an objective with the calibration in force.

        Parameters
        ----------
        now : datetime
            With a time zone.
        problem : str
            Why the calibration, or a part of it, does not hold (``LightPath.problem``).
        """
        self._box.set_objective(objective)
        text = state_line(objective, calibration, now)
        amber = calibration is not None and calibration.is_old(now)
        if problem:
            self._write(problem, "warning")
        else:
            self._write(text, "warning" if amber else "muted")

    def _write(self, text: str, role: str) -> None:
        self._line.set_full_text(text)
        if self._line.property("role") != role:
            self._line.setProperty("role", role)
            self._line.style().polish(self._line)


def state_line(objective: str, calibration: Calibration | None, now: datetime) -> str:
    """Say what is known of an objective, in a line."""
    if not objective:
        return tr("Choose the objective, so that its calibration holds.")
    if calibration is None:
        return tr("Not calibrated: sizes unknown, uneven light stays.")
    days = (now - calibration.made).days
    scale = calibration.micrometres_per_pixel
    known = tr("{scale:.3g} µm/pixel").format(scale=scale) if scale is not None else tr("No scale")
    if calibration.is_old(now):
        return tr("{scale}, calibrated {days} days ago: do it again.").format(scale=known, days=days)
    return tr("{scale}, calibrated {date}.").format(scale=known, date=date_text(calibration.made))


def date_text(when: datetime) -> str:
    """Return a day as the language that is spoken writes it, by the station's own clock: 12 May 2026."""
    here = when.astimezone()
    month = QLocale(spoken()).monthName(here.month, QLocale.FormatType.ShortFormat)
    return f"{here.day} {month} {here.year}"
