"""The bar with what is used most: capture first and in colour, live view with the list of cameras."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from leukdesk.gui.actions import ActionId, fill_toolbar


def build_toolbar(actions: Mapping[ActionId, QAction], cameras: QMenu) -> QToolBar:
    """Make it; the live button drops down the cameras."""
    bar = QToolBar("Toolbar")
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.toggleViewAction().setVisible(False)
    fill_toolbar(bar, actions)
    _button(bar, actions[ActionId.CAPTURE]).setProperty("primary", "true")
    live = _button(bar, actions[ActionId.LIVE])
    live.setMenu(cameras)
    live.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    for button in bar.findChildren(QToolButton):
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return bar


def _button(bar: QToolBar, action: QAction) -> QToolButton:
    button = bar.widgetForAction(action)
    assert isinstance(button, QToolButton)
    return button
