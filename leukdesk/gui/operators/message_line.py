"""What is said under the fields of a dialog that asks for a PIN: room is kept for it, and a wait counts down."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from leukdesk.history.people.errors import PinWaitError
from leukdesk.language import tr

_LOOK_MILLISECONDS = 200


class MessageLine(QLabel):
    """Plain text; there is always room for three lines, and the dialog grows for more.

    Parameters
    ----------
    button : QWidget
        Cannot be pressed while no PIN is looked at.
    """

    def __init__(self, button: QWidget) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setProperty("role", "warning")
        # The dialog does not grow with a label, and a text in too little room lies over its neighbours.
        self._least = 3 * self.fontMetrics().lineSpacing() + 4
        self.setMinimumHeight(self._least)
        self._button = button
        self._name, self._until = "", 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._count)

    def say(self, text: str) -> None:
        """Say something else; a wait is over."""
        self._timer.stop()
        self.setText(text)
        if self.isVisible():
            self.setMinimumHeight(max(self._least, self.heightForWidth(self.width())))

    def refuse(self, problem: Exception) -> None:
        """Say why it was not done; where it is to be waited, count the seconds down and let nothing be tried."""
        self.say(str(problem))
        waits = isinstance(problem, PinWaitError)
        self._button.setEnabled(not waits)
        if isinstance(problem, PinWaitError):
            self._name, self._until = problem.name, time.monotonic() + problem.seconds
            self._timer.start()

    def _count(self) -> None:
        left = self._until - time.monotonic()
        if left > 0:
            self.setText(str(PinWaitError(self._name, left)))
            return
        self.say(tr("The PIN of {name} can be tried again now.").format(name=self._name))
        self._button.setEnabled(True)
