"""The report as a whole: painted on whatever has pages, or written to a PDF file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter

from leukdesk import INTENDED_USE, __version__
from leukdesk.gui.report.record_part import TITLE, write_compact, write_heading, write_pairs, write_whole
from leukdesk.gui.report.sheet import QUIET, Running, Sheet, Style, margins, safe
from leukdesk.gui.report.table import write_table
from leukdesk.gui.report.wording import Cards, decided_name, local, model_title
from leukdesk.history.exporting.format import Format, Items
from leukdesk.history.review import State

Paper = Literal["A4", "Letter"]
_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}
_DOTS_PER_INCH = 600


@dataclass(frozen=True)
class Look:
    """How a report is to look.

    Attributes
    ----------
    compact : bool
        Several records to a page; else each has pages of its own, with everything.
    cards : mapping of str to ModelCard
        By the model's hash: the names of classes and models where they are still known.
    """

    paper: Paper = "A4"
    compact: bool = False
    cards: Cards = field(default_factory=dict)


class PdfReport(Format):
    """All records in one document for people."""

    id = "pdf"
    title = "PDF report, for people and printers"
    suffix = ".pdf"
    rounds: ClassVar[int] = 3
    most: ClassVar[int | None] = 1000

    def __init__(self, look: Look | None = None) -> None:
        self._look = look or Look()

    def write(self, items: Items, path: Path) -> None:
        """Write the report of the items."""
        writer = QPdfWriter(str(path))
        writer.setPageLayout(layout(self._look.paper))
        writer.setResolution(_DOTS_PER_INCH)
        writer.setTitle(safe(title_of([item.record.sample for item in items()], items.about.count)))
        writer.setCreator(f"Leukdesk {__version__}")
        paint(writer, items, self._look)


def layout(paper: Paper) -> QPageLayout:
    """Return paper, direction and margins."""
    return QPageLayout(
        QPageSize(_SIZES[paper]), QPageLayout.Orientation.Portrait, margins(), QPageLayout.Unit.Millimeter
    )


def paint(device: QPagedPaintDevice, items: Items, look: Look) -> int:
    """Paint a report on a PDF writer, a printer or a preview; return how many pages it has.

    Parameters
    ----------
    device : QPagedPaintDevice
        With its page layout and resolution set.
    items : Items
    look : Look
    """
    running = _running(items)
    counting = Sheet(device, running)
    _write(counting, items, look)
    sheet = Sheet(device, running, counting.page)
    try:
        _write(sheet, items, look)
    finally:
        sheet.close()
    return sheet.page


def title_of(samples: list[str], count: int) -> str:
    """Return what a report is called."""
    distinct = set(samples)
    if len(distinct) == 1 and (sample := distinct.pop()):
        return f"Report of sample {sample}"
    return "Report of a record" if count == 1 else f"Report of {count} records"


def _running(items: Items) -> Running:
    about = items.about
    head = f"event {about.head.id}, {about.head.hash.hex()[:12]}"
    return Running(
        title_of([item.record.sample for item in items()], about.count),
        f"Printed {local(about.time)}",
        (
            (INTENDED_USE, Style(8.0, bold=True)),
            (f"Leukdesk {__version__}. Log up to {head}.", QUIET),
        ),
    )


def _write(sheet: Sheet, items: Items, look: Look) -> None:
    if items.about.count != 1:
        _write_first_page(sheet, items, look.cards)
    for index, item in enumerate(items()):
        if look.compact and items.about.count != 1:
            write_compact(sheet, item, look.cards)
            continue
        if index or items.about.count != 1:
            sheet.new_page()
        write_whole(sheet, item, look.cards)
    if items.about.privacy:
        sheet.gap(8)
        sheet.text(items.about.privacy, QUIET)


def _write_first_page(sheet: Sheet, items: Items, cards: Cards) -> None:
    """Write what the records are together: counts, and a table of them."""
    records = [item.record for item in items()]
    sheet.text(title_of([record.sample for record in records], items.about.count), TITLE)
    sheet.gap(4)
    times = [record.time for record in records]
    states = Counter(record.state for record in records)
    review = sum(record.needs_review for record in records)
    models = {record.model_sha256: record for record in records}
    pairs = [("Records", str(len(records)))]
    if times:
        pairs.append(("Results from", f"{local(min(times))} to {local(max(times))}"))
    pairs += [
        ("Operators", ", ".join(sorted({record.operator for record in records if record.operator})) or "not given"),
        ("States", ", ".join(f"{states[state]} {state.value}" for state in State if states[state]) or "none"),
        ("Need review", str(review)),
        *((("Model", f"{model_title(each, cards)}, SHA-256 {each.model_sha256}")) for each in models.values()),
    ]
    write_pairs(sheet, pairs)
    write_heading(sheet, "Counts per class")
    suggested = Counter(record.label_name or record.label for record in records)
    decided = Counter(name for record in records if (name := decided_name(record)))
    names = list(dict.fromkeys((*suggested, *decided)))
    write_table(
        sheet, (50, 25, 25), ("Class", "Suggested", "Decided"),
        [(name, str(suggested[name]), str(decided[name])) for name in names],
    )  # fmt: skip
    sheet.gap(2)
    sheet.text("Pictures are counted, not cells.", QUIET)
    write_heading(sheet, "Records")
    write_table(
        sheet, (8, 28, 21, 8, 19, 16), ("Record", "Time", "Resembles", "Prob.", "Decided", "Signed by"),
        [
            (
                str(record.id), local(record.time), record.label_name or record.label,
                f"{record.probability:.2f}{' ?' if record.uncertain else ''}", decided_name(record),
                record.standing.signed_by,
            )
            for record in records
        ],
    )  # fmt: skip
    if any(record.uncertain for record in records):
        sheet.gap(2)
        sheet.text("? The answer was uncertain.", QUIET)
