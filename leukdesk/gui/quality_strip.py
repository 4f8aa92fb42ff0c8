"""The picture's quality in figures, and remarks in words where something is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from leukdesk.gui.theme import SPACE, tabular

_DASH = "–"
_WHOLE = 2
"""Remarks that are written out, so that bars and remarks have room beside each other on a small screen."""


class QualityStrip(QFrame):
    """A row of captions with a value under each, then the remarks: the first ones whole, further ones in a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName("Quality of the picture")
        self._values: dict[str, QLabel] = {}
        self._remarks = QLabel()
        self._remarks.setWordWrap(True)
        self._remarks.setTextFormat(Qt.TextFormat.PlainText)
        self._remarks.setAccessibleName("Remarks on the picture")
        self._remarks.setProperty("role", "warning")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        column.setSpacing(SPACE // 2)
        column.addLayout(self._grid)
        column.addWidget(self._remarks)
        for index, caption in enumerate(("Focus", "Brightness", "Contrast", "Clipped", "Size")):
            self._add(index, caption)
        self.clear()

    @property
    def remarks(self) -> str:
        """What is said about the picture."""
        return self._remarks.text()

    def value(self, caption: str) -> str:
        """Return the value written under a caption."""
        return self._values[caption].text()

    def clear(self) -> None:
        """Nothing is known."""
        for label in self._values.values():
            label.setText(_DASH)
        self._say({})

    def show_size(self, width: int, height: int) -> None:
        """Show the size alone, of a picture that has not been looked at more closely."""
        self.clear()
        self._values["Size"].setText(f"{width} × {height}")

    def show_quality(
        self, figures: Mapping[str, float], width: int, height: int, remarks: Mapping[str, str] | None = None
    ) -> None:
        """Show what was measured.

        Parameters
        ----------
        figures : mapping of str to float
            By the names that the log uses.
        width, height : int
            Pixels of what was analysed.
        remarks : mapping of code to sentence, optional
            The most important one first.
        """
        self.show_size(width, height)
        for caption, text in _texts(figures).items():
            self._values[caption].setText(text)
        self._say(remarks or {})

    def _add(self, index: int, caption: str) -> None:
        above, value = QLabel(caption), QLabel(_DASH)
        above.setProperty("role", "muted")
        value.setFont(tabular(self.font()))
        value.setAccessibleName(caption)
        self._grid.addWidget(above, 0, index)
        self._grid.addWidget(value, 1, index)
        self._grid.setColumnStretch(index, 1)
        self._values[caption] = value

    def _say(self, remarks: Mapping[str, str]) -> None:
        lines = list(remarks.values())[:_WHOLE]
        if further := [code.replace("-", " ") for code in list(remarks)[_WHOLE:]]:
            lines.append(f"Also: {', '.join(further)}.")
        self._remarks.setText("\n".join(lines))
        self._remarks.setToolTip("\n".join(remarks.values()) if further else "")
        self._remarks.setVisible(bool(remarks))


def _texts(figures: Mapping[str, float]) -> dict[str, str]:
    texts = {}
    if (focus := figures.get("focus")) is not None:
        texts["Focus"] = f"{focus:.2f}"
    if (brightness := figures.get("brightness")) is not None:
        texts["Brightness"] = f"{brightness:.2f}"
    if (contrast := figures.get("contrast")) is not None:
        texts["Contrast"] = f"{contrast:.2f}"
    clipped = [figures[key] for key in ("clipped_dark", "clipped_bright") if key in figures]
    if clipped:
        texts["Clipped"] = f"{100 * sum(clipped):.1f} %"
    return texts
