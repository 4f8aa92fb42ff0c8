"""Bars of the class probabilities, as vectors."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from leukdesk.gui.report.sheet import ACCENT, QUIET, SHADE, Block, Sheet, Style
from leukdesk.gui.report.wording import Cards, class_names
from leukdesk.history.records import Record
from leukdesk.inference.prediction import in_figures
from leukdesk.language import tr

_NAME, _LEAD = Style(8.5), Style(8.5, bold=True)
_THICK, _GAP = 6.0, 5.0
_BAR, _BAND = "#a9c3c9", "#f0ece0"


class Bars:
    """The bars of a record, laid out for a width; classes stand in the model's order.

    Attributes
    ----------
    height : float
        Points that all of them need.
    """

    def __init__(self, sheet: Sheet, record: Record, cards: Cards, width: float) -> None:
        self._sheet, self._width = sheet, width
        card = cards.get(record.model_sha256)
        self._below = card.uncertain_below if card is not None else None
        names = class_names(record, cards)
        self._rows: list[tuple[Block, Block, float, bool]] = []
        for each, probability in record.probabilities.items():
            style = _LEAD if each == record.label else _NAME
            value = sheet.block(in_figures(probability, 3), style, 60)
            self._rows.append(
                (sheet.block(names[each], style, width - value.used - 8), value, probability, each == record.label)
            )
        self._words: Block | None = None
        if self._below is not None:
            band = tr("Shaded: below {below:.2f} the answer counts as uncertain.").format(below=self._below)
            self._words = sheet.block(band, QUIET, width)
        self.height = sum(map(self._row_height, self._rows)) + (self._words.height if self._words else 0.0)

    def draw(self, x: float, y: float) -> None:
        """Draw all of them at a place; there must be room."""
        for row in self._rows:
            self._draw_row(row, x, y)
            y += self._row_height(row)
        if self._words is not None:
            self._sheet.draw(self._words, x, y)

    def write(self) -> None:
        """Write them downwards from where the sheet is, over as many pages as they need."""
        for row in self._rows:
            self._sheet.need(self._row_height(row))
            self._draw_row(row, 0, self._sheet.y)
            self._sheet.y += self._row_height(row)
        if self._words is not None:
            self._sheet.need(self._words.height)
            self._sheet.draw(self._words, 0, self._sheet.y)
            self._sheet.y += self._words.height

    @staticmethod
    def _row_height(row: tuple[Block, Block, float, bool]) -> float:
        return row[0].height + _THICK + _GAP

    def _draw_row(self, row: tuple[Block, Block, float, bool], x: float, y: float) -> None:
        name, value, probability, leads = row
        sheet = self._sheet
        sheet.draw(name, x, y)
        sheet.draw(value, x + self._width - value.used, y)
        top = y + name.height + 1
        sheet.fill(QRectF(x, top, self._width, _THICK), SHADE)
        if self._below is not None:
            sheet.fill(QRectF(x, top, self._width * self._below, _THICK), _BAND)
        sheet.fill(QRectF(x, top, max(self._width * probability, 0.8), _THICK), ACCENT if leads else _BAR)
