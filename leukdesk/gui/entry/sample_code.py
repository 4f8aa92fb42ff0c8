"""A sample code as it comes in: typing is waited for, a scan is taken, and what is too long is said to be so."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from leukdesk.gui.entry.entry_bar import EntryBar
from leukdesk.gui.live.hands_free_work import HandsFreeWork
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.history.plain import TypedTextError, typed
from leukdesk.language import tr

_CODE_SHOWN = 40


class SampleCode(QObject):
    """Keeps hands-free capture and the keyboard in step with the field."""

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)

    def __init__(self, entry_bar: EntryBar, hands_free: HandsFreeWork, view: PictureView) -> None:
        super().__init__()
        self._entry_bar, self._hands_free, self._view = entry_bar, hands_free, view
        self._refused = ""
        entry_bar.sample_changed.connect(self._changed)

    def typing_changed(self) -> None:
        """Capture nothing while a code is typed: a part of it would be another sample's."""
        why = tr("Not capturing while the sample code is typed.") if self._entry_bar.typing else ""
        self._hands_free.hold("typing", why)

    def _changed(self) -> None:
        """Say at once that a code cannot be logged, as classifying does, and capture nothing under it."""
        before, self._refused = self._refused, why_refused(self._entry_bar.sample)
        if self._refused:
            self.failed.emit("classify", self._refused)
        elif before:
            self.recovered.emit("classify")
        self._hands_free.hold("sample", self._refused)

    def scanned(self, code: str) -> None:
        """Take a code as a scanner read it; a field that had the keyboard hands it back to the picture."""
        try:
            self._entry_bar.set_sample(code)
        except ValueError as problem:
            self.failed.emit(
                "scan",
                tr("The code that was scanned has {characters}, more than a sample code can have: {code}").format(
                    characters=problem, code=code
                ),
            )
            return
        self.recovered.emit("scan")
        self.said.emit(tr("Sample code {code}.").format(code=code))
        if isinstance(self._view.window().focusWidget(), QLineEdit):
            self._view.setFocus()


def why_refused(code: str) -> str:
    """Return why nothing can be logged under a sample code; empty where it can."""
    try:
        typed(code, tr("The sample code"))
    except TypedTextError as problem:
        return str(problem)
    return ""


def brief(code: str) -> str:
    """Return a sample code as a sentence has it: of a long one its ends, for a line breaks at spaces alone."""
    return code if len(code) <= _CODE_SHOWN else f"{code[:20]}…{code[-12:]}"
