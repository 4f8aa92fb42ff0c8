"""After a start: sessions that were never ended, as a crash or a power cut leaves them, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from leukdesk.counting import many
from leukdesk.gui.entry.sample_code import brief
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.words import clock
from leukdesk.gui.slide.ending import may_end
from leukdesk.history.session.state import Session
from leukdesk.language import tr

_CODE_SHOWN = 12


class ResumeOffer(QFrame):
    """A note above the picture; takes no room while nothing is open."""

    go_on_wanted = Signal(str)
    """Id of the session."""
    end_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "note")
        self._sessions: tuple[Session, ...] = ()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._text.setSizePolicy(policy)
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Which session"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(_CODE_SHOWN)  # a code may have 120 characters, and this is seen at a start
        self.go_on, self.end = QPushButton(tr("&Go on")), QPushButton(tr("&End it"))
        self.later = QPushButton(tr("&Later"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        row.addWidget(self._text, 1)
        for widget in (self.which, self.go_on, self.end, self.later):
            row.addWidget(widget)
        self.go_on.clicked.connect(lambda: self.go_on_wanted.emit(self._take()))
        self.end.clicked.connect(self._ask_end)
        self.later.clicked.connect(self._close)
        self.which.currentIndexChanged.connect(lambda _: self._write())
        self.setVisible(False)

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def offer(self, sessions: Sequence[Session]) -> None:
        """Offer to go on with one of these; none takes the note away."""
        self._sessions = tuple(sessions)
        self.which.clear()
        self.which.addItems([each.plan.sample or tr("No sample code") for each in sessions])
        self.which.setVisible(len(sessions) > 1)
        self._write()
        self.setVisible(bool(sessions))

    def _write(self) -> None:
        number = self.which.currentIndex()
        if not 0 <= number < len(self._sessions):
            return
        session = self._sessions[number]
        said = []
        if len(self._sessions) > 1:
            said.append(tr("{sessions} were not ended.").format(sessions=many(len(self._sessions), "slide session")))
        if session.plan.sample:
            this = tr(
                "The session on sample {sample} was not ended: {so_far} in {fields}, the last one {time}. "
                "All of them are kept."
            )
        else:
            this = tr(
                "The session on a slide without a sample code was not ended: {so_far} in {fields}, the last one "
                "{time}. All of them are kept."
            )
        said.append(
            this.format(
                sample=brief(session.plan.sample),
                so_far=session.so_far,
                fields=many(len(session.fields), "field"),
                time=clock(session.latest),
            )
        )
        self._text.setText(" ".join(said))

    def drop(self, session_id: str) -> None:
        """Offer one no more: it was gone on with, or ended."""
        if any(each.id == session_id for each in self._sessions):
            self.offer([each for each in self._sessions if each.id != session_id])

    def _ask_end(self) -> None:
        if may_end(self._sessions[self.which.currentIndex()], self):
            self.end_wanted.emit(self._take())

    def _take(self) -> str:
        return self._sessions[self.which.currentIndex()].id

    def _close(self) -> None:
        self.setVisible(False)
        self.closed.emit()
