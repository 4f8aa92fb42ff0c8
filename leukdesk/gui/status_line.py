"""The line along the window's foot: what is going on, whether results are kept, and what the program is for."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStatusBar

from leukdesk import INTENDED_USE
from leukdesk.gui.elided_label import ElidedLabel
from leukdesk.gui.theme import SPACE


class StatusLine(QStatusBar):
    """Says one thing at a time; the words of intended use are always there."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._unsaved, notice = (
            ElidedLabel(inset=SPACE),
            QLabel("Results are not saved"),
            QLabel(INTENDED_USE),
        )
        self._text.setAccessibleName("Status")
        self._unsaved.setProperty("chip", "warning")
        self._unsaved.hide()
        notice.setProperty("role", "notice")
        notice.setContentsMargins(SPACE, 0, SPACE, 0)
        self.setSizeGripEnabled(False)
        self.addWidget(self._text, 1)
        self.addPermanentWidget(self._unsaved)
        self.addPermanentWidget(notice)

    @property
    def full_text(self) -> str:
        """What is said, all of it."""
        return self._text.full_text

    @property
    def says_unsaved(self) -> bool:
        """Whether it says that results are not saved."""
        return not self._unsaved.isHidden()

    def say(self, text: str) -> None:
        """Say what is going on."""
        self._text.set_full_text(text)

    def say_unsaved(self, why: str) -> None:
        """Say, from now on, that results are not saved and why; nothing any more where it is empty."""
        self._unsaved.setToolTip(why)
        self._unsaved.setVisible(bool(why))
