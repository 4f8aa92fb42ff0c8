"""A label of a few lines that says with an ellipsis where there was no room for more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from leukdesk.gui.parts.plain_tip import plain_tip


class LinesLabel(QLabel):
    """Plain text in so many lines at most; words too long for a line are broken, all of it is in the tooltip.

    Parameters
    ----------
    most : int
        Lines.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._steady = False
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def full_text(self) -> str:
        """All of the text."""
        return self._full

    def set_full_text(self, text: str, *, steady: bool = False) -> None:
        """Show a text; ``steady`` takes the room of all the lines, however few it has: what is below stands still."""
        if (text, steady) == (self._full, self._steady):
            return
        self._full, self._steady = text, steady
        self.setToolTip(plain_tip(text))
        self.setAccessibleDescription(text)
        self._fit()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Fewer lines are lower."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of the lines in a width."""
        around = self.contentsMargins()
        lines = self._most if self._steady else len(self._lines(width - around.left() - around.right()))
        # As it is drawn: each line takes whole pixels, which the type's own spacing may lack.
        return lines * self.fontMetrics().size(0, "x").height() + around.top() + around.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as it is here."""
        return QSize(80, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as there is room."""
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
            self.updateGeometry()

    def _fit(self) -> None:
        self.setText("\n".join(self._lines(self.contentsRect().width())))

    def _lines(self, width: int) -> list[str]:
        """Return what is written in each line; the last one ends in an ellipsis where something is left out."""
        layout = QTextLayout(self._full, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            if len(lines) == self._most - 1:
                rest = self._full[line.textStart() :]
                lines.append(self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            lines.append(self._full[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
        return lines
