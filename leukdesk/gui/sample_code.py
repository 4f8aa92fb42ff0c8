"""A sample code as it comes in: what is being typed is waited for, and what was scanned is taken."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from leukdesk.gui.entry_bar import EntryBar
from leukdesk.gui.hands_free_work import HandsFreeWork
from leukdesk.gui.picture_view import PictureView


class SampleCode(QObject):
    """Keeps hands-free capture and the keyboard in step with the field."""

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)

    def __init__(self, entry_bar: EntryBar, hands_free: HandsFreeWork, view: PictureView) -> None:
        super().__init__()
        self._entry_bar, self._hands_free, self._view = entry_bar, hands_free, view

    def typing_changed(self) -> None:
        """Capture nothing while a code is typed: a part of it would be another sample's."""
        why = "Not capturing while the sample code is typed." if self._entry_bar.typing else ""
        self._hands_free.hold("typing", why)

    def scanned(self, code: str) -> None:
        """Take a code as a scanner read it; a field that had the keyboard hands it back to the picture."""
        try:
            self._entry_bar.set_sample(code)
        except ValueError as problem:
            self.failed.emit(
                "scan", f"The code that was scanned has {problem}, more than a sample code can have: {code}"
            )
            return
        self.recovered.emit("scan")
        self.said.emit(f"Sample code {code}.")
        if isinstance(self._view.window().focusWidget(), QLineEdit):
            self._view.setFocus()
