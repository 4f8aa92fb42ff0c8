"""The line above the picture: live or still, from where, how large, how fast and how fresh."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE, tabular
from leukdesk.language import tr

_SPARE = 4
"""Pixels; figures of one width may still be a little closer to some letters than to others."""


@dataclass(frozen=True)
class Rates:
    """How well a source keeps up.

    Attributes
    ----------
    frames_per_second : float
    age : float
        Seconds since the frame on the screen was taken.
    dropped : int
        Frames that came and were never shown, since a newer one was there.
    """

    frames_per_second: float
    age: float
    dropped: int


class PictureHeader(QWidget):
    """A chip with the state, the source's name, and figures at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = QLabel()
        self._chip.setAccessibleName(tr("State of the picture"))
        self._source = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._source.setAccessibleName(tr("Source of the picture"))
        self._figures = QLabel()
        self._figures.setFont(tabular(self.font()))
        self._figures.setProperty("role", "muted")
        self._figures.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._rates = [QLabel() for _ in range(3)]
        for label, tip in zip(
            self._rates,
            (
                tr("Frames that the source gives in a second"),
                tr("Age of the frame on the screen"),
                tr("Frames that were not shown because a newer one was there already; none is ever queued"),
            ),
            strict=True,
        ):
            label.setFont(self._figures.font())
            label.setProperty("role", "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setToolTip(plain_tip(tip))
            label.setAccessibleName(tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._chip)
        row.addWidget(self._source, 1)
        row.addWidget(self._figures)
        for label in self._rates:
            row.addWidget(label)
        self.write("", "", "")

    @property
    def chip(self) -> str:
        """The state in one or two words."""
        return self._chip.text()

    @property
    def source(self) -> str:
        """Where the picture came from."""
        return self._source.full_text

    @property
    def rates(self) -> str:
        """What is said about how the source keeps up; empty where nothing is."""
        return " ".join(label.text() for label in self._rates if not label.isHidden())

    def write(self, chip: str, source: str, figures: str, tone: str = "still", *, rates: Rates | None = None) -> None:
        """Fill the line.

        Parameters
        ----------
        chip, source, figures : str
        tone : {"live", "still", "warning", "error"}
        rates : Rates, optional
            They are taken away where there are none.
        """
        if self._chip.property("chip") != tone:
            self._chip.setProperty("chip", tone)
            self._chip.style().unpolish(self._chip)
            self._chip.style().polish(self._chip)
        self._chip.setText(chip)
        self._chip.setVisible(bool(chip))
        self._source.set_full_text(source)
        self._figures.setText(figures)
        self.show_rates(rates)

    def show_rates(self, rates: Rates | None) -> None:
        """Write how the source keeps up; the labels keep their widths, so that nothing jumps while figures change."""
        for label in self._rates:
            label.setVisible(rates is not None)
        if rates is None:
            return
        metrics = self._figures.fontMetrics()
        speed, dropped = tr("{rate:.0f} frames/s"), tr("{count} dropped")
        texts = (
            (speed.format(rate=rates.frames_per_second), speed.format(rate=100)),
            (_age(rates.age), "> 1 min"),
            (dropped.format(count=rates.dropped), dropped.format(count="0000")),
        )
        for label, (text, widest) in zip(self._rates, texts, strict=True):
            label.setText(text)
            label.setMinimumWidth(max(metrics.horizontalAdvance(each) for each in (widest, text)) + _SPARE)


def _age(seconds: float) -> str:
    if seconds > 60:
        return "> 1 min"
    return f"{seconds:.0f} s" if seconds >= 10 else f"{max(seconds, 0.0):.2f} s"
