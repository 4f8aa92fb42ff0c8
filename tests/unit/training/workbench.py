"""What the tests of the workbench's commands have in common: settings, pictures, and where to find what was made."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

FEW = ["--set", "epochs=1", "--set", "batch=16", "--set", "patience=0"]
CHARTS = {"confusion.png", "roc.png", "reliability.png", "thresholds.png"}


def package_of(out: Path) -> Path:
    """The one package in a folder."""
    (card,) = out.glob("*/card.toml")
    return card.parent


def run_of(out: Path) -> Path:
    """The folder of the one run that made it."""
    (run,) = (out / "runs").iterdir()
    return run


def pictures_in(root: Path, *names: str) -> Path:
    """Pictures of noise under these names."""
    rng = np.random.default_rng(4)
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(root / name), rng.integers(0, 255, (48, 48, 3), dtype=np.uint8))
    return root
