"""One figure with how good it is: by colour, by shape and in words, since not everybody tells the colours apart."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.gui.parts.theme import Tones, tabular, tones
from leukdesk.language import tr

Level = Literal["good", "fair", "bad"]
_SIGN = 12.0
_PAD = 5.0
_USUAL = "00.0 %"


def level_colours(t: Tones, level: str) -> tuple[str, str]:
    """Return ground and ink of a level in a scheme."""
    return {
        "good": (t.note, t.on_note),
        "fair": (t.warning, t.on_warning),
        "bad": (t.error, t.on_error),
    }[level]


class FigurePill(QWidget):
    """A value on the colour of its level, with a tick in a disc, a triangle or a cross in a square before it."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._level = "", ""
        self._widest = 0.0
        self.setFont(tabular(self.font()))
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The figure."""
        return self._text

    @property
    def level(self) -> str:
        """How good it is; empty where nobody judged it."""
        return self._level

    @property
    def least_width(self) -> int:
        """Pixels that any usual figure needs, and the widest one so far: what stands beside it does not jump."""
        metrics = QFontMetricsF(self.font())
        self._widest = max(self._widest, metrics.horizontalAdvance(self._text))
        if not self._level:
            return round(self._widest + 1)
        return round(max(self._widest, metrics.horizontalAdvance(_USUAL)) + _SIGN + 3 * _PAD + 1)

    def show_figure(self, text: str, level: Level | None = None, sentence: str = "") -> None:
        """Write a figure, and how good it is where that is known; ``sentence`` is in the tooltip."""
        self._text, self._level = text, level or ""
        said = {"": "", "good": tr("good"), "fair": tr("could be better"), "bad": tr("bad")}[self._level]
        self.setAccessibleDescription(", ".join(part for part in (text, said) if part))
        self.setToolTip(sentence)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line, with room around it."""
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance(self._text) + _SIGN + 3 * _PAD), round(metrics.height() + 4))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """May become narrow; the text is shortened."""
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw ground, sign and figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        t = tones(self.palette())
        if not self._level:
            painter.setPen(QColor(t.text))
            shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            painter.end()
            return
        ground, ink = level_colours(t, self._level)
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - _SIGN - 3 * _PAD)
        pill = QRectF(0, 0, metrics.horizontalAdvance(shown) + _SIGN + 3 * _PAD, self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, 4, 4)
        _draw_sign(painter, QRectF(_PAD, (self.height() - _SIGN) / 2, _SIGN, _SIGN), self._level, ink, ground)
        painter.setPen(QColor(ink))
        words = pill.adjusted(_SIGN + 2 * _PAD, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


def _draw_sign(painter: QPainter, where: QRectF, level: str, ink: str, ground: str) -> None:
    """Draw a level's sign: their outlines differ, not only what is inside."""
    x, y, side = where.x(), where.y(), where.width()
    painter.setBrush(QColor(ink))
    inside = QPen(QColor(ground), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

    def at(right: float, down: float) -> QPointF:
        return QPointF(x + right * side, y + down * side)

    match level:
        case "good":
            painter.drawEllipse(where)
            painter.setPen(inside)
            painter.drawPolyline([at(0.27, 0.52), at(0.44, 0.69), at(0.74, 0.34)])
        case "fair":
            painter.drawPolygon(QPolygonF([at(0.5, 0.0), at(1.04, 0.98), at(-0.04, 0.98)]))
            painter.setPen(inside)
            painter.drawLine(at(0.5, 0.38), at(0.5, 0.62))
            painter.drawPoint(at(0.5, 0.82))
        case _:
            painter.drawRoundedRect(where, 2, 2)
            painter.setPen(inside)
            painter.drawLine(at(0.3, 0.3), at(0.7, 0.7))
            painter.drawLine(at(0.3, 0.7), at(0.7, 0.3))
