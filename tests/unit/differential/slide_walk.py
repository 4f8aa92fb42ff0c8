"""Goes over the virtual slide field by field, and tells where on the slide the cells of each field lie."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.layout import PLATELET
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import Script, Stop
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import KnownCell, Region

SIZE = (640, 480)
Place = tuple[float, float]
Field = tuple[NDArray[np.uint8], list[Cell], list[Place]]


def fields(seed: int, overlap: float, objective: str = "100× oil", count: int = 16) -> Iterator[Field]:
    """Go to and fro over a slide, row by row; yield each field, its whole cells, and where on the slide these lie."""
    with_scale = VirtualMicroscope(seed, size=SIZE, pace=False, objective=objective)
    with_scale.open()
    scale = with_scale.micrometres_per_pixel
    with_scale.close()
    rng, columns, stops = np.random.default_rng(seed), round(count**0.5), []
    for number in range(count):
        row, column = divmod(number, columns)
        column = column if row % 2 == 0 else columns - 1 - column
        x, y = (side * scale * (1 - overlap) * n for side, n in zip(SIZE, (column, row), strict=True))
        stops.append(Stop(400 + x + rng.uniform(-3, 3), 400 + y + rng.uniform(-3, 3), 0.0, 1.0))
    source = VirtualMicroscope(seed, size=SIZE, pace=False, objective=objective, fps=1, script=Script(stops, 1.0))
    source.open()
    shown: set[int] = set()
    while len(shown) < count:
        pixels, place = source.read(), source.position
        if pixels is None or place.stop is None or place.stop in shown:
            continue
        shown.add(place.stop)
        whole = [each for each in source.truth if each.whole and each.kind not in ("red cell", PLATELET)]
        where = [(place.x + (each.x - SIZE[0] / 2) * scale, place.y + (each.y - SIZE[1] / 2) * scale) for each in whole]
        yield pixels, [boxed(each, rng) for each in whole], where
    source.close()


def boxed(known: KnownCell, rng: np.random.Generator) -> Cell:
    """Draw a box that is somewhat wrong, as every finder's is."""
    radius = known.radius * rng.uniform(0.92, 1.08)
    x, y = (middle + rng.uniform(-0.1, 0.1) * known.radius for middle in (known.x, known.y))
    return Cell(Region(max(0, round(x - radius)), max(0, round(y - radius)), round(2 * radius), round(2 * radius)))


def is_known(place: Place, places: list[Place]) -> bool:
    return any(max(abs(place[0] - x), abs(place[1] - y)) < 2 for x, y in places)  # micrometres: a fifth of a cell
