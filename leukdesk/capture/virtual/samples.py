"""Renders the sample pictures in resources/samples: ``python -m leukdesk.capture.virtual.samples FOLDER``.

The pictures are this project's own work, under its licence, and the same in every run with the same version of NumPy.
Their styles were tuned, and their slides chosen, so that the bundled model names them: they are for trying the program
out and for its self-test, and say nothing about how well a model does on real smears.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.layout import SIDE, Layout
from leukdesk.capture.virtual.objectives import FIELD_WIDTH
from leukdesk.capture.virtual.optics import BALANCED, Optics
from leukdesk.capture.virtual.slide import Slide
from leukdesk.capture.virtual.style import STYLES

SIZE = (416, 312)
# Drawn so much larger, then averaged, so that small granules and edges do not alias.
OVERSAMPLING = 2
# Noise cannot be compressed; a little blur instead is what a 40x objective gives.
BLUR = 0.6

# The seed of each one's slide.
_SEEDS = {
    "benign-01": 3,
    "benign-02": 4,
    "early-01": 8,
    "early-02": 10,
    "pre-01": 1,
    "pre-02": 3,
    "pro-01": 1,
    "pro-02": 4,
}
SAMPLES = tuple(_SEEDS)


def render_sample(name: str) -> NDArray[np.uint8]:
    """Return the picture of that name, uint8 (H, W, 3) RGB: its style stands before the dash."""
    style = STYLES[name.partition("-")[0]]
    seed = _SEEDS[name]
    width, height = OVERSAMPLING * SIZE[0], OVERSAMPLING * SIZE[1]
    slide = Slide(Layout(seed, style), style, width / FIELD_WIDTH, sharpness=0.0)
    corner = round(SIDE / 2 * slide.scale)
    field = np.asarray(cv2.resize(slide.view(corner, corner, width, height), SIZE, interpolation=cv2.INTER_AREA))
    optics = Optics(np.random.default_rng(seed), SIZE)
    optics.light(100, BALANCED, 100 * style.vignette)
    return optics.picture(field.astype(np.uint8), frame=0, blur=BLUR)


def write_samples(folder: Path) -> list[Path]:
    """Render all samples into a folder as PNG files; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in SAMPLES:
        path = folder / f"{name}.png"
        ok, data = cv2.imencode(
            ".png",
            render_sample(name)[..., ::-1],
            [cv2.IMWRITE_PNG_COMPRESSION, 9],
        )
        assert ok
        path.write_bytes(data.tobytes())
        paths.append(path)
    return paths


def main() -> None:
    """Read the folder from the command line and render."""
    parser = argparse.ArgumentParser(prog="python -m leukdesk.capture.virtual.samples", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where the PNG files are written, for example resources/samples")
    write_samples(parser.parse_args().folder)


if __name__ == "__main__":
    main()
