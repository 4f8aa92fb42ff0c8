"""Fourth page: micrometres per pixel, along a stage micrometer or typed."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from leukdesk.gui.calibrating.bench import RED_CELL, Bench, doubt
from leukdesk.gui.calibrating.page import Choices, Page
from leukdesk.gui.live.objective_picker import date_text
from leukdesk.gui.parts.theme import SPACE, tabular
from leukdesk.gui.picture.line_tool import LineView
from leukdesk.imaging.frame import Frame
from leukdesk.language import marked, tr

LINE, TYPED, KEEP, NONE = "line", "typed", "keep", "none"
_FROM = {LINE: marked("stage micrometer"), TYPED: marked("typed")}
"""As it is kept; given to ``tr`` where it is shown."""
_AN_END = 1.0
"""Pixels by which each end of a line laid by eye may be off."""


class ScalePage(Page):
    """A still picture with a line, and the number that comes of it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            bench,
            tr("Scale"),
            tr("Scale"),
            tr(
                "Lay the line over as many divisions of a stage micrometer as are seen: drag its ends, or nudge the "
                "yellow one with the arrow keys (space bar: the other end; wheel or + and -: zoom)."
            ),
        )
        self.view = LineView()
        self.again = QPushButton(tr("New still"))
        self.again.setAutoDefault(False)
        self.again.setToolTip(tr("Take the live picture of now to measure in"))
        self.choices = Choices(
            (
                (LINE, tr("Stage micrometer: the line is this long")),
                (TYPED, tr("Type it")),
                (KEEP, ""),
                (NONE, tr("Do without: sizes are not known")),
            )
        )
        self.choices.choose(LINE)
        self.micrometres = _box(0.1, 100_000.0, 100.0, 1, "µm", tr("Length of the line"))
        self.typed = _box(0.0001, 100.0, 0.1, 4, tr("µm per pixel"), tr("Micrometres of a pixel"))
        self._value = QLabel()
        font = tabular(self._value.font())
        font.setWeight(font.Weight.DemiBold)
        self._value.setFont(font)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(SPACE)
        numbers.setVerticalSpacing(SPACE // 2)
        numbers.addWidget(self.choices.button(LINE), 0, 0)
        numbers.addWidget(self.micrometres, 0, 1)
        numbers.addWidget(self.choices.button(TYPED), 1, 0)
        numbers.addWidget(self.typed, 1, 1)
        numbers.setColumnStretch(2, 1)
        numbers.addWidget(self.again, 0, 3)
        below = QHBoxLayout()
        below.addWidget(self._value)
        below.addStretch(1)
        self.column.addWidget(self.view, 1)
        self.column.addLayout(numbers)
        self.column.addWidget(self.choices)
        self.column.addLayout(below)
        self.column.addWidget(self.message)
        QWidget.setTabOrder(self.choices.button(LINE), self.micrometres)
        QWidget.setTabOrder(self.micrometres, self.choices.button(TYPED))
        QWidget.setTabOrder(self.choices.button(TYPED), self.typed)
        self.again.clicked.connect(self._take)
        self.view.changed.connect(self._measure)
        self.choices.changed.connect(self._choose)
        self.micrometres.valueChanged.connect(self._measure)
        self.typed.valueChanged.connect(self._measure)

    @property
    def ready(self) -> bool:
        """Whether there is a scale, or none is wanted."""
        return self.choices.chosen == NONE or self.bench.draft.micrometres_per_pixel is not None

    def entered(self) -> None:
        """Take a still, unless there is one."""
        shown, frame = self.view.frame, self.bench.frame
        if frame is not None and (shown is None or shown.pixels.shape != frame.pixels.shape):
            self.view.show_frame(frame)
        earlier, kept = self.bench.earlier, self._kept()
        made = ""
        if kept and earlier is not None:
            date = date_text(earlier.calibration.made)
            made = tr("Keep {scale:.4g} µm per pixel, of {date}").format(scale=kept, date=date)
        self.choices.offer(KEEP, made)
        if not made and self.choices.chosen == KEEP:
            self.choices.choose(LINE)
        elif made and self.choices.chosen == LINE and not self.view.laid:
            self.choices.choose(KEEP)
        self._choose()

    def frame_came(self, frame: Frame) -> None:  # noqa: ARG002
        """Take a first still."""
        if self.view.frame is None:
            self.entered()

    def _kept(self) -> float | None:
        """Return the earlier scale for frames of this size."""
        earlier, frame = self.bench.earlier, self.view.frame
        if earlier is None or frame is None:
            return None
        return earlier.calibration.scale_at(frame.width, frame.height)

    def _take(self) -> None:
        if self.bench.frame is not None:
            self.view.show_frame(self.bench.frame)

    def _choose(self, *_: object) -> None:
        chosen = self.choices.chosen
        self.micrometres.setEnabled(chosen == LINE)
        self.typed.setEnabled(chosen == TYPED)
        self._measure()

    def _measure(self, *_: object) -> None:
        chosen, length, earlier, scale_from = self.choices.chosen, self.view.length, self.bench.earlier, ""
        scale: float | None = None
        if chosen == LINE and self.view.laid and length > 0:
            scale = self.micrometres.value() / length
        elif chosen == TYPED:
            scale = self.typed.value()
        elif chosen == KEEP:
            scale = self._kept()
            scale_from = earlier.calibration.scale_from if earlier is not None else ""
        if scale is not None and not 1e-5 < scale < 1e5:
            scale = None
        frame = self.view.frame
        size = (frame.width, frame.height) if frame is not None else self.bench.draft.size
        scale_from = _FROM.get(chosen, scale_from) if scale is not None else ""
        self.bench.change(micrometres_per_pixel=scale, scale_from=scale_from, size=size)
        self._tell(scale, length if chosen == LINE else 0.0)
        self.changed.emit()

    def _tell(self, scale: float | None, length: float) -> None:
        if scale is None:
            self._value.setText("")
            self.say(tr("Lay the line over the divisions first.") if length else "")
            return
        text = tr("{scale:.4g} µm per pixel: a red cell ({size} µm) is {pixels:.0f} pixels wide.").format(
            scale=scale, size=RED_CELL, pixels=RED_CELL / scale
        )
        if length:
            text = tr("{length:.1f} pixels long.").format(length=length) + f"  {text}"
        self._value.setText(text)
        if said := doubt(scale):
            self.say(said, "warning")
        elif length and (share := _AN_END / length) > 0.005:
            said = tr("One pixel more or less makes {share:.1%} here. A longer line is more exact.")
            self.say(said.format(share=share))
        else:
            self.say("")


def _box(low: float, high: float, value: float, decimals: int, unit: str, name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(decimals)
    box.setRange(low, high)
    box.setValue(value)
    box.setSuffix(f" {unit}")
    box.setAccessibleName(name)
    box.setMinimumWidth(150)
    box.setFont(tabular(box.font()))
    return box
