"""Tables on a sheet: cells wrap, rows stay together unless they are high, the heading is written on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF

from leukdesk.gui.report.sheet import MUTED, RULE, SHADE, Block, Sheet, Style

Cell = str | tuple[str, Style]
_HEAD = Style(8.0, bold=True, colour=MUTED)
_CELL = Style(8.5)
_PAD = 4.0
_LEAST = 30.0
"""Room for the first lines of a row that is divided."""
_KEPT_WHOLE = 150.0
"""A row that is higher goes on on the next page, rather than leave much of this one empty."""


def write_table(sheet: Sheet, shares: Sequence[float], head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table over the sheet's whole width.

    Parameters
    ----------
    sheet : Sheet
    shares : sequence of float
        How wide the columns are, against each other.
    head : sequence of str
        What the columns are called.
    rows : iterable of sequences of Cell
        A cell is a text, or one with its style.
    """
    widths = _widths(sheet, shares, head)
    heading = _blocks(sheet, widths, [(text, _HEAD) for text in head])
    sheet.need(_height(heading) + _LEAST)
    _write_row(sheet, widths, heading, SHADE)
    for row in rows:
        blocks = _blocks(sheet, widths, row)
        if sheet.room < _height(blocks) <= _KEPT_WHOLE:
            sheet.new_page()
            _write_row(sheet, widths, heading, SHADE)
        sheet.need(_LEAST)
        first = [0] * len(blocks)
        while True:
            first = _write_lines(sheet, widths, blocks, first)
            if all(done >= block.lines for done, block in zip(first, blocks, strict=True)):
                break
            sheet.new_page()
            _write_row(sheet, widths, heading, SHADE)


def _widths(sheet: Sheet, shares: Sequence[float], head: Sequence[str]) -> list[float]:
    """Share out the sheet's width; where a word of a heading needs more than its share, the widest columns give."""
    unit = sheet.width / sum(shares)
    wished = [share * unit for share in shares]
    least = [sheet.block("\n".join(text.split()), _HEAD, sheet.width).used + 2 * _PAD + 1 for text in head]
    if sum(least) > sheet.width or all(need <= wish for need, wish in zip(least, wished, strict=True)):
        return wished

    def up_to(most: float) -> list[float]:
        return [max(need, min(wish, most)) for need, wish in zip(least, wished, strict=True)]

    low, high = 0.0, max(wished)
    while high - low > 0.01:
        middle = (low + high) / 2
        low, high = (low, middle) if sum(up_to(middle)) > sheet.width else (middle, high)
    return up_to(low)


def _blocks(sheet: Sheet, widths: Sequence[float], row: Sequence[Cell]) -> list[Block]:
    cells = [cell if isinstance(cell, tuple) else (cell, _CELL) for cell in row]
    return [sheet.block(text, style, width - 2 * _PAD) for (text, style), width in zip(cells, widths, strict=True)]


def _height(blocks: Sequence[Block]) -> float:
    return max(block.height for block in blocks) + _PAD


def _write_row(sheet: Sheet, widths: Sequence[float], blocks: Sequence[Block], ground: str) -> None:
    sheet.fill(QRectF(0, sheet.y, sheet.width, _height(blocks)), ground)
    _write_lines(sheet, widths, blocks, [0] * len(blocks))


def _write_lines(sheet: Sheet, widths: Sequence[float], blocks: Sequence[Block], first: Sequence[int]) -> list[int]:
    """Write as many lines of every cell as the page has room for; return how many of each are written now."""
    x, deepest, written = 0.0, 0.0, []
    for block, width, start in zip(blocks, widths, first, strict=True):
        height, last = 0.0, start
        while last < block.lines and height + block.line_height(last) <= sheet.room - _PAD:
            height += block.line_height(last)
            last += 1
        sheet.draw(block, x + _PAD, sheet.y + _PAD / 2, start, last)
        written.append(last)
        deepest, x = max(deepest, height), x + width
    sheet.y += deepest + _PAD
    sheet.fill(QRectF(0, sheet.y - 0.3, sheet.width, 0.3), RULE)
    return written
