"""What can be set on the source that is live: made from what the source says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from leukdesk.capture.controls import Control
from leukdesk.gui.live.control_rows import ControlRow, row_for
from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import marked, tr

NOTHING = marked("This source has nothing to set.")
LEAST_WIDTH = 340
_LEFT, _RIGHT = SPACE + 4, SPACE // 2
_TALLEST = 320
"""Pixels; what does not fit scrolls, so that bars and history keep their room."""


class _Area(QScrollArea):
    """As tall as what is in it, up to a limit."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802
        content = self._page.sizeHint()
        return QSize(content.width() + self.verticalScrollBar().sizeHint().width(), min(content.height(), _TALLEST))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, min(self._page.minimumSizeHint().height(), 4 * self.fontMetrics().height()))


class SourcePanel(QFrame):
    """Rows for the controls of a source, in groups under headings; then notes on what it does without."""

    changed = Signal(str, object)
    """Id of a control, and the value that the user wants; of many in a moment, the newest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(tr("Settings of the source"))
        self.setMinimumWidth(LEAST_WIDTH)
        self._kinds: list[tuple[str, ...]] = []
        self._rows: dict[str, ControlRow] = {}
        self._content: QWidget | None = None
        self._nothing, self._notes = QLabel(tr(NOTHING)), QLabel()
        for label in (self._nothing, self._notes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "muted")
        self._notes.setAccessibleName(tr("Notes on the source"))
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notes.hide()
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._notes)
        self._column.addStretch(1)
        self._area = _Area(page)
        # The panel's colour, not that of the window: the area would paint over the rounded frame.
        for widget in (self._area.viewport(), page):
            widget.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, SPACE, _RIGHT, SPACE)
        column.addWidget(self._area)

    @property
    def notes(self) -> str:
        """The notes as they are read."""
        return self._notes.text()

    def row(self, control_id: str) -> ControlRow:
        """Return the row of a control.

        Raises
        ------
        KeyError
        """
        return self._rows[control_id]

    def set_controls(self, controls: Sequence[Control]) -> None:
        """Show controls with the values in force; cheap when only values changed."""
        kinds: list[tuple[str, ...]] = [(each.id, each.kind, each.group, each.name) for each in controls]
        if kinds != self._kinds:
            self._build(controls)
            self._kinds = kinds
            return
        for control in controls:
            self._rows[control.id].show_control(control)

    def set_notes(self, notes: Sequence[str]) -> None:
        """Say, a line each, what opening the source had to do without."""
        text = "\n".join(notes)
        if text != self._notes.text():
            self._notes.setText(text)
            self._notes.setVisible(bool(text))
            self._area.updateGeometry()

    def forget_typing(self) -> None:
        """Drop what was typed into a box and not yet sent: a barcode scanner typed it."""
        for row in self._rows.values():
            row.forget_typing()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Send what waits; nothing runs in a panel that is not seen."""
        for row in self._rows.values():
            row.rest()
        super().hideEvent(event)

    def _build(self, controls: Sequence[Control]) -> None:
        at_work = next(
            (
                (row.control.id, row.widgets.index(w))
                for row in self._rows.values()
                for w in row.widgets
                if w.hasFocus()
            ),
            None,
        )
        if self._content is not None:
            for row in self._rows.values():
                row.rest()
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        self._rows = {}
        grid = QGridLayout(self._content)
        grid.setContentsMargins(0, 0, SPACE, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(1, 1)
        for group in dict.fromkeys(each.group for each in controls):
            if group:
                self._add_heading(grid, group)
            for control in (each for each in controls if each.group == group):
                row = row_for(control, self._content)
                row.add_to(grid, grid.rowCount())
                row.changed.connect(self.changed)
                self._rows[control.id] = row
        self._column.insertWidget(0, self._content)
        self._content.setVisible(bool(controls))
        # The words of another language may be longer; nothing is cut at the right.
        beside = self._area.verticalScrollBar().sizeHint().width() + _LEFT + _RIGHT
        self.setMinimumWidth(max(LEAST_WIDTH, grid.minimumSize().width() + beside))
        self._nothing.setVisible(not controls)
        self._area.updateGeometry()
        if at_work is not None and at_work[0] in self._rows:
            widgets = self._rows[at_work[0]].widgets
            widgets[min(at_work[1], len(widgets) - 1)].setFocus()

    def _at_work(self) -> tuple[str, int] | None:
        """Tell which widget of which row has the keyboard."""
        for control_id, row in self._rows.items():
            for place, widget in enumerate(row.widgets):
                if widget.hasFocus():
                    return control_id, place
        return None

    @staticmethod
    def _add_heading(grid: QGridLayout, group: str) -> None:
        heading = QLabel(group)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "caption")
        if grid.count():
            heading.setContentsMargins(0, SPACE // 2, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 3)
