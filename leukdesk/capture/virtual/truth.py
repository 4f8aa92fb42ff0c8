"""What is truly in a frame of the virtual microscope."""

from __future__ import annotations

from leukdesk.capture.virtual.cells.kinds import RED_CELL
from leukdesk.capture.virtual.layout import LARGEST
from leukdesk.capture.virtual.slide import Slide
from leukdesk.imaging.frame import KnownCell


def cells_in(slide: Slide, left: int, top: int, width: int, height: int, *, red: bool = True) -> tuple[KnownCell, ...]:
    """Return the cells in a view of a slide, whose corner and size are given in pixels.

    The red ones come first; of a weak objective they are thousands, and can be left out.
    """
    layout, scale = slide.layout, slide.scale
    window = (
        left / scale - LARGEST,
        top / scale - LARGEST,
        (left + width) / scale + LARGEST,
        (top + height) / scale + LARGEST,
    )
    radii = layout.red_radii
    discs = layout.red_in(*window) if red else ()
    found = [(RED_CELL, each.x + dx, each.y + dy, radii[each.variant]) for each, dx, dy in discs]
    found += [(cell.kind, cell.x + dx, cell.y + dy, cell.radius) for cell, dx, dy in layout.white_in(*window)]
    cells = []
    for kind, x, y, radius in found:
        x, y, radius = x * scale - left, y * scale - top, radius * scale
        if -radius < x < width + radius and -radius < y < height + radius:
            whole = radius <= x <= width - radius and radius <= y <= height - radius
            cells.append(KnownCell(kind, x, y, radius, whole))
    return tuple(cells)
