"""The picture that everything else is computed from, and that every result points back to."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.optics import Optics
from leukdesk.imaging.remark import Remark

_SMALLEST_SHOWN = 64


@dataclass(frozen=True)
class Region:
    """A rectangle in a picture, in pixels; the origin is the top-left corner."""

    x: int
    y: int
    width: int
    height: int

    def overlap(self, other: Region) -> float:
        """Return which share, 0 to 1, of what both cover together lies in both."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        both = max(across, 0) * max(down, 0)
        together = self.width * self.height + other.width * other.height - both
        return both / together if together else 0.0


@dataclass(frozen=True, slots=True)
class KnownCell:
    """A cell of a rendered scene, which knows what it has drawn.

    Attributes
    ----------
    kind : str
        What it is, as a person calls it.
    x, y : float
        Its middle, in pixels from the frame's upper left corner; outside of the frame when most of it is cut off.
    radius : float
        In pixels, of a circle of about its area.
    whole : bool
        Whether no edge of the frame cuts it.
    """

    kind: str
    x: float
    y: float
    radius: float
    whole: bool


KnownCells = Callable[[], tuple[KnownCell, ...]]


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture with its identity.

    Attributes
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB, C-contiguous
        Made read-only: a frame is shared between threads.
    source : str
        Where it came from, for a person to read: a file's whole path, a camera's name.
    id : str
        Unique for every frame taken, even of the same scene.
    taken : datetime
        UTC.
    notes : tuple of Remark
        What reading it changed ("Only the first of 3 pages is used.").
    region : Region, optional
        Set when the frame is a cut-out: where it lay in the picture it was cut from.
    optics : Optics, optional
        Through what it was taken and what was corrected in it; None for a picture file.
    known_cells : callable, optional
        Returns what is in it as KnownCell, where that is known: in rendered scenes alone. It takes a moment.
    """

    pixels: NDArray[np.uint8]
    source: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    taken: datetime = field(default_factory=lambda: datetime.now(UTC))
    notes: tuple[Remark, ...] = ()
    region: Region | None = None
    optics: Optics | None = None
    known_cells: KnownCells | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.uint8 or self.pixels.ndim != 3 or self.pixels.shape[2] != 3:
            raise ValueError(f"a frame is uint8 (H, W, 3), not {self.pixels.dtype} {self.pixels.shape}")
        if not self.pixels.flags.c_contiguous:
            raise ValueError("a frame's pixels lie one after the other, row by row")
        self.pixels.flags.writeable = False

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @cached_property
    def sha256(self) -> str:
        """Hash of the pixels: the same picture has the same hash, whatever file format held it."""
        return pixels_sha256(self.pixels)

    @cached_property
    def look(self) -> int:
        """What it looks like, in 64 bits: :func:`leukdesk.imaging.likeness.look_of`."""
        from leukdesk.imaging.likeness import look_of

        return look_of(self.pixels)

    @property
    def micrometres_per_pixel(self) -> float | None:
        """By the calibration of what it was taken through; None without one."""
        return self.optics.micrometres_per_pixel if self.optics is not None else None

    @cached_property
    def smaller(self) -> tuple[NDArray[np.uint8], ...]:
        """Copies, each half as large as the one before, for showing the picture smaller than it is.

        Of a large picture they take a while: they are first asked for where nobody waits.
        """
        from leukdesk.imaging.resizing import halvings

        return halvings(self.pixels, _SMALLEST_SHOWN)

    @property
    def has_smaller(self) -> bool:
        """Whether the smaller copies have been made."""
        return "smaller" in vars(self)

    def cut(self, region: Region) -> Frame:
        """Return the part of this frame inside a region, as a frame of its own.

        Raises
        ------
        ValueError
            The region does not overlap the picture.
        """
        left, top = max(region.x, 0), max(region.y, 0)
        right, bottom = min(region.x + region.width, self.width), min(region.y + region.height, self.height)
        if left >= right or top >= bottom:
            raise ValueError(f"{region} lies outside a picture of {self.width} x {self.height} pixels")
        inside = Region(left, top, right - left, bottom - top)
        pixels = np.ascontiguousarray(self.pixels[top:bottom, left:right])
        return replace(self, pixels=pixels, id=uuid.uuid4().hex, region=inside, known_cells=None)


def pixels_sha256(pixels: NDArray[np.uint8]) -> str:
    """SHA-256, in hex, of a picture's shape and its bytes in row order.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    """
    digest = hashlib.sha256(f"{pixels.shape[0]}x{pixels.shape[1]} RGB8\n".encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()
