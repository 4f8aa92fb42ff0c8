"""Third page: the light's colour, measured on the blank field."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.gui.calibrating.bench import Bench
from leukdesk.gui.calibrating.page import Choices, Page
from leukdesk.gui.live.objective_picker import date_text
from leukdesk.gui.parts.theme import SPACE, tones
from leukdesk.language import tr

BALANCE, KEEP, NONE = "balance", "keep", "none"

_Three = tuple[float, float, float]


class _Swatches(QWidget):
    """The background's colour as the camera sees it and as it will be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._colours: list[tuple[str, QColor]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Colour of the background, before and after"))

    def show_colours(self, background: _Three | None, factors: _Three | None) -> None:
        """Show them; only the first without factors."""
        self._colours = []
        if background is not None:
            self._colours.append((tr("Now"), _colour(background)))
        if background is not None and factors is not None:
            red, green, blue = (value * factor for value, factor in zip(background, factors, strict=True))
            self._colours.append((tr("Then"), _colour((red, green, blue))))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two patches."""
        return QSize(320, 110)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw the patches beside each other, their names below."""
        t = tones(self.palette())
        painter = QPainter(self)
        below = self.fontMetrics().height() + 4
        for place, (name, colour) in enumerate(self._colours):
            patch = QRectF(0.5 + place * (150 + SPACE), 0.5, 150, self.height() - below - 1)
            painter.setPen(QColor(t.border))
            painter.setBrush(colour)
            painter.drawRect(patch)
            painter.setPen(QColor(t.muted))
            name_room = QRectF(patch.left(), patch.bottom(), patch.width(), below)
            painter.drawText(name_room, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()


class WhitePage(Page):
    """Chooses whether colours are changed, and shows by how much."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            bench,
            tr("White balance"),
            tr("White balance"),
            tr(
                "Every channel is multiplied so that the background becomes grey, as stains are judged best. Switch "
                "the camera's own automatic white balance off: it would change colours from field to field."
            ),
        )
        self.choices = Choices(
            ((BALANCE, tr("Make the background grey")), (KEEP, ""), (NONE, tr("Leave colours as they are")))
        )
        self._swatches = _Swatches()
        self._measured: _Three | None = None
        self.column.addSpacing(SPACE)
        self.column.addWidget(self.choices)
        self.column.addSpacing(SPACE)
        self.column.addWidget(self._swatches)
        self.column.addWidget(self.message)
        self.column.addStretch(1)
        self.choices.changed.connect(self._choose)

    def entered(self) -> None:
        """Measure on the blank field of now."""
        from leukdesk.imaging.correction import white_factors

        background, earlier = self.bench.draft.background, self.bench.earlier
        self._measured, problem = None, ""
        if background is not None:
            try:
                self._measured = white_factors(background)
            except ValueError as found:
                problem = str(found)
        kept = earlier.calibration.white if earlier is not None else None
        made = ""
        if kept and earlier is not None:
            made = tr("Keep that of {date}").format(date=date_text(earlier.calibration.made))
        self.choices.offer(KEEP, made)
        self.choices.button(BALANCE).setEnabled(self._measured is not None)
        possible = {BALANCE: self._measured is not None, KEEP: bool(made), NONE: True}
        if not possible.get(self.choices.chosen, False):
            self.choices.choose(next(key for key in (BALANCE, KEEP, NONE) if possible[key]))
        self._choose(self.choices.chosen)
        if problem:
            self.say(problem, "warning")
        elif background is None:
            self.say(tr("To measure it, go back and take a blank field."))

    def _choose(self, key: str) -> None:
        earlier = self.bench.earlier
        kept = earlier.calibration.white if earlier is not None else None
        factors = {BALANCE: self._measured, KEEP: kept, NONE: None}[key]
        self.bench.change(white=factors)
        self._swatches.show_colours(self.bench.draft.background, factors)
        self.say(factors_text(factors) if factors is not None else "")
        self.changed.emit()


def factors_text(factors: _Three) -> str:
    """Return factors as they are read."""
    red, green, blue = factors
    return tr("Red × {red:.2f}, green × {green:.2f}, blue × {blue:.2f}").format(red=red, green=green, blue=blue)


def _colour(values: _Three) -> QColor:
    red, green, blue = (min(max(round(value), 0), 255) for value in values)
    return QColor(red, green, blue)
