from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

MakeTree = Callable[[Mapping[str, int]], Path]


def smooth_noise(rng: np.random.Generator, side: int = 48) -> np.ndarray:
    """A picture that is like no other, and whose coarse structure survives resizing."""
    noise = cv2.GaussianBlur(rng.normal(size=(side, side, 3)), (0, 0), 2)
    return np.asarray(np.clip(128 + 200 * noise, 0, 255), np.uint8)


@pytest.fixture
def make_tree(tmp_path: Path) -> MakeTree:
    """Write so many different pictures into each folder below a new one, and return that."""
    rng = np.random.default_rng(5)

    def make(counts: Mapping[str, int]) -> Path:
        for folder, count in counts.items():
            (tmp_path / "set" / folder).mkdir(parents=True)
            for i in range(count):
                assert cv2.imwrite(str(tmp_path / "set" / folder / f"{i}.png"), smooth_noise(rng))
        return tmp_path / "set"

    return make


@pytest.fixture
def write_index(make_tree: MakeTree) -> Callable[..., Path]:
    """Write an index above pictures a/0.png to a/2.png and b/0.png to b/2.png, and return its folder."""

    def write(*lines: str, encoding: str = "utf-8") -> Path:
        root = make_tree({"a": 3, "b": 3})
        (root / "index.csv").write_bytes("\n".join(lines).encode(encoding))
        return root

    return write
