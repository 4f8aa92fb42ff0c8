"""The virtual microscope as a source of frames."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.controls import Control, Value, with_values
from leukdesk.capture.source import SourceLostError, SourceNotFoundError
from leukdesk.capture.source_name import VIRTUAL
from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.ahead import Ahead
from leukdesk.capture.virtual.layout import Cell, Layout
from leukdesk.capture.virtual.micrometer import DIVISION, draw_ruler
from leukdesk.capture.virtual.objectives import OBJECTIVES, STRONGEST, Objective
from leukdesk.capture.virtual.optics import Optics
from leukdesk.capture.virtual.slide import Slide, layout_of, slide_of
from leukdesk.capture.virtual.stage import TOP_SPEED, Hand, Path, Position, Tour
from leukdesk.capture.virtual.style import STYLES
from leukdesk.capture.virtual.truth import cells_in
from leukdesk.imaging.frame import KnownCell, KnownCells
from leukdesk.language import tr

EXPOSURE = 0.003  # seconds that the shutter is open
LOOK_AHEAD = (0.1, 0.25, 0.5, 0.8, 1.2)  # seconds from now
STRAY_LIGHT = 12  # grey level: with it the noise shows that the camera is not frozen
ASIDE = 0.12  # of the field, that the tour leaves a cell beside the middle at most
_NOTHING: Mapping[str, Value] = MappingProxyType({})
_TOURING, _DROPPING, _LIGHTING = range(3)

Scene = NDArray[np.uint8]


class VirtualMicroscope:
    """Renders what a camera on a microscope would see of a blood smear.

    The slide follows from the seed and the style. The same place with the same settings gives the same pixels, but
    for the noise, which changes from frame to frame and follows from the frame's number.

    Parameters
    ----------
    seed : int
    style : str
        One of ``style.STYLES``: which cells there are, and at first also the stain.
    size : tuple of int
        Width and height of the frames.
    fps : float
    script : path, optional
        What the stage follows by itself, instead of a tour; see ``stage.Script``.
    pace : bool
        False: every read answers at once with the next frame, and everything is rendered by the thread that reads,
        for tests.
    objective, drive : str
        As at switching on; one of ``objectives.OBJECTIVES``, and ``knobs.BY_ITSELF`` or ``knobs.BY_HAND``.
    """

    name = VIRTUAL
    key = "virtual"
    notes: tuple[str, ...] = ()
    live = True

    def __init__(
        self,
        seed: int = 1,
        style: str = "smear",
        size: tuple[int, int] = (1280, 960),
        fps: float = 30.0,
        *,
        script: Path | None = None,
        pace: bool = True,
        objective: str = knobs.STRONGEST_OBJECTIVE,
        drive: str = knobs.BY_ITSELF,
    ) -> None:
        self.nominal_fps = fps
        self.controls: tuple[Control, ...] = ()
        self._seed, self._style, self._size, self._pace = seed, STYLES[style], size, pace
        self._script = script
        self._defaults = knobs.knobs(self._style, objective, drive)
        self._now: dict[str, Value] = {control.id: control.value for control in self._defaults}
        self._ahead: Ahead | None = None
        self._closed = threading.Event()
        self._is_open = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All white cells and platelets of the slide, in micrometres."""
        return self._layout.cells

    @property
    def micrometres_per_pixel(self) -> float:
        """The scale of the frames under the objective in force."""
        return 1 / self._mounted().scale

    @property
    def position(self) -> Position:
        """Where the stage was at the last frame."""
        return self._position

    @property
    def truth(self) -> tuple[KnownCell, ...]:
        """All cells in the frame that was read last, the red ones first."""
        slide, left, top, empty = self._shown
        return () if empty else cells_in(slide, left, top, *self._size)

    @property
    def known_cells(self) -> KnownCells | None:
        """What tells which cells but red ones are in the frame that was read last."""
        slide, left, top, empty = self._shown
        return None if empty else partial(cells_in, slide, left, top, *self._size, red=False)

    def open(self, wanted: Mapping[str, Value] = _NOTHING) -> None:
        """Lay the slide out and render its first field, which takes some tenths of a second.

        The wanted place of the stage counts while it is moved by hand; without a word on the drive it is.

        Raises
        ------
        SourceNotFoundError
            It is wanted unplugged. Its controls are there none the less.
        """
        if knobs.DRIVE not in wanted and {knobs.STAGE_X, knobs.STAGE_Y} & wanted.keys():
            wanted = {**wanted, knobs.DRIVE: knobs.BY_HAND}
        self.controls = with_values(self._defaults, wanted)
        self._now = {control.id: control.value for control in self.controls}
        if not self._now[knobs.PLUGGED]:
            raise SourceNotFoundError(
                tr("The virtual microscope is unplugged. Switch 'Plugged in' on again, or choose another source.")
            )
        layout = self._layout
        self._slide = self._mounted()
        width, height = self._size
        field = ASIDE * width / OBJECTIVES[knobs.STRONGEST_OBJECTIVE].scale(width)
        self._path: Path = self._script or Tour(
            layout.cells, np.random.default_rng([self._seed, _TOURING]), (field, field * height / width)
        )
        start = self._path.at(0)
        self._level = layout.height(start.x, start.y)
        self._frame = self._path_frame = 0
        self._hand = Hand(start.x, start.y)
        if self._now[knobs.DRIVE] == knobs.BY_HAND:
            places = [self._number(each) for each in (knobs.STAGE_X, knobs.STAGE_Y) if each in wanted]
            self._hand = Hand(*places) if len(places) == 2 else self._hand
            self._set({knobs.STAGE_X: self._hand.x, knobs.STAGE_Y: self._hand.y})
        self._following = self._now[knobs.DRIVE] == knobs.BY_ITSELF
        self._turning = False
        self._scene = np.empty((height, width, 3), np.uint8)
        self._optics = Optics(np.random.default_rng([self._seed, _LIGHTING]), self._size)
        self._set_light()
        self._frozen: Scene | None = None
        self._locate(start if self._following else self._hand.position)
        left, top = self._corner(self._position)
        self._slide.view(left, top, width, height)
        self._shown = self._seen
        if self._now[knobs.FROZEN]:
            self._frozen = self._picture()
        if self._pace and self._ahead is None:
            self._ahead = Ahead()
        self._closed.clear()
        self._is_open, self._began = True, time.monotonic()
        self._next = 0

    def change(self, control_id: str, value: Value) -> None:
        """Set one control; an unknown one, or a value that makes no sense, is ignored."""
        control = next((each for each in self.controls if each.id == control_id), None)
        accepted = control.accepted(value) if control else None
        if control is None or accepted is None:
            return
        before = dict(self._now)
        self._set({control_id: accepted})
        if not self._is_open:
            return
        if control_id in (knobs.STAGE_X, knobs.STAGE_Y):
            if before[knobs.DRIVE] == knobs.BY_ITSELF:
                self._take_over()
                self._set({control_id: accepted})
            self._hand.wanted = self._number(knobs.STAGE_X), self._number(knobs.STAGE_Y)
        elif control_id == knobs.DRIVE and accepted != before[control_id]:
            if accepted == knobs.BY_HAND:
                self._take_over()
            else:
                back = self._path.at(self._path_frame / self.nominal_fps)
                self._hand.wanted = back.x, back.y
                self._set({knobs.FOCUS: 0.0})
        elif control_id in (knobs.OBJECTIVE, knobs.STAIN) and accepted != before[control_id]:
            self._slide = self._mounted()
            self._turning = self._ahead is not None
        elif control_id in (knobs.LAMP, knobs.WARMTH, knobs.UNEVENNESS, knobs.NOISE):
            self._set_light()
        elif control_id == knobs.FROZEN and accepted != before[control_id]:
            self._frozen = self._picture() if accepted else None

    def read(self) -> Scene | None:
        """Return the next frame, uint8 (H, W, 3) RGB, when it is due; None when it is not open.

        Raises
        ------
        SourceLostError
            It was unplugged.
        """
        while self._is_open:
            if not self._now[knobs.PLUGGED]:
                raise SourceLostError(
                    tr("The virtual microscope was unplugged. Switch 'Plugged in' on again, or choose another source.")
                )
            self._advance(self._wait())
            if self._arrives():
                return self._frozen.copy() if self._frozen is not None else self._picture()
        return None

    def close(self) -> None:
        """End its thread. The slide is kept for a while, so that the same one is quickly there again."""
        self._is_open = False
        self._closed.set()
        if self._ahead is not None:
            self._ahead.close()
            self._ahead = None

    @cached_property
    def _layout(self) -> Layout:
        return layout_of(self._seed, self._style)

    @property
    def _objective(self) -> Objective:
        return OBJECTIVES[str(self._now[knobs.OBJECTIVE])]

    def _mounted(self) -> Slide:
        stain = next(style for style in STYLES.values() if style.stain == self._now[knobs.STAIN])
        objective = self._objective
        return slide_of(self._layout, stain, objective.scale(self._size[0]), objective.sharpness)

    def _number(self, control_id: str) -> float:
        return float(self._now[control_id])

    def _set(self, values: Mapping[str, Value]) -> None:
        self.controls = with_values(self.controls, values)
        self._now = {control.id: control.value for control in self.controls}

    def _set_light(self) -> None:
        self._optics.light(*(self._number(each) for each in (knobs.LAMP, knobs.WARMTH, knobs.UNEVENNESS)))
        self._optics.noise(self._number(knobs.NOISE))

    def _take_over(self) -> None:
        """Go on by hand from where the stage is, as sharp as it is."""
        here = self._position
        self._hand = Hand(here.x, here.y)
        self._following = False
        focus = self._number(knobs.FOCUS) + self._height(here)
        self._set({knobs.DRIVE: knobs.BY_HAND, knobs.STAGE_X: here.x, knobs.STAGE_Y: here.y, knobs.FOCUS: focus})

    def _wait(self) -> int:
        """Wait until a frame is due; return how many frames' time has gone by since the last."""
        number = self._next
        if self._pace:
            # Late, it leaves frames out rather than send them in a burst.
            number = max(number, math.floor((time.monotonic() - self._began) * self.nominal_fps))
            self._closed.wait(max(0.0, self._began + number / self.nominal_fps - time.monotonic()))
        passed, self._next = number - self._next + (self._next > 0), number + 1
        return passed

    def _arrives(self) -> bool:
        dropped = self._number(knobs.DROPPED)
        chance = np.random.default_rng([self._seed, _DROPPING, self._frame])
        return not dropped or 100 * chance.random() >= dropped

    def _advance(self, frames: int) -> None:
        self._frame += frames
        if self._following:
            self._path_frame += frames
        elif frames:
            self._hand.step(frames / self.nominal_fps, TOP_SPEED * STRONGEST / self._objective.magnification)
            self._following = self._now[knobs.DRIVE] == knobs.BY_ITSELF and self._hand.arrived
        before = self._position.stop
        self._locate(self._place_in(0.0))
        if self._position.stop not in (before, None):
            self._set({knobs.STAGE_X: self._position.x, knobs.STAGE_Y: self._position.y})
        self._look_ahead()

    def _place_in(self, seconds: float) -> Position:
        """Return where the stage will be so long from now."""
        if self._following:
            return self._path.at(self._path_frame / self.nominal_fps + seconds)
        here = self._hand.position
        if not seconds:
            return here
        return replace(here, x=here.x + seconds * here.speed_x, y=here.y + seconds * here.speed_y)

    def _locate(self, position: Position) -> None:
        """Be at a place; by hand, the focus is what the knob makes of the slide's height there."""
        if self._now[knobs.DRIVE] == knobs.BY_HAND:
            position = replace(position, focus=-self._height(position))
        self._position = replace(position, focus=position.focus + self._number(knobs.FOCUS))
        empty = bool(self._now[knobs.BLANK] or self._now[knobs.MICROMETER])
        self._seen = self._slide, *self._corner(position), empty

    def _height(self, position: Position) -> float:
        return self._layout.height(position.x, position.y) - self._level

    def _corner(self, position: Position) -> tuple[int, int]:
        scale, (width, height) = self._slide.scale, self._size
        return round(position.x * scale - width / 2), round(position.y * scale - height / 2)

    def _look_ahead(self) -> None:
        if self._ahead is None:
            return
        tiles = []
        for seconds in (0.0, *LOOK_AHEAD):
            tiles += self._slide.missing(*self._corner(self._place_in(seconds)), *self._size)
        self._ahead.want(self._slide, list(dict.fromkeys(tiles)))

    def _picture(self) -> Scene:
        slide, left, top, empty = self._shown = self._seen
        width, height = self._size
        if empty:
            light = np.clip(slide.stain.light, 0, 255).astype(np.uint8)
            scene = np.full((height, width, 3), light)
            ruler = bool(self._now[knobs.MICROMETER])
            if ruler:
                draw_ruler(scene, slide.scale, width / 2 - self._position.x % DIVISION * slide.scale, height / 3)
            # An empty place bears no mark, or a flat-field correction would take it off every other frame.
            return self._optics.picture(scene, self._frame, marked=ruler)
        if self._turning and slide.missing(left, top, width, height):
            # While the revolver turns or the slide is changed no light comes through; meanwhile the slide is rendered.
            self._shown = slide, left, top, True
            return self._optics.picture(np.full((height, width, 3), STRAY_LIGHT, np.uint8), self._frame)
        self._turning = False
        moved = slide.scale * EXPOSURE
        return self._optics.picture(
            slide.view(left, top, width, height, self._scene),
            self._frame,
            blur=self._objective.defocus(self._position.focus) * slide.scale,
            motion=(self._position.speed_x * moved, self._position.speed_y * moved),
        )
