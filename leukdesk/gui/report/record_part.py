"""A record on a sheet: a page of its own with everything, or a block among others."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF

from leukdesk.capture.source_name import source_name
from leukdesk.gui.report.bars import Bars
from leukdesk.gui.report.picture import Picture
from leukdesk.gui.report.quality_words import in_words
from leukdesk.gui.report.sheet import ACCENT, BODY, HASH, MUTED, QUIET, SHADE, Sheet, Style
from leukdesk.gui.report.table import Cell, write_table
from leukdesk.gui.report.wording import Cards, by_whom, decision, local, model_title, steps, suggestion
from leukdesk.history.exporting.facts import micrometres_per_pixel
from leukdesk.history.exporting.format import Item
from leukdesk.history.records import Record
from leukdesk.imaging.optics import Optics
from leukdesk.imaging.remark import shown
from leukdesk.language import tr

TITLE, HEADING, ANSWER = Style(16.0, bold=True), Style(10.0, bold=True, colour=ACCENT), Style(11.0, bold=True)
_CAPTION = Style(7.0, bold=True, colour=MUTED)
_GUTTER = 16.0
_PICTURE = (190.0, 155.0, 120.0)
"""Heights that a picture may have on a page of its record."""
_MANY = 12
"""More classes than this have their bars below the picture, over the whole width."""


def picture_height(sheet: Sheet, item: Item, cards: Cards, foot: str = "") -> float:
    """Return how high a record's picture may be if all of it is to be on one page; 0 where it is more than a page."""

    def fits(height: float) -> bool:
        return sheet.fits_page(lambda where: write_whole(where, item, cards, foot, height))

    return next(filter(fits, _PICTURE), 0.0)


def write_whole(sheet: Sheet, item: Item, cards: Cards, foot: str, height: float) -> None:
    """Write everything that is known of a record, from the top of a page on, and a sentence below it.

    Parameters
    ----------
    height : float
        Of :func:`picture_height`.
    """
    record = item.record
    sheet.text(tr("Record {record}").format(record=record.id), TITLE)
    sample = tr("Sample code: {sample}").format(sample=record.sample or tr("none"))
    sheet.text(sample, Style(11.0, bold=True))
    sheet.gap(8)
    _write_verdicts(sheet, record)
    sheet.gap(10)
    _write_picture_and_bars(sheet, item, cards, height or _PICTURE[0])
    write_heading(sheet, tr("Suggestion, decisions and signature"))
    rows = [(each.when, each.who or "—", each.what, each.why) for each in steps(item)]
    heads = (tr("When"), tr("Who"), tr("What"), tr("Reason or meaning"))
    write_table(sheet, (19, 16, 22, 43), heads, rows)
    sheet.together(lambda where: _write_quality(where, record), fits=height > 0)

    def end(where: Sheet) -> None:
        write_heading(where, tr("Where it comes from"))
        write_pairs(where, _origin(record, cards))
        if foot:
            where.gap(8)
            where.text(foot, QUIET)

    sheet.together(end, fits=height > 0)


def write_compact(sheet: Sheet, item: Item, cards: Cards) -> None:
    """Write what matters most of a record, several to a page."""
    sheet.together(lambda where: _write_compact(where, item, cards))


def _write_compact(sheet: Sheet, item: Item, cards: Cards) -> None:
    record = item.record
    sheet.gap(10)
    sheet.fill(QRectF(0, sheet.y, sheet.width, 0.8), ACCENT)
    sheet.y += 5
    head = tr("Record {record}: {sample}").format(record=record.id, sample=record.sample or tr("no sample code"))
    sheet.text(head, Style(10.5, bold=True))
    words = [f"{suggestion(record)}."]
    if decision(record):
        words.append(tr("Stands as: {decision}.").format(decision=decision(record)))
    if not record.needs_review:  # which the suggestion says already
        words.append(by_whom(record))
    sheet.text(" ".join(words))
    sheet.gap(4)
    _write_picture_and_bars(sheet, item, cards, height=118)
    for each in steps(item):
        why = f" ({each.why})" if each.why else ""
        said = tr("{when}: {what} by {who}") if each.who else tr("{when}: {what}")
        sheet.text(f"{said.format(when=each.when, what=each.what, who=each.who)}{why}", Style(8.0))
    for remark in shown(record.remarks).values():
        sheet.text(tr("Remark: {remark}").format(remark=remark), Style(8.0))
    hashes = tr("{model}; SHA-256: model {model_hash}…, picture {picture_hash}…").format(
        model=f"{record.model_id} {record.model_version}",
        model_hash=record.model_sha256[:16],
        picture_hash=record.picture_sha256[:16],
    )
    sheet.text(hashes, QUIET)


def write_heading(sheet: Sheet, text: str) -> None:
    """Write a heading, with some room before it, where something can follow it."""
    sheet.gap(10)
    sheet.need(70)
    sheet.text(text, HEADING)
    sheet.gap(2)


