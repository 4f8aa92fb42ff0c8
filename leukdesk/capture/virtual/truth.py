"""What is truly in a frame of the virtual microscope."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.capture.virtual.cells.kinds import RED_CELL
from leukdesk.capture.virtual.layout import LARGEST
from leukdesk.capture.virtual.slide import Slide


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A cell in a frame, as it truly is.

    Attributes
    ----------
    kind : str
        One of ``cells.kinds.KINDS``, or ``cells.kinds.RED_CELL``.
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


def cells_in(slide: Slide, left: int, top: int, width: int, height: int) -> tuple[TrueCell, ...]:
    """Return all cells in a view of a slide, whose corner and size are given in pixels; the red ones first."""
    layout, scale = slide.layout, slide.scale
    window = (
        left / scale - LARGEST,
        top / scale - LARGEST,
        (left + width) / scale + LARGEST,
        (top + height) / scale + LARGEST,
    )
    radii = layout.red_radii
    found = [(RED_CELL, red.x + dx, red.y + dy, radii[red.variant]) for red, dx, dy in layout.red_in(*window)]
    found += [(cell.kind, cell.x + dx, cell.y + dy, cell.radius) for cell, dx, dy in layout.white_in(*window)]
    cells = []
    for kind, x, y, radius in found:
        x, y, radius = x * scale - left, y * scale - top, radius * scale
        if -radius < x < width + radius and -radius < y < height + radius:
            whole = radius <= x <= width - radius and radius <= y <= height - radius
            cells.append(TrueCell(kind, x, y, radius, whole))
    return tuple(cells)
