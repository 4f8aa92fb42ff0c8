"""The line along the window's foot: what is going on, whether results are kept, and what the program is for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

from leukdesk import INTENDED_USE
from leukdesk.counting import many
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE


class StatusLine(QStatusBar):
    """Says one thing at a time; the words of intended use are always there."""

    waiting_wanted = Signal()
    """Those that need review are to be seen, or all again."""
    sessions_wanted = Signal()
    """The slide sessions are to be listed."""

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
        self._waiting = QToolButton()
        self._waiting.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._waiting.setAccessibleName("Records that need review")
        self._waiting.setToolTip("Show only the records that need review, or all again. Ctrl+D goes to the next one.")
        self._waiting.clicked.connect(self.waiting_wanted)
        self._waiting.hide()
        self._sessions = QToolButton()
        self._sessions.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sessions.setAccessibleName("Slide sessions that wait")
        self._sessions.setToolTip("Ended and not signed. List the slide sessions, to show, review and sign them.")
        self._sessions.clicked.connect(self.sessions_wanted)
        self._sessions.hide()
        self.setSizeGripEnabled(False)
        self.addWidget(self._text, 1)
        self.addPermanentWidget(self._waiting)
        self.addPermanentWidget(self._sessions)
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

    @property
    def waiting_text(self) -> str:
        """How many records need review, in words; empty where it is not said."""
        return "" if self._waiting.isHidden() else self._waiting.text()

    @property
    def sessions_text(self) -> str:
        """How many slide sessions wait, in words; empty where none does."""
        return "" if self._sessions.isHidden() else self._sessions.text()

    def show_waiting(self, count: int, at_most: int, sessions: int = 0) -> None:
        """Say how many records need review, counted no further than ``at_most``, and how many sessions wait."""
        more = " or more" if count >= at_most else ""
        self._waiting.setText(
            "Nothing needs review" if not count else f"{count:,}{more} need review" if count > 1 else "1 needs review"
        )
        self._waiting.setVisible(bool(count) or not sessions)  # no "nothing" beside a session
        self._sessions.setText(f"{many(sessions, 'slide session')} {'waits' if sessions == 1 else 'wait'} for review")
        self._sessions.setVisible(bool(sessions))

    def say(self, text: str) -> None:
        """Say what is going on."""
        self._text.set_full_text(text)

    def say_unsaved(self, why: str) -> None:
        """Say, from now on, that results are not saved and why; nothing any more where it is empty."""
        self._unsaved.setToolTip(plain_tip(why))
        self._unsaved.setVisible(bool(why))
