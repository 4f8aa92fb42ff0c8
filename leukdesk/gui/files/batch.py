"""Many pictures: finds them, asks, classifies them in the background, and tells what came out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.counting import many
from leukdesk.differential.wording import why_left
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.desk.fields_shown import answers_in, frame_of, numbers_of
from leukdesk.gui.desk.shown import Entry
from leukdesk.gui.entry.sample_code import brief, why_refused
from leukdesk.gui.files.batch_bar import BatchBar
from leukdesk.history.session.errors import FieldCountedError
from leukdesk.language import number, tr

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis, Failure
    from leukdesk.cell_records import LoggedField
    from leukdesk.history.session.state import Session
    from leukdesk.imaging.errors import PictureError
    from leukdesk.station import Station

_FAILURES_SHOWN = 200


class Batch(QObject):
    """What is opened goes through here: one picture is looked at, several are classified after a question.

    Every result goes into a log that is never rewritten, so nothing is classified just because it was dropped.

    Attributes
    ----------
    why_not : callable
        Returns why nothing can be classified now, in sentences; empty where it can.
    """

    single = Signal(object)
    """Path of the only picture that was opened."""
    analysed = Signal(object)
    """The newest Analysis or LoggedField, a few times a second."""
    began = Signal()
    """Pictures are classified from now on."""
    logged = Signal(object)
    """The numbers of the records."""
    failed = Signal(str, str)
    said = Signal(str)
    recovered = Signal(str)
    """The key of what no longer matters."""
    running_changed = Signal()

    def __init__(self, bar: BatchBar, analyst: Analyst[Station], entry: Callable[[], Entry]) -> None:
        super().__init__()
        self._bar, self._analyst, self._entry = bar, analyst, entry
        self._files: list[Path] = []
        self._unread: list[str] = []
        self._job: Job | None = None
        self._search: Job | None = None
        self._done = 0
        self._labels: Counter[str] = Counter()
        self._failures: list[str] = []
        self._unsaved = self._before = 0
        self._of_cells = False
        self._session: Session | None = None
        self._asking = False
        self.why_not: Callable[[], str] = lambda: ""
        bar.agreed.connect(self.start)
        bar.cancelled.connect(self.cancel)
        bar.dismissed.connect(self.dismiss)

    @property
    def running(self) -> bool:
        """Whether pictures are being classified."""
        return self._job is not None

    def open(self, paths: Sequence[Path]) -> None:
        """Open files and folders."""
        if not paths:
            return
        if self.running:
            self.failed.emit(
                "open",
                tr("Pictures are being classified. Wait until that has ended, or cancel it, and open these again."),
            )
            return
        self.recovered.emit("open")
        if self._search is not None:
            self._search.cancel()
        # One file by itself is read as it is, so that the reader can say what is wrong with it.
        if len(paths) == 1 and not os.path.isdir(paths[0]):  # noqa: PTH112 (never raises)
            self.dismiss()
            self.single.emit(paths[0])
            return
        found: list[Path | PictureError] = []

        def search(_: Station, job: Job) -> Iterator[Path | PictureError]:
            from leukdesk.imaging.reading import each_picture

            return takewhile(lambda _: not job.cancelled(), each_picture(paths))

        def came(some: list[Path | PictureError]) -> None:
            found.extend(some)
            if search_job is self._search:
                self.said.emit(tr("Looking for pictures… {count} found").format(count=number(len(found))))

        def ended() -> None:
            if search_job is self._search:
                self._found(paths, list(dict.fromkeys(found)))

        self.said.emit(tr("Looking for pictures…"))
        search_job = self._search = self._analyst.stream(search, came, ended, self._tell)

    def start(self) -> None:
        """Classify what was found."""
        entry, files = self._entry(), self._files
        if why := self.why_not():
            self.failed.emit("open", why)
            return
        if entry.package is None:
            self.failed.emit("model", tr("There is no model to classify with. See the model's card."))
            return
        if why := why_refused(entry.sample):
            self.failed.emit("classify", why)
            return
        model_id = entry.package.id
        self._asking = False
        if self._search is not None:
            self._search.cancel()
            self._search = None
        self._done, self._unsaved, self._before, self._of_cells = 0, 0, 0, entry.of_cells
        self._session = None
        self._labels.clear()
        self._failures[:] = self._unread
        self.began.emit()

        def work(station: Station, job: Job) -> Iterator[Analysis | LoggedField | Failure]:
            if entry.counter is not None:
                return entry.counter.count_files(station, entry, files, job.cancelled)
            if entry.of_cells:
                from leukdesk.cell_records import analyse_cell_files

                return analyse_cell_files(
                    station, files, model_id, sample=entry.sample, operator=entry.operator, cancelled=job.cancelled
                )
            return station.analyse_files(
                files, model_id, sample=entry.sample, operator=entry.operator, cancelled=job.cancelled
            )

        self._job = self._analyst.stream(work, self._came, self._ended, self._broke)
        self._show_progress()
        self.running_changed.emit()

    def sample_changed(self) -> None:
        """The question, while it is asked, is about the sample code that is in the field now."""
        if self._asking:
            self._bar.reword(self._question())

    def cancel(self) -> None:
        """Stop after the pictures that are under way; what was logged stays logged."""
        if self._job is not None:
            self._job.cancel()
            self._bar.progress(tr("Cancelling…"), self._done, len(self._files))

    def dismiss(self) -> None:
        """Take the bar away."""
        if not self.running:
            self._files, self._asking = [], False
            self._bar.hide()

    def _found(self, paths: Sequence[Path], found: Sequence[Path | PictureError]) -> None:
        self._search = None
        self.said.emit("")
        files = [each for each in found if isinstance(each, Path)]
        unread = [str(each) for each in found if not isinstance(each, Path)]
        if not files and unread:
            self.failed.emit("open", " ".join(unread[:3]))
        elif not files:
            where = ", ".join(f"'{path}'" for path in paths[:3])
            self.failed.emit(
                "open",
                tr("There is no picture in {where}. JPEG, PNG, BMP, TIFF and WebP files are looked for.").format(
                    where=where
                ),
            )
        else:
            self._files, self._unread, self._asking = files, unread, True
            self._bar.propose(self._question(), tr("Classify all") if self._entry().counter is None else tr("Count"))

    def _question(self) -> str:
        entry, files = self._entry(), self._files
        if entry.counter is not None and entry.sample:
            question = tr("Count the cells of {pictures} into the slide session, under sample code {sample}?")
        elif entry.counter is not None:
            question = tr("Count the cells of {pictures} into the slide session, without a sample code?")
        elif entry.sample:
            question = tr("Classify and log {pictures} under sample code {sample}?")
        else:
            question = tr("Classify and log {pictures} without a sample code?")
        return question.format(pictures=many(len(files), "picture"), sample=brief(entry.sample))

    def _came(self, items: list[Analysis | LoggedField | Failure]) -> None:
        # Not at the top: it loads what reads pictures and runs models, which the window does not wait for.
        from leukdesk.analysis import Failure
        from leukdesk.differential.slide_counter import CountedField

        self._done += len(items)
        newest: Analysis | LoggedField | None = None
        numbers: list[int] = []
        for item in items:
            if isinstance(item, Failure):
                if item.code == FieldCountedError.code:  # a session that is gone on with has the folder's first ones
                    self._before += 1
                else:
                    self._failures.append(item.message)
                continue
            newest = item
            if isinstance(item, CountedField):
                self._session = item.session
            numbers += numbers_of(item)
            for prediction, record in answers_in(item):
                self._labels[tr("uncertain, needs review") if prediction.uncertain else prediction.top.name] += 1
                self._unsaved += record is None
        self._show_progress()
        if newest is not None:
            self.logged.emit(numbers)
            result = newest
            # Its copies for showing are made on the worker.
            self._analyst.ask(lambda _: frame_of(result).smaller, lambda _: self.analysed.emit(result))

    def _show_progress(self) -> None:
        if self._job is not None and not self._job.cancelled():
            total = len(self._files)
            failed = len(self._failures)
            text = (
                tr("Classifying {done} of {total}, {failed} failed") if failed else tr("Classifying {done} of {total}")
            )
            text = text.format(done=number(self._done), total=number(total), failed=failed)
            self._bar.progress(text, self._done, total)

    def _ended(self, *, broken: bool = False) -> None:
        stopped = self._job is not None and self._job.cancelled()
        self._job = None
        # What concerns all pictures is told with them, and is none.
        text = self._summary(len(self._failures) - broken, stopped=stopped, left=not (stopped or broken))
        shown = self._failures[:_FAILURES_SHOWN]
        if len(self._failures) > len(shown):
            shown.append(tr("… and {count} more").format(count=number(len(self._failures) - len(shown))))
        self._bar.finish(text, shown)
        self.said.emit(text)
        self.running_changed.emit()

    def _summary(self, failed: int, *, stopped: bool, left: bool) -> str:
        """Say what came out, in sentences; ``left``: what was not looked at is told of."""
        good, total = sum(self._labels.values()), len(self._files)
        classified = many(good, "cell") if self._of_cells else number(good)
        if good:
            classes = ", ".join(f"{name}: {number(count)}" for name, count in self._labels.most_common())
            done = tr("{count} classified ({classes})").format(count=classified, classes=classes)
        else:
            done = tr("{count} classified").format(count=classified)
        if failed:
            what = many(failed, "picture") if self._of_cells else number(failed)
            done = tr("{done}, {count} failed").format(done=done, count=what)
        said = [f"{done}."]
        if stopped:
            said.insert(
                0, tr("Cancelled after {done} of {total}.").format(done=number(self._done), total=number(total))
            )
        if self._before:
            said.append(tr("{pictures} counted before.").format(pictures=many(self._before, "picture")))
        if self._unsaved:
            said.append(tr("{count} not saved.").format(count=number(self._unsaved)))
        if left and self._done < total:
            rest = many(total - self._done, "picture")
            if self._session is None:
                said.append(tr("{pictures} left.").format(pictures=rest))
            else:
                said.append(tr("{pictures} left: {reason}.").format(pictures=rest, reason=why_left(self._session)))
        return " ".join(said)

    def _broke(self, problem: Exception) -> None:
        """Something that concerns all pictures: no room on the disk, a model that cannot be loaded."""
        self._failures.append(str(problem))
        self._ended(broken=True)
        self._tell(problem)

    def _tell(self, problem: Exception) -> None:
        self._search = None
        self.said.emit("")
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("open", str(problem))
