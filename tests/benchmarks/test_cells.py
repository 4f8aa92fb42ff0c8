"""The cells of a field: all in a few calls of the runtime against one call each, and the whole way of a field.

Budget: a field of 1280 x 960 pixels with 20 cells, found and classified, in 100 ms on two cores.
"""

from __future__ import annotations

import statistics
import time

import numpy as np
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.cell_analysis import analyse_field
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.optics import Optics
from leukdesk.inference.package import read_package
from leukdesk.inference.runtime import Classifier
from leukdesk.paths import bundled_models

ROUNDS = 30


@pytest.mark.parametrize("model", ["pbc8-mobilenetv2", "cnmc2-mobilenetv2"])
@pytest.mark.parametrize("count", [4, 20, 50])
def test_the_cells_of_a_field_together_against_one_by_one(model: str, count: int) -> None:
    classifier = Classifier(read_package(bundled_models() / model))
    card = classifier.package.card
    shape = (count, card.input_height, card.input_width, 3)
    cells = np.random.default_rng(2).integers(0, 256, shape, dtype=np.uint8)
    classifier.classify_many(cells, "field")

    together, alone = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        classifier.classify_many(cells, "field")
        middle = time.perf_counter()
        for each in cells:
            classifier.classify_prepared(each, "field")
        end = time.perf_counter()
        together.append((middle - start) * 1000)
        alone.append((end - middle) * 1000)

    ratio = statistics.median(together) / statistics.median(alone)
    print(f"\n{model}, {count} cells together: {ratio:.2f} of the time that they take one by one")
    print(f"  medians in ms: together {statistics.median(together):.1f}, one by one {statistics.median(alone):.1f}; "
          f"least: {min(together):.1f}, {min(alone):.1f}")  # fmt: skip


@pytest.mark.parametrize("model", ["pbc8-mobilenetv2", "cnmc2-mobilenetv2"])
def test_a_field_with_twenty_cells(model: str) -> None:
    """Seen through the 40×, a field of the virtual slide has about so many."""
    microscope = VirtualMicroscope(seed=3, pace=False, objective="40×")
    microscope.open()
    try:
        scenes = [microscope.read() for _ in range(10 * ROUNDS)][::10]
        optics = Optics("virtual", "40×", microscope.micrometres_per_pixel)
    finally:
        microscope.close()
    classifier = Classifier(read_package(bundled_models() / model))
    frames = [Frame(np.ascontiguousarray(scene), "virtual", optics=optics) for scene in scenes if scene is not None]
    done = [analyse_field(frame, classifier) for frame in frames][3:]

    cells = statistics.median(len(each.cells) for each in done)
    find = [each.milliseconds.find for each in done]
    infer = [each.milliseconds.infer for each in done]
    both = [a + b for a, b in zip(find, infer, strict=True)]
    print(
        f"\n{model}, {cells:.0f} cells a field: found and classified in {statistics.median(both) / 100:.2f} of 100 ms"
    )
    print(f"  medians in ms: find {statistics.median(find):.1f}, cut out and classify {statistics.median(infer):.1f}; "
          f"least: {min(find):.1f}, {min(infer):.1f}")  # fmt: skip
