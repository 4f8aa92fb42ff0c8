"""One plain sentence of result, and the bars below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from leukdesk.gui.answer import Answer
from leukdesk.gui.elided_label import ElidedLabel
from leukdesk.gui.probability_chart import ProbabilityChart
from leukdesk.gui.theme import SPACE

NO_RESULT = "No result yet"


class ResultPanel(QFrame):
    """Shows the answer for the frame that is on the screen, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setAccessibleName("Result")
        self._aside = ElidedLabel()
        self._aside.setProperty("role", "muted")
        self._aside.setAccessibleName("Where the result is kept")
        self.chart = ProbabilityChart()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE + 4, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._sentence)
        column.addWidget(self._aside)
        column.addSpacing(SPACE // 2)
        column.addWidget(self.chart, 1)
        self.clear()

    @property
    def answer(self) -> Answer | None:
        """What is shown."""
        return self.chart.answer

    @property
    def sentence(self) -> str:
        """The sentence that is read by the user."""
        return self._sentence.text()

    @property
    def aside(self) -> str:
        """The small line under it."""
        return self._aside.full_text

    def show_answer(self, answer: Answer) -> None:
        """Show a result."""
        self._write(answer.sentence, " ".join(part for part in (answer.aside, answer.model) if part), known=True)
        self.chart.show_answer(answer)

    def clear(self, why: str = "") -> None:
        """Take the last result away; ``why`` is said in its place."""
        self._write(NO_RESULT, why or "Capture or classify to see one.", known=False)
        self.chart.show_answer(None)

    def wait(self, what: str) -> None:
        """Say that a result is being worked out; the last one is gone already."""
        self._write(what, "", known=False)
        self.chart.show_answer(None)

    def _write(self, sentence: str, aside: str, *, known: bool) -> None:
        font = self.font()
        font.setPointSizeF(self.font().pointSizeF() * 1.3)
        font.setWeight(font.Weight.DemiBold if known else font.Weight.Normal)
        self._sentence.setFont(font)
        self._sentence.setProperty("role", "" if known else "muted")
        self._sentence.style().polish(self._sentence)
        self._sentence.setText(sentence)
        self._aside.set_full_text(aside)
        self._aside.setVisible(bool(aside))
