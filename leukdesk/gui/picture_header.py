"""The line above the picture: live or still, from where, how large, and what reading it changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from leukdesk.gui.elided_label import ElidedLabel
from leukdesk.gui.theme import SPACE, tabular


class PictureHeader(QWidget):
    """A chip with the state, the source's name, and figures at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = QLabel()
        self._chip.setAccessibleName("State of the picture")
        self._source = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._source.setAccessibleName("Source of the picture")
        self._figures = QLabel()
        self._figures.setFont(tabular(self.font()))
        self._figures.setProperty("role", "muted")
        self._figures.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._chip)
        row.addWidget(self._source, 1)
        row.addWidget(self._figures)
        self.write("", "", "")

    @property
    def chip(self) -> str:
        """The state in one or two words."""
        return self._chip.text()

    @property
    def source(self) -> str:
        """Where the picture came from."""
        return self._source.full_text

    def write(self, chip: str, source: str, figures: str, tone: str = "still") -> None:
        """Fill the line; ``tone`` is "live", "still", "warning" or "error"."""
        if self._chip.property("chip") != tone:
            self._chip.setProperty("chip", tone)
            self._chip.style().unpolish(self._chip)
            self._chip.style().polish(self._chip)
        self._chip.setText(chip)
        self._chip.setVisible(bool(chip))
        self._source.set_full_text(source)
        self._figures.setText(figures)
