"""The classes that a model knows, numbered, to choose one by its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import tr

_NUMBERED = 9
_PAUSE = 250
"""Milliseconds, longer than those between two keys of any scanner."""


class ClassList(QListWidget):
    """1 to 9 choose; letters, and what follows them without a pause, belong to the reason.

    The keyboard goes there only when the typing rests: a barcode scanner is told by typing on, in one place.

    Parameters
    ----------
    classes : sequence of (id, name)
    suggested : str
        Id of the class that the model suggested: it is named, and cannot be chosen.
    """

    typed = Signal(str)
    """A character that chooses nothing."""
    rested = Signal()
    """There was a pause after such characters."""
    chosen = Signal()

    def __init__(self, classes: Sequence[tuple[str, str]], suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids = [key for key, _ in classes]
        self.setAccessibleName(tr("Classes"))
        for number, (key, name) in enumerate(classes, start=1):
            figure = f"{number}  " if number <= _NUMBERED else "    "
            words = tr("{name} (suggested)").format(name=name) if key == suggested else name
            item = QListWidgetItem(f"{figure}{words}", self)
            if key == suggested:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        row = self.fontMetrics().height() + SPACE // 2
        self.setFixedHeight(min(len(classes), 8) * row + 2 * self.frameWidth() + 4)
        self.setCurrentRow(-1)
        self.itemSelectionChanged.connect(self.chosen)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.rested)

    @property
    def choice(self) -> str:
        """Id of the class that is chosen; empty where none is."""
        items = self.selectedIndexes()
        return self._ids[items[0].row()] if items else ""

    def forget(self) -> None:
        """Choose none."""
        self._pause.stop()
        self.clearSelection()
        self.setCurrentRow(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose by number; hand letters on."""
        text = event.text()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if text.isprintable() and text and self._pause.isActive() and not control:
            self._hand_on(text)
        elif text.isascii() and text.isdigit() and 1 <= int(text) <= min(self.count(), _NUMBERED):
            item = self.item(int(text) - 1)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.setCurrentItem(item)
        elif text.strip() and text.isprintable() and not control:
            self._hand_on(text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _hand_on(self, text: str) -> None:
        self.typed.emit(text)
        self._pause.start()
