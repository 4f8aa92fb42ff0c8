"""The list of actions as Qt has it: made, dressed, offered or refused with a reason, and put into the menus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from leukdesk.counting import capital
from leukdesk.gui.menus.actions import ACTIONS, ActionId, MenuId
from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.language import tr

_WHY_NOT = "why_not"
_TIPS = {str(info.id): info.tip for info in ACTIONS}


def build_actions(parent: QWidget) -> dict[ActionId, QAction]:
    """Make every action, owned by a window and answering to its shortcut anywhere in it."""
    made: dict[ActionId, QAction] = {}
    for info in ACTIONS:
        action = QAction(tr(info.text), parent)
        action.setObjectName(info.id)
        action.setIconText(tr(info.toolbar) if info.toolbar else tr(info.text).replace("&", ""))
        action.setCheckable(info.checkable)
        # Where there is an icon, a menu shows no tick.
        action.setIconVisibleInMenu(not info.checkable)
        # An elbow on the space bar must not fill the log.
        action.setAutoRepeat(info.id in (ActionId.ZOOM_IN, ActionId.ZOOM_OUT))
        if info.shortcut:
            action.setShortcut(QKeySequence(info.shortcut))
        _tell(action)
        parent.addAction(action)
        made[info.id] = action
    dress(made)
    return made


def offer(action: QAction, why_not: str = "") -> None:
    """Let an action be chosen; where it cannot be, its tooltip and the status bar say why."""
    action.setEnabled(not why_not)
    why_not = capital(why_not)
    action.setProperty(_WHY_NOT, why_not)
    if why_not:
        action.setToolTip(plain_tip(why_not))
        action.setStatusTip(why_not)
    else:
        _tell(action)


def why_not(actions: Iterable[QAction], keys: QKeySequence) -> str:
    """Return why the action that answers to some keys cannot be chosen now; empty where there is none, or no reason."""
    if keys.isEmpty():
        return ""
    asked = (each for each in actions if not each.isEnabled() and each.shortcut() == keys)
    return next((str(each.property(_WHY_NOT)) for each in asked if each.property(_WHY_NOT)), "")


def _tell(action: QAction) -> None:
    tip = tr(_TIPS[action.objectName()])
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip.rstrip('.')}{f' ({keys})' if keys else ''}")
    action.setStatusTip(tip)


def dress(actions: Mapping[ActionId, QAction]) -> None:
    """Give every action its icon in the present scheme's colour."""
    for info in ACTIONS:
        if info.icon is not None:
            actions[info.id].setIcon(icon(info.icon))


def fill_menus(bar: QMenuBar, actions: Mapping[ActionId, QAction]) -> dict[MenuId, QMenu]:
    """Make the menus in their order; a change of group draws a line."""
    menus = {menu: bar.addMenu(tr(menu.value)) for menu in MenuId}
    for menu in menus.values():
        menu.setToolTipsVisible(True)  # why something cannot be chosen
    last: dict[MenuId, int] = {}
    for info in ACTIONS:
        menu = menus[info.menu]
        if last.setdefault(info.menu, info.group) != info.group:
            menu.addSeparator()
        last[info.menu] = info.group
        menu.addAction(actions[info.id])
    return menus
