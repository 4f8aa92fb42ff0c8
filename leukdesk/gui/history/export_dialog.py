"""Asks what is to be exported, as what, how much of it may name somebody, and where to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from leukdesk import INTENDED_USE
from leukdesk.gui.history.disk_question import DiskQuestion
from leukdesk.gui.parts.file_to_write import ask_file_to_write, may_replace
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.exporting.exporter import Selection, is_named_as_a_file
from leukdesk.history.exporting.format import Format
from leukdesk.history.exporting.formats import all_formats
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.records import Record
from leukdesk.history.searching.search import Filter
from leukdesk.home import user_home
from leukdesk.language import marked, tr, tr_said

_NAME = "leukdesk-history"
_SHOWN_LETTERS = 40
_NO_FOLDER = marked("There is no such folder to write into.")


@dataclass(frozen=True)
class Wanted:
    """An export that was asked for."""

    selection: Selection
    format_id: str
    target: Path
    privacy: Privacy


class ExportDialog(QDialog):
    """One page; what cannot be done is said there and not after it was begun.

    Parameters
    ----------
    filter : Filter
        Of the table, as it is now.
    count : str
        How many rows it leaves, in words.
    selected : Record, optional
    folder : str
        In which the user was last.
    """

    wanted = Signal(object)
    """A :class:`Wanted`."""

    def __init__(
        self,
        filter: Filter,  # noqa: A002
        count: str,
        selected: Record | None,
        folder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export history"))
        self._filter, self._selected = filter, selected
        self._formats = tuple(all_formats())
        self._agreed: Path | None = None
        """A file that the user has agreed to have replaced, if it is there."""
        self._disk = DiskQuestion("look-at-place", self)
        self._place = Path(folder or user_home() or Path.cwd()) / _NAME
        words = filter.text()
        words = words if len(words) <= _SHOWN_LETTERS else f"{words[:_SHOWN_LETTERS]}…"
        words = words.replace("&", "&&")  # it would underline the letter that follows
        self.filtered = QRadioButton(
            tr("The rows of the table, as it is filtered now: {count}\n{filter}").format(count=count, filter=words)
        )
        self.one = QRadioButton(
            tr("The selected row: record {number}").format(number=selected.id) if selected else tr("The selected row")
        )
        self.everything = QRadioButton(tr("All records"))
        has_filter = filter != Filter()
        self.filtered.setVisible(has_filter)
        self.one.setEnabled(selected is not None)
        (self.filtered if has_filter else self.everything).setChecked(True)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Format"))
        lacking = {fmt.id: why for fmt in self._formats if (why := fmt.unavailable())}
        choices = QStandardItemModel(self.kind)
        for fmt in self._formats:
            title = tr(fmt.title)
            choice = QStandardItem(tr("{format} (not here)").format(format=title) if fmt.id in lacking else title)
            choice.setData(fmt.id, Qt.ItemDataRole.UserRole)
            choice.setEnabled(fmt.id not in lacking)
            choices.appendRow(choice)
        self.kind.setModel(choices)
        self._lacking = _words()
        self._lacking.setText("\n".join(lacking.values()))
        self.hidden = QCheckBox(tr("&De-identified"))
        self.hidden.setChecked(True)
        self.operators = QCheckBox(tr("Keep the names of &operators and reviewers"))
        self.reasons = QCheckBox(tr("Keep the &reasons of decisions, as typed"))
        self._privacy = _words()
        self.target = QLineEdit()
        self.target.setAccessibleName(tr("File or folder to write"))
        self._hint = _words()
        self._hint.setProperty("role", "warning")
        self._lay_out()
        for button in (self.filtered, self.one, self.everything):
            button.toggled.connect(self._suggest_place)
        self.kind.currentIndexChanged.connect(self._suggest_place)
        for box in (self.hidden, self.operators, self.reasons):
            box.toggled.connect(self._show_privacy)
        self.target.textChanged.connect(self._look)
        self.target.editingFinished.connect(self._look_at_disk)
        self._show_privacy()
        self._suggest_place()

    def _lay_out(self) -> None:
        browse = QPushButton(tr("Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        notice = QLabel(tr(INTENDED_USE))
        notice.setProperty("role", "notice")
        notice.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        what, who, where = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for widget in (self.filtered, self.one, self.everything):
            what.addWidget(widget)
        for each in (self.hidden, self.operators, self.reasons, self._privacy):
            who.addWidget(each)
        where.addWidget(self.target, 1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(2 * SPACE)
        form.addRow(tr("Records"), what)
        form.addRow(tr("&Format"), self.kind)
        form.addRow("", self._lacking)
        form.setRowVisible(self._lacking, bool(self.lacking))
        form.addRow(tr("Names"), who)
        form.addRow(tr("Write to"), where)
        foot = QHBoxLayout()
        foot.addWidget(notice, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(660)

    @property
    def privacy(self) -> Privacy:
        """What may be told, as it is ticked now."""
        return Privacy(not self.hidden.isChecked(), self.operators.isChecked(), self.reasons.isChecked())

    @property
    def lacking(self) -> str:
        """Which formats cannot be written here, and why."""
        return self._lacking.text()

    @property
    def hint(self) -> str:
        """What stands in the way, or is worth knowing."""
        return self._hint.text()

    def choose(self, format_id: str) -> None:
        """Choose a format."""
        self.kind.setCurrentIndex(self.kind.findData(format_id))

    def accept(self) -> None:
        """Look at the disk, then tell what was asked for."""
        self._look()
        if self.go.isEnabled():
            self.go.setEnabled(False)
            self._hint.setText(tr("Looking whether it can be written there…"))
            self._ask_disk(self._go_on)

    def done(self, result: int) -> None:
        """Close; what the disk answers is wanted no more."""
        self._disk.leave()
        super().done(result)

    def _go_on(self, place: _Place) -> None:
        self._show_place(place)
        if place.why_not:
            return
        target = Path(self.target.text().strip())
        if target != self._agreed and place.is_file and not may_replace(self, self.windowTitle(), target):
            return
        super().accept()
        self.wanted.emit(Wanted(self._selection(), self._format.id, target, self.privacy))

    @property
    def _format(self) -> Format:
        return self._formats[self.kind.currentIndex()]

    def _selection(self) -> Selection:
        if self.one.isChecked() and self._selected is not None:
            return (self._selected.id,)
        return self._filter if self.filtered.isChecked() else Filter()

    @property
    def _to_folder(self) -> bool:
        return not self._format.one_file and not self.one.isChecked()

    def _suggest_place(self) -> None:
        """Name a place that fits the format, in the folder that was chosen."""
        typed = self.target.text().strip()
        folder = Path(typed).parent if typed else self._place.parent
        name = _NAME
        if self.one.isChecked() and self._selected is not None:
            name = f"leukdesk-record-{self._selected.id}"
        self.target.setText(str(folder / (name if self._to_folder else name + self._format.suffix)))
        self._look_at_disk()

    def _show_privacy(self) -> None:
        hidden = self.hidden.isChecked()
        self.operators.setEnabled(hidden)
        self.reasons.setEnabled(hidden)
        self._privacy.setText(tr_said(self.privacy.sentence))

    def _look(self) -> None:
        """Say what stands in the way, without a look at the disk: it may be slow, and this is done at every key."""
        self._disk.leave()
        text = self.target.text().strip()
        why = "" if Path(text).is_absolute() else tr(_NO_FOLDER) if text else tr("Name a file or a folder.")
        self._show_place(_Place(self._format.unavailable() or why))

    def _look_at_disk(self) -> None:
        """Say what stands in the way, when a place is complete."""
        self._look()
        if self.go.isEnabled():
            self._ask_disk(self._show_place)

    def _ask_disk(self, then: Callable[[_Place], None]) -> None:
        path, to_folder = Path(self.target.text().strip()), self._to_folder
        self._disk.ask(lambda: _look_at(path, to_folder=to_folder), then)

    def _show_place(self, place: _Place) -> None:
        note = tr("This file is there already, and will be replaced.") if place.is_file else ""
        self._hint.setText(place.why_not or note)
        self.go.setEnabled(not place.why_not)

    def _browse(self) -> None:
        start, suffix = self.target.text(), self._format.suffix
        if self._to_folder:
            folder = QFileDialog.getExistingDirectory(self, tr("Folder to make the export in"), str(Path(start).parent))
            name = str(Path(folder) / Path(start).name) if folder else ""
        else:
            file = ask_file_to_write(self, tr("Export history"), start, f"{self._format.id} (*{suffix})", suffix)
            self._agreed, name = file, str(file or "")
        if name:
            self.target.setText(name)
            self._look_at_disk()


@dataclass(frozen=True)
class _Place:
    """Why nothing can be written to a place, in a sentence, and whether a file is there that would be replaced."""

    why_not: str = ""
    is_file: bool = False


def _look_at(path: Path, *, to_folder: bool) -> _Place:
    try:
        if not path.parent.is_dir():
            return _Place(tr(_NO_FOLDER))
        if to_folder and path.exists() and (not path.is_dir() or next(path.iterdir(), None)):
            return _Place(
                tr("It is there already. Each record gets a file of its own in a new folder: choose another name.")
            )
        if to_folder and is_named_as_a_file(path):
            return _Place(tr("Each record gets a file of its own in a new folder: choose a name without an ending."))
        if not to_folder and path.is_dir():
            return _Place(tr("A folder has this name. Choose another one."))
        return _Place(is_file=path.is_file())
    except (OSError, ValueError) as problem:
        return _Place(tr("Nothing can be written there: {problem}.").format(problem=problem))


def _words() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
