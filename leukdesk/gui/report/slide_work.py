"""The report of the slide session that is shown: asked for and written as a long job."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leukdesk.gui.history.jobs import Jobs
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.file_to_write import ask_file_to_write
from leukdesk.history.session.state import Session
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.gui.report.slide_dialog import SlideReportDialog, WantedSlide
    from leukdesk.station import Station


class SlideReportWork(QObject):
    """Its dialog is made when it is asked for, and the painter is loaded then.

    Parameters
    ----------
    operator : callable
        Returns who is at the station, for the log.
    """

    failed = Signal(str, str)

    def __init__(self, window: QWidget, jobs: Jobs, memory: Memory, operator: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._jobs, self._memory, self._operator = window, jobs, memory, operator
        self._station: Station | None = None
        self.dialog: SlideReportDialog | None = None

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._station = station

    def ask(self, session: Session) -> None:
        """Ask how the report of a session is to be written."""
        if why := self._jobs.why_not:  # rather now than after all has been chosen
            self.failed.emit("report", why)
            return
        from leukdesk.gui.report.slide_dialog import SlideReportDialog

        dialog = self.dialog = SlideReportDialog(self._window)
        dialog.wanted.connect(partial(self._ask_file, session))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _ask_file(self, session: Session, wanted: WantedSlide) -> None:
        start = Path(self._memory.settings.recent_folder) / f"{_file_name(session, wanted)}.pdf"
        path = ask_file_to_write(self._window, tr("Save report"), str(start), "PDF (*.pdf)", ".pdf")
        if path is not None:
            self.save(session, wanted, path)

    def save(self, session: Session, wanted: WantedSlide, path: Path) -> None:
        """Write what was chosen to a PDF file."""
        station = self._station
        if station is None or station.history is None:
            return
        from leukdesk.gui.report.report import Look
        from leukdesk.gui.report.writer import begin_saving_slide

        look = Look(wanted.paper, cards=station.catalog.cards)
        lines = self._memory.settings.slide.references
        begin_saving_slide(self._jobs, station.history, session.id, look, lines, wanted.privacy, path, self._operator())


def _file_name(session: Session, wanted: WantedSlide) -> str:
    """Suggest a name; that of a de-identified report holds no sample code."""
    from leukdesk.history.exporting.exporter import harmless

    code = harmless(session.plan.sample)
    return f"leukdesk-slide-{code}" if wanted.privacy.identified and code else f"leukdesk-slide-{session.id[:8]}"
