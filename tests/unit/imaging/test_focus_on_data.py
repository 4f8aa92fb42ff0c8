"""Through-focus series of real pictures, blurred by known amounts, are put in the right order."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from leukdesk.imaging.focus import Gradients
from leukdesk.imaging.reading import find_pictures, read_picture
from leukdesk.imaging.sharpness import measure_sharpness

from .spoiling import BLURS, disc, gaussian, noisy

DATA = Path(os.environ.get("LEUKDESK_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")

logger = logging.getLogger(__name__)

pytestmark = pytest.mark.data


@pytest.mark.parametrize("blur", [gaussian, disc])
@pytest.mark.parametrize("name", ["bccd", "wbc500", "small100"])
def test_sharpness_ranks_a_through_focus_series(name: str, blur: Callable[[np.ndarray, float], np.ndarray]) -> None:
    folder = DATA / "fields" / name / "images"
    if not folder.is_dir():
        pytest.skip(f"needs the picture sets: {folder} is absent (set LEUKDESK_SHARED_DATA)")
    files = [path for path in find_pictures([folder]) if isinstance(path, Path)]
    rng = np.random.default_rng(1)
    right = []
    for path in random.Random(3).sample(files, 30):
        pixels = read_picture(path).pixels
        series = [noisy(blur(pixels, each), rng) for each in BLURS]
        figures = [measure_sharpness(Gradients(picture)).sharpness for picture in series]
        right += [sharper > softer for sharper, softer in combinations(figures, 2)]
    logger.info(f"{name}, blurred by a {blur.__name__}: {np.mean(right):.2%} of {len(right)} pairs in order")
    assert np.mean(right) >= 0.95