def write_pairs(sheet: Sheet, pairs: Iterable[tuple[str, Cell]]) -> None:
    """Write names and values beside each other; a value that is longer goes on below itself."""
    share = 0.22
    for name, value in pairs:
        text, style = value if isinstance(value, tuple) else (value, BODY)
        label = sheet.block(name, Style(9.0, colour=MUTED), sheet.width * share - 6)
        block = sheet.block(text, style, sheet.width * (1 - share))
        sheet.need(min(max(label.height, block.height), sheet.whole))
        sheet.draw(label, 0, sheet.y)
        bottom = sheet.y + label.height
        page = sheet.page
        sheet.text(text, style, sheet.width * share)
        if sheet.page == page:
            sheet.y = max(sheet.y, bottom)


def _write_verdicts(sheet: Sheet, record: Record) -> None:
    """Write what the model suggested and what a person decided beside each other."""
    width = (sheet.width - _GUTTER) / 2
    boxes = [
        [sheet.block(text, style, width - 16) for text, style in ((caption, _CAPTION), (verdict, ANSWER), (more, BODY))]
        for caption, verdict, more in (
            (tr("SUGGESTED BY THE MODEL"), suggestion(record), f"{record.model_id} {record.model_version}"),
            (tr("DECIDED BY A PERSON"), decision(record) or tr("Not decided"), by_whom(record)),
        )
    ]
    height = max(sum(block.height for block in box) for box in boxes) + 12
    sheet.need(height)
    for index, box in enumerate(boxes):
        x, y = index * (width + _GUTTER), sheet.y
        sheet.fill(QRectF(x, y, width, height), SHADE)
        sheet.fill(QRectF(x, y, 2.5, height), ACCENT)
        y += 6
        for block in box:
            sheet.draw(block, x + 10, y)
            y += block.height
    sheet.y += height


def _write_picture_and_bars(sheet: Sheet, item: Item, cards: Cards, height: float) -> None:
    record = item.record
    many = len(record.probabilities) > _MANY
    picture = Picture(sheet, item, sheet.width if many else sheet.width * 0.5, height)
    # Room is shared by what the picture really takes: a narrow one leaves more to the bars.
    left = min(max(picture.width, sheet.width * 0.35), sheet.width * 0.5)
    caption = sheet.block(_caption(record), QUIET, sheet.width if many else left)
    bars = Bars(sheet, record, cards, sheet.width if many else sheet.width - left - _GUTTER)
    tall = picture.height + 3 + caption.height
    sheet.need(tall if many else max(tall, bars.height))
    top = sheet.y
    picture.draw(0, top)
    sheet.draw(caption, 0, top + picture.height + 3)
    if many:
        sheet.y = top + tall + 6
        bars.write()
    else:
        bars.draw(left + _GUTTER, top)
        sheet.y = top + max(tall, bars.height)
    sheet.gap(4)


def _caption(record: Record) -> str:
    region, scale = record.region, micrometres_per_pixel(record)
    words = [tr("{width} × {height} pixels").format(width=record.width, height=record.height)]
    if scale is not None:
        words.append(tr("{scale:.4g} µm per pixel").format(scale=scale))
    if region is not None:
        words.append(tr("region of the source at {x}, {y}").format(x=region.x, y=region.y))
    if record.hands_free:
        words.append(tr("captured by the program itself"))
    return ", ".join(words)


def _write_quality(sheet: Sheet, record: Record) -> None:
    write_heading(sheet, tr("Picture quality"))
    if record.remarks:
        for remark in shown(record.remarks).values():
            sheet.text(f"• {remark}")
    else:
        sheet.text(tr("No remarks."))
    sheet.gap(4)
    columns, gap = 3, 12.0
    width = (sheet.width - gap * (columns - 1)) / columns
    figures = in_words(record.quality)
    for start in range(0, len(figures), columns):
        row = []
        for name, value in figures[start : start + columns]:
            value_block = sheet.block(value, QUIET, 60)
            row.append((sheet.block(name, QUIET, width - value_block.used - 6), value_block))
        height = max(name.height for name, _ in row) + 2
        sheet.need(height)
        for index, (name_block, value_block) in enumerate(row):
            x = index * (width + gap)
            sheet.fill(QRectF(x, sheet.y, width, height - 1), SHADE)
            sheet.draw(name_block, x + 2, sheet.y)
            sheet.draw(value_block, x + width - value_block.used - 2, sheet.y)
        sheet.y += height


def _origin(record: Record, cards: Cards) -> list[tuple[str, Cell]]:
    optics = record.optics
    every: list[tuple[str, Cell]] = [
        (tr("Logged by"), f"Leukdesk {record.program_version}"),
        (tr("Operator"), record.operator or tr("not given")),
        (tr("Time of the result"), local(record.time)),
        (tr("Source"), source_name(record.source)),
        (tr("Model"), model_title(record, cards)),
        (tr("Model SHA-256"), (record.model_sha256, HASH)),
        (tr("Picture SHA-256"), (record.picture_sha256, HASH)),
    ]
    if optics is not None:
        calibrated = tr("calibration {calibration}").format(calibration=optics.calibration)
        path = [
            optics.camera,
            optics.objective or tr("no objective chosen"),
            calibrated if optics.calibration else tr("not calibrated"),
            _corrected(optics),
        ]
        every.append((tr("Light path"), ", ".join(filter(None, path))))
    return every


def _corrected(optics: Optics) -> str:
    match optics.flat_field, optics.white_balance:
        case True, True:
            return tr("corrected for uneven light and white balance")
        case True, _:
            return tr("corrected for uneven light")
        case _, True:
            return tr("corrected for white balance")
    return tr("not corrected")
