"""Under the bars: the suggestion, what was decided about it, and the keys that decide."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.actions import ActionId
from leukdesk.gui.elided_label import ElidedLabel
from leukdesk.gui.review.words import Reviewed, in_lines, in_one_line
from leukdesk.gui.theme import SPACE

BUTTONS = (ActionId.CONFIRM, ActionId.CHANGE, ActionId.REJECT, ActionId.SIGN)
_MOST_LINES = 3
_ROOMY = 740
"""Pixels of the window's height; below it the bars need all the room there is."""


class ReviewPanel(QWidget):
    """Takes no room while no logged result is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewed: Reviewed | None = None
        self._line = ElidedLabel()
        self._line.setAccessibleName("Suggestion and decision")
        self._all = QPlainTextEdit()
        self._all.setReadOnly(True)
        self._all.setAccessibleName("All decisions, oldest first")
        self._all.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._all.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._all.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all.setFrameShape(QFrame.Shape.NoFrame)
        self._all.document().setDocumentMargin(0)
        # The newest is seen, however the room changes; the wheel goes back to the older ones.
        bar = self._all.verticalScrollBar()
        bar.rangeChanged.connect(lambda *_: QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum())))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 4)
        column.addWidget(self._line)
        column.addWidget(self._all)
        column.addLayout(self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_reviewed(None)

    def set_actions(self, actions: Mapping[ActionId, QAction]) -> None:
        """Offer the actions that decide."""
        for each in BUTTONS:
            self._buttons.addWidget(_button(actions[each]), 1)

    @property
    def line(self) -> str:
        """The suggestion and the newest decision."""
        return self._line.full_text

    @property
    def lines(self) -> Sequence[str]:
        """Every decision that is listed, oldest first."""
        return self._all.toPlainText().splitlines()

    @property
    def reviewed(self) -> Reviewed | None:
        """What is shown."""
        return self._reviewed

    def show_reviewed(self, reviewed: Reviewed | None) -> None:
        """Show a record's suggestion with its decisions, or nothing."""
        self._reviewed = reviewed
        self.setVisible(reviewed is not None)
        if reviewed is None:
            return
        self._line.set_full_text(in_one_line(reviewed))
        text = in_lines(reviewed.decisions)
        if text != self._all.toPlainText():
            self._all.setPlainText(text)
        # A single decision without a reason stands in the line above already.
        self._all.setVisible(len(reviewed.decisions) > 1 or any(each.reason for each in reviewed.decisions))
        self._measure(len(reviewed.decisions))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type's size."""
        if event.type() == QEvent.Type.FontChange and self._reviewed is not None:
            self._measure(len(self._reviewed.decisions))
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Follow the window's height."""
        super().resizeEvent(event)
        if self._reviewed is not None:
            self._measure(len(self._reviewed.decisions))

    def _measure(self, lines: int) -> None:
        shown = min(lines, _MOST_LINES if self.window().height() >= _ROOMY else 1)
        self._all.setFixedHeight(math.ceil(shown * QFontMetricsF(self._all.font()).lineSpacing()) + 1)
        self._all.setToolTip(self._all.toPlainText())


def _button(action: QAction) -> QPushButton:
    """Return a button that does what an action does, and can be pressed when it can."""
    button = QPushButton()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    # As narrow as its word: four of them stand side by side.
    button.setStyleSheet("padding: 3px 4px;")

    def follow() -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        word = action.iconText().rstrip("…")
        button.setText(f"{word} {keys}" if len(keys) <= 3 else word)
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())

    action.changed.connect(follow)
    button.clicked.connect(lambda: action.trigger())
    follow()
    return button


def hint(text: str) -> QLabel:
    """Return a label for what is wrong, empty at first; any text is plain."""
    label = QLabel(text)
    label.setProperty("role", "warning")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
