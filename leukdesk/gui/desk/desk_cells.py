"""What the desk does about the cells of the picture that is shown: found, selected, edited, decided about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.gui.desk.cells_shown import CellsShown
from leukdesk.gui.desk.picture_reading import PictureReading
from leukdesk.gui.desk.screen import Screen, why_no_answer
from leukdesk.gui.desk.shown import Entry, Mode, Shown
from leukdesk.history.records import Record
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.imaging.cell import Cell
    from leukdesk.imaging.cells import FieldCells


_CUT = marked("A cell that is counted stays whole inside the picture. Press Del to reject the one that the edge cuts.")
_ELSEWHERE = marked(
    "An earlier field of the session has shown this cell, and counts it: reject it or change its box there."
)


class DeskCells(QObject):
    """Knows no more of the desk than what is shown, and how that is changed.

    Parameters
    ----------
    entry : callable
        Returns what goes into the log with the next result.
    shown, busy : callable
        Return all that is shown, and whether a result is waited for.
    put : callable
        Puts something on the screen.
    change : callable
        Takes note of what is on the screen already.
    """

    edited = Signal()
    """A person has added, moved, resized or removed a cell."""
    failed = Signal(object)
    """An exception: the cells could not be looked for."""
    rejection_wanted = Signal(object)
    """The Record of a cell that a person wants to remove."""
    refused = Signal(str)
    """Why an edit was taken back."""

    def __init__(
        self,
        screen: Screen,
        reading: PictureReading,
        entry: Callable[[], Entry],
        shown: Callable[[], Shown],
        busy: Callable[[], bool],
        put: Callable[[Shown], None],
        change: Callable[[Shown], None],
    ) -> None:
        super().__init__()
        self._screen, self._reading, self._entry = screen, reading, entry
        self._shown, self._busy, self._put, self._change = shown, busy, put, change
        screen.view.cells.selected.connect(self.select)
        screen.view.cells.edited.connect(self._edited)
        screen.view.cells.removal_wanted.connect(self._remove)

    def find(self) -> None:
        """Have the cells of an opened or paused picture found: they are looked at before they are classified."""
        shown, entry = self._shown(), self._entry()
        frame, package = shown.frame, entry.cell_package
        if frame is None or package is None or shown.cells is not None or shown.answered:
            return

        def came(found: FieldCells | None) -> None:
            now = self._shown()
            if found is None or now.frame is None or now.frame.id != frame.id or now.cells is not None:
                return
            if self._busy() or now.mode not in (Mode.PICTURE, Mode.PAUSED) or not self._entry().cell_package:
                return
            cells = CellsShown(found.cells, found=found)
            self._put(replace(now, region=self._screen.view.region, cells=cells))

        self._reading.cells(frame, package, came, self.failed.emit)

    def select(self, index: int) -> None:
        """Show the bars of one cell; -1 for none."""
        cells = self._shown().cells
        if cells is not None and not self._busy():
            self.show(cells.selecting(index))

    def _edited(self, cells: tuple[Cell, ...]) -> None:
        shown = self._shown().cells
        if shown is None:
            return
        edited = shown.edited(cells, self._screen.view.cells.selection)
        if why := _why_not(edited):
            self._screen.view.cells.undo()  # which comes back here
            self.refused.emit(why)
            return
        self.show(edited)
        self.edited.emit()

    def _remove(self, index: int) -> None:
        """A box whose record counts goes by a decision alone: the log never counts what the picture does not show."""
        cells = self._shown().cells
        logged = None if cells is None else cells.logged_as(cells.cells[index])
        if logged is None:
            return
        if logged.record is None:
            self.refused.emit(tr(_ELSEWHERE))
        else:
            self.rejection_wanted.emit(logged.record)

    def decided(self, records: Sequence[Record]) -> None:
        """Something was decided: cells of the picture shown may be called otherwise now."""
        shown = self._shown()
        if shown.cells is not None and shown.cells.concerns(records):
            shown = replace(shown, cells=shown.cells.decided(records))
            self._screen.show_cells(shown, waiting=self._busy())
            self._change(shown)

    def show(self, cells: CellsShown) -> None:
        """Show the cells of the same picture as they are now, with the bars of the selected one."""
        shown = self._shown()
        shown = replace(shown, cells=cells, answer=shown.whole if cells.selected is None else cells.answer)
        self._screen.show_cells(shown)
        if shown.answer is not None:
            self._screen.result.show_answer(shown.answer)
        else:
            self._screen.result.clear(why_no_answer(shown))
        self._change(shown)


def _why_not(edited: CellsShown) -> str:
    """Say why cells cannot be as a person has changed them; empty where they can."""
    for cell in edited.cells:
        if cell in edited.stands_for and (logged := edited.logged_as(cell)) is not None:
            if logged.record is None:
                return tr(_ELSEWHERE)
            if cell.cut:
                return tr(_CUT)
    return ""
