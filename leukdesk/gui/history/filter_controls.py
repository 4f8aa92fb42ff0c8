"""Small menus that set the history's filter without typing, and show what it is set to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QWidget,
)

from leukdesk.counting import capital
from leukdesk.gui.review.words import state_in_words
from leukdesk.history.review import State
from leukdesk.history.searching.facets import Choices
from leukdesk.history.searching.search import Filter
from leukdesk.language import marked, tr

_NO_TIME: dict[str, Any] = {"since": None, "before": None}
_NO_STATE: dict[str, Any] = {"state": None, "needs_review": None}
_CONTROLS = (
    (marked("State"), marked("Filter by state"), marked("Only what stands so")),
    (
        marked("Class"),
        marked("Filter by class"),
        marked("Only records of a class: the decided one, else the suggested one"),
    ),
    (marked("Model"), marked("Filter by model"), marked("Only results of a model")),
    (marked("Operator"), marked("Filter by operator"), marked("Only an operator's results")),
    (marked("Days"), marked("Filter by days"), marked("Only what was logged on some days")),
)
"""Of each its name, how it is told to who does not see it, and what it does."""
_WIDEST = 13
"""Characters that a control shows of what it is set to."""


class FilterControls(QWidget):
    """State, class, model, operator and days; the field beside them says the same in words."""

    chosen = Signal(object)
    """A dict: attributes of Filter and their values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = Filter()
        self._choices = Choices()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons: dict[str, QToolButton] = {}
        for name, accessible, tip in _CONTROLS:
            button = QToolButton()
            button.setText(tr(name))
            button.setToolTip(tr(tip))
            button.setAccessibleName(tr(accessible))
            button.setAutoRaise(True)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            menu = QMenu(button)
            menu.aboutToShow.connect(partial(self._fill, name))
            button.setMenu(menu)
            row.addWidget(button)
            self.buttons[name] = button

    def offer(self, choices: Choices) -> None:
        """Take what there is to be chosen."""
        self._choices = choices

    def show_filter(self, wanted: Filter) -> None:
        """Show what the filter is set to."""
        self._filter = wanted
        state = "" if wanted.state is None else state_in_words(wanted.state)
        if wanted.needs_review:
            state = tr("needs review")
        for name, value in (
            ("State", state),
            ("Class", wanted.class_name or ""),
            ("Model", wanted.model_id or ""),
            ("Operator", wanted.operator or ""),
            ("Days", _days(wanted)),
        ):
            button = self.buttons[name]
            metrics = QFontMetrics(button.font())
            room = metrics.averageCharWidth() * _WIDEST
            button.setText(metrics.elidedText(value, Qt.TextElideMode.ElideRight, room) if value else tr(name))
            font = button.font()
            font.setBold(bool(value))
            button.setFont(font)
            button.setAccessibleDescription(value)

    def _fill(self, name: str) -> None:
        menu = self.buttons[name].menu()
        menu.clear()
        wanted = self._filter
        match name:
            case "State":
                self._add(menu, tr("Any state"), _NO_STATE, on=wanted.state is None and not wanted.needs_review)
                review = {**_NO_STATE, "needs_review": True}
                self._add(menu, tr("Needs review"), review, on=bool(wanted.needs_review))
                menu.addSeparator()
                for state in State:
                    words = capital(state_in_words(state))
                    self._add(menu, words, {**_NO_STATE, "state": state}, on=wanted.state is state)
            case "Class":
                self._add_texts(menu, tr("Any class"), "class_name", self._choices.classes)
            case "Model":
                self._add_texts(menu, tr("Any model"), "model_id", self._choices.models)
            case "Operator":
                self._add_texts(menu, tr("Any operator"), "operator", self._choices.operators)
            case _:
                self._add(menu, tr("Any day"), _NO_TIME, on=wanted.since is None and wanted.before is None)
                today = date.today()
                for text, first in (
                    (tr("Today"), today),
                    (tr("Last 7 days"), today - timedelta(days=6)),
                    (tr("Last 30 days"), today - timedelta(days=29)),
                    (tr("This year"), today.replace(month=1, day=1)),
                ):
                    span = {"since": _midnight(first), "before": None}
                    self._add(menu, text, span, on=(wanted.since, wanted.before) == (span["since"], None))
                menu.addSeparator()
                menu.addAction(tr("From… to…")).triggered.connect(lambda _=False: self._ask_days())

    def _add_texts(self, menu: QMenu, anything: str, attribute: str, texts: Sequence[str]) -> None:
        now = getattr(self._filter, attribute)
        self._add(menu, anything, {attribute: None}, on=now is None)
        menu.addSeparator()
        for text in texts:
            self._add(menu, text, {attribute: text}, on=text == now)

    def _add(self, menu: QMenu, text: str, changes: dict[str, Any], *, on: bool) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _=False: self.chosen.emit(changes))

    def _ask_days(self) -> None:
        dialog = DaysDialog(self._filter, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.chosen.emit(dialog.span()))
        dialog.open()


class DaysDialog(QDialog):
    """Asks for the first and the last day."""

    def __init__(self, wanted: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Days of the history"))
        today = date.today()
        first = wanted.since.astimezone().date() if wanted.since else today - timedelta(days=6)
        last = (wanted.before.astimezone() - timedelta(microseconds=1)).date() if wanted.before else today
        self.first, self.last = _day_edit(first), _day_edit(last)
        form = QFormLayout(self)
        form.addRow(tr("&First day"), self.first)
        form.addRow(tr("&Last day"), self.last)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def span(self) -> dict[str, datetime]:
        """Return the days as a filter has them, in their order."""
        days = sorted(date(d.year(), d.month(), d.day()) for d in (self.first.date(), self.last.date()))
        return {"since": _midnight(days[0]), "before": _midnight(days[1] + timedelta(days=1))}


def _day_edit(day: date) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setMinimumDate(QDate(1990, 1, 1))
    edit.setMaximumDate(QDate(2200, 1, 1))
    return edit


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC)


def _days(wanted: Filter) -> str:
    first = f"{wanted.since.astimezone():%Y-%m-%d}" if wanted.since is not None else ""
    last = f"{wanted.before.astimezone() - timedelta(microseconds=1):%Y-%m-%d}" if wanted.before is not None else ""
    if first and last:
        return first if first == last else tr("{first} to {last}").format(first=first, last=last)
    if first:
        return tr("since {first}").format(first=first)
    return tr("until {last}").format(last=last) if last else ""
