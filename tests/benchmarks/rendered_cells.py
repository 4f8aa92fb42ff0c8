"""Cells of the virtual slide, found and then labelled by what was drawn; and a small network that learns them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.cells.kinds import KINDS, PLATELET
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import Script, Stop
from leukdesk.cli import main
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.cells import find_cells
from leukdesk.imaging.frame import KnownCell

SIZE = (640, 480)
SIDE = 20.0
"""Micrometres that the network sees of a cell and what is around it."""
CLASS_OF = {
    "segmented neutrophil": "neutrophil",
    "band neutrophil": "neutrophil",
    "promyelocyte": "immature",
    "myelocyte": "immature",
    "metamyelocyte": "immature",
    "hematogone": "lymphocyte",
}
"""Kinds that are taken together: those that a slide has few of."""
NO_CELLS = (PLATELET, "smudge cell")
"""What a differential does not count, and the finder passes by."""
CLASSES = sorted({CLASS_OF.get(kind, kind) for kind in KINDS if kind not in NO_CELLS})
_OF_A_SLIDE = 28  # of each class
CARD = """id = "rendered"
folder = "rendered"
title = "Cells of the virtual slide"
summary = "Rendered cells, for the test of slide sessions alone."
scope = "cell"
limits = ["It knows no real cell."]
{classes}
[crop]
side_micrometres = {side}
margin = 0.4
reason = "Cut so from rendered fields of known scale."

[data]
description = "Rendered cells"
source = "the virtual microscope"
licence = "none needed"
"""


def class_of(kind: str) -> str:
    """Return the class that a kind belongs to."""
    return CLASS_OF.get(kind, kind)


def rendered_fields(seed: int, stops: list[Stop]) -> Iterator[tuple[NDArray[np.uint8], tuple[KnownCell, ...], float]]:
    """Yield a field at each stop, what is in it, and micrometres a pixel."""
    source = VirtualMicroscope(seed, size=SIZE, pace=False, fps=1, script=Script(stops, 1.0))
    source.open()
    shown: set[int] = set()
    while len(shown) < len(stops):
        pixels, place = source.read(), source.position
        if pixels is not None and place.stop is not None and place.stop not in shown:
            shown.add(place.stop)
            yield pixels, source.truth, source.micrometres_per_pixel
    source.close()


def known_as(cell: Cell, truth: tuple[KnownCell, ...]) -> str | None:
    """Return the class of the one rendered cell whose middle lies in a found cell's box; None for none or several."""
    box = cell.box
    inside = [
        each.kind
        for each in truth
        if each.kind in KINDS
        and each.kind not in NO_CELLS
        and box.x < each.x < box.x + box.width
        and box.y < each.y < box.y + box.height
    ]
    return class_of(inside[0]) if len(inside) == 1 else None


def write_set(folder: Path, seeds: range) -> Counter[str]:
    """Write crops of found cells with an index; return how many there are of each class."""
    counts: Counter[str] = Counter()
    rows = []
    for seed in seeds:
        slide = VirtualMicroscope(seed, size=SIZE, pace=False)
        slide.open()
        wanted = [c for c in slide.cells if c.kind not in NO_CELLS]
        slide.close()
        rng = np.random.default_rng(seed)
        rng.shuffle(wanted)  # type: ignore[arg-type]
        some: Counter[str] = Counter()
        stops = []
        for cell in wanted:
            if some[class_of(cell.kind)] < _OF_A_SLIDE:
                some[class_of(cell.kind)] += 1
                stops.append(Stop(cell.x + rng.uniform(-25, 25), cell.y + rng.uniform(-20, 20), 0.0, 1.0))
        of_slide: Counter[str] = Counter()
        for pixels, truth, scale in rendered_fields(seed, stops):
            for cell in find_cells(pixels, scale).cells:
                name = known_as(cell, truth)
                if name is None or cell.cut or of_slide[name] >= _OF_A_SLIDE:
                    continue
                of_slide[name] += 1
                counts[name] += 1
                path = folder / f"{name}-{counts[name]:04}.png"
                cv2.imwrite(str(path), square(pixels, cell, SIDE / scale)[..., ::-1])
                rows.append((path.name, name, seed))
    with (folder / "index.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("file", "label", "slide"), *rows])
    return counts


def square(pixels: NDArray[np.uint8], cell: Cell, side: float) -> NDArray[np.uint8]:
    """Cut the square around a cell's middle, as cropping does."""
    x, y = cell.centre
    half = side / 2
    matrix = np.array([[1.0, 0.0, x - half], [0.0, 1.0, y - half]], np.float32)
    size = (round(side), round(side))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(pixels, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def train(folder: Path, out: Path) -> Path:
    """Train a small network on the crops; return its package."""
    classes = "".join(
        f'[[classes]]\nid = "{each}"\nname = "{each.capitalize()}"\ndescription = "As rendered."\n\n'
        for each in CLASSES
    )
    card = folder.parent / "rendered.toml"
    card.write_text(CARD.format(classes=classes, side=SIDE), encoding="utf-8")
    settings = ("input_side=64", "epochs=24", "rate=0.001", "patience=8")
    status = main(
        ["train", "cml1", "--data", str(folder), "--group-by", "slide", "--card", str(card), "--out", str(out)]
        + [part for each in settings for part in ("--set", each)]
    )
    assert status == 0
    return out / "rendered-cml1"
