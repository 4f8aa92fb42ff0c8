"""Asks for what a decision still needs: a class, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from leukdesk import INTENDED_USE
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.class_list import ClassList
from leukdesk.gui.review.reason_field import ReasonField
from leukdesk.gui.review.review_panel import hint
from leukdesk.gui.review.words import common_reasons, kept_reason
from leukdesk.history.review import Decision, State
from leukdesk.language import marked, tr

VERBS = {State.CONFIRMED: marked("Confirm"), State.CHANGED: marked("Change"), State.REJECTED: marked("Reject")}


class DecisionPopup(QDialog):
    """Small, beside the result, not modal; Enter in the reason commits, Esc leaves everything as it is.

    Parameters
    ----------
    state : State
        Confirmed, changed or rejected.
    about : str
        What is decided about, in a line.
    classes : sequence of (id, name)
        To choose from; only for a change.
    suggested : str
        Id of the suggested class.
    gives_way : str
        What stands and is replaced by the decision, in lines; empty where nothing is.
    needs_reason : bool
    typed : str
        What was typed the last time and not used.
    """

    committed = Signal(object)
    """The Decision."""
    left = Signal(str)
    """It was closed without one; with what was typed."""

    def __init__(
        self,
        state: State,
        about: str,
        classes: Sequence[tuple[str, str]] = (),
        suggested: str = "",
        *,
        gives_way: str = "",
        needs_reason: bool = True,
        typed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(VERBS[state]))
        self.state, self._names = state, dict(classes)
        self._done = False
        self._handed_on = ""
        what = QLabel(about)
        what.setTextFormat(Qt.TextFormat.PlainText)
        what.setWordWrap(True)
        self.classes = ClassList(classes, suggested) if classes else None
        self.reason = ReasonField([tr(each) for each in common_reasons(state)], typed)
        self._hint, self._stakes = hint(""), hint("")
        self._label = QLabel()
        self._label.setBuddy(self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(what)
        column.addWidget(self._stakes)
        if self.classes is not None:
            column.addWidget(self.classes)
            self.classes.typed.connect(self._typed_elsewhere)
            self.classes.rested.connect(self._rested)
            self.classes.chosen.connect(self._hint.clear)
        column.addWidget(self._label)
        column.addWidget(self.reason)
        if needs_reason:
            column.addLayout(self._offers())
        column.addWidget(self._hint)
        use = QLabel(tr(INTENDED_USE))
        use.setProperty("role", "muted")
        use.setWordWrap(True)
        column.addWidget(use)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.button(QDialogButtonBox.StandardButton.Ok).setText(tr(VERBS[state]))
        box.button(QDialogButtonBox.StandardButton.Ok).setDefault(True)
        box.accepted.connect(self.commit)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self.reason.textChanged.connect(lambda _: self._hint.clear())
        self.setMinimumWidth(360)
        self._write_stakes(gives_way, needs_reason)
        (self.classes or self.reason).setFocus()

    @property
    def said(self) -> str:
        """What is missing, as it is said."""
        return self._hint.text()

    @property
    def gives_way(self) -> str:
        """What stands and is replaced by the decision, as it is said."""
        return self._stakes.text()

    def show_stakes(self, gives_way: str, needs_reason: bool) -> bool:
        """Say anew what gives way, and whether there has to be a reason; tell whether that is something else now."""
        other = (gives_way, needs_reason) != (self.gives_way, self._needs_reason)
        if other:
            self._write_stakes(gives_way, needs_reason)
            self.adjustSize()
        return other

    def commit(self) -> None:
        """Tell the decision, or say what it still needs."""
        choice = self.classes.choice if self.classes is not None else ""
        if self.classes is not None and not choice:
            self._hint.setText(tr("Choose a class by its number."))
            self.classes.setFocus()
            return
        if self._needs_reason and not self.reason.reason:
            self._hint.setText(tr("Say why, then press Enter."))
            self.reason.setFocus()
            return
        self._done = True
        reason = kept_reason(self.reason.reason)
        self.committed.emit(Decision(self.state, choice, self._names.get(choice, choice), reason))
        self.close()

    def forget_scan(self) -> None:
        """Take back what a scanner has typed here; nothing may be decided by it."""
        if self.classes is not None:
            self.classes.forget()
        self.reason.setText(self.reason.text().removesuffix(self._handed_on))
        self._handed_on = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter commits wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Keep what was typed for the next time."""
        if not self._done:
            self._done = True
            self.left.emit(self.reason.text())
        super().done(result)

    def _write_stakes(self, gives_way: str, needs_reason: bool) -> None:
        self._stakes.setText(gives_way)
        self._stakes.setVisible(bool(gives_way))
        self._needs_reason = needs_reason
        self._label.setText(tr("&Reason") if needs_reason else tr("&Reason (may be left out)"))

    def _offers(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for reason in map(tr, common_reasons(self.state)):
            button = QPushButton(reason)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setStyleSheet("text-align: left; padding: 2px 8px;")
            button.clicked.connect(partial(self._take, reason))
            column.addWidget(button)
        return column

    def _take(self, reason: str, _checked: bool = False) -> None:
        self.reason.take(reason)
        self.reason.setFocus()

    def _typed_elsewhere(self, text: str) -> None:
        self._handed_on += text
        self.reason.type_on(text)

    def _rested(self) -> None:
        self._handed_on = ""
        self.reason.setFocus()
        self.reason.deselect()
