"""Budget: read + classify + log one file at least 10 times faster than keras.Model.predict on the same network."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from leukdesk.imaging.reading import read_picture
from leukdesk.station import Station

ROUNDS = 60


def test_one_file_against_keras_predict(
    station: Station, tmp_path: Path, write_smears: Callable[..., list[Path]]
) -> None:
    keras = pytest.importorskip("keras", reason='needs the train extra: pip install "leukdesk[train]"')
    package = station.catalog.default
    side = package.card.input_height
    files = write_smears(tmp_path / "smears", ROUNDS + 3, side, side)
    network = keras.applications.MobileNetV2(weights=None, classes=4, input_shape=(side, side, 3))

    ours, invoke, theirs = [], [], []
    for round_number, file in enumerate(files):
        picture = read_picture(file).pixels.astype(np.float32)[np.newaxis] / 127.5 - 1
        start = time.perf_counter()
        network.predict(picture, verbose=0)
        middle = time.perf_counter()
        analysis = station.analyse(read_picture(file), package.id)
        end = time.perf_counter()
        if round_number >= 3:  # the first ones load and trace
            theirs.append(middle - start)
            ours.append(end - middle)
            invoke.append(analysis.milliseconds.infer / 1000)

    ratio = statistics.median(theirs) / statistics.median(ours)
    alone = statistics.median(theirs) / statistics.median(invoke)
    print(f"\nread + classify + log one file: {ratio:.1f} times faster than keras predict (budget: 10)")
    print(f"  classify alone: {alone:.1f} times faster; medians in ms: keras {1000 * statistics.median(theirs):.1f}, "
          f"whole {1000 * statistics.median(ours):.1f}, classify {1000 * statistics.median(invoke):.1f}")  # fmt: skip
