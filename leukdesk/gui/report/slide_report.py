"""The report of a slide session: its differential, the decisions, and a gallery of each class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leukdesk.differential.slide import classes_of
from leukdesk.differential.tally import tally_of
from leukdesk.gui.report.report import Look, PdfReport, Report, Step
from leukdesk.gui.report.sheet import QUIET, Sheet
from leukdesk.gui.report.slide_part import (
    Picture,
    Reading,
    SlideFacts,
    write_decisions,
    write_first_page,
    write_galleries,
)
from leukdesk.gui.slide.class_model import References
from leukdesk.history.exporting.exporter import Cancelled, Exported, export
from leukdesk.history.exporting.format import About, Item
from leukdesk.history.exporting.privacy import Curtain, Privacy
from leukdesk.history.exporting.station_key import pseudonyms_of
from leukdesk.history.records import Record
from leukdesk.history.session.state import Session
from leukdesk.history.sessions import Sessions
from leukdesk.history.store import History
from leukdesk.language import marked, tr, tr_said


class CellsOfFields:
    """Reads cells field by field: each field once for all of its cells.

    Parameters
    ----------
    history : History
    items : sequence of Item
        The cells that are to be read.
    """

    def __init__(self, history: History, items: Sequence[Item]) -> None:
        self._history = history
        self._in_field: dict[str, list[Record]] = {}
        for item in items:
            self._in_field.setdefault(item.record.picture_sha256, []).append(item.record)
        self._cut: dict[int, NDArray[np.uint8]] = {}

    def __call__(self, item: Item) -> NDArray[np.uint8]:
        """Return a cell's box, uint8 (H, W, 3), RGB.

        Raises
        ------
        PictureMissingError, PictureChangedError
        """
        record = item.record
        if record.id not in self._cut:
            field = self._history.picture(record)
            for each in self._in_field[record.picture_sha256]:
                self._cut[each.id] = _box(field, each)
        return self._cut[record.id]


def _box(field: NDArray[np.uint8], cell: Record) -> NDArray[np.uint8]:
    box = cell.region
    if box is None:
        return field
    # A copy: else every cell would keep its whole field.
    return field[box.y : box.y + box.height, box.x : box.x + box.width].copy()


class SlideReport(Report):
    """The cells of a session, ready to be painted.

    Parameters
    ----------
    items : sequence of Item
        All of its cells, as the export may tell of them.
    about : About
    look : Look
    session : Session
        As the export may tell of it.
    references : mapping of class id to its lines
        The laboratory's own.
    picture : callable
        Reads the picture of an item.
    """

    def __init__(
        self,
        items: Sequence[Item],
        about: About,
        look: Look,
        session: Session,
        references: References,
        picture: Picture,
    ) -> None:
        super().__init__(items, about, look)
        self._picture = picture
        classes = classes_of(session.plan, look.cards.get(session.plan.model_sha256))
        self._facts = SlideFacts(session, classes.names, references)
        self._tally = tally_of((item.record for item in items), classes, session.plan.target)

    @property
    def title(self) -> str:
        """What it is called."""
        samples = {item.record.sample for item in self._items}
        if len(samples) == 1 and all(samples):
            return tr("Slide session on sample {sample}").format(sample=samples.pop())
        return tr("Slide session")

    def _write(self, sheet: Sheet, step: Step | None, heights: dict[int, float]) -> None:  # noqa: ARG002
        done = 0

        def next_one() -> None:
            nonlocal done
            if step is not None:
                step(done, len(self._items))
            done += 1

        write_first_page(sheet, self.title, self._facts, self._tally, self._items, self._look.cards)
        write_decisions(sheet, self._facts, self._items)
        write_galleries(sheet, self._facts, self._items, Reading(self._picture, next_one))
        if self._about.privacy:
            sheet.gap(8)
            sheet.text(tr_said(self._about.privacy), QUIET)


class PdfSlideReport(PdfReport):
    """A session in one document for people; its cells are read from the log that the items are of."""

    id = "pdf-session"
    title = marked("PDF report of a slide session, for people and printers")

    def __init__(
        self,
        history: History,
        session: Session,
        look: Look | None = None,
        step: Step | None = None,
        references: References | None = None,
    ) -> None:
        super().__init__(look, step)
        self._history, self._session, self._references = history, session, references or {}

    def _report(self, items: Sequence[Item], about: About) -> Report:
        picture = CellsOfFields(self._history, items)
        return SlideReport(items, about, self._look, self._session, self._references, picture)


def session_report(
    history: History,
    session_id: str,
    path: Path,
    look: Look | None = None,
    *,
    references: References | None = None,
    privacy: Privacy = Privacy(),  # noqa: B008 (it is frozen)
    step: Step | None = None,
    cancelled: Cancelled | None = None,
    actor: str = "",
) -> tuple[Exported, int]:
    """Write the report of a session to a PDF file; return what was exported, and how many pages it has.

    Qt has to be ready to paint: in the window it is, else :func:`leukdesk.gui.report.headless.ready_to_paint`.

    Parameters
    ----------
    references : mapping of class id to its lines, optional
        The laboratory's own.
    privacy : Privacy
        De-identified by default.
    step : callable, optional
        See :data:`leukdesk.gui.report.report.Step`.

    Raises
    ------
    SessionNotFoundError, ExportError, HistoryError
        Nothing was written.
    """
    sessions = Sessions(history)
    session, cells = sessions.with_cells(session_id)
    curtain = Curtain(privacy, None if privacy.identified else pseudonyms_of(history))
    report = PdfSlideReport(history, curtain.session(session), look, step, references)
    done = export(history, [each.id for each in cells], report, path, privacy=privacy, cancelled=cancelled, actor=actor)
    return done, report.pages
