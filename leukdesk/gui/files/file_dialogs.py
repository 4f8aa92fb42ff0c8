"""Asks for files, folders and streams, and remembers where the user was last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leukdesk.gui.live.stream_dialog import StreamDialog
from leukdesk.gui.memory import Memory
from leukdesk.language import marked, tr

_READABLE = marked("Pictures (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp);;All files (*)")


class FileDialogs(QObject):
    """One question each; nothing is told when the user cancels."""

    opened = Signal(object)
    """A list of paths to open."""
    source_chosen = Signal(str)
    """The spec of a stream or video."""

    def __init__(self, window: QWidget, memory: Memory) -> None:
        super().__init__(window)
        self._window, self._memory = window, memory

    def ask_files(self) -> None:
        """Ask for pictures."""
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Open pictures"), self._folder, tr(_READABLE))
        if names:
            self._memory.change(recent_folder=str(Path(names[0]).parent))
            self.opened.emit([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Ask for a folder of pictures."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Open folder"), self._folder)
        if name:
            self._memory.change(recent_folder=name)
            self.opened.emit([Path(name)])

    def ask_stream(self) -> None:
        """Ask for the address of a stream, or for a video."""
        dialog = StreamDialog(self._folder, self._window)
        dialog.chosen.connect(self.source_chosen)
        dialog.open()

    @property
    def _folder(self) -> str:
        return self._memory.settings.recent_folder
