"""A slide session on a sheet: its figures, who decided what, and a gallery of each class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from leukdesk.counting import capital, many
from leukdesk.differential.tally import ClassCount, Tally
from leukdesk.differential.wording import BESIDE, beside_white, in_turn, interval, percent, within_errors
from leukdesk.gui.parts.images import image_of
from leukdesk.gui.report.record_part import TITLE, write_heading, write_pairs
from leukdesk.gui.report.sheet import HASH, MUTED, QUIET, SHADE, Block, Sheet, Style
from leukdesk.gui.report.table import Cell, write_table
from leukdesk.gui.report.wording import STATES, Cards, local, model_title
from leukdesk.gui.review.words import shown_reason
from leukdesk.gui.slide.grouping import grouped
from leukdesk.gui.slide.status import per_field
from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Kind
from leukdesk.history.exporting.errors import without_place
from leukdesk.history.exporting.format import Item
from leukdesk.history.records import Record
from leukdesk.history.review import State, stands_in_words, verdict_of
from leukdesk.history.session.signing import signed_unseen
from leukdesk.history.session.state import Session
from leukdesk.imaging.optics import light_paths
from leukdesk.inference.elsewhere import caution
from leukdesk.inference.prediction import in_figures
from leukdesk.language import marked, number, tr, tr_said
from leukdesk.settings import Line

Picture = Callable[[Item], NDArray[np.uint8]]
"""Reads the picture of a cell, uint8 (H, W, 3), RGB; raises HistoryError."""

_COLUMNS = 8
_GAP = 6.0
_CAPTION = Style(6.2)
_FAINT = Style(6.2, colour=MUTED)
_LINE = 8.0
_NONE = "–"
_EXACT = marked("Open: not decided by anybody. Intervals: 95 %, exact (Clopper and Pearson), of the count alone.")
_ERRORS = marked(
    "Errors taken out: of the suggestions, by the figures of the model's card (Rogan and Gladen); the uncertainty of "
    "these figures comes on top. Errors alone: the share that they would give on a slide without any such cell."
)
_NO_ERRORS = marked(
    "The model's errors are not told here: its card does not state them, or is not on this station any more."
)


@dataclass(frozen=True)
class Reading:
    """How the pictures of cells come; ``step`` is called before each, and may raise to end it all."""

    picture: Picture
    step: Callable[[], None]


@dataclass(frozen=True)
class SlideFacts:
    """What a report tells of a session beside its cells.

    Attributes
    ----------
    session : Session
        As the export may tell of it.
    names : mapping of class id to name
    references : mapping of class id to its lines
        The laboratory's own.
    """

    session: Session
    names: Mapping[str, str]
    references: Mapping[str, tuple[Line, Line]]


def write_first_page(
    sheet: Sheet, title: str, facts: SlideFacts, tally: Tally, items: Sequence[Item], cards: Cards
) -> None:
    """Write what was counted, how, and what it is worth."""
    sheet.text(title, TITLE)
    sheet.gap(4)
    write_pairs(sheet, _pairs(facts, tally, items, cards))
    write_heading(sheet, tr("Differential"))
    # The laboratory's lines are those of all models that it counts with.
    lined = any(facts.references.get(each.id, (None, None)) != (None, None) for each in tally.classes)
    known = any(each.false_alone is not None for each in tally.classes)
    undecided = capital(tr("{count} open").format(count="").strip())  # alone "Open" is a button's word
    columns = [
        (tr("Class"), 24.0, _name),
        (tr("Cells"), 8.0, _count),
        (undecided, 8.0, _open),
        (tr("Share"), 10.0, _share),
        (tr("Interval"), 15.0, _interval),
        *(((tr("Suggested"), 10.0, _suggested),) if known else ()),
        *(((tr("Errors taken out"), 12.0, _corrected), (tr("Interval"), 15.0, _its_interval)) if known else ()),
        *(((tr("Errors alone"), 10.0, _alone),) if known else ()),
        *(((tr("Reference lines"), 14.0, lambda each: _lines(facts.references.get(each.id))),) if lined else ()),
    ]
    rows = [[value(each) for _, _, value in columns] for each in tally.classes]
    write_table(sheet, [wide for _, wide, _ in columns], [head for head, _, _ in columns], rows)
    beside = beside_white(tally)
    for line in beside:
        sheet.gap(2)
        sheet.text(line)
    sheet.gap(2)
    sheet.text(f"{tr(_EXACT)} {tr(_ERRORS if known else _NO_ERRORS)}", QUIET)
    if beside:
        alone = tr("The table is of white cells alone.")
        sheet.text(f"{alone} {tr(BESIDE)}", QUIET)
    if lined:
        words = tr("Reference lines are those that this laboratory has set itself; they judge nothing here.")
        sheet.text(words, QUIET)
    card = cards.get(facts.session.plan.model_sha256)
    elsewhere = caution(card.elsewhere) if card is not None else ""
    for sentence in [*filter(None, [elsewhere]), *within_errors(tally, facts.session.by_signature)]:
        sheet.gap(3)
        sheet.text(sentence, Style(9.0, bold=True))
    if card is not None and card.limits:
        write_heading(sheet, tr("Limits of the model, by its card"))
        for limit in card.limits:
            sheet.text(f"• {limit}", Style(8.0))
    write_heading(sheet, tr("Signature"))
    sheet.text(_signature(facts.session, items))
    if unseen := signed_unseen(facts.session):
        sheet.gap(3)
        sheet.text(unseen, Style(9.0, bold=True))


def write_decisions(sheet: Sheet, facts: SlideFacts, items: Sequence[Item]) -> None:
    """Write who decided how many cells, and each change and rejection with its reason."""
    write_heading(sheet, tr("Decisions"))
    records = [item.record for item in items]
    by = Counter(
        (each.standing.decided_by, verdict_of(each), each.id in facts.session.by_signature)
        for each in records
        if each.state is not State.SUGGESTED
    )
    told = []
    for (who, state, alone), count in sorted(by.items()):
        words = tr("{name} {state} {count}")
        if alone:
            words = tr("{name} {state} {count} by the signature alone, not one by one")
        name = who or tr("somebody unnamed")
        told.append(words.format(name=name, state=tr(STATES[state]), count=number(count)))
    open_ones = sum(each.state is State.SUGGESTED for each in records)
    if open_ones:
        told.append(tr("{count} not decided").format(count=number(open_ones)))
    sheet.text(tr("Of {cells}: {told}.").format(cells=many(len(records), "cell"), told=in_turn(told)))
    if together := facts.session.together:
        words = tr("{cells} of these confirmed together with all certain ones, not one by one.")
        sheet.text(words.format(cells=many(together, "cell")))
    changed = [item for item in items if verdict_of(item.record) in (State.CHANGED, State.REJECTED)]
    if changed:
        sheet.gap(4)
        write_table(
            sheet, (12, 24, 20, 18, 27, 28),
            (tr("Record"), tr("Suggested"), tr("Stands"), tr("By"), tr("When"), tr("Reason")),
            [_decision(item) for item in changed],
        )  # fmt: skip


def write_galleries(sheet: Sheet, facts: SlideFacts, items: Sequence[Item], read: Reading) -> None:
    """Write the pictures of each class, from a new page on."""
    by_id = {item.record.id: item for item in items}
    sides = [max(each.region.width, each.region.height) for item in items if (each := item.record).region is not None]
    largest = sorted(sides)[int(0.95 * (len(sides) - 1))] if sides else 1
    first = True
    for group in grouped([item.record for item in items], facts.names):
        if not group.cells:
            continue
        if first:
            sheet.new_page()
            first = False
        head = tr("{name}: {cells}, the least certain first")
        write_heading(sheet, head.format(name=group.name, cells=many(len(group.cells), "cell")))
        for start in range(0, len(group.cells), _COLUMNS):
            row = [by_id[each.id] for each in group.cells[start : start + _COLUMNS]]
            _write_row(sheet, row, facts.session.by_signature, largest, read)
    if not first:
        sheet.gap(4)
        sheet.text(
            tr(
                "Above each name: the record's number and the probability of the suggested class; ? the answer was "
                "uncertain. Below it: what was decided. All cells are drawn at one scale, but for those too large for "
                "it."
            ),
            QUIET,
        )


def _write_row(sheet: Sheet, items: Sequence[Item], unseen: Container[int], largest: int, read: Reading) -> None:
    side = (sheet.width - _GAP * (_COLUMNS - 1)) / _COLUMNS
    below = sum(lines for _, _, lines in _caption(items[0].record, unseen)) * _LINE
    sheet.need(side + below + _GAP)
    top = sheet.y
    for place, item in enumerate(items):
        x = place * (side + _GAP)
        _draw_cell(sheet, item, QRectF(x, top, side, side), largest, read)
        y = top + side + 1
        for text, style, lines in _caption(item.record, unseen):
            block = _fitting(sheet, text, style, side, lines)
            sheet.draw(block, x, y)
            y += block.lines * _LINE
    sheet.y = top + side + below + _GAP


def _draw_cell(sheet: Sheet, item: Item, room: QRectF, largest: int, read: Reading) -> None:
    sheet.fill(room, SHADE)
    if sheet.counting:
        return
    read.step()
    try:
        pixels = read.picture(item)
    except HistoryError as problem:
        sentence = without_place(problem, item.record.id)
        sheet.remarks.append(sentence)
        block = sheet.block(tr_said(sentence), _FAINT, room.width() - 4)
        sheet.draw(block, room.x() + 2, room.y() + 2, 0, int(room.height() // _LINE))
        return
    height, width = pixels.shape[:2]
    scale = room.width() / max(largest, width, height)
    area = QRectF(0, 0, width * scale, height * scale)
    area.moveCenter(room.center())
    image = image_of(pixels)
    sheet.paint(area, lambda painter, place: painter.drawImage(place, image))


def _caption(record: Record, unseen: Container[int]) -> tuple[tuple[str, Style, int], ...]:
    """Return what stands below a cell, each with the lines that it has room for: a class that was decided needs two."""
    by = f", {record.standing.decided_by}" if record.standing.decided_by else ""
    decided = stands_in_words(record) or (tr("needs review") if record.needs_review else tr("not decided"))
    if record.id in unseen:
        decided = tr("by signature alone")
    return (
        (f"{record.id}: {in_figures(record.probability, 2)}{' ?' if record.uncertain else ''}", _CAPTION, 1),
        (record.label_name or record.label, _CAPTION, 2),
        (f"{decided}{by}", _FAINT, 2),
    )


def _fitting(sheet: Sheet, text: str, style: Style, width: float, lines: int) -> Block:
    """Lay out as much of a text as some lines have room for."""
    block, kept = sheet.block(text, style, width), len(text)
    while block.lines > lines and kept > 1:
        kept = min(kept - 1, kept * 9 // 10)
        block = sheet.block(f"{text[:kept].rstrip()}…", style, width)
    return block


def _pairs(facts: SlideFacts, tally: Tally, items: Sequence[Item], cards: Cards) -> list[tuple[str, Cell]]:
    session, plan = facts.session, facts.session.plan
    records = [item.record for item in items]
    first = records[0] if records else None
    operators = sorted({each.operator for each in records if each.operator})
    seen, cut = (sum(getattr(each, name) for each in session.fields) for name in ("seen_before", "cut"))
    paths = light_paths(each.optics for each in records)
    scales = [tr("{scale:.4g} µm per pixel").format(scale=each) for each in paths.micrometres_per_pixel]
    calibrations = [tr("calibration {calibration}").format(calibration=each) for each in paths.calibrations]
    scale = ", ".join(scales) or tr("not calibrated: told by the red cells")
    counted = tr(
        "{counted} of {cells} in {fields}; {seen} seen again in a later field, {cut} cut by an edge, {rejected} "
        "rejected: not counted"
    ).format(
        counted=number(tally.counted),
        cells=many(tally.target, plan.unit),
        fields=many(len(session.fields), "field"),
        seen=number(seen),
        cut=number(cut),
        rejected=number(tally.rejected),
    )
    uncertain = tr("{count} ({share}): below {below:.2f}, or on a poor picture").format(
        count=number(tally.uncertain), share=percent(tally.uncertain_share), below=plan.uncertain_below
    )
    pairs: list[tuple[str, Cell]] = [
        (tr("Sample code"), (first.sample if first is not None else "") or tr("none")),
        (tr("Operators"), ", ".join(operators) or tr("not given")),
        (tr("Counted"), counted),
        (tr("Uncertain"), uncertain),
        (tr("Begun, last event"), f"{local(session.begun)}, {local(session.latest)}"),
        (tr("Session"), (f"{session.id}, {session.words}", HASH)),
    ]
    if first is not None:
        pairs.append((tr("Model"), model_title(first, cards)))
    pairs.append((tr("Model SHA-256"), (plan.model_sha256, HASH)))
    if first is not None:
        pairs.append((tr("Source"), first.source))
    pairs.append((tr("Scale"), ", ".join([scale, *paths.objectives, *calibrations])))
    if session.fields:
        pairs.append((tr("Per field"), per_field(session)))
    return pairs


def _name(each: ClassCount) -> str:
    return each.name


def _count(each: ClassCount) -> str:
    return number(each.count)


def _suggested(each: ClassCount) -> str:
    return number(each.suggested)


def _open(each: ClassCount) -> str:
    return number(each.undecided)


def _share(each: ClassCount) -> str:
    return _NONE if each.share is None else percent(each.share.value)


def _interval(each: ClassCount) -> str:
    return _NONE if each.share is None else interval(each.share)


def _corrected(each: ClassCount) -> str:
    return _NONE if each.corrected is None else percent(each.corrected.value)


def _its_interval(each: ClassCount) -> str:
    return _NONE if each.corrected is None else interval(each.corrected)


def _alone(each: ClassCount) -> str:
    return _NONE if each.false_alone is None else percent(each.false_alone)


def _lines(pair: tuple[Line, Line] | None) -> str:
    low, high = pair or (None, None)
    if low is None and high is None:
        return ""
    if low is None:
        return tr("to {high}").format(high=percent(high or 0))
    if high is None:
        return tr("{low} to").format(low=percent(low))
    return tr("{low} to {high}").format(low=percent(low), high=percent(high))


def _decision(item: Item) -> list[Cell]:
    record, standing = item.record, item.record.standing
    reasons = (each.reason for each in reversed(item.decisions) if each.kind is Kind.DECIDED)
    suggested = f"{record.label_name or record.label} ({in_figures(record.probability, 2)})"
    stands = standing.label_name or standing.label or tr("rejected")
    return [
        str(record.id),
        suggested,
        stands,
        standing.decided_by,
        local(standing.decided_at),
        shown_reason(next(reasons, "")),
    ]


def _signature(session: Session, items: Sequence[Item]) -> str:
    if session.signed_at is None:
        return tr("Not signed.")
    name = session.signed_by or tr("somebody unnamed")
    said = [tr("Signed by {name}, {time}.").format(name=name, time=local(session.signed_at))]
    rest = sum(item.record.state is not State.SIGNED for item in items)
    if session.changed_since and rest:
        words = tr("Changed since: {cells} stand without a signature, decided anew or added.")
        said.append(words.format(cells=many(rest, "cell")))
    elif session.changed_since:
        said.append(tr("Changed since."))
    return " ".join([*said, shown_reason(session.meaning)]).strip()
