"""The answer of a model for the whole field, small, beside what is shown of its cells."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.result.answer import Answer
from leukdesk.gui.result.probability_chart import ProbabilityChart
from leukdesk.language import tr


class BesideView(QWidget):
    """A line in words and small bars; hidden while there is nothing to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._line, self.chart = ElidedLabel(), ProbabilityChart()
        self._line.setAccessibleName(tr("Result for the whole field"))
        small = self.font()
        small.setPointSizeF(small.pointSizeF() * 0.85)
        self.chart.setFont(small)
        self.chart.setAccessibleName(tr("Probabilities of all classes for the whole field"))
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self.chart)
        self.hide()

    @property
    def answer(self) -> Answer | None:
        """What is shown."""
        return self._answer

    @property
    def words(self) -> str:
        """The line over the bars."""
        return self._line.full_text

    def show_answer(self, answer: Answer | None) -> None:
        """Show the field's answer; None hides it."""
        if answer == self._answer:
            return
        self._answer = answer
        words = ""
        if answer is not None:
            said = f"{answer.sentence} {answer.aside} {answer.model}".strip()
            words = tr("Whole field: {said}").format(said=said)
        self._line.set_full_text(words)
        self._line.setToolTip("" if answer is None else words)
        self.chart.show_answer(answer)
        self.setVisible(answer is not None)
