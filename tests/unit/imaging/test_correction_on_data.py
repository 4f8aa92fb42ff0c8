"""A blank field estimated from some fields of a real, vignetted camera evens others, and loses no cell."""

from __future__ import annotations

import csv
import logging
import os
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from leukdesk.imaging.blank import estimated_blank
from leukdesk.imaging.correction import Correction
from leukdesk.imaging.illumination import measure_light
from leukdesk.imaging.reading import find_pictures, read_picture

DATA = Path(os.environ.get("LEUKDESK_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
WBC500 = DATA / "fields" / "wbc500"
TRAINED_ON = 12  # fields of a slide

logger = logging.getLogger(__name__)

pytestmark = pytest.mark.data


def contrast(pixels: np.ndarray, box: tuple[int, int, int, int]) -> float:
    """How much less green the middle of a cell's box lets through than the frame around the box."""
    green = pixels[..., 1].astype(float)
    left, top, right, bottom = box
    across, down = (right - left) // 4, (bottom - top) // 4
    inner = green[top + down : bottom - down, left + across : right - across].mean()
    outer = np.zeros(green.shape, bool)
    outer[max(top - down, 0) : bottom + down, max(left - across, 0) : right + across] = True
    outer[top:bottom, left:right] = False
    around = green[outer].mean()
    return float((around - inner) / around)


def unevenness(pixels: np.ndarray) -> float:
    light = measure_light(pixels)
    assert light is not None
    return light.unevenness


@pytest.fixture(scope="module")
def slides() -> dict[str, list[Path]]:
    if not WBC500.is_dir():
        pytest.skip(f"needs the picture sets: {WBC500} is absent (set LEUKDESK_SHARED_DATA)")
    found = defaultdict(list)
    for path in find_pictures([WBC500 / "images"]):
        assert isinstance(path, Path)
        found[path.name.partition("_")[0]].append(path)
    return {name: random.Random(5).sample(paths, len(paths)) for name, paths in found.items()}


@pytest.fixture(scope="module")
def boxes() -> dict[str, list[tuple[int, int, int, int]]]:
    found = defaultdict(list)
    with (WBC500 / "boxes.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            box = (int(row["xmin"]), int(row["ymin"]), int(row["xmax"]), int(row["ymax"]))
            whole = box[0] > 0 and box[1] > 0 and box[2] < int(row["width"]) and box[3] < int(row["height"])
            if whole and box[2] - box[0] >= 20:  # one row's box is two pixels wide
                found[Path(row["file"]).name].append(box)
    return found


@pytest.mark.parametrize(("by_slide", "share_left"), [(True, 0.25), (False, 0.5)])
def test_uneven_light_is_at_least_halved_without_losing_cells(
    slides: dict[str, list[Path]],
    boxes: dict[str, list[tuple[int, int, int, int]]],
    by_slide: bool,
    share_left: float,
) -> None:
    """By slide, and by fields of other slides of the same camera, whose light is another at the edges."""
    large = {name: paths for name, paths in slides.items() if len(paths) >= 2 * TRAINED_ON}
    before, after, kept, clipped = [], [], [], []
    for name, paths in large.items():
        others = [path for other, paths in slides.items() if other != name for path in paths]
        chosen = paths[:TRAINED_ON] if by_slide else random.Random(3).sample(others, 2 * TRAINED_ON)
        correction = Correction(estimated_blank([read_picture(path).pixels for path in chosen]), None)
        for path in paths[TRAINED_ON : TRAINED_ON + 25]:
            pixels = read_picture(path).pixels
            even = correction.apply(pixels)
            before.append(unevenness(pixels))
            after.append(unevenness(even))
            clipped.append(float((even >= 253).mean() - (pixels >= 253).mean()))
            kept += [contrast(even, box) / contrast(pixels, box) for box in boxes[path.name]]
    logger.info(
        f"{len(before)} fields of {len(large)} slides: unevenness {np.mean(before):.3f} -> {np.mean(after):.3f} "
        f"(median {np.median(before):.3f} -> {np.median(after):.3f}); of {len(kept)} white cells "
        f"{np.mean(np.array(kept) >= 0.9):.1%} keep 90 % of their contrast, the least {min(kept):.2f}; clipped at most "
        f"{max(clipped):.3%} more"
    )
    assert np.mean(after) <= share_left * np.mean(before)
    assert np.median(after) <= share_left * np.median(before)
    assert np.mean(np.array(kept) >= 0.9) >= 0.95
    assert max(clipped) <= 0.001
