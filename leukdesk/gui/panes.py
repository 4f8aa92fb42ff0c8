"""Where things are in the window: picture left, answer right, history below, all three to be resized."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from leukdesk.gui.parts.theme import SPACE

_LEAST_ASIDE, _MOST_ASIDE = 380, 640
_LEAST_BELOW, _MOST_BELOW = 150, 400


class Panes(QWidget):
    """The window's content.

    Parameters
    ----------
    left, right : sequence of QWidget
        From top to bottom; one of each takes the room that is left, ``wide_left`` and ``wide_right``.
    below : QWidget
        What runs along the foot.
    """

    def __init__(
        self,
        left: Sequence[QWidget],
        wide_left: QWidget,
        right: Sequence[QWidget],
        wide_right: QWidget,
        below: QWidget,
    ) -> None:
        super().__init__()
        # On a screen that is too low it scrolls, rather than leave out a class or the end of a sentence.
        aside = QScrollArea()
        aside.setWidget(_column(right, wide_right))
        aside.setWidgetResizable(True)
        aside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        aside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aside.setMinimumWidth(_LEAST_ASIDE)
        self.across = _splitter(Qt.Orientation.Horizontal, _column(left, wide_left), aside)
        self.down = _splitter(Qt.Orientation.Vertical, self.across, below)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE // 2)
        column.addWidget(self.down)

    def share_across(self) -> None:
        """Give the answer a share of the width that suits the screen."""
        aside = min(max(round(0.3 * self.width()), _LEAST_ASIDE), _MOST_ASIDE)
        self.across.setSizes([self.across.width() - aside, aside])

    def share_down(self) -> None:
        """Give the history a share of the height that suits the screen."""
        below = min(max(round(0.26 * self.down.height()), _LEAST_BELOW), _MOST_BELOW)
        self.down.setSizes([self.down.height() - below, below])


def _column(widgets: Sequence[QWidget], wide: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    for widget in widgets:
        column.addWidget(widget, int(widget is wide))
    return holder


def _splitter(orientation: Qt.Orientation, grows: QWidget, keeps: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(SPACE)
    splitter.addWidget(grows)
    splitter.addWidget(keeps)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    return splitter
