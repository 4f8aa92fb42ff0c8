"""A message over the picture: what it is not, what is waited for, what went wrong."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtCore import QEvent, QMargins, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.spinner import Spinner
from leukdesk.gui.parts.theme import SPACE, tones

OverlayTone = Literal["info", "busy", "error"]
_WIDEST = 460
_BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a line may end: a file's name may be longer than a line. The text cannot be copied, so nobody gets these."""
_LONG = re.compile(r"\S{24,}")
_ICON = 28
_MARGINS = QMargins(2 * SPACE, 2 * SPACE, 2 * SPACE + 4, 2 * SPACE)
_SPACING = SPACE + 4
_EDGE = 1
"""The style sheet's."""


class PictureBanner(QFrame):
    """A rounded panel in the middle of its parent, in the colours of its tone; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tone: OverlayTone = "info"
        self._icon, self._spinner, self._text = QLabel(), Spinner(_ICON), QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGINS)
        row.setSpacing(_SPACING)
        row.addWidget(self._icon)
        row.addWidget(self._spinner)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The message."""
        return self._text.text().replace(_BREAK, "")

    @property
    def tone(self) -> OverlayTone:
        """What kind of message it is."""
        return self._tone

    def say(self, text: str, tone: OverlayTone) -> None:
        """Show a message; an empty one takes the panel away."""
        self._tone = tone
        self._text.setText(_LONG.sub(lambda word: _BREAK.join(word[0]), text))
        self.setAccessibleName(text)
        self._dress()
        self.setVisible(bool(text))
        self.place()

    def place(self) -> None:
        """Take the middle of the parent, as wide as the text needs and there is room for."""
        room = self._room.size()
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._text.setFont(font)
        beside = _MARGINS.left() + _MARGINS.right() + _SPACING + _ICON + 2 * _EDGE
        wanted = beside + self._text.fontMetrics().horizontalAdvance(self.text) + 4
        width = min(wanted, _WIDEST, room.width() - 2 * SPACE)
        height = (
            max(self._text.heightForWidth(max(width - beside, 1)), _ICON)
            + _MARGINS.top()
            + _MARGINS.bottom()
            + 2 * _EDGE
        )
        self.setGeometry((room.width() - width) // 2, max((room.height() - height) // 2, 0), width, height)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        t = tones(self.palette())
        look, colour, name = {
            "info": ("", t.muted, "about"),
            "busy": ("note", t.on_note, ""),
            "error": ("error", t.on_error, "error"),
        }[self._tone]
        if self.property("tone") != look:
            self.setProperty("tone", look)
            self.setProperty("role", "" if look else "panel")
            for widget in (self, self._text):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self._spinner.set_colour(colour)
        self._spinner.setVisible(not name)
        self._icon.setVisible(bool(name))
        if name:
            self._icon.setPixmap(icon(name, colour).pixmap(_ICON, _ICON))
