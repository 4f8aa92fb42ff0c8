"""A window of charts: what is in the history, as it is filtered now, and whether the station drifts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QImage, QImageWriter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from leukdesk import INTENDED_USE
from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.history.chart_pages import AgreementPage, CountsPage, DriftPage
from leukdesk.gui.history.model import HistoryModel
from leukdesk.gui.parts.file_to_write import ask_file_to_write
from leukdesk.history.searching.search import Filter
from leukdesk.history.searching.statistics import Statistics, statistics
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.station import Station

NOTHING = marked(
    "No record is left by the filter, so there is nothing to draw. Take the filter back, or classify pictures."
)


class ChartsWindow(QDialog):
    """Not modal; follows the table's filter. What it shows is counted on the worker.

    Parameters
    ----------
    analyst : Analyst of Station
    model : HistoryModel
        Its filter is taken.
    actor : callable
        Returns who works here, for the log.
    """

    failed = Signal(str, str)
    saved = Signal(str)
    """A sentence that says where."""

    def __init__(
        self,
        analyst: Analyst[Station],
        model: HistoryModel,
        actor: Callable[[], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Charts of the history"))
        self.resize(900, 600)
        self._analyst, self._model, self._actor = analyst, model, actor
        self._job: Job | None = None
        self.statistics: Statistics | None = None
        self._counted = Filter()
        self._about = QLabel()
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self._empty = QLabel(tr(NOTHING))
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.counts, self.agreement, self.drift = CountsPage(), AgreementPage(), DriftPage()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.counts, tr("&Counts"))
        self.tabs.addTab(self.agreement, tr("&Agreement"))
        self.tabs.addTab(self.drift, tr("&Drift"))
        use = QLabel(tr(INTENDED_USE))
        use.setProperty("role", "muted")
        self._save = QPushButton(tr("&Save as PNG…"))
        self._save.setAutoDefault(False)
        self._save.clicked.connect(lambda _=False: self._ask_file())
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        foot = QHBoxLayout()
        self.named = QCheckBox(tr("With &names"))
        self.named.setToolTip(tr("Names of operators and what was searched for stand in the picture that is saved."))
        foot.addWidget(use, 1)
        self._not_drawn: tuple[QWidget, ...] = (self.named, self._save, self.close_button)
        for widget in self._not_drawn:
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.addWidget(self._about)
        column.addWidget(self._empty, 1)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        model.counted.connect(self._ask)
        self._show(None)

    def open_now(self) -> None:
        """Show it with what the log holds now."""
        self.show()
        self.raise_()
        self._ask()

    def save(self, path: Path) -> None:
        """Have what is seen written to a PNG file, with the words of intended use, and noted in the log.

        Who is named in it, and what was searched for, is left out unless it is asked for.
        """
        found, wanted, identified, actor = self.statistics, self._counted, self.named.isChecked(), self._actor()
        if found is None:
            return
        picture = self._drawn(found, identified=identified)

        def write(station: Station) -> None:
            # Here, on the worker: it loads what reads pictures, which the window does not wait for.
            from leukdesk.history.exporting.drawing import save_drawing

            if station.history is None:
                return
            save_drawing(
                station.history, _png(picture), path, wanted, found.records, identified=identified, actor=actor
            )

        def written(_: None) -> None:
            self.saved.emit(tr("The charts were written to {path}.").format(path=path))

        self._analyst.ask(write, written, self._refused_to_save, to_be_finished=True)

    def _drawn(self, found: Statistics, *, identified: bool) -> QImage:
        """Return what is seen; nothing of it is shown to the user in between."""
        picture = QImage(self.size() * self.devicePixelRatioF(), QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        for widget in self._not_drawn:
            widget.hide()
        self._name(found, names=identified)
        self.render(picture)
        self._name(found, names=True)
        for widget in self._not_drawn:
            widget.show()
        return picture

    def _name(self, found: Statistics, *, names: bool) -> None:
        """Say what was asked for and who worked, or only how much of both there is."""
        wanted = self._counted
        asked = (wanted if names else replace(wanted, words=(), sample=None, operator=None)).text()
        rows = many(found.records, "record")
        if not wanted.text():
            sentence = tr("All {records}") if found.records != 1 else "{records}"
        elif not asked:
            sentence = tr("{records} (what was searched for is left out)")
        elif asked == wanted.text():
            sentence = tr("{records} with {filter}")
        else:
            sentence = tr("{records} with {filter} (what else was searched for is left out)")
        self._about.setText(sentence.format(records=rows, filter=asked))
        self.counts.show_operators(found, names=names)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """What is still being counted reaches nobody."""
        self._cancel()
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes it as well."""
        self._cancel()
        super().reject()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(self) -> None:
        if not self.isVisible():
            return
        self._cancel()
        wanted = self._model.filter

        def count(station: Station) -> Statistics | None:
            if station.history is None:
                return None
            with station.history.reading() as connection:
                return statistics(connection, wanted)

        self._job = self._analyst.ask(count, lambda found: self._show(found, wanted), self._refused)

    def _refused(self, problem: Exception) -> None:
        self._job = None
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("charts", str(problem))

    def _refused_to_save(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("charts", str(problem))

    def _show(self, found: Statistics | None, wanted: Filter | None = None) -> None:
        self._job = None
        self._counted = wanted or Filter()
        self.statistics = found
        some = found is not None and found.records > 0
        self.tabs.setVisible(some)
        self._empty.setVisible(found is not None and not some)
        self._save.setEnabled(some)
        if found is None:
            self._about.setText(tr("Counting…"))
            return
        self._name(found, names=True)
        self.counts.show_counts(found)
        self.agreement.show_pairs(found)
        self.drift.show_drift(found)

    def _ask_file(self) -> None:
        path = ask_file_to_write(self, tr("Save the charts"), "leukdesk charts.png", "PNG (*.png)", ".png")
        if path is not None:
            self.save(path)


class Charts:
    """Opens the window of charts, once.

    Parameters
    ----------
    action : QAction
        Asks for it.
    failed : callable
        Is told a key and a sentence.
    actor : callable
        Returns who works here, for the log.
    said : callable
        Is told what went well.
    """

    def __init__(
        self,
        action: QAction,
        window: QWidget,
        analyst: Analyst[Station],
        model: HistoryModel,
        failed: Callable[[str, str], object],
        actor: Callable[[], str] = str,
        said: Callable[[str], object] = lambda _: None,
    ) -> None:
        def make() -> ChartsWindow:
            made = ChartsWindow(analyst, model, actor, window)
            made.failed.connect(failed)
            made.saved.connect(said)
            return made

        self._make = make
        self.window: ChartsWindow | None = None
        action.triggered.connect(lambda _=False: self.open())

    def open(self) -> ChartsWindow:
        """Show the window."""
        if self.window is None:
            self.window = self._make()
        self.window.open_now()
        return self.window

    def close(self) -> None:
        """Close it, with the program."""
        if self.window is not None:
            self.window.close()


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
    return bytes(buffer.data().data())
