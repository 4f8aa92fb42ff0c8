"""One plain sentence of result, the bars below it, and what was decided."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leukdesk.counting import capital
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.lines_label import LinesLabel
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.result.answer import Answer
from leukdesk.gui.result.beside_view import BesideView
from leukdesk.gui.result.cell_counts import NOTHING_SEEN, CellCounts, CellCountsView
from leukdesk.gui.result.probability_chart import ProbabilityChart
from leukdesk.gui.review.review_panel import ReviewPanel
from leukdesk.gui.review.words import headline
from leukdesk.language import marked, tr

NO_RESULT = marked("No result yet")
LIVE_ASIDE = marked("Live, not saved. Space captures.")


class ResultPanel(QFrame):
    """Shows the answer for the frame that is on the screen, a suggestion for the live view, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._sentence = LinesLabel(2)
        self._sentence.setAccessibleName(tr("Result"))
        self._seen = LinesLabel(4)
        self._seen.setAccessibleName(tr("Picture seen before"))
        self._seen.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        self._seen.hide()
        self._aside = ElidedLabel()
        self._aside.setProperty("role", "muted")
        self._aside.setAccessibleName(tr("Where the result is kept"))
        self._chip = QLabel(tr("Live"))
        self._chip.setProperty("chip", "live")
        self._chip.setAccessibleName(tr("Live suggestion, not saved"))
        self.cells = CellCountsView()
        self.beside = BesideView()
        self._chosen: int | None = None
        self.chart = ProbabilityChart()
        self.review = ReviewPanel()
        self.review.changed.connect(self._restate)
        first = QHBoxLayout()
        first.setSpacing(SPACE)
        first.addWidget(self._sentence, 1)
        first.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + 4, SPACE - 2, SPACE + 4, SPACE - 2)
        column.setSpacing(SPACE // 4)
        column.addLayout(first)
        column.addWidget(self._seen)
        column.addWidget(self._aside)
        column.addWidget(self.beside)
        column.addWidget(self.cells)
        column.addWidget(self.chart, 1)
        column.addWidget(self.review)
        self.clear()

    @property
    def answer(self) -> Answer | None:
        """The result that is shown; a suggestion is none."""
        return None if self.chart.live else self.chart.answer

    @property
    def suggestion(self) -> Answer | None:
        """The suggestion for the live view that is shown."""
        return self.chart.answer if self.chart.live else None

    @property
    def sentence(self) -> str:
        """The sentence that is read by the user."""
        return self._sentence.full_text

    @property
    def seen(self) -> tuple[str, bool]:
        """What is said of the picture, and whether it is a caution."""
        return self._seen.full_text, self._seen.property("tone") == "warning"

    @property
    def aside(self) -> str:
        """The small line under it."""
        return self._aside.full_text

    def show_answer(self, answer: Answer) -> None:
        """Show a result, and what was decided of it."""
        self.chart.show_answer(answer)
        self._restate()

    def show_cells(self, counts: CellCounts | None) -> None:
        """Show what the cells of the field come to, above the bars of the selected one; None for a whole picture."""
        self._chosen = None if counts is None else counts.selected
        self.cells.show_counts(counts)
        self.review.fit()

    def show_live_cells(self, counts: CellCounts | None, model: str) -> None:
        """Show what the cells of the live view come to: nothing that is kept. None while the stage moves."""
        self._chosen = None
        # The bars under it are to stand still.
        self.cells.show_counts(counts or NOTHING_SEEN, steady=True)
        sentence = tr("The stage moves.") if counts is None else capital(counts.sentence)
        self._write(sentence, f"{tr(LIVE_ASIDE)} {model}".strip(), known=False, live=True)
        if self.chart.answer is not None:
            self.chart.show_answer(None)

    def show_live(self, answer: Answer) -> None:
        """Show a suggestion for the live view: nothing that is kept, and seen to be so."""
        self._write(answer.sentence, f"{tr(LIVE_ASIDE)} {answer.model}", known=False, live=True)
        self.chart.show_answer(answer, animate=True, live=True)

    def say_seen(self, sentence: str, caution: bool) -> None:
        """Say under the headline whether the picture was logged before; a caution where it is another sample's too."""
        self._seen.set_full_text(sentence)
        tone, role = ("warning", "warning") if caution else ("note", "")
        if self._seen.property("tone") != tone:
            self._seen.setProperty("tone", tone)
            self._seen.setProperty("role", role)
            self._seen.style().polish(self._seen)
        self._seen.setVisible(bool(sentence))
        self.review.fit()

    def clear(self, why: str = "") -> None:
        """Take the last result away; ``why`` is said in its place."""
        self._chosen = None
        self._write(tr(NO_RESULT), why or tr("Capture or classify to see one."), known=False)
        self.chart.show_answer(None)

    def wait(self, what: str) -> None:
        """Say that a result is being worked out; the last one is gone already."""
        self._write(what, "", known=False)
        self.chart.show_answer(None)

    def _restate(self) -> None:
        """Say where the result stands: the suggestion until somebody has decided, then the decision."""
        if (answer := self.answer) is None:
            return
        reviewed = self.review.reviewed
        known = reviewed is not None and reviewed.record.id == answer.record_id
        stands = headline(reviewed.record) if known and reviewed is not None else answer.stands
        aside = [answer.suggestion + "."] if stands else []
        aside += [part for part in (answer.aside, answer.model) if part]
        sentence = stands or answer.sentence
        if self._chosen is not None:
            sentence = tr("Cell {number}: {sentence}").format(number=self._chosen + 1, sentence=sentence)
        self._write(sentence, " ".join(aside), known=True, steady=answer.record_id is not None)

    def _write(self, sentence: str, aside: str, *, known: bool, live: bool = False, steady: bool = False) -> None:
        font = self.font()
        font.setPointSizeF(self.font().pointSizeF() * 1.3)
        font.setWeight(font.Weight.DemiBold if known else font.Weight.Normal)
        # Live suggestions come many times a second: what stays the same is not dressed anew.
        role = "" if known else "muted"
        if self._sentence.font() != font or self._sentence.property("role") != role:
            self._sentence.setFont(font)
            self._sentence.setProperty("role", role)
            self._sentence.style().polish(self._sentence)
        # Live sentences come and go in one line or two, decisions too; the bars under them are to stand still.
        self._sentence.set_full_text(sentence, steady=live or steady)
        self._chip.setVisible(live)
        self._aside.set_full_text(aside)
        self._aside.setVisible(bool(aside))
