"""The window that moves old pictures into an archive: counted first, agreed to, then done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.history.jobs import Jobs, Task, Told
from leukdesk.gui.history.long_job import Cancelled, LongJob, Work
from leukdesk.gui.history.progress_line import ProgressLine
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.progress import Progress
from leukdesk.history.safety.archive import Archived, archive
from leukdesk.history.safety.archive_plan import Plan, plan
from leukdesk.history.store import History
from leukdesk.language import marked, tr

_ABOUT = marked(
    "Records are never removed. The pictures of old ones can be moved into an archive, one ZIP file on a disk of your "
    "choice: it is read back and compared before any picture goes. Pictures of records that need review, and those "
    "that a newer record has as well, stay."
)
_COUNT_FIRST = marked("Press “Count” to see what would be moved.")
_MONTHS = 12
_MOST_MONTHS = 1200


class ArchiveDialog(QDialog):
    """Step by step: a day and a folder, what would be moved, and the agreement to it.

    Parameters
    ----------
    history : callable
        Returns the log as it is opened now.
    operator : callable
        Returns who is at the station.
    may : callable
        Tells whether who works now may archive; where not, it is said.
    """

    def __init__(
        self,
        history: Callable[[], History | None],
        jobs: Jobs,
        operator: Callable[[], str],
        may: Callable[[], bool],
        memory: Memory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Archive old pictures"))
        self._history, self._jobs, self._operator, self._may, self._memory = history, jobs, operator, may, memory
        settings = memory.settings
        self._left = False
        self._job: LongJob | None = None
        self._plan: Plan | None = None
        about = QLabel(tr(_ABOUT))
        about.setWordWrap(True)
        today = QDate.currentDate()
        self.before = QDateEdit(today.addMonths(-(settings.archive_after_months or _MONTHS)))
        self.before.setCalendarPopup(True)
        self.before.setMaximumDate(today)
        self.before.setDisplayFormat("yyyy-MM-dd")
        self.folder = QLineEdit(settings.archive_folder)
        self.folder.setPlaceholderText(tr("A folder, best on another disk"))
        self.folder.setAccessibleName(tr("Folder of the archive"))
        browse = QPushButton(tr("Bro&wse…"))
        browse.clicked.connect(self._browse)
        self.found = QLabel(tr(_COUNT_FIRST))
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        self.found.setWordWrap(True)
        self.agree = QCheckBox(tr("&Move these pictures; the archive is the only place where they are then"))
        self.line = ProgressLine()
        self.count, self.go, self.close_button = (
            QPushButton(tr("C&ount")),
            QPushButton(tr("&Archive")),
            QPushButton(tr("Close")),
        )
        self.go.setAutoDefault(False)
        self.count.setDefault(True)
        self.remind = QSpinBox()
        self.remind.setRange(0, _MOST_MONTHS)
        self.remind.setSpecialValueText(tr("never"))
        self.remind.setSuffix(tr(" months"))
        self.remind.setValue(settings.archive_after_months)
        self.remind.valueChanged.connect(lambda months: memory.change(archive_after_months=months))
        form = QGridLayout()
        form.setHorizontalSpacing(SPACE)
        form.setColumnStretch(1, 1)
        for row, (text, box) in enumerate(
            (
                (tr("Records &before"), self.before),
                (tr("&Into the folder"), self.folder),
                (tr("A&sk when pictures are older than"), self.remind),
            )
        ):
            label = QLabel(text)
            label.setBuddy(box)
            form.addWidget(label, row, 0)
            form.addWidget(box, row, 1)
        form.addWidget(self.count, 0, 2)
        form.addWidget(browse, 1, 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.go, self.close_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(about)
        column.addLayout(form)
        for widget in (self.found, self.agree, self.line):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(foot)
        column.addWidget(IntendedUse())
        self.setMinimumWidth(680)
        self.count.clicked.connect(self._count)
        self.go.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)
        for changed in (self.agree.toggled, self.folder.textChanged):
            changed.connect(self._offer)
            changed.connect(self._ask_for_folder)
        self.before.dateChanged.connect(lambda _: self._forget())
        self._offer()

    def leave(self) -> None:
        """Close, now or when what was begun here has ended: who opened it works no more."""
        self._left = True
        if self._job is None:
            self.close()

    def reject(self) -> None:
        """Close, or stop what was begun here."""
        if self._job is not None:
            self._jobs.cancel()
            self.line.say(tr("Stopping…"))
        else:
            super().reject()

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("A folder for the archive"), self.folder.text())
        if name:
            self.folder.setText(name)

    @property
    def _has_folder(self) -> bool:
        return Path(self.folder.text().strip()).is_absolute()

    def _ask_for_folder(self) -> None:
        if self.agree.isChecked() and not self._has_folder:
            self.line.say(tr("Choose a folder for the archive first (Browse), or type its whole path."))
        else:
            self.line.clear()

    def _forget(self) -> None:
        self._plan = None
        self.agree.setChecked(False)
        self.found.setText(tr(_COUNT_FIRST))
        self._offer()

    def _count(self) -> None:
        self._forget()
        history, chosen = self._history(), self.before.date()
        if history is None:
            return
        # A day of this station's clock.
        day = datetime(chosen.year(), chosen.month(), chosen.day()).astimezone().astimezone(UTC)

        self.line.show_progress(tr("Counting"), 0, 0)
        self._start(tr("Counting what can be archived"), lambda _progress, _cancelled: plan(history, day))

    def _go(self) -> None:
        wanted, folder, by, history = self._plan, Path(self.folder.text().strip()), self._operator(), self._history()
        if wanted is None or history is None or not self._may():
            return

        def work(progress: Progress, cancelled: Cancelled) -> Archived:
            return archive(history, wanted, folder, by, progress, cancelled)

        self._start(tr("Archiving old pictures"), work)

    def _start(self, doing: str, work: Work) -> None:
        if why := self._jobs.why_not:
            self.line.say(why)
            return
        lost = tr("Old pictures are being archived. They stay where they are when that is broken off.")
        self._job = self._jobs.start(Task("archive", doing, lost), work, self._ended, self._ended)
        if self._job is not None:
            self._job.progressed.connect(self.line.show_progress)
        self._offer()

    def _ended(self, answer: object) -> Told | None:
        self._job = None
        self.line.clear()
        self._show_end(answer)
        self._offer()
        if not self._left:
            return None
        # Nobody is to go on here: what is worth knowing is told in the window.
        self.close()
        if isinstance(answer, LeukdeskError):
            self._jobs.failed.emit("archive", str(answer))
        return Told(self.found.text()) if isinstance(answer, Archived) else None

    def _show_end(self, answer: object) -> None:
        match answer:
            case Plan():
                self._plan = answer
                self.found.setText(in_words(answer))
            case Archived():
                self._memory.change(archive_folder=str(answer.path.parent))
                self._forget()
                moved = tr("{pictures} moved into {path}.").format(
                    pictures=many(answer.pictures, "picture"), path=answer.path
                )
                told = [moved, answer.remark, tr("Keep this file.")] if answer.left else [moved, tr("Keep this file.")]
                self.found.setText(" ".join(told))
            case LeukdeskError():
                self.line.say(str(answer))

    def _offer(self) -> None:
        running = self._job is not None
        for widget in (self.before, self.folder, self.count, self.remind):
            widget.setEnabled(not running)
        possible = self._plan is not None and bool(self._plan.pictures) and not running
        self.agree.setEnabled(possible)
        self.go.setEnabled(possible and self.agree.isChecked() and self._has_folder)
        self.close_button.setText(tr("Cancel") if running else tr("Close"))


def in_words(wanted: Plan) -> str:
    """Return what would be moved."""
    moved = (
        tr("{pictures} of {records} would be moved, {size:,.1f} MB.").format(
            pictures=many(len(wanted.pictures), "picture"),
            records=many(wanted.records, "record"),
            size=wanted.size / 1e6,
        )
        if wanted.pictures
        else tr("There is nothing to move.")
    )
    if not wanted.kept:
        return moved
    kept = tr("{pictures} that old are still needed and stay.").format(pictures=many(wanted.kept, "picture"))
    return f"{moved} {kept}"


def old_enough(wanted: Plan, months: int) -> str:
    """Return what is to be asked about."""
    count = len(wanted.pictures)
    sentence = (
        tr("{pictures} ({size:,.1f} MB) is older than {months} and can be moved into an archive.")
        if count == 1
        else tr("{pictures} ({size:,.1f} MB) are older than {months} and can be moved into an archive.")
    )
    return sentence.format(pictures=many(count, "picture"), size=wanted.size / 1e6, months=many(months, "month"))
