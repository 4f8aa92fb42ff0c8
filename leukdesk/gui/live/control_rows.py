"""One row for each control of a source: a slider with a box for a number, a list for a choice, a switch.

A row shows what is in force, but never fights the user: not while something is dragged, typed or chosen, and not until
what was sent had the time to be taken.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QWidget,
)

from leukdesk.capture.controls import Control, Value
from leukdesk.gui.parts.theme import tabular
from leukdesk.language import tr

_EVERY = 50
"""Milliseconds between two values that are sent while a slider is dragged."""
_GRACE = 1.5
"""Seconds in which a source may take what was sent; then what it says is shown, whatever was wanted."""
_POSITIONS = 1000
_MOST_DECIMALS = 4


class _NoWheel(QObject):
    """Leaves the wheel to what scrolls: who turns it over a slider means the page."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class _ChoiceBox(QComboBox):
    """Is chosen from with the arrow keys; typed letters are the window's, for a scanner may be typing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.text().strip() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class ControlRow(QObject):
    """What all kinds of rows have in common: the newest value goes out, a few times a second at most."""

    changed = Signal(str, object)

    def __init__(self, control: Control, parent: QWidget) -> None:
        super().__init__(parent)
        self.control = control
        self._waiting: Value | None = None
        self._sent: Value | None = None
        self._sent_at = -math.inf
        self._no_wheel = _NoWheel(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.flush)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """What can have the keyboard."""
        raise NotImplementedError

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Take places in a grid of three columns."""
        raise NotImplementedError

    def show_control(self, control: Control) -> None:
        """Show what is in force, unless the user is at it or something sent is on its way."""
        self.control = control
        arrived = self._sent is not None and control.accepted(self._sent) == control.value
        if arrived or time.monotonic() - self._sent_at > _GRACE:
            self._sent = None
        if self._sent is None and self._waiting is None and not self._in_use():
            self._write(control)

    def forget_typing(self) -> None:
        """Drop what was typed and not yet sent: a barcode scanner typed it."""

    def flush(self) -> None:
        """Send what waits."""
        self._timer.stop()
        if self._waiting is not None:
            self._sent, self._waiting, self._sent_at = self._waiting, None, time.monotonic()
            self.changed.emit(self.control.id, self._sent)
            self._timer.start()

    def rest(self) -> None:
        """Send what waits and let the timer go."""
        self.flush()
        self._timer.stop()

    def _send(self, value: Value) -> None:
        self._waiting = value
        if not self._timer.isActive():
            self.flush()

    def _in_use(self) -> bool:
        raise NotImplementedError

    def _write(self, control: Control) -> None:
        raise NotImplementedError

    def _dress(self, widget: QWidget, *, name: str = "") -> None:
        widget.setAccessibleName(name or self.control.name)
        widget.setAccessibleDescription(self.control.tip)
        widget.setToolTip(self.control.tip)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self._no_wheel)

    def _label(self, buddy: QWidget) -> QLabel:
        label = QLabel(self.control.name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(self.control.tip)
        label.setBuddy(buddy)
        return label


class Scale:
    """Between a number and the place of a slider's handle; by ratio where a number spans hundreds of its least value.

    Parameters
    ----------
    control : Control
        Of a number.
    """

    def __init__(self, control: Control) -> None:
        self.low, self.high = control.low, max(control.high, control.low)
        span = self.high - self.low
        self.step = control.step if 0 < control.step < math.inf else span / _POSITIONS or 1.0
        self.by_ratio = self.low > 0 and 200 <= self.high / self.low <= 1e9
        self.positions = _POSITIONS if self.by_ratio else min(max(round(span / self.step), 0), 10 * _POSITIONS)

    @property
    def decimals(self) -> int:
        """Figures after the point that a step needs."""
        for count in range(_MOST_DECIMALS):
            if abs(self.step * 10**count - round(self.step * 10**count)) < 1e-6 * max(1.0, self.step):
                return count
        return _MOST_DECIMALS

    def value(self, position: int) -> float:
        """Return the number at a place, as a whole number of steps from the lowest."""
        if self.positions == 0:
            return self.low
        share = position / self.positions
        number = self.low * (self.high / self.low) ** share if self.by_ratio else self.low + share * self._span
        steps = round((number - self.low) / self.step)
        return min(max(round(self.low + steps * self.step, 9), self.low), self.high)

    def position(self, value: float) -> int:
        """Return the place of a number."""
        value = min(max(value, self.low), self.high)
        if not self._span:
            return 0
        if self.by_ratio:
            return round(math.log(value / self.low) / math.log(self.high / self.low) * self.positions)
        return round((value - self.low) / self._span * self.positions)

    @property
    def _span(self) -> float:
        return self.high - self.low


class NumberRow(ControlRow):
    """A slider, and a box for the exact number."""

    def __init__(self, control: Control, parent: QWidget) -> None:
        super().__init__(control, parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.box = QDoubleSpinBox()
        self.box.setKeyboardTracking(False)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setFont(tabular(self.box.font()))
        self.box.setMinimumWidth(88)
        self.slider.setMinimumWidth(72)
        self._dress(self.slider, name=tr("{name}, slider").format(name=control.name))
        self._dress(self.box)
        line = self.box.findChild(QLineEdit)
        assert line is not None
        self._line = line
        self._limits: tuple[object, ...] = ()
        self._scale = Scale(control)
        self._write(control)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(self.flush)
        self.box.valueChanged.connect(self._typed)
        # What was typed may be the number as it was, which Qt then does not write again.
        self.box.editingFinished.connect(lambda: self._line.setModified(False))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The slider and the box."""
        return self.slider, self.box

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Name, slider, box."""
        grid.addWidget(self._label(self.box), row, 0)
        grid.addWidget(self.slider, row, 1)
        grid.addWidget(self.box, row, 2)

    def forget_typing(self) -> None:
        """Put the number in force back into the box."""
        if self._line.isModified():
            self._line.setText(self.box.textFromValue(self.box.value()) + self.box.suffix())
            self._line.setModified(False)

    def _in_use(self) -> bool:
        return self.slider.isSliderDown() or (self.box.hasFocus() and self._line.isModified())

    def _write(self, control: Control) -> None:
        limits = (control.low, control.high, control.step, control.unit)
        if limits != self._limits:
            self._limits, self._scale = limits, Scale(control)
            self._put(self.slider, lambda: self.slider.setRange(0, self._scale.positions))
            self.slider.setPageStep(max(1, self._scale.positions // 10))
            self.slider.setSingleStep(10 if self._scale.by_ratio else 1)
            self._put(self.box, self._set_limits)
        value = float(control.value)
        if abs(self.box.value() - value) > 10.0 ** -self.box.decimals() / 2:
            self._put(self.box, lambda: self.box.setValue(value))
        # Several places may stand for one number: the handle stays where the user left it.
        if abs(self._scale.value(self.slider.value()) - value) > self._scale.step / 2:
            self._put(self.slider, lambda: self.slider.setValue(self._scale.position(value)))

    def _set_limits(self) -> None:
        scale, unit = self._scale, self.control.unit
        self.box.setDecimals(scale.decimals)
        self.box.setRange(scale.low, scale.high)
        self.box.setSingleStep(scale.step)
        self.box.setSuffix(f" {unit}" if unit else "")
        for widget in self.widgets:
            widget.setEnabled(scale.high > scale.low)

    def _slid(self, position: int) -> None:
        value = self._scale.value(position)
        self._put(self.box, lambda: self.box.setValue(value))
        self._send(value)

    def _typed(self, value: float) -> None:
        self._put(self.slider, lambda: self.slider.setValue(self._scale.position(value)))
        self._send(value)

    @staticmethod
    def _put(widget: QWidget, write: Callable[[], object]) -> None:
        widget.blockSignals(True)
        write()
        widget.blockSignals(False)


class ChoiceRow(ControlRow):
    """A list."""

    def __init__(self, control: Control, parent: QWidget) -> None:
        super().__init__(control, parent)
        self.box = _ChoiceBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self._dress(self.box)
        self._write(control)
        self.box.activated.connect(lambda index: self._send(self.box.itemData(index)))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The list."""
        return (self.box,)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Name, list."""
        grid.addWidget(self._label(self.box), row, 0)
        grid.addWidget(self.box, row, 1, 1, 2)

    def _in_use(self) -> bool:
        return self.box.view().isVisible()

    def _write(self, control: Control) -> None:
        value = str(control.value)
        # What is in force need not be among the choices; it is shown all the same.
        choices = [*control.choices] if value in control.choices else [value, *control.choices]
        if choices != [self.box.itemData(row) for row in range(self.box.count())]:
            self.box.clear()
            for choice in choices:
                self.box.addItem(tr(choice), choice)  # settings and sources know it by its English words
        if self.box.currentData() != value:
            self.box.setCurrentIndex(choices.index(value))


class SwitchRow(ControlRow):
    """A check box."""

    def __init__(self, control: Control, parent: QWidget) -> None:
        super().__init__(control, parent)
        self.box = QCheckBox(control.name.replace("&", "&&"))
        self._dress(self.box)
        self._write(control)
        self.box.clicked.connect(self._send)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The check box."""
        return (self.box,)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Only itself, for it says what it is."""
        grid.addWidget(self.box, row, 0, 1, 3)

    def _in_use(self) -> bool:
        return self.box.isDown()

    def _write(self, control: Control) -> None:
        self.box.setChecked(bool(control.value))


def row_for(control: Control, parent: QWidget) -> ControlRow:
    """Return the row of a control, of its kind."""
    return {"number": NumberRow, "choice": ChoiceRow, "switch": SwitchRow}[control.kind](control, parent)
