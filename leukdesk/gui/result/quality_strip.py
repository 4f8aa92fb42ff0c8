"""The picture's quality in figures, each with how good it is, and in words what is wrong and what to do about it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.result.figure_pill import FigurePill, Level
from leukdesk.gui.result.remark_words import in_a_word
from leukdesk.language import marked, tr

_DASH = "–"
_STORED = (marked("Focus"), marked("Brightness"), marked("Contrast"), marked("Clipped"), marked("Size"))
"""Captions of what the log holds of every picture; translated where they are shown, and keys as they are."""
_MARGIN = SPACE + 4
_WORST_FIRST: tuple[Level, ...] = ("bad", "fair", "good")
_WHOLE = 2
"""Remarks that are written out, so that bars and remarks have room beside each other on a small screen."""


class Judged(Protocol):
    """A figure that was held against its threshold."""

    @property
    def id(self) -> str:
        """What was measured, as the log names it."""

    @property
    def caption(self) -> str:
        """The same for a person, in one or two words of English, which are translated when they are shown."""

    @property
    def text(self) -> str:
        """The figure."""

    @property
    def level(self) -> Level:
        """How good it is."""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do; empty where nothing is."""


class QualityStrip(QFrame):
    """Captions with a value under each, then the remarks: the first ones whole, further ones in a word.

    The values stand in one row where there is room, else in several.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(tr("Quality of the picture"))
        self._values: dict[str, tuple[QLabel, FigurePill]] = {}
        self._columns = 0
        self._remarks = QLabel()
        self._remarks.setWordWrap(True)
        self._remarks.setTextFormat(Qt.TextFormat.PlainText)
        self._remarks.setAccessibleName(tr("Remarks on the picture"))
        self._remarks.setProperty("role", "warning")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, SPACE, _MARGIN, SPACE)
        column.setSpacing(SPACE // 2)
        column.addLayout(self._grid)
        column.addWidget(self._remarks)
        self.clear()

    @property
    def remarks(self) -> str:
        """What is said about the picture."""
        return self._remarks.text()

    def value(self, caption: str) -> str:
        """Return the value written under a caption."""
        return self._values[caption][1].text

    def level(self, caption: str) -> str:
        """Return how good the value under a caption is; empty where nobody judged it."""
        return self._values[caption][1].level

    def clear(self) -> None:
        """Nothing is known."""
        self._expect(_STORED)
        for _, value in self._values.values():
            value.show_figure(_DASH)
        self._arrange()
        self._say({})

    def show_size(self, width: int, height: int) -> None:
        """Show the size alone, of a picture that has not been looked at more closely."""
        self.clear()
        self._write("Size", f"{width} × {height}")
        self._arrange()

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
            self._write(caption, text)
        self._arrange()
        self._say(remarks or {})

    def show_judgements(
        self, judgements: Sequence[Judged], width: int, height: int, remarks: Mapping[str, str] | None = None
    ) -> None:
        """Show what was measured and how good it is.

        Parameters
        ----------
        judgements : sequence of Judged
            In the order in which they are to stand. The sentences of the worst come first.
        width, height : int
            Pixels of what was analysed.
        remarks : mapping of code to sentence, optional
            What is to be said besides, the most important one first.
        """
        self._expect((*(each.caption for each in judgements), "Size"))
        for each in judgements:
            self._values[each.caption][1].show_figure(each.text, each.level, each.sentence)
        self._write("Size", f"{width} × {height}")
        self._arrange()
        ranked = sorted(judgements, key=lambda each: _WORST_FIRST.index(each.level))
        said = {each.id: each.sentence for each in ranked if each.sentence and each.level != "good"}
        self._say(said | {code: text for code, text in (remarks or {}).items() if text not in said.values()})

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put as many figures in a row as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type's size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _write(self, caption: str, text: str) -> None:
        self._values[caption][1].show_figure(text)

    def _expect(self, captions: Sequence[str]) -> None:
        """Make room for figures under these captions."""
        if tuple(captions) == tuple(self._values):
            return
        for widget in (widget for pair in self._values.values() for widget in pair):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._values = {}
        for caption in captions:
            above = QLabel(tr(caption), self)
            above.setProperty("role", "muted")
            above.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._values[caption] = above, FigurePill(tr(caption), self)
        self._columns = 0

    def _arrange(self) -> None:
        """Spread the figures over as many columns as fit, evenly over the rows."""
        room = self.width() - 2 * _MARGIN
        wanted = [max(above.sizeHint().width(), value.least_width) for above, value in self._values.values()]
        for columns in range(len(wanted), 0, -1):
            widths = [max(wanted[column::columns]) for column in range(columns)]
            if sum(widths) + (columns - 1) * SPACE <= room:
                break
        # The size, which the header says as well, is not worth a row of its own.
        shown = len(wanted) - int(len(wanted) > columns and len(wanted) % columns == 1)
        columns = math.ceil(shown / math.ceil(shown / columns))
        for column in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(column, max(wanted[column::columns]) if column < columns else 0)
        if columns == self._columns:
            return
        self._columns = columns
        for index, (above, value) in enumerate(self._values.values()):
            above.setVisible(index < shown)
            value.setVisible(index < shown)
            if index >= shown:
                continue
            row, column = divmod(index, columns)
            above.setContentsMargins(0, SPACE // 2 if row else 0, 0, 0)
            self._grid.addWidget(above, 2 * row, column)
            self._grid.addWidget(value, 2 * row + 1, column)

    def _say(self, remarks: Mapping[str, str]) -> None:
        lines = list(remarks.values())[:_WHOLE]
        if further := [in_a_word(code) for code in list(remarks)[_WHOLE:]]:
            lines.append(tr("Also: {remarks}.").format(remarks=", ".join(further)))
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
