"""One training run from a data folder to fitted weights and a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.data.copies import join_copies
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.data.leaks import check_leaks
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.data.splits import Split, split_as_given, split_at_random, split_by_group
from leukdesk.training.fitting import Curves, Network, Recipe, fit
from leukdesk.training.masks import CornerMask


@dataclass(frozen=True)
class Run:
    """A fitted network with the data and the split that it was fitted on.

    Attributes
    ----------
    pixels : array, uint8, (N, S, S, 3), RGB
        All pictures of the data set, masked.
    """

    recipe: Recipe
    dataset: Dataset
    mask: CornerMask | None
    pixels: NDArray[np.uint8]
    split: Split
    seed: int
    network: Network
    curves: Curves

    def logits(self, part: NDArray[np.int64]) -> NDArray[np.float64]:
        """Keras' logits, float (N, C), for a part of the split."""
        pictures = self.pixels[part].astype(np.float32)
        return np.asarray(self.network.model.predict(pictures, batch_size=32, verbose=0), np.float64)


def train_run(
    recipe: Recipe,
    dataset: Dataset,
    mask: CornerMask | None,
    weights: Path | None,
    out: Path,
    *,
    seed: int,
    at_random: bool = False,
    report: Callable[[str], None],
) -> Run:
    """Load, split, check and train; resumes what ``out`` holds.

    Parameters
    ----------
    at_random : bool
        Ignore the groups, as a study with a leak does. Near copies are then not refused.
    report : callable
        Receives one line an epoch.

    Raises
    ------
    LeakError
        Near copies stand on both sides of a grouped split.
    DatasetError
        ``out`` holds a run that was begun with other data or settings.
    """
    keras.utils.set_random_seed(seed)
    pictures = read_pictures(dataset, recipe.input_side, mask)
    dataset, pixels = pictures.dataset, pictures.pixels
    if at_random:
        split = split_at_random(dataset, seed)
    else:
        dataset = join_copies(dataset, pictures.near_copies)
        split = split_as_given(dataset, seed) if dataset.has_parts else split_by_group(dataset, seed)
        check_leaks(dataset, split, pictures.near_copies)
    labels = dataset.labels()
    _begin_or_resume(out, manifest_of(recipe, dataset, split, mask, weights, seed))
    network = recipe.build(len(dataset.classes), weights)
    curves = fit(
        network,
        recipe,
        (pixels[split.train], labels[split.train]),
        (pixels[split.validation], labels[split.validation]),
        len(dataset.classes),
        seed=seed,
        checkpoints=out / "checkpoints",
        report=report,
    )
    return Run(recipe, dataset, mask, pixels, split, seed, network, curves)


def manifest_of(
    recipe: Recipe, dataset: Dataset, split: Split, mask: CornerMask | None, weights: Path | None, seed: int
) -> dict[str, Any]:
    """Everything that a run's outcome follows from, as plain values; pictures by name, weights by hash."""
    return {
        "recipe": json.loads(json.dumps(asdict(replace(recipe, build=None)))),  # type: ignore[arg-type]
        "seed": seed,
        "mask": None if mask is None else asdict(mask),
        "weights": None if weights is None else hashlib.sha256(weights.read_bytes()).hexdigest(),
        "classes": list(dataset.classes),
        "parts": {part: [dataset.name(i) for i in indices] for part, indices in vars(split).items()},
    }


def _begin_or_resume(out: Path, manifest: dict[str, Any]) -> None:
    """Refuse to go on with a run that was begun otherwise: its test part may hold pictures it was trained on."""
    record = out / "run.json"
    if record.exists():
        begun = json.loads(record.read_text(encoding="utf-8"))
        if different := [key for key in manifest if begun.get(key) != manifest[key]]:
            raise DatasetError(
                f"{out} holds a run with another {' and another '.join(different)}, which cannot be gone on with:"
                " choose another --out, or repeat the former settings"
            )
        return
    out.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
