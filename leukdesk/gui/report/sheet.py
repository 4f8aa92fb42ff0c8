"""Pages to write on from top to bottom: text that wraps, tables, blocks, and a new page whenever one is full."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QTextLayout,
    QTextOption,
)

from leukdesk.history.exporting.facts import clean
from leukdesk.language import tr

INK, MUTED, RULE, SHADE, ACCENT = "#1a2226", "#57656c", "#c3ccd1", "#f1f4f5", "#0b7285"
MARGIN_MILLIMETRES = 15.0
_POINTS_PER_INCH = 72.0
# Marks that turn the direction of what follows: a hostile text could make what stands beside it read otherwise.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Style:
    """How a text looks; ``size`` in points."""

    size: float = 9.0
    bold: bool = False
    colour: str = INK
    fixed: bool = False
    """Of one width: for hashes."""

    def font(self) -> QFont:
        """Return its font, of the system's own families."""
        kind = QFontDatabase.SystemFont.FixedFont if self.fixed else QFontDatabase.SystemFont.GeneralFont
        font = QFont(QFontDatabase.systemFont(kind))
        font.setPointSizeF(self.size)
        font.setBold(self.bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        # A ligature is one sign to whoever searches the file: "ﬁeld" is no "field".
        font.setFeature(QFont.Tag("liga"), 0)
        return font


BODY = Style()
QUIET = Style(8.0, colour=MUTED)
HASH = Style(7.5, fixed=True)


@dataclass(frozen=True)
class Running:
    """What stands on every page: texts at the top left and right, lines at the bottom left."""

    left: str
    right: str
    foot: Sequence[tuple[str, Style]]


def safe(text: str) -> str:
    """Return a text as it may be painted: no control characters, nothing that turns the direction of the line."""
    return _TURNING.sub("\ufffd", clean(text))


class Sheet:
    """A stack of pages, and how far the last one is written on. All lengths are in points (1/72 inch).

    Parameters
    ----------
    device : QPagedPaintDevice
        A PDF writer or a printer; it says how large a page is, and how wide letters are on it.
    running : Running
    pages : int, optional
        How many there will be, as a sheet without a painter has counted; None counts only, and paints nothing.

    Attributes
    ----------
    remarks : list of str
        What could not be painted, in sentences.
    """

    def __init__(self, device: QPagedPaintDevice, running: Running, pages: int | None = None) -> None:
        self._device, self._running, self._pages = device, running, pages
        self._painter = QPainter(device) if pages is not None else None
        self._unit = device.logicalDpiY() / _POINTS_PER_INCH
        paper = device.pageLayout().paintRect(QPageLayout.Unit.Point)
        self.width, self._height = paper.width(), paper.height()
        self.page = 0
        self.y = 0.0
        self.remarks: list[str] = []
        self.new_page()

    @property
    def counting(self) -> bool:
        """Whether nothing is painted."""
        return self._painter is None

    @property
    def bottom(self) -> float:
        """Where the room for text ends."""
        return self._height - self._foot_height()

    @property
    def room(self) -> float:
        """How much of the page is left."""
        return self.bottom - self.y

    @property
    def whole(self) -> float:
        """How much there is on an empty page."""
        return self.bottom - self._head_height()

    def close(self) -> None:
        """End painting; the file is complete then."""
        if self._painter is not None:
            self._painter.end()

    def new_page(self) -> None:
        """Go on with an empty page."""
        if self.page and not self.counting:
            self._device.newPage()
        self.page += 1
        self._write_running()
        self.y = self._head_height()

    def need(self, height: float) -> None:
        """Begin a new page unless so much is left of this one; what is higher than a page begins where it is."""
        if self.room < height <= self.whole:
            self.new_page()

    def fits_page(self, write: Callable[[Sheet], object]) -> bool:
        """Tell whether something would fit on a page of its own."""
        return self._tried(write).page == 1

    def together(self, write: Callable[[Sheet], object], *, fits: bool = False) -> None:
        """Write what is not to be divided between two pages, unless it is higher than one or is known to fit here."""
        if not fits:
            trial = self._tried(write)
            if trial.page == 1:
                self.need(trial.y - self._head_height())
        write(self)

    def _tried(self, write: Callable[[Sheet], object]) -> Sheet:
        trial = Sheet(self._device, self._running)
        trial.y += 0.01  # not the top of a page: gaps count
        write(trial)
        return trial

    def gap(self, height: float) -> None:
        """Leave some room, except at the top of a page."""
        if self.y > self._head_height():
            self.y += height

    def text(self, text: str, style: Style = BODY, left: float = 0.0, width: float | None = None) -> None:
        """Write a text from ``left`` on, over as many lines and pages as it needs."""
        block = self.block(text, style, self.width - left if width is None else width)
        for line in range(block.lines):
            self.need(block.line_height(line))
            self.draw(block, left, self.y, line, line + 1)
            self.y += block.line_height(line)

    def block(self, text: str, style: Style, width: float) -> Block:
        """Lay out a text in lines, without writing it."""
        return Block(safe(text), style, width, self._device, self._unit)

    def draw(self, block: Block, x: float, y: float, first: int = 0, last: int | None = None) -> None:
        """Write some lines of a block at a place."""
        if self._painter is not None:
            self._painter.setPen(QColor(block.style.colour))
            block.draw(self._painter, QPointF(x, y) * self._unit, first, block.lines if last is None else last)

    def fill(self, area: QRectF, colour: str) -> None:
        """Paint a rectangle."""
        if self._painter is not None:
            self._painter.fillRect(self._scaled(area), QColor(colour))

    def rule(self, colour: str = RULE) -> None:
        """Draw a line over the whole width."""
        self.fill(QRectF(0, self.y, self.width, 0.6), colour)
        self.y += 0.6

    def paint(self, area: QRectF, draw: Callable[[QPainter, QRectF], None]) -> None:
        """Let something be painted into an area, which it gets in the painter's own pixels."""
        if self._painter is not None:
            self._painter.save()
            draw(self._painter, self._scaled(area))
            self._painter.restore()

    @property
    def unit(self) -> float:
        """Pixels of the device for a point."""
        return self._unit

    def _scaled(self, area: QRectF) -> QRectF:
        return QRectF(area.topLeft() * self._unit, QSizeF(area.size() * self._unit))

    def _head_height(self) -> float:
        return 26.0

    def _foot_height(self) -> float:
        return 8.0 + 11.0 * len(self._running.foot)

    def _write_running(self) -> None:
        head = Style(8.0, colour=MUTED)
        right = self.block(self._running.right, head, self.width / 2)
        left = self._one_line(self._running.left, replace(head, bold=True), self.width - right.used - 12)
        self.draw(left, 0, 0, 0, 1)
        self.draw(right, self.width - right.used, 0, 0, 1)
        self.fill(QRectF(0, 16, self.width, 0.8), ACCENT)
        self.fill(QRectF(0, self.bottom + 3, self.width, 0.6), RULE)
        of = self.block(tr("Page {page} of {pages}").format(page=self.page, pages=self._pages or 999), QUIET, 100)
        y = self.bottom + 6
        self.draw(of, self.width - of.used, y, 0, 1)
        for line, style in self._running.foot:
            self.draw(self.block(line, style, self.width - of.used - 12), 0, y, 0, 1)
            y += 11.0

    def _one_line(self, text: str, style: Style, width: float) -> Block:
        """Lay out a text that must do with one line; what is left out stands elsewhere on the pages."""
        block, kept = self.block(text, style, width), len(text)
        while block.lines > 1 and kept > 1:
            kept = kept * 4 // 5
            block = self.block(f"{text[:kept]}…", style, width)
        return block


class Block:
    """A text in lines, as wide as it may be."""

    def __init__(self, text: str, style: Style, width: float, device: QPagedPaintDevice, unit: float) -> None:
        self.style, self._unit = style, unit
        # A line's end inside one text is this character to Qt.
        self._layout = QTextLayout(text.replace("\n", "\u2028"), style.font(), device)
        # A text from right to left still begins at the left of its room; its letters run as they should.
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0) * unit)
        self._layout.endLayout()
        self.lines = self._layout.lineCount()
        self.height = sum(self.line_height(each) for each in range(self.lines))
        self.used = (
            max((self._layout.lineAt(each).naturalTextWidth() for each in range(self.lines)), default=0.0) / unit
        )

    def line_height(self, line: int) -> float:
        """Return the height of a line."""
        return self._layout.lineAt(line).height() / self._unit * 1.08

    def draw(self, painter: QPainter, at: QPointF, first: int, last: int) -> None:
        """Paint some lines, the first of them at a place, in the painter's pixels."""
        y = at.y()
        for index in range(first, min(last, self.lines)):
            line = self._layout.lineAt(index)
            line.draw(painter, QPointF(at.x(), y - line.y()))
            y += self.line_height(index) * self._unit


def margins() -> QMarginsF:
    """Return the margins of every page, in millimetres."""
    return QMarginsF(*(MARGIN_MILLIMETRES,) * 4)
