"""The language of the window: the system's, or one of those that the program knows."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from leukdesk.errors import LeukdeskError
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.banner import BannerStack, Tone
from leukdesk.gui.speaking import language_code, system_languages, translation
from leukdesk.language import NAMES, marked, spoken, tr

_KEY = "language"
_LATER = marked("The window speaks this language from the next start on.")


class LanguageMenu(QObject):
    """A menu in a menu; each language in its own words, for whoever cannot read those of the window."""

    def __init__(self, menu: QMenu, memory: Memory, banners: BannerStack) -> None:
        super().__init__(menu)
        self._memory, self._banners = memory, banners
        self.menu = menu.addMenu(tr("Lang&uage"))
        group = QActionGroup(self)
        for code, name in (("", tr("&System")), *NAMES.items()):
            action = group.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == memory.settings.language)
            action.triggered.connect(lambda _=False, chosen=code: self.choose(chosen))
            self.menu.addAction(action)

    def choose(self, chosen: str) -> None:
        """Remember a language, and say in it, too, when it will be spoken: the window keeps the words it has."""
        self._memory.change(language=chosen)
        self._banners.take_back(_KEY)
        code = language_code(chosen, system_languages())
        if code == spoken():
            return
        try:
            there = translation(code).texts.get(_LATER, _LATER)
        except LeukdeskError as problem:
            self._banners.say(_KEY, str(problem))
        else:
            self._banners.say(_KEY, f"{tr(_LATER)} {there}", Tone.NOTE)
