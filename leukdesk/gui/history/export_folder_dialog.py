"""Asks for a folder that a laboratory system watches, and what is handed over there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
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
    QVBoxLayout,
    QWidget,
)

from leukdesk import INTENDED_USE
from leukdesk.gui.history.disk_question import DiskQuestion
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.exporting.formats import all_formats
from leukdesk.language import marked, tr
from leukdesk.settings import HandoverSettings

_WHAT = marked(
    "Every record is written there as one file, whole and only once, in the order of the decisions. While the folder "
    "is away, records wait. Hidden files in it are not for the other system."
)


class ExportFolderDialog(QDialog):
    """One page; an empty folder hands nothing over."""

    wanted = Signal(object, bool)
    """The HandoverSettings, and whether earlier records are handed over as well."""

    def __init__(self, settings: HandoverSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export folder"))
        what = QLabel(tr(_WHAT))
        what.setWordWrap(True)
        self.folder = QLineEdit(settings.folder)
        self.folder.setAccessibleName(tr("Export folder"))
        self.folder.setPlaceholderText(tr("none: nothing is handed over"))
        self.folder.setClearButtonEnabled(True)
        browse = QPushButton(tr("Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.when = QComboBox()
        self.when.addItem(tr("When it is signed, and when that changes"), "signed")
        self.when.addItem(tr("With every decision, and when it is signed"), "decided")
        self.when.setCurrentIndex(max(0, self.when.findData(settings.when)))
        self.kind = QComboBox()
        for fmt in all_formats():
            if not fmt.unavailable():
                self.kind.addItem(tr(fmt.title), fmt.id)
        self.kind.setCurrentIndex(max(0, self.kind.findData(settings.format_id)))
        self.hidden = QCheckBox(tr("&De-identified"))
        self.hidden.setChecked(not settings.identified)
        codes = QLabel(tr("A laboratory system that needs the sample codes must be told them: take the tick away."))
        codes.setWordWrap(True)
        codes.setProperty("role", "muted")
        self.earlier = QCheckBox(tr("Hand over what was decided before as well"))
        notice = QLabel(tr(INTENDED_USE))
        notice.setProperty("role", "notice")
        notice.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._disk = DiskQuestion("look-for-folder", self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setProperty("role", "warning")
        self._hint.setMinimumHeight(self.fontMetrics().height())  # or the others would have to make room for it
        where = QHBoxLayout()
        where.setSpacing(SPACE)
        where.addWidget(self.folder, 1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.addRow(tr("Folder"), where)
        form.addRow(tr("A record is handed over"), self.when)
        form.addRow(tr("As"), self.kind)
        form.addRow(tr("Names"), self.hidden)
        form.addRow("", codes)
        form.addRow(tr("Earlier records"), self.earlier)
        foot = QHBoxLayout()
        foot.addWidget(notice, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(what)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addLayout(foot)
        self.folder.textChanged.connect(lambda _: self._typed())

    @property
    def hint(self) -> str:
        """What stands in the way."""
        return self._hint.text()

    def accept(self) -> None:
        """Tell what was chosen, unless there is no such folder."""
        folder = self.folder.text().strip()
        if not folder:
            self._go_on(there=True)
            return
        self._ok.setEnabled(False)
        self._hint.setText(tr("Looking for this folder…"))
        self._disk.ask(lambda: _is_folder(folder), self._go_on)

    def done(self, result: int) -> None:
        """Close; what the disk answers is wanted no more."""
        self._disk.leave()
        super().done(result)

    def _typed(self) -> None:
        self._disk.leave()
        self._hint.clear()
        self._ok.setEnabled(True)

    def _go_on(self, there: bool) -> None:
        if not there:
            self._typed()
            self._hint.setText(tr("There is no such folder. Make it, or connect the share, first."))
            return
        folder = self.folder.text().strip()
        super().accept()
        settings = HandoverSettings(
            folder, self.when.currentData(), self.kind.currentData(), not self.hidden.isChecked()
        )
        self.wanted.emit(settings, self.earlier.isChecked())

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Export folder"), self.folder.text())
        if name:
            self.folder.setText(name)


def _is_folder(text: str) -> bool:
    try:
        return Path(text).is_absolute() and Path(text).is_dir()
    except (OSError, ValueError):
        return False
