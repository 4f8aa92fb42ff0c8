"""The line along the window's foot: what is going on, whether results are kept, and what the program is for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

from leukdesk import INTENDED_USE
from leukdesk.counting import many
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import number, tr


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
            QLabel(tr("Results are not saved")),
            QLabel(tr(INTENDED_USE)),
        )
        self._text.setAccessibleName(tr("Status"))
        self._unsaved.setProperty("chip", "warning")
        self._unsaved.hide()
        notice.setProperty("role", "notice")
        notice.setContentsMargins(SPACE, 0, SPACE, 0)
        self._waiting = QToolButton()
        self._waiting.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._waiting.setAccessibleName(tr("Records that need review"))
        self._waiting.setToolTip(
            tr("Show only the records that need review, or all again. Ctrl+D goes to the next one.")
        )
        self._waiting.clicked.connect(self.waiting_wanted)
        self._waiting.hide()
        self._sessions = QToolButton()
        self._sessions.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sessions.setAccessibleName(tr("Slide sessions that wait"))
        self._sessions.setToolTip(tr("Ended and not signed. List the slide sessions, to show, review and sign them."))
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
        if not count:
            text = tr("Nothing needs review")
        elif count == 1:
            text = tr("1 needs review")
        elif count >= at_most:
            text = tr("{count} or more need review")
        else:
            text = tr("{count} need review")
        self._waiting.setText(text.format(count=number(count)))
        self._waiting.setVisible(bool(count) or not sessions)  # no "nothing" beside a session
        text = tr("{sessions} waits for review") if sessions == 1 else tr("{sessions} wait for review")
        self._sessions.setText(text.format(sessions=many(sessions, "slide session")))
        self._sessions.setVisible(bool(sessions))

    def say(self, text: str) -> None:
        """Say what is going on."""
        self._text.set_full_text(text)

    def say_unsaved(self, why: str) -> None:
        """Say, from now on, that results are not saved and why; nothing any more where it is empty."""
        self._unsaved.setToolTip(plain_tip(why))
        self._unsaved.setVisible(bool(why))
