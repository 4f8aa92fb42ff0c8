"""Two pages in the place of one: what is known of the picture, and the slide session while there is one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import tr

PICTURE, SLIDE = range(2)


class Aside(QWidget):
    """The tabs take no room while no session is shown.

    Parameters
    ----------
    picture : sequence of QWidget
        From top to bottom; the first takes the room that is left.
    slide : QWidget
    """

    def __init__(self, picture: Sequence[QWidget], slide: QWidget) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for name in (tr("This picture"), tr("Slide session")):
            self.tabs.addTab(name)
        self.tabs.hide()
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for number, widget in enumerate(picture):
            column.addWidget(widget, int(number == 0))
        self._pages = first, slide
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE // 2)
        whole.addWidget(self.tabs)
        for page in self._pages:  # not in a stack: that is as high as its highest page, also where another one is shown
            whole.addWidget(page, 1)
        self.tabs.currentChanged.connect(self._show_page)
        self._show_page(PICTURE)

    def _show_page(self, number: int) -> None:
        for other, page in enumerate(self._pages):
            page.setVisible(other == number)

    def show_session(self, *, on: bool) -> None:
        """Offer the page of the session, and turn to it when it is new; without one there is the picture alone."""
        if on != self.tabs.isVisibleTo(self):
            self.tabs.setVisible(on)
            self.tabs.setCurrentIndex(SLIDE if on else PICTURE)

    def turn_to(self, page: int) -> None:
        """Show one of the pages."""
        if self.tabs.isVisibleTo(self):
            self.tabs.setCurrentIndex(page)
