"""The bar with what is used most; the button that does what the space bar does is in colour."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from leukdesk.gui.menus.actions import ACTIONS, ActionId, MenuId
from leukdesk.language import tr

_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


class Toolbar(QToolBar):
    """Leaves the words beside the icons out where the window is too narrow for them."""

    def __init__(self) -> None:
        super().__init__(tr("Toolbar"))
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(_WORDS)
        self.toggleViewAction().setVisible(False)
        self._width_with_words = 0

    def emphasise(self, action: QAction) -> None:
        """Give one button the colour: the one that does what the space bar does."""
        for each in self.actions():
            button = self.widgetForAction(each)
            primary = "true" if each is action else ""
            if isinstance(button, QToolButton) and (button.property("primary") or "") != primary:
                button.setProperty("primary", primary)
                button.style().unpolish(button)
                button.style().polish(button)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose between words and icons alone."""
        super().resizeEvent(event)
        if self.toolButtonStyle() == _WORDS:
            self._width_with_words = self.sizeHint().width()
        self.setToolButtonStyle(_WORDS if self.width() >= self._width_with_words else _ICONS)


def build_toolbar(actions: Mapping[ActionId, QAction], cameras: QMenu) -> Toolbar:
    """Make it; the live button drops down the cameras."""
    bar = Toolbar()
    _fill(bar, actions)
    live = _button(bar, actions[ActionId.LIVE])
    live.setMenu(cameras)
    live.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    for button in bar.findChildren(QToolButton):
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return bar


def _fill(bar: QToolBar, actions: Mapping[ActionId, QAction]) -> None:
    """Put the actions that have a toolbar text on the toolbar, menus parted by a line."""
    last: MenuId | None = None
    for info in ACTIONS:
        if not info.toolbar:
            continue
        if last not in (None, info.menu):
            bar.addSeparator()
        last = info.menu
        bar.addAction(actions[info.id])


def _button(bar: QToolBar, action: QAction) -> QToolButton:
    button = bar.widgetForAction(action)
    assert isinstance(button, QToolButton)
    return button
