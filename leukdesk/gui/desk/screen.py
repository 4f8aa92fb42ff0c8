"""The four widgets on which one picture and what is known about it are put."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize

from leukdesk.capture.grabber import GrabberState
from leukdesk.gui.desk.cells_shown import CellsShown
from leukdesk.gui.desk.shown import Measured, Mode, Shown
from leukdesk.gui.memory import Memory
from leukdesk.gui.picture.cell_layer import Show
from leukdesk.gui.picture.overlays import Mark
from leukdesk.gui.picture.picture_header import PictureHeader, Rates
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.gui.result.quality_strip import QualityStrip
from leukdesk.gui.result.result_panel import ResultPanel
from leukdesk.imaging.frame import Frame
from leukdesk.language import marked, tr
from leukdesk.settings import CameraSettings

EMPTY = marked("Open a picture, drop files or a folder here, or start the live view")


def why_no_answer(shown: Shown) -> str:
    """Say why there are no bars, where that has to do with cells; else nothing."""
    cells = shown.cells
    if cells is None:
        return ""
    if not cells.cells:
        return tr("No white cell was found. Draw one with the tool for cells, or classify a region.")
    if cells.selected is None:
        return tr("Select a cell to see its bars.") if cells.classified else tr("Ctrl+Enter classifies all cells.")
    if cells.cells[cells.selected].cut:
        return tr("This cell is cut by the edge.")
    return tr("This cell is not classified yet.")


@dataclass(frozen=True)
class Screen:
    """Draws what it is told; what that is, the desk decides."""

    header: PictureHeader
    view: PictureView
    result: ResultPanel
    quality: QualityStrip
    memory: Memory

    def show(self, shown: Shown, *, waiting: bool) -> None:
        """Put a picture on with everything that belongs to it; ``waiting`` for its result."""
        frame = shown.frame
        self.view.set_overlay(tr(EMPTY) if shown.mode is Mode.NOTHING else "")
        self._show_frame(frame, still=shown.mode is not Mode.LIVE)
        self.view.set_region(shown.region)
        figures = f"{frame.width} × {frame.height}" if frame is not None else ""
        self.header.write(tr(shown.mode.value), shown.title, figures, "live" if shown.mode is Mode.LIVE else "still")
        if shown.measured is not None and shown.size is not None:
            self._show_measured(shown.measured, *shown.size)
        elif frame is None:
            self.quality.clear()
        elif shown.measured is None:
            self.quality.show_size(frame.width, frame.height)
        else:
            part = shown.region
            width, height = (frame.width, frame.height) if part is None else (part.width, part.height)
            self._show_measured(shown.measured, width, height)
        self.show_cells(shown, waiting=waiting)
        if shown.answer is not None:
            self.result.show_answer(shown.answer)
        elif not waiting:
            self.result.clear(why_no_answer(shown))

    def show_cells(self, shown: Shown, *, waiting: bool = False) -> None:
        """Draw the cells of the picture, and say what they come to; none is edited while answers are waited for."""
        cells, view = shown.cells, self.view
        size = QSize() if shown.frame is None else QSize(shown.frame.width, shown.frame.height)
        if cells is None or shown.frame is None:
            view.cells.set((), size)
        else:
            # What was logged by itself is as it was; a slide session is worked on until it is signed.
            open_to = shown.mode in (Mode.CAPTURED, Mode.PICTURE) or (shown.mode is Mode.STORED and cells.session)
            view.cells.set(cells.named, size, cells.selected, editable=bool(open_to) and not waiting)
        self.result.show_cells(None if cells is None else cells.counts)
        self.result.beside.show_answer(None if shown.whole is shown.answer else shown.whole)

    def show_live_frame(self, frame: Frame) -> None:
        """Put on the next frame of the live view."""
        self.view.set_overlay("")
        self._show_frame(frame, still=False)

    def show_live_quality(self, frame: Frame, measured: Measured) -> None:
        """Say how sharp and bright the live picture is, unless a message lies over it."""
        if not self.view.overlay:
            self._show_measured(measured, frame.width, frame.height)

    def show_live_cells(self, frame: Frame, cells: CellsShown | None, model: str) -> None:
        """Draw the cells that are seen in the live picture; None while the stage moves: they would lag behind it."""
        if self.view.overlay:
            return
        self.view.cells.set(() if cells is None else cells.named, QSize(frame.width, frame.height))
        self.result.show_live_cells(None if cells is None else cells.counts, model)

    def show_live_state(self, state: GrabberState, shown: Shown) -> None:
        """Say what the source is doing."""
        frame = shown.frame
        size = f"{frame.width} × {frame.height}" if frame is not None else ""
        match state.kind:
            case "live":
                rates = Rates(state.fps, state.age or 0.0, state.dropped)
                late = state.is_stale
                chip = tr("Late") if late else tr("Live")
                self.header.write(chip, shown.title, size, "warning" if late else "live", rates=rates)
            case "connecting":
                self.view.cells.set((), QSize())
                self.header.write(tr("Connecting"), state.sentence, "", "still")
                self.view.set_overlay(state.sentence, "busy")
            case "ended":
                self.header.write(tr("End of the film"), shown.title, size, "still")
            case "fault" | "stopped":
                self.view.cells.set((), QSize())
                self.header.write(tr("No picture"), shown.title, "", "error")
                self.view.set_overlay(state.sentence, "error")
                self.quality.clear()

    def _show_frame(self, frame: Frame | None, *, still: bool) -> None:
        self.view.show_frame(frame, still=still)
        self.dress(frame)

    def dress(self, frame: Frame | None) -> None:
        """Show a frame as its camera's frames are shown, with what the operator wants drawn over it."""
        live, optics = self.memory.settings.live, frame.optics if frame is not None else None
        camera = self.memory.camera(optics.camera) if optics is not None else CameraSettings()
        self.view.set_orientation(camera.quarter_turns, camera.mirrored)
        self.view.set_scale(optics.micrometres_per_pixel if optics is not None and live.scale_bar else None)
        self.view.set_grid(live.grid)
        self.view.set_crosshair(live.crosshair)
        how = Show.OUTLINES if live.outlines else Show.BOXES
        self.view.cells.set_show(how if live.cells else Show.OFF)
        known = frame.known_cells if frame is not None and live.names else None
        cells = known() if known is not None else ()
        self.view.set_marks([Mark(cell.x, cell.y, cell.radius, cell.kind) for cell in cells])

    def _show_measured(self, measured: Measured, width: int, height: int) -> None:
        if measured.judgements:
            self.quality.show_judgements(measured.judgements, width, height, measured.remarks)
        else:
            self.quality.show_quality(measured.figures, width, height, measured.remarks)
