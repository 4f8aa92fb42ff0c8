"""The window of the backups: which there are, where they are kept, and the way back to one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import many
from leukdesk.gui.history.progress_line import ProgressLine
from leukdesk.gui.history.restore_words import in_words, of_another
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.plain import LONGEST_REASON
from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backup_look import NotWhole
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.restore import Loss
from leukdesk.language import marked, number, tr

Choice = tuple[Backups, Backup]
_ROLE = Qt.ItemDataRole.UserRole
_WHERE = 5
_AGREE = marked("&Go back to this backup; the present history is moved aside, not removed")
_AGREE_TO_ANOTHER = marked("&Let this computer take the other station's place; the present history is moved aside")
_COLUMNS = (
    marked("Made"),
    marked("Records"),
    marked("Pictures"),
    marked("Checked"),
    marked("Of"),
    marked("Where"),
)


class RestoreDialog(QDialog):
    """First a backup is chosen; then what would be lost is said and has to be agreed to."""

    chosen = Signal(object)
    """A backup was chosen: what would be lost is to be found out and told by :meth:`show_loss`."""
    agreed = Signal(object, str, bool)
    """Restore this one, for this reason; whether it is another station's."""
    backup_wanted = Signal()
    cancelled = Signal()
    folder_changed = Signal()
    """The second place is another one: what there is to say of it is to be written into the hint."""

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Backups of the history"))
        self._memory = memory
        self.running = self._left = False
        self._found: list[Choice] = []
        self._station = ""
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Backups"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([tr(each) for each in _COLUMNS])
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.others = QCheckBox()
        self.others.hide()
        self.others.toggled.connect(self._list)
        self.faulty = QLabel()
        self.faulty.setTextFormat(Qt.TextFormat.PlainText)
        self.faulty.setWordWrap(True)
        self.faulty.setProperty("role", "notice")
        self.faulty.hide()
        self.lost = QLabel()
        self.lost.setTextFormat(Qt.TextFormat.PlainText)
        self.lost.setWordWrap(True)
        self.lost.setMinimumHeight(3 * self.lost.fontMetrics().lineSpacing())
        self.lost.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Reason, kept in the history"))
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setMaxLength(LONGEST_REASON)
        self.agree = QCheckBox(tr(_AGREE))
        self.agree.toggled.connect(self._offer)
        self.line = ProgressLine()
        self.restore, self.back_up, self.close_button = (
            QPushButton(tr("&Restore")),
            QPushButton(tr("&Back up now")),
            QPushButton(tr("Close")),
        )
        self.restore.setAutoDefault(False)
        self.close_button.setDefault(True)
        self.restore.clicked.connect(self._agreed)
        self.back_up.clicked.connect(self.backup_wanted)
        self.close_button.clicked.connect(self._close)
        foot = QHBoxLayout()
        foot.addWidget(self.back_up)
        foot.addStretch(1)
        for button in (self.restore, self.close_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.list, 1)
        for widget in (self.others, self.faulty, self.lost, self.reason, self.agree, self.line):
            column.addWidget(widget)
        self._add_settings(column)
        column.addLayout(foot)
        column.addWidget(IntendedUse())
        self.resize(800, 560)
        self._offer()

    def fill(self, found: list[Choice], faulty: list[NotWhole], station: str) -> None:
        """List the backups, newest first; those of another station than this one only where they are wanted.

        Under them stands what lies there and is no backup that can be used.
        """
        self._found, self._station = found, station
        others = sum(map(self._is_anothers, found))
        self.others.setText(tr("List backups of &other stations as well ({count})").format(count=number(others)))
        self.others.setVisible(others > 0)
        told = [each.sentence for each in faulty[:1]]
        if len(faulty) > 1:
            told.append(tr("{count} more can be used as little.").format(count=number(len(faulty) - 1)))
        self.faulty.setText(" ".join(told))
        self.faulty.setVisible(bool(faulty))
        self._list()

    def _list(self) -> None:
        self.list.clear()
        for place, backup in self._found:
            another = self._is_anothers((place, backup))
            if another and not self.others.isChecked():
                continue
            its = backup.manifest
            whose = tr("another station ({station})").format(station=its.station[:8]) if another else tr("this station")
            item = QTreeWidgetItem(
                [
                    f"{its.time.astimezone():%Y-%m-%d %H:%M:%S}",
                    number(its.records),
                    number(its.pictures - its.missing),
                    tr("sound")
                    if its.verified
                    else tr("{pictures} missing").format(pictures=many(its.missing, "picture")),
                    whose,
                    str(place.folder),
                ]
            )
            for column in (1, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column in range(item.columnCount()) if another else ():
                item.setForeground(column, self.palette().placeholderText())
            item.setToolTip(_WHERE, plain_tip(str(backup.folder)))
            item.setData(0, _ROLE, (place, backup))
            self.list.addTopLevelItem(item)
        for column in range(_WHERE):
            self.list.resizeColumnToContents(column)
        there = self.list.topLevelItemCount() > 0
        none = tr("There is no backup of this station yet. Press “Back up now” to make one.")
        self.lost.setText("" if there else none)

    def _is_anothers(self, choice: Choice) -> bool:
        return self._station not in ("", choice[1].manifest.station)

    def show_loss(self, backup: Backup, lost: Loss) -> None:
        """Say what going back to the chosen backup would lose."""
        if self._chosen is None or self._chosen[1] != backup:
            return
        self.lost.setText(in_words(backup, lost))
        self.agree.setEnabled(True)

    def show_running(self, *, on: bool) -> None:
        """Take nothing more while something is under way."""
        self.running = on
        for widget in (self.list, self.others, self.reason, self.back_up, self.folder, self.on_close):
            widget.setEnabled(not on)
        self.agree.setEnabled(not on and self._chosen is not None)
        self.close_button.setText(tr("Cancel") if on else tr("Close"))
        self.close_button.setEnabled(True)
        self._offer()
        if self._left and not on:
            self.close()

    def leave(self) -> None:
        """Close, now or when what is under way has ended: who opened it works no more."""
        self._left = True
        if not self.running:
            self.close()

    def reject(self) -> None:
        """Close, or stop what is under way."""
        self._close()

    @property
    def _chosen(self) -> Choice | None:
        item = self.list.currentItem()
        return None if item is None else item.data(0, _ROLE)

    def _add_settings(self, column: QVBoxLayout) -> None:
        settings = self._memory.settings
        self.on_close = QCheckBox(tr("Back up when the window &closes and something was logged"))
        self.on_close.setChecked(settings.backup_on_close)
        self.on_close.toggled.connect(lambda on: self._memory.change(backup_on_close=on))
        self.folder = QLineEdit(settings.backup_folder)
        self.folder.setPlaceholderText(tr("No second place"))
        self.folder.setAccessibleName(tr("Second place for backups"))
        self.folder.editingFinished.connect(self._folder_changed)
        browse = QPushButton(tr("Bro&wse…"))
        browse.clicked.connect(self._browse)
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "notice")
        row = QHBoxLayout()
        label = QLabel(tr("&Also save to"))
        label.setBuddy(self.folder)
        for widget in (label, self.folder, browse):
            row.addWidget(widget)
        column.addWidget(self.on_close)
        column.addLayout(row)
        column.addWidget(self.hint)

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("A folder on another disk"), self.folder.text())
        if name:
            self.folder.setText(name)
            self._folder_changed()

    def _folder_changed(self) -> None:
        folder = self.folder.text().strip()
        if folder != self._memory.settings.backup_folder:
            self._memory.change(backup_folder=folder)
            self.folder_changed.emit()

    def _choose(self) -> None:
        self.agree.setChecked(False)
        self.agree.setEnabled(False)
        chosen = self._chosen
        another = chosen is not None and self._is_anothers(chosen)
        self.agree.setText(tr(_AGREE_TO_ANOTHER if another else _AGREE))
        if chosen is not None and another:
            self.lost.setText(of_another(chosen[1]))
            self.agree.setEnabled(True)
        elif chosen is not None:
            self.lost.setText(tr("Looking what would be lost…"))
            self.chosen.emit(chosen)
        self._offer()

    def _offer(self) -> None:
        self.restore.setEnabled(self.agree.isEnabled() and self.agree.isChecked() and not self.running)

    def _agreed(self) -> None:
        if (chosen := self._chosen) is not None:
            self.agreed.emit(chosen, self.reason.text().strip(), self._is_anothers(chosen))

    def _close(self) -> None:
        if self.running:
            self.close_button.setEnabled(False)
            self.line.say(tr("Stopping…"))
            self.cancelled.emit()
        else:
            super().reject()
