"""The running differential of a slide session: how far it is, what was counted, and what that is worth."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from leukdesk.counting import many
from leukdesk.differential.tally import Tally
from leukdesk.differential.wording import BESIDE, beside_white, percent, within_errors
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.slide.class_model import ClassModel, References
from leukdesk.gui.slide.class_table import LEGEND, ClassTable
from leukdesk.gui.slide.ring import ProgressRing
from leukdesk.gui.slide.status import Way, how_far, per_field, who_and_what
from leukdesk.history.session.signing import signed_unseen, why_not_ready
from leukdesk.history.session.state import Session, SessionState
from leukdesk.language import number, tr

_CAUTIONS = 2
"""Classes that a sentence is said of; the others are named in the tooltip."""


class SlidePanel(QFrame):
    """Shows figures and judges none of them; what it is asked for it only tells."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    end_wanted = Signal()
    gallery_wanted = Signal()
    sign_wanted = Signal()
    report_wanted = Signal()
    references_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Slide session"))
        self._session: Session | None = None
        self._tally = Tally()
        self._here = True
        self._who, self._how = ElidedLabel(), _wrapped("muted")
        self.ring, self._counted, self._rest = ProgressRing(), _wrapped(""), _wrapped("muted")
        self._caution_frame = QFrame()
        self._caution_frame.setProperty("tone", "note")
        self._caution = _wrapped("")
        inside = QVBoxLayout(self._caution_frame)
        inside.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        inside.addWidget(self._caution)
        self.model = ClassModel(self)
        self.table = ClassTable(self.model)
        self._beside, self._legend = _wrapped(""), _wrapped("muted")
        self._beside.setToolTip(plain_tip(tr(BESIDE)))
        self.pause, self.end = QPushButton(tr("&Pause")), QPushButton(tr("&End"))
        self.gallery, self.sign = QPushButton(tr("&Gallery…")), QPushButton(tr("&Sign…"))
        self.report, self.references = QPushButton(tr("Repor&t…")), QPushButton(tr("&Reference lines…"))
        self._lay_out()
        self.pause.clicked.connect(self._pause_or_resume)
        for button, signal in (
            (self.end, self.end_wanted),
            (self.gallery, self.gallery_wanted),
            (self.sign, self.sign_wanted),
            (self.report, self.report_wanted),
            (self.references, self.references_wanted),
        ):
            button.clicked.connect(lambda _=False, tell=signal: tell.emit())
        self.show_session(None, Tally(), {})

    @property
    def session(self) -> Session | None:
        """What is shown."""
        return self._session

    @property
    def tally(self) -> Tally:
        """What is shown of it."""
        return self._tally

    @property
    def caution(self) -> str:
        """What is said of the model elsewhere, and of shares that its errors alone could give."""
        return self._caution.text()

    @property
    def beside(self) -> str:
        """What was found that is no white cell, a line a class."""
        return self._beside.text()

    @property
    def lines(self) -> tuple[str, str, str, str]:
        """What is said in words: whose session, how far, what is counted, what is still to do."""
        return self._who.full_text, self._how.text(), self._counted.text(), self._rest.text()

    def show_session(
        self,
        session: Session | None,
        tally: Tally,
        references: References,
        model: str = "",
        way: Way | None = None,
        elsewhere: str = "",
        *,
        here: bool = True,
    ) -> None:
        """Show a session as it stands; None while there is none.

        Parameters
        ----------
        model : str
            What its card calls the session's model.
        way : Way, optional
            How fields come, where that is known.
        elsewhere : str
            What the model's card says of other laboratories' slides.
        here : bool
            Whether what this window captures is counted into the session, where it counts: what a crash left open has
            to be resumed.
        """
        self._session, self._tally, self._here = session, tally, here
        self._who.set_full_text(who_and_what(session, model) if session is not None else tr("No slide session"))
        self._how.setText(
            how_far(session, way, here=here) if session is not None else tr("Begin one to count the cells of a slide.")
        )
        self._how.setToolTip(per_field(session) if session is not None else "")
        self.ring.show_progress(tally.counted, tally.target)
        self._counted.setText(_counted(session, tally))
        self._rest.setText(_rest(tally, session) if session is not None else "")
        cautions = within_errors(tally, session.by_signature if session is not None else None)
        more = len(cautions) - _CAUTIONS
        said = [*filter(None, [elsewhere]), *cautions[:_CAUTIONS]]
        if more > 0:
            said.append(tr("… and {count} more").format(count=more))
        self._caution.setText("\n".join(said))
        self._caution.setToolTip(plain_tip("\n".join(cautions)) if more > 0 else "")
        self._caution_frame.setVisible(bool(said))
        self.model.show_tally(tally, references)
        beside = beside_white(tally)
        self._beside.setText("\n".join(beside))
        self._beside.setVisible(bool(beside))
        self._legend.setText(tr(LEGEND).format(end=100 * self.model.end))
        self._offer()

    def _offer(self) -> None:
        session = self._session
        goes_on = session is not None and session.is_open
        self.pause.setText(tr("&Resume") if self._rests else tr("&Pause"))
        self.pause.setEnabled(goes_on)
        self.end.setEnabled(goes_on)
        self.gallery.setEnabled(session is not None)
        self.report.setEnabled(session is not None and bool(self._tally.cells))
        self.references.setEnabled(bool(self._tally.classes))
        why = tr("there is no slide session.") if session is None else why_not_ready(session)
        self.sign.setEnabled(not why)
        why_not = tr("Cannot be signed now: {why}").format(why=why)
        self.sign.setToolTip(plain_tip(why_not if why else tr("Sign the counts and every cell")))

    @property
    def _rests(self) -> bool:
        session = self._session
        return session is not None and session.is_open and not (self._here and session.state is SessionState.COUNTING)

    def _pause_or_resume(self) -> None:
        (self.resume_wanted if self._rests else self.pause_wanted).emit()

    def _lay_out(self) -> None:
        heavy = self._counted.font()
        heavy.setWeight(heavy.Weight.DemiBold)
        self._counted.setFont(heavy)
        self._who.setFont(heavy)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._counted)
        words.addWidget(self._rest)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(2 * SPACE)
        top.addWidget(self.ring)
        top.addLayout(words, 1)
        buttons = QGridLayout()
        buttons.setSpacing(SPACE // 2)
        rows = ((self.pause, self.end, self.gallery), (self.sign, self.report, self.references))
        for row, each in enumerate(rows):
            for place, button in enumerate(each):
                buttons.addWidget(button, row, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._who)
        column.addLayout(buttons)  # above all that grows and shrinks: they stay where they are while one counts
        column.addWidget(self._how)
        column.addLayout(top)
        column.addWidget(self._caution_frame)
        column.addWidget(self.table, 100)  # as high as it wishes; what is left stays empty
        column.addWidget(self._beside)
        column.addWidget(self._legend)
        column.addStretch(1)


def _wrapped(role: str) -> QLabel:
    """Return a label of plain text that breaks its lines, and asks for no width."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def _counted(session: Session | None, tally: Tally) -> str:
    if session is None:
        return ""
    cells = many(tally.target, session.plan.unit)
    return tr("{counted} of {cells} counted").format(counted=number(tally.counted), cells=cells)


def _rest(tally: Tally, session: Session) -> str:
    """Say what is uncertain and what has still to be done, in a line for each."""
    lines = []
    if tally.cells:
        lines.append(f"{many(tally.uncertain, 'uncertain suggestion')} ({percent(tally.uncertain_share)})")
    if not tally.to_review:
        review = tr("none needs review, {cells} not decided")
    elif tally.to_review == 1:
        review = tr("{count} of these still needs review, {cells} not decided")
    else:
        review = tr("{count} of these still need review, {cells} not decided")
    lines.append(review.format(count=number(tally.to_review), cells=many(tally.undecided, "cell")))
    if unseen := signed_unseen(session):
        lines.append(unseen)
    if tally.rejected:
        lines.append(tr("{cells} rejected").format(cells=many(tally.rejected, "cell")))
    return "\n".join(lines)
