"""Renders the sample pictures in resources/samples: ``python -m leukdesk.capture.virtual.samples FOLDER``.

The pictures are this project's own work, under its licence, and the same in every run with the same version of NumPy.
Their styles were tuned until the bundled model named most of them: they are for trying the program out and for its
self-test, and say nothing about how well a model does on real smears.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.microscope import FIELD_WIDTH
from leukdesk.capture.virtual.optics import Optics
from leukdesk.capture.virtual.slide import render_slide
from leukdesk.capture.virtual.style import STYLES

SIZE = (416, 312)
# Drawn so much larger, then averaged, so that small granules and edges do not alias.
OVERSAMPLING = 2
SLIDE_FIELDS = 1.25
# Noise cannot be compressed; a little blur instead is what a 40x objective gives.
SENSOR_NOISE = 0.0
BLUR = 0.6

SAMPLES = tuple(f"{kind}-{number:02}" for kind in ("benign", "early", "pre", "pro") for number in (1, 2))


def render_sample(name: str) -> NDArray[np.uint8]:
    """Return the picture of that name, uint8 (H, W, 3) RGB: its style stands before the dash, its name is the seed."""
    style = STYLES[name.partition("-")[0]]
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    large = (OVERSAMPLING * SIZE[0], OVERSAMPLING * SIZE[1])
    width, height = (round(SLIDE_FIELDS * side) for side in large)
    slide = render_slide(style, rng, width, height, large[0] / FIELD_WIDTH)
    field = np.asarray(cv2.resize(slide.pixels[: large[1], : large[0]], SIZE, interpolation=cv2.INTER_AREA), np.uint8)
    return Optics(style, rng, SIZE, SENSOR_NOISE).picture(field, frame=0, gain=1.0, blur=BLUR)


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
