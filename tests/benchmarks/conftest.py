"""Benchmarks print ratios measured in one run; they are run on demand: pytest tests/benchmarks -m benchmark -s."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk.paths import DataPaths
from leukdesk.station import Station

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked_for = "benchmark" in (config.getoption("markexpr") or "")
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.benchmark)
            item.add_marker(pytest.mark.timeout(1800))
            if not asked_for:
                item.add_marker(pytest.mark.skip(reason="a benchmark: run it with -m benchmark -s"))


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with Station.open(DataPaths(tmp_path / "data")) as opened:
        yield opened


@pytest.fixture
def write_smears() -> Callable[..., list[Path]]:
    return _write_smears


def _write_smears(folder: Path, count: int, width: int, height: int) -> list[Path]:
    """Write pictures as large and as hard to compress as smears: discs on a bright ground, with the camera's noise."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(3)
    files = []
    for number in range(count):
        pixels = np.full((height, width, 3), (225, 205, 215), np.uint8)
        for _ in range(max(10, width * height // 2500)):
            centre = (int(rng.integers(width)), int(rng.integers(height)))
            cv2.circle(pixels, centre, 14, tuple(int(v) for v in rng.integers(90, 200, 3)), -1, cv2.LINE_AA)
        noisy = np.clip(pixels + rng.normal(0, 4, pixels.shape), 0, 255).astype(np.uint8)
        files.append(folder / f"{number:04d}.jpg")
        assert cv2.imwrite(str(files[-1]), noisy)
    return files
