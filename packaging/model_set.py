"""Which model packages go into the executable, and what of them.

The executable is unpacked at every start, so each megabyte costs time there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

LARGEST_BYTES = 25 * 1000**2
"""Packages with a larger graph belong to the full set only."""
LEFT_OUT = "evaluation"
"""Reports and charts for people; the program reads cards, graphs and golden pictures."""


def model_files(models: Path, *, full: bool) -> list[tuple[str, str]]:
    """Return each file of the chosen packages with its folder in the executable, as PyInstaller takes them.

    Parameters
    ----------
    models : Path
        The folder of packages.
    full : bool
        Take the large ones as well.
    """
    return [
        (str(file), str(Path("models", file.parent.relative_to(models))))
        for folder in _chosen(models, full=full)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.relative_to(folder).parts[0] != LEFT_OUT
    ]


def _chosen(models: Path, *, full: bool) -> Iterator[Path]:
    for graph in sorted(models.glob("*/model.tflite")):
        size = graph.stat().st_size
        if full or size <= LARGEST_BYTES:
            yield graph.parent
        else:
            print(f"Left out: {graph.parent.name}, {size / 1000**2:.0f} MB; only the full set has it.", file=sys.stderr)
