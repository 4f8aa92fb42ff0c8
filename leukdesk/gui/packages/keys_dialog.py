"""The window of the keys whose signatures the station trusts."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.plain import LONGEST
from leukdesk.inference.stick.trusted import Trust, TrustedKey
from leukdesk.language import tr

_ROLE = Qt.ItemDataRole.UserRole


class KeysDialog(QDialog):
    """Not modal. Every change is an event of the log, so there is one button for each and no "OK" for all."""

    add_wanted = Signal(str)
    """Whose key is to be added from a file."""
    remove_wanted = Signal(object)
    """A TrustedKey."""
    rule_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Trusted keys"))
        self._trust = Trust()
        about = QLabel(
            tr(
                "Whoever publishes models signs them with a secret key. Add the public key that goes with it, and "
                "compare its fingerprint with the owner by telephone or on paper: a key that came on the same stick "
                "as the model proves nothing."
            )
        )
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Trusted keys"))
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([tr("Whose"), tr("Fingerprint"), tr("Trusted since")])
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.name.setPlaceholderText(tr("Whose key it is"))
        self.name.setAccessibleName(tr("Whose key it is"))
        self.name.textChanged.connect(lambda _: self._offer())
        self.add, self.remove = QPushButton(tr("&Add from file…")), QPushButton(tr("&Remove"))
        self.only_signed = QCheckBox(tr("&Only packages signed by one of these keys are installed"))
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "warning")
        self.said.setMinimumHeight(3 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        row, foot = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.name, 1)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(about)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addWidget(self.only_signed)
        column.addWidget(self.said)
        column.addLayout(foot)
        self.resize(620, 420)
        self.add.clicked.connect(lambda: self.add_wanted.emit(self.name.text().strip()))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.chosen))
        self.only_signed.clicked.connect(self.rule_wanted)
        close.clicked.connect(self.reject)
        self._offer()

    @property
    def chosen(self) -> TrustedKey | None:
        """The key that is chosen."""
        item = self.list.currentItem()
        found = None if item is None else item.data(0, _ROLE)
        return found if isinstance(found, TrustedKey) else None

    def fill(self, trust: Trust) -> None:
        """List the keys, and show the rule."""
        self._trust = trust
        with QSignalBlocker(self.list):
            self.list.clear()
            for key in trust.keys:
                item = QTreeWidgetItem([key.name, key.fingerprint, f"{key.since.astimezone():%Y-%m-%d}"])
                item.setData(0, _ROLE, key)
                self.list.addTopLevelItem(item)
        for column in range(self.list.columnCount()):
            self.list.resizeColumnToContents(column)
        self.only_signed.setChecked(trust.only_signed)
        self._offer()

    def well(self, sentence: str, trust: Trust) -> None:
        """Say what was changed; what was typed makes room for the next."""
        self.name.clear()
        self.fill(trust)
        self.said.setText(sentence)

    def refuse(self, why: str) -> None:
        """Say why nothing was changed."""
        self.only_signed.setChecked(self._trust.only_signed)
        self.said.setText(why)

    def _offer(self) -> None:
        self.add.setEnabled(bool(self.name.text().strip()))
        self.remove.setEnabled(self.chosen is not None)
