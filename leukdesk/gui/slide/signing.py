"""Signing a slide session: what stands in its way, and the question with what was not looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from leukdesk.counting import many
from leukdesk.differential.tally import Tally
from leukdesk.differential.wording import beside_white, interval, percent
from leukdesk.gui.review.sign_dialog import SignDialog
from leukdesk.history.people.laboratory import Laboratory
from leukdesk.history.records import Record
from leukdesk.history.review import State
from leukdesk.history.session.signing import meaning, signed_unseen
from leukdesk.history.session.state import Session
from leukdesk.language import number, tr, tr_said


def what_is_signed(session: Session, tally: Tally) -> list[str]:
    """Return the counts that a signature stands under, and what of them nobody has looked at, a line each."""
    lines = [
        tr("{name}: {count} ({share}, 95 % interval {interval})").format(
            name=each.name,
            count=number(each.count),
            share=percent(each.share.value),
            interval=interval(each.share),
        )
        for each in tally.classes
        if each.count and each.share is not None
    ]
    lines += beside_white(tally)
    seen = session.decided - len(session.by_signature) - session.together
    lines.append(
        tr(
            "{cells} in all: {seen} decided, {together} confirmed together with all certain ones, "
            "{undecided} not decided; {rejected} rejected."
        ).format(
            cells=many(session.cells, "cell"),
            seen=number(seen),
            together=number(session.together),
            undecided=number(session.undecided),
            rejected=number(session.rejected),
        )
    )
    if before := signed_unseen(session):
        lines.append(tr("Before: {before}").format(before=before))
    if session.undecided:
        lines.append(
            tr("Not looked at: {suggestions}. The signature confirms them as suggested.").format(
                suggestions=many(session.undecided, "certain suggestion")
            )
        )
    if tally.counted < tally.target:
        cells = many(tally.target, session.plan.unit)
        lines.append(tr("The target of {cells} is not reached.").format(cells=cells))
    return lines


class SlideSignDialog(SignDialog):
    """The usual question for a signature, about the counts of a session instead of single records.

    Parameters
    ----------
    session : Session
    tally : Tally
        Of its cells.
    cells : sequence of Record
        All of them, as they are shown.
    """

    def __init__(
        self,
        session: Session,
        tally: Tally,
        cells: Sequence[Record],
        house: Laboratory,
        operator: str,
        parent: QWidget | None = None,
    ) -> None:
        self._session, self._tally = session, tally
        unsigned = [each for each in cells if each.state is not State.SIGNED]
        super().__init__(unsigned, (), house, operator, parent)
        self.setWindowTitle(tr("Sign the slide session"))

    def _write(self) -> None:
        self._meaning.setText(tr_said(meaning(self._session)))
        lines = what_is_signed(self._session, self._tally)
        self._list.setPlainText("\n".join(lines))
        high = min(len(lines) + 4, 16) * self._list.fontMetrics().lineSpacing()
        self._list.setFixedHeight(high + 2 * self._list.frameWidth() + 8)

    @property
    def kept_meaning(self) -> str:
        """See the base class."""
        return meaning(self._session)
