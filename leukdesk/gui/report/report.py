"""The report as a whole: painted on whatever has pages, or written to a PDF file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter

from leukdesk import INTENDED_USE, __version__
from leukdesk.gui.report.record_part import (
    TITLE,
    picture_height,
    write_compact,
    write_heading,
    write_pairs,
    write_whole,
)
from leukdesk.gui.report.sheet import QUIET, Running, Sheet, Style, margins, safe
from leukdesk.gui.report.table import write_table
from leukdesk.gui.report.wording import STATES, Cards, decided_name, local, model_title
from leukdesk.history.errors import HistoryError
from leukdesk.history.exporting.format import About, Format, Item, Items
from leukdesk.history.records import Record
from leukdesk.language import marked, tr, tr_said

MOST = 1000
"""Records in a report; nobody reads more of them on paper."""
Step = Callable[[int, int], None]
"""Called before a record is painted: how many are done, and how many there are. It may raise, and that ends it."""
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


class ReportCancelledError(HistoryError):
    """The user stopped it."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__(tr("The report was cancelled; nothing was written."))


class PdfReport(Format):
    """All records in one document for people."""

    id = "pdf"
    title = marked("PDF report, for people and printers")
    suffix = ".pdf"
    most: ClassVar[int | None] = MOST

    def __init__(self, look: Look | None = None, step: Step | None = None) -> None:
        self._look, self._step = look or Look(), step
        self.pages = 0
        """Of what was written last."""

    def write(self, items: Items, path: Path) -> None:
        """Write the report of the items."""
        # Into memory first: Qt says nothing of a disk that is full.
        content = QBuffer()
        content.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(content)
        writer.setPageLayout(layout(self._look.paper))
        writer.setResolution(_DOTS_PER_INCH)
        report = self._report(tuple(items()), items.about)
        writer.setTitle(safe(report.title))
        writer.setCreator(f"Leukdesk {__version__}")
        self.pages = report.paint(writer, self._step)
        path.write_bytes(content.data().data())
        for remark in report.remarks:
            items.remark(remark)

    def _report(self, items: Sequence[Item], about: About) -> Report:
        return Report(items, about, self._look)


def layout(paper: Paper) -> QPageLayout:
    """Return paper, direction and margins."""
    return QPageLayout(
        QPageSize(_SIZES[paper]), QPageLayout.Orientation.Portrait, margins(), QPageLayout.Unit.Millimeter
    )


class Report:
    """Some records, ready to be painted.

    Parameters
    ----------
    items : sequence of Item
    about : About
        Of the whole export.
    look : Look

    Attributes
    ----------
    remarks : tuple of str
        What could not be painted the last time, in sentences.
    """

    def __init__(self, items: Sequence[Item], about: About, look: Look) -> None:
        self._items, self._about, self._look = items, about, look
        self.remarks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        samples = {item.record.sample for item in self._items}
        if len(samples) == 1 and (sample := samples.pop()):
            return tr("Report of sample {sample}").format(sample=sample)
        if len(self._items) == 1:
            return tr("Report of a record")
        return tr("Report of {count} records").format(count=len(self._items))

    def paint(
        self,
        device: QPagedPaintDevice,
        step: Step | None = None,
        give_up: Callable[[], object] | None = None,
    ) -> int:
        """Paint it; return how many pages it has.

        Parameters
        ----------
        device : QPagedPaintDevice
            A PDF writer or a printer, with its page layout and resolution set.
        step : callable, optional
        give_up : callable, optional
            Called when painting fails: half a report is not to be printed.
        """
        counting = Sheet(device, self._running)
        heights: dict[int, float] = {}
        self._write(counting, None, heights)
        sheet = Sheet(device, self._running, counting.page)
        try:
            self._write(sheet, step, heights)
        except BaseException:
            if give_up is not None:
                give_up()
            raise
        finally:
            sheet.close()
        self.remarks = tuple(sheet.remarks)
        return sheet.page

    @property
    def _running(self) -> Running:
        head = self._about.head
        proof = f"{'' if head.sha256 else 'HMAC '}{head.proof[:12]}"
        foot = tr("Leukdesk {version}. Log up to event {event}, {proof}.")
        return Running(
            self.title,
            tr("Printed {time}").format(time=local(self._about.time)),
            (
                (tr(INTENDED_USE), Style(8.0, bold=True)),
                (foot.format(version=__version__, event=head.event, proof=proof), QUIET),
            ),
        )

    def _write(self, sheet: Sheet, step: Step | None, heights: dict[int, float]) -> None:
        """Write it all; ``heights`` of the pictures are found out while pages are counted."""
        several = len(self._items) != 1
        if several:
            _write_first_page(sheet, self.title, [item.record for item in self._items], self._look.cards)
        for done, item in enumerate(self._items):
            if step is not None:
                step(done, len(self._items))
            if several and self._look.compact:
                write_compact(sheet, item, self._look.cards)
                continue
            if several:
                sheet.new_page()
            foot = tr_said(self._about.privacy) if done == len(self._items) - 1 else ""
            if done not in heights:
                heights[done] = picture_height(sheet, item, self._look.cards, foot)
            write_whole(sheet, item, self._look.cards, foot, heights[done])
        if self._about.privacy and (not self._items or (several and self._look.compact)):
            sheet.gap(8)
            sheet.text(tr_said(self._about.privacy), QUIET)


def _write_first_page(sheet: Sheet, title: str, records: Sequence[Record], cards: Cards) -> None:
    """Write what the records are together: counts, and a table of them."""
    sheet.text(title, TITLE)
    sheet.gap(4)
    times = [record.time for record in records]
    states = Counter(record.state for record in records)
    review = sum(record.needs_review for record in records)
    models = {record.model_sha256: record for record in records}
    pairs = [(tr("Records"), str(len(records)))]
    if times:
        span = tr("{first} to {last}").format(first=local(min(times)), last=local(max(times)))
        pairs.append((tr("Results from"), span))
    said = [
        tr("{count} {state}").format(count=states[each], state=tr(words))
        for each, words in STATES.items()
        if states[each]
    ]
    pairs += [
        (tr("Operators"), ", ".join(sorted({each.operator for each in records if each.operator})) or tr("not given")),
        (tr("States"), ", ".join(said) or tr("none")),
        (tr("Need review"), str(review)),
        *(((tr("Model"), f"{model_title(each, cards)}, SHA-256 {each.model_sha256}")) for each in models.values()),
    ]
    write_pairs(sheet, pairs)
    write_heading(sheet, tr("Counts per class"))
    suggested = Counter(record.label_name or record.label for record in records)
    decided = Counter(name for record in records if (name := decided_name(record)))
    names = list(dict.fromkeys((*suggested, *decided)))
    write_table(
        sheet, (50, 25, 25), (tr("Class"), tr("Suggested"), tr("Decided")),
        [(name, str(suggested[name]), str(decided[name])) for name in names],
    )  # fmt: skip
    sheet.gap(2)
    sheet.text(tr("Pictures are counted, not cells."), QUIET)
    write_heading(sheet, tr("Records"))
    write_table(
        sheet, (8, 28, 21, 8, 19, 16),
        (tr("Record"), tr("Time"), tr("Resembles"), tr("Prob."), tr("Decided"), tr("Signed by")),
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
        sheet.text(tr("? The answer was uncertain."), QUIET)
