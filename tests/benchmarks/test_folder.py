"""Budget: a folder of 1,000 images in at most 1.25 times the sum of bare invokes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from leukdesk.analysis import Analysis
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.runtime import Classifier, model_input
from leukdesk.station import Station


@pytest.mark.parametrize(
    ("count", "width", "height"),
    [(1000, 224, 224), (200, 1280, 960)],
    ids=["as the training pictures", "as a camera's"],
)
def test_folder_against_bare_invoke(
    station: Station,
    tmp_path: Path,
    write_smears: Callable[..., list[Path]],
    count: int,
    width: int,
    height: int,
) -> None:
    package = station.catalog.default
    files = write_smears(tmp_path / "smears", count, width, height)
    classifier = Classifier(package)
    prepared = model_input(read_picture(files[0]).pixels, package.card)
    invoke = classifier._run

    def bare(times: int) -> float:
        start = time.perf_counter()
        for _ in range(times):
            invoke(image=prepared[None])
        return time.perf_counter() - start

    bare(20)
    # Half before and half after, so that what else the computer does weighs on both sides of the ratio.
    invokes = bare(count // 2)
    start = time.perf_counter()
    outcomes = list(station.analyse_files(files, package.id))
    total = time.perf_counter() - start
    invokes += bare(count - count // 2)

    assert all(isinstance(outcome, Analysis) for outcome in outcomes)
    assert station.history is not None
    assert station.history.count() == count
    print(f"\nfolder of {count} pictures of {width} x {height}: {total / invokes:.2f} times the bare invokes "
          f"(budget: 1.25) on {os.cpu_count()} cores; {1000 * total / count:.1f} ms a picture")  # fmt: skip
