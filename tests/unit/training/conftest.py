"""A rendered data set for all tests, and what the tests of the workbench's commands begin with."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the train extra: pip install 'leukdesk[train]'")
if find_spec("tensorflow") is None:  # the tests of the data, in the folder below, do without it
    collect_ignore_glob = ["test_*.py"]

CLASSES = ("dark", "light")
GROUPS = 12
PER_GROUP = 5


@pytest.fixture(scope="session")
def picture_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rendered data set: round cells, dark ones in one class, light ones in the other."""
    root = tmp_path_factory.mktemp("set")
    rng = np.random.default_rng(5)
    lines = ["file,label,block"]
    for number, label in enumerate(CLASSES):
        (root / label).mkdir()
        for group in range(GROUPS):
            for i in range(PER_GROUP):
                picture = rng.integers(200, 255, (64, 64, 3), dtype=np.uint8)
                for _ in range(4):
                    x, y = rng.integers(8, 56, 2)
                    shade = (60, 20, 90) if number == 0 else (150, 110, 190)
                    cv2.circle(picture, (int(x), int(y)), int(rng.integers(5, 9)), shade, -1)
                name = f"{label}/{group:02}-{i}.png"
                cv2.imwrite(str(root / name), picture)
                lines.append(f"{name},{label},{label}-{group}")
    (root / "index.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


@pytest.fixture
def train(picture_set: Path, tmp_path: Path) -> list[str]:
    """Options of a training on the rendered data set."""
    return ["--data", str(picture_set), "--group-by", "block", "--out", str(tmp_path / "out"), "--force"]


@pytest.fixture
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick intervals, where how narrow they are is not what is under test."""
    monkeypatch.setattr("leukdesk.training.measuring.measurement.RESAMPLES", 50)
