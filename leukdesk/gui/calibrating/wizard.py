"""The wizard: its pages one after the other, while the picture behind it stays live."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from leukdesk import INTENDED_USE
from leukdesk.calibration import Calibration, CalibrationStore
from leukdesk.errors import LeukdeskError
from leukdesk.gui.calibrating.bench import Bench, Run
from leukdesk.gui.calibrating.blank_page import BlankPage
from leukdesk.gui.calibrating.feed import Feed
from leukdesk.gui.calibrating.page import Page
from leukdesk.gui.calibrating.scale_page import ScalePage
from leukdesk.gui.calibrating.start_page import StartPage
from leukdesk.gui.calibrating.summary_page import SummaryPage
from leukdesk.gui.calibrating.white_page import WhitePage
from leukdesk.gui.parts.theme import SPACE
from leukdesk.imaging.frame import Frame
from leukdesk.language import tr


class CalibrationWizard(QDialog):
    """Gathers a calibration page by page and keeps it at the end; before, nothing is written.

    Parameters
    ----------
    store : CalibrationStore
    camera, camera_name : str
        The source's lasting key, and what a person calls it.
    objective : str
        Chosen at first; may be empty.
    own : sequence of str
        The station's own names of objectives.
    operator : str
    take_frame : callable
        Returns the newest frame as the camera gave it, uncorrected; None in a fault.
    run : callable
        Has one thing done on the worker: ``run(work, done, failed)``.
    """

    saved = Signal(object)
    """The Calibration, as it was kept."""

    def __init__(
        self,
        store: CalibrationStore,
        camera: str,
        camera_name: str,
        objective: str,
        own: Sequence[str],
        operator: str,
        take_frame: Callable[[], Frame | None],
        run: Run,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Calibrate"))
        self._saving = False
        self.bench = Bench(store, camera, camera_name, operator, run)
        self.start, self.blank = StartPage(self.bench, objective, own), BlankPage(self.bench)
        self.white, self.scale, self.summary = WhitePage(self.bench), ScalePage(self.bench), SummaryPage(self.bench)
        self._pages: tuple[Page, ...] = (self.start, self.blank, self.white, self.scale, self.summary)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
            page.changed.connect(self._dress)
        self._steps = QLabel()
        self._steps.setAccessibleName(tr("Steps"))
        self._steps.setProperty("role", "muted")
        notice = QLabel(tr(INTENDED_USE))
        notice.setProperty("role", "notice")
        self.cancel, self.back, self.next = QPushButton(tr("Cancel")), QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.next.setDefault(True)
        for button in (self.cancel, self.back):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(notice, 1)
        for button in (self.cancel, self.back, self.next):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE + 4)
        column.setSpacing(SPACE)
        column.addWidget(self._steps)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(self.go_on)
        self._feed = Feed(take_frame, self)
        self._feed.came.connect(self._came)
        self._feed.lost.connect(self._lost)
        self.finished.connect(self._end)
        self.resize(860, 600)
        self._dress()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._stack.currentIndex()]

    def go_on(self) -> None:
        """Go to the next page, or save on the last, if the page is ready."""
        if self._saving or not self.page.ready:
            return
        if self.page is self.summary:
            self._save()
        else:
            self._go(1)

    def reject(self) -> None:
        """Leave without saving; what is being written is waited for."""
        if not self._saving:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Let nothing go on behind a closed window."""
        if self._saving and event.spontaneous():
            event.ignore()
            return
        self._end()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin to look."""
        super().showEvent(event)
        if not self.bench.closed and not event.spontaneous():
            self._feed.open()
            self.page.entered()
            self._dress()

    def _end(self, *_: object) -> None:
        self._feed.close()
        if not self.bench.closed:
            self.bench.closed = True
            self.page.left()

    def _go(self, by: int) -> None:
        self.page.left()
        self._stack.setCurrentIndex(min(max(self._stack.currentIndex() + by, 0), len(self._pages) - 1))
        self.page.entered()
        self._dress()

    def _came(self, frame: Frame) -> None:
        first, size = self.bench.frame is None, self.bench.draft.size
        self.bench.frame = frame
        if size is not None and size != (frame.width, frame.height):
            self._size_changed(frame)
        self.page.frame_came(frame)
        if first:
            self._dress()

    def _size_changed(self, frame: Frame) -> None:
        """Begin again: what was gathered holds for frames of another size."""
        self.page.left()
        objective = self.bench.draft.objective
        self.bench.begin("", self.bench.earlier)
        self.bench.begin(objective, self.bench.earlier)
        self._stack.setCurrentIndex(self._pages.index(self.blank))
        self.page.entered()
        said = tr("The camera now sends {width} × {height} pixels. Begin again from here.")
        self.page.say(said.format(width=frame.width, height=frame.height), "warning")
        self._dress()

    def _lost(self) -> None:
        self.bench.frame = None
        self.page.frame_lost()
        self._dress()

    def _save(self) -> None:
        bench = self.bench
        calibration, blank = bench.draft.calibration(bench.camera, bench.operator), bench.draft.blank
        self._saving = True
        self.summary.say(tr("Saving…"))
        self._dress()
        bench.ask(lambda: bench.store.save(calibration, blank), self._kept, self._not_kept)

    def _kept(self, calibration: Calibration) -> None:
        self._saving = False
        self.saved.emit(calibration)
        self.accept()

    def _not_kept(self, problem: Exception) -> None:
        self._saving = False
        self._dress()
        if not isinstance(problem, LeukdeskError):
            self.summary.say(
                tr("The calibration could not be saved. Its cause is in the program's messages."), "warning"
            )
            raise problem
        self.summary.say(str(problem), "warning")

    def _dress(self) -> None:
        at = self._stack.currentIndex()
        names = [f"{number}  {page.step}" for number, page in enumerate(self._pages, 1)]
        names[at] = f"<b>{names[at]}</b>"
        self._steps.setText("&nbsp;&nbsp;›&nbsp;&nbsp;".join(names).replace("  ", "&nbsp;"))
        last = self.page is self.summary
        self.next.setText(tr("Save") if last else tr("Next"))
        self.next.setEnabled(self.page.ready and not self._saving)
        self.back.setEnabled(at > 0 and not self._saving)
        self.cancel.setEnabled(not self._saving)
