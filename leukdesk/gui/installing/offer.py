"""The note above the picture that offers to put the program on this station; never in the way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leukdesk.gui.parts.lines_label import LinesLabel
from leukdesk.gui.parts.theme import SPACE
from leukdesk.installing.installation import Looked
from leukdesk.installing.problems import megabytes
from leukdesk.language import number, tr

_LINES = 4


class InstallOffer(QFrame):
    """Takes no room while nothing is offered.

    Attributes
    ----------
    menu, copy : QCheckBox
        What is wanted: an entry in the applications menu, a copy that starts fast.
    go, later : QPushButton
    """

    wanted = Signal(bool, bool)
    """An entry in the menu, and a copy."""
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "note")
        self.setAccessibleName(tr("Install on this station"))
        self._needs_copy = False
        self._text = LinesLabel(_LINES)
        self.menu, self.copy = QCheckBox(tr("In the applications &menu")), QCheckBox()
        self.go, self.later = QPushButton(), QPushButton(tr("Not &now"))
        boxes = QHBoxLayout()
        boxes.setSpacing(2 * SPACE)
        boxes.addWidget(self.menu)
        boxes.addWidget(self.copy)
        boxes.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        words.addWidget(self._text)
        words.addLayout(boxes)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        row.addLayout(words, 1)
        row.addWidget(self.go)
        row.addWidget(self.later)
        self.menu.toggled.connect(lambda _: self._look())
        self.copy.toggled.connect(lambda _: self._look())
        self.go.clicked.connect(lambda: self.wanted.emit(self.menu.isChecked(), self.copy.isChecked()))
        self.later.clicked.connect(self.hide)
        self.later.clicked.connect(self.declined)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.full_text

    def offer(self, looked: Looked) -> None:
        """Offer what this station lacks; Enter in the window does something else still."""
        self._needs_copy = looked.needs_copy
        sentences = [
            tr("Leukdesk {there} is on this station. This one, {here}, can take its place.").format(
                there=", ".join(each.build for each in looked.found.copies if each.build != looked.build),
                here=looked.build,
            )
            if looked.has_other
            else tr("Leukdesk can put itself on this station, to be found in the menu and to start fast."),
            tr("It goes into folders of your own, and Help, Remove from this station takes it away again."),
        ]
        if looked.needs_copy:
            sentences.append(tr("From a stick or a disc it has to be unpacked, so that the menu finds it tomorrow."))
        self._text.set_full_text(" ".join(sentences))
        size = number(megabytes(looked.size))
        self.copy.setText(tr("&Unpacked once for fast starts ({size} MB)").format(size=size))
        self.go.setText(tr("&Replace it") if looked.has_other else tr("&Install"))
        self.menu.setChecked(True)
        self.copy.setChecked(True)
        self._look()
        self.show()

    def _look(self) -> None:
        """Let only that be chosen which makes sense together."""
        bound = self._needs_copy and self.menu.isChecked()
        if bound:
            self.copy.setChecked(True)
        self.copy.setEnabled(not bound)
        self.go.setEnabled(self.menu.isChecked() or self.copy.isChecked())
