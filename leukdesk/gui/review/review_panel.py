"""Under the bars: what was decided about the suggestion, and the keys that decide."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.words import Reviewed, in_lines, in_one_line
from leukdesk.language import tr

BUTTONS = (ActionId.CONFIRM, ActionId.CHANGE, ActionId.REJECT, ActionId.SIGN)
_LINES = 2
"""Decisions that are listed, or room for them: the bars above are to stand still while it is decided and signed."""


class ReviewPanel(QWidget):
    """Takes no room while no logged result is shown."""

    changed = Signal()
    """Another record is shown, or it stands elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewed: Reviewed | None = None
        self._line = ElidedLabel()
        self._line.setAccessibleName(tr("Newest decision"))
        self._all = QPlainTextEdit()
        self._all.setReadOnly(True)
        self._all.setAccessibleName(tr("All decisions, oldest first"))
        self._all.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._all.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._all.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all.setFrameShape(QFrame.Shape.NoFrame)
        self._all.document().setDocumentMargin(0)
        # The newest is seen, however the room changes; the wheel goes back to the older ones.
        bar = self._all.verticalScrollBar()
        bar.rangeChanged.connect(lambda *_: QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum())))
        self._row = QWidget()
        self._buttons = QHBoxLayout(self._row)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(SPACE // 2)
        self._fitting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 4)
        column.addWidget(self._line)
        column.addWidget(self._all)
        column.addWidget(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_reviewed(None)

    def set_actions(self, actions: Mapping[ActionId, QAction]) -> None:
        """Offer the actions that decide."""
        for each in BUTTONS:
            self._buttons.addWidget(_button(actions[each]), 1)

    @property
    def line(self) -> str:
        """The newest decision."""
        return self._line.full_text

    @property
    def lines(self) -> Sequence[str]:
        """Every decision that is listed, oldest first."""
        return () if self._reviewed is None else in_lines(self._reviewed).splitlines()

    @property
    def reviewed(self) -> Reviewed | None:
        """What is shown."""
        return self._reviewed

    def show_reviewed(self, reviewed: Reviewed | None) -> None:
        """Show a record's suggestion with its decisions, or nothing."""
        self._reviewed = reviewed
        self.setVisible(reviewed is not None)
        if reviewed is not None:
            self._line.set_full_text(in_one_line(reviewed))
            self._write()
            self._line.setToolTip(self._all.toolTip())
            self.fit()
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type's size."""
        if event.type() == QEvent.Type.FontChange:
            self.fit()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Write as much of each decision as there is room for."""
        super().resizeEvent(event)
        self._write()

    def fit(self) -> None:
        """Show as much as the column has room for: bars and remarks come first, then keys, the newest decision, list.

        What is left out stays at hand: the keys in the menu, the decisions in the headline and the tooltip. How many
        decisions there are makes no difference. A column that scrolls whatever is left out leaves out no key.
        """
        if self._reviewed is None or self._fitting:
            return
        self._fitting = True
        self._all.setFixedHeight(math.ceil(_LINES * QFontMetricsF(self._all.font()).lineSpacing()) + 3)
        for listed, line, keys in (
            (True, False, True),
            (False, True, True),
            (False, False, True),
            (False, True, False),
        ):
            self._all.setVisible(listed)
            self._line.setVisible(line)
            self._row.setVisible(keys)
            if self._has_room():
                break
        else:
            self._row.setVisible(True)
        self._fitting = False

    def _write(self) -> None:
        """List the decisions, a line each, with an ellipsis where one is longer than the line."""
        if self._reviewed is None:
            return
        lines, metrics = in_lines(self._reviewed), self._all.fontMetrics()
        room = self.width() - self._all.verticalScrollBar().sizeHint().width()
        short = (metrics.elidedText(each, Qt.TextElideMode.ElideRight, room) for each in lines.splitlines())
        if (text := "\n".join(short)) != self._all.toPlainText():
            self._all.setPlainText(text)
        self._all.setToolTip(plain_tip(lines))

    def _has_room(self) -> bool:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        content = area.widget() if isinstance(area, QScrollArea) else None
        if not isinstance(area, QScrollArea) or content is None:
            return True
        # From the inside out, for every layout keeps what it was told last.
        inner: QWidget | None = self
        while inner is not None and inner is not content.parentWidget():
            if (layout := inner.layout()) is not None:
                layout.invalidate()
                layout.activate()
            inner = inner.parentWidget()
        outer, room = content.layout(), area.viewport()
        return outer is None or outer.totalMinimumHeightForWidth(room.width()) <= room.height()


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
