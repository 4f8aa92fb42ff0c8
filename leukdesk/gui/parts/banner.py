"""Messages inside the window: what happened, to which file or device, what to do; never in the way."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.lines_label import LinesLabel
from leukdesk.gui.parts.theme import SPACE, tones
from leukdesk.language import tr

_MOST = 3
_LINES = 6
"""Of one message at most; what finds no room is in its tooltip."""


class Tone(StrEnum):
    """How bad it is."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {Tone.NOTE: "about", Tone.WARNING: "warning", Tone.ERROR: "error"}


class Banner(QFrame):
    """One message, with an optional button of its own and one that takes the message away."""

    closed = Signal()
    acted = Signal()

    def __init__(self, text: str, tone: Tone, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = tone
        self.setProperty("tone", tone.value)
        self.setAccessibleName(text)
        self._icon = QLabel()
        # A name longer than a line is broken: the window stays as wide as it is.
        self._text = LinesLabel(_LINES)
        self._text.set_full_text(text)
        self._close = QToolButton()
        self._close.setToolTip(tr("Take this message away"))
        self._close.setAccessibleName(tr("Close the message"))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE // 2, SPACE // 2)
        row.setSpacing(SPACE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        if button:
            act = QPushButton(button)
            act.clicked.connect(self.acted)
            row.addWidget(act)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._dress()

    @property
    def text(self) -> str:
        """The message."""
        return self._text.full_text

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        t = tones(self.palette())
        colour = {Tone.NOTE: t.on_note, Tone.WARNING: t.on_warning, Tone.ERROR: t.on_error}[self.tone]
        self._icon.setPixmap(icon(_ICONS[self.tone], colour).pixmap(20, 20))
        self._close.setIcon(icon("close", colour))


class BannerStack(QWidget):
    """The newest few messages, one above the other; takes no room when there is none.

    A message has a key: a new one with the same key takes the old one's place, and what was said can be taken back
    when it is no longer true.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self.setVisible(False)

    def say(self, key: str, text: str, tone: Tone = Tone.ERROR, button: str = "") -> Banner:
        """Show a message and return it."""
        self.take_back(key)
        if len(self._banners) >= _MOST:
            self.take_back(next(iter(self._banners)))
        banner = Banner(text, tone, button)
        banner.closed.connect(lambda: self.take_back(key))
        self._banners[key] = banner
        self._column.insertWidget(0, banner)
        self.setVisible(True)
        return banner

    def offer(self, key: str, text: str, button: str, do: Callable[[], object]) -> None:
        """Show a note with a button that does something; then the note goes."""
        banner = self.say(key, text, Tone.NOTE, button)
        banner.acted.connect(lambda: do())
        banner.acted.connect(lambda: self.take_back(key))

    def take_back(self, key: str) -> None:
        """Remove a message, if it is there."""
        banner = self._banners.pop(key, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    def texts(self) -> list[str]:
        """Return the messages shown, newest first."""
        return [banner.text for banner in reversed(self._banners.values())]
