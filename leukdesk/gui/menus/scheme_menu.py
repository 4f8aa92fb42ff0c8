"""Light, dark, or as the desktop has it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from leukdesk.gui.memory import Memory
from leukdesk.gui.parts import theme
from leukdesk.language import marked, tr

_TEXTS = (marked("Colours of the s&ystem"), marked("&Light"), marked("&Dark"))
"""Of each scheme."""


class SchemeMenu(QObject):
    """Three choices at the end of a menu."""

    def __init__(self, menu: QMenu, memory: Memory) -> None:
        super().__init__(menu)
        self._memory = memory
        menu.addSeparator()
        group = QActionGroup(self)
        for scheme, text in zip(theme.SCHEMES, _TEXTS, strict=True):
            action = group.addAction(tr(text))
            action.setCheckable(True)
            action.setChecked(scheme == memory.settings.scheme)
            action.triggered.connect(lambda _, chosen=scheme: self.choose(chosen))
            menu.addAction(action)

    def choose(self, scheme: theme.Scheme) -> None:
        """Change the colours, and remember it."""
        self._memory.change(scheme=scheme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, scheme)

    def follow_system(self) -> None:
        """The desktop's scheme has changed."""
        if self._memory.settings.scheme == "system":
            self.choose("system")
