"""The pages of the window of charts: how much there is of what, what was decided of it, and whether it drifts."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leukdesk.gui.history.bar_chart import Bar, BarChart, DayChart, Legend
from leukdesk.gui.history.control_chart import ControlChart
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.words import state_in_words
from leukdesk.history.review import State
from leukdesk.history.searching.statistics import Statistics
from leukdesk.language import marked, tr

REJECTED = marked("(rejected: no class)")
_NAMELESS = marked("(none)")


class CountsPage(QWidget):
    """Records per day, class, state, model and operator."""

    def __init__(self) -> None:
        super().__init__()
        self.days = DayChart()
        self.classes, self.models, self.operators, self.states = (BarChart() for _ in range(4))
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(3 * SPACE)
        for place, (title, chart) in enumerate(
            (
                (tr("Per class that holds now"), self.classes),
                (tr("Per state"), self.states),
                (tr("Per model"), self.models),
                (tr("Per operator"), self.operators),
            )
        ):
            row, side = divmod(place, 2)
            grid.addWidget(_caption(title), 2 + 2 * row, side)
            grid.addWidget(chart, 3 + 2 * row, side)
            grid.setRowStretch(3 + 2 * row, 3)
        grid.addWidget(_caption(tr("Per day")), 0, 0, 1, 2)
        grid.addWidget(self.days, 1, 0, 1, 2)
        grid.setRowStretch(1, 4)

    def show_counts(self, found: Statistics) -> None:
        """Draw everything but who worked."""
        self.days.show_points(found.days)
        for chart, counts, nameless in (
            (self.classes, found.classes, REJECTED),
            (self.models, found.models, _NAMELESS),
            (self.states, {state_in_words(State(each)): n for each, n in found.states.items()}, _NAMELESS),
        ):
            chart.show_bars([Bar(name or tr(nameless), number) for name, number in counts.items()])

    def show_operators(self, found: Statistics, *, names: bool) -> None:
        """Draw who worked, or only how many did."""
        self.operators.show_bars(
            [
                Bar(
                    (name if names else tr("Operator {number}").format(number=number)) if name else tr(_NAMELESS),
                    records,
                )
                for number, (name, records) in enumerate(found.operators.items(), 1)
            ]
        )


class AgreementPage(QWidget):
    """What was suggested beside what was decided of it."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs = BarChart()
        column = QVBoxLayout(self)
        column.addWidget(_caption(tr("What was suggested, and what was decided of it")))
        column.addWidget(Legend(tr("decided as suggested"), tr("decided otherwise: changed or rejected")))
        column.addWidget(self.pairs, 1)

    def show_pairs(self, found: Statistics) -> None:
        """Draw each pair of them."""
        self.pairs.show_bars(
            [
                Bar(_pair(suggested, decided), number, strong=suggested != decided)
                for (suggested, decided), number in found.agreement.items()
            ]
        )


class DriftPage(QWidget):
    """Control charts of brightness, focus and the share of one class."""

    def __init__(self) -> None:
        super().__init__()
        self.brightness, self.focus = ControlChart(tr("Brightness")), ControlChart(tr("Focus"))
        self.mix = ControlChart(tr("Share of the class"))
        self._found: Statistics | None = None
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Class whose share is drawn"))
        self.which.currentTextChanged.connect(lambda _: self._draw_mix())
        column = QVBoxLayout(self)
        for chart in (self.brightness, self.focus):
            column.addWidget(chart, 1)
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Class")))
        row.addWidget(self.which)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.mix, 1)
        note = QLabel(
            tr(
                "Line: mean. Dashes: three standard deviations by the moving range of neighbours (Shewhart). A large "
                "point outside them is worth a look at lamp, focus and stain. Of a class: its share of what was not "
                "rejected."
            )
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        column.addWidget(note)

    def show_drift(self, found: Statistics) -> None:
        """Draw the values over time; the class that was chosen stays, where there is any of it."""
        self._found = found
        by_day = found.points == found.days
        self.brightness.show_values([(p.begin, p.brightness) for p in found.points], by_day=by_day)
        self.focus.show_values([(p.begin, p.focus) for p in found.points], by_day=by_day)
        chosen = self.which.currentText()
        self.which.blockSignals(True)
        self.which.clear()
        names = [name for name in found.classes if name]
        self.which.addItems(names)
        self.which.setCurrentText(chosen if chosen in names else next(iter(names), ""))
        self.which.blockSignals(False)
        self._draw_mix()

    def _draw_mix(self) -> None:
        if self._found is not None:
            name, points = self.which.currentText(), self._found.points
            by_day = points == self._found.days
            self.mix.show_values([(p.begin, p.share(name)) for p in points], by_day=by_day)


def _pair(suggested: str, decided: str) -> str:
    """Say what was suggested and what was decided of it; empty where the suggestion was rejected."""
    if suggested == decided:
        return tr("{name}, confirmed").format(name=suggested)
    if decided:
        return tr("{name}, changed to {other}").format(name=suggested, other=decided)
    return tr("{name}, rejected").format(name=suggested)


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "caption")
    return label
