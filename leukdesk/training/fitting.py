"""Fit a recipe's network to a data set: stages, class weights, checkpoints."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.augment import augment

Curves = list[dict[str, float]]  # one entry an epoch: loss, accuracy, val_loss, val_accuracy


@dataclass(frozen=True)
class Network:
    """A Keras model and the two parts of it that the export needs.

    Attributes
    ----------
    model : keras.Model
        Pictures, float32 (N, S, S, 3), RGB 0 to 255, to logits, float32 (N, C).
    feature_map : keras.Model
        The part before pooling: the same pictures to the last feature map, (N, h, w, D).
    head : keras.layers.Dense
        The layer that turns the pooled feature map into logits.
    """

    model: keras.Model
    feature_map: keras.Model
    head: keras.layers.Dense


@dataclass(frozen=True)
class Stage:
    """Some epochs at one picture size, the learning rate falling along a half cosine."""

    side: int
    epochs: int
    first_rate: float
    last_rate: float


@dataclass(frozen=True)
class Recipe:
    """How a network is built and trained; ``build(classes, weights)`` makes it."""

    name: str
    title: str
    architecture: str
    build: Callable[[int, Path | None], Network]
    input_side: int
    stages: tuple[Stage, ...]
    batch: int
    weight_decay: float
    label_smoothing: float

    @property
    def epochs(self) -> int:
        """Number of epochs of all stages together."""
        return sum(stage.epochs for stage in self.stages)


class AugmentedBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """One epoch of shuffled, augmented batches; what they hold depends on seed and epoch only."""

    def __init__(
        self,
        pixels: NDArray[np.uint8],
        labels: NDArray[np.int64],
        classes: int,
        *,
        side: int,
        batch: int,
        seed: int,
        epoch: int,
    ) -> None:
        super().__init__(workers=1)
        self._pixels, self._side, self._batch, self._seed = pixels, side, batch, (seed, epoch)
        self._targets = np.eye(classes, dtype=np.float32)[labels]
        # Rare classes weigh as much as common ones in the loss.
        counts = np.bincount(labels, minlength=classes)
        self._weights = (len(labels) / (classes * counts)).astype(np.float32)[labels]
        self._order = np.random.default_rng(self._seed).permutation(len(pixels))

    def __len__(self) -> int:
        return len(self._pixels) // self._batch

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        chosen = self._order[index * self._batch : (index + 1) * self._batch]
        pictures = np.empty((len(chosen), self._side, self._side, 3), np.float32)
        for row, which in enumerate(chosen):
            rng = np.random.default_rng((*self._seed, int(which)))
            pictures[row] = augment(self._pixels[which], self._side, rng)
        return pictures, self._targets[chosen], self._weights[chosen]


class StagedCosine(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """A half cosine for each stage, the first one after a linear warm-up of one epoch."""

    def __init__(self, stages: tuple[Stage, ...], steps_per_epoch: int) -> None:
        self._stages, self._steps = stages, steps_per_epoch

    def __call__(self, step: Any) -> Any:
        """Learning rate at an optimizer step."""
        epoch = keras.ops.cast(step, "float32") / self._steps
        rate, start = keras.ops.zeros_like(epoch), 0
        for stage in self._stages:
            done = keras.ops.clip((epoch - start) / stage.epochs, 0.0, 1.0)
            falling = stage.last_rate + (stage.first_rate - stage.last_rate) * (1 + keras.ops.cos(math.pi * done)) / 2
            rate = keras.ops.where(epoch >= start, falling, rate)
            start += stage.epochs
        return rate * keras.ops.minimum(1.0, epoch + 0.02)


def fit(
    network: Network,
    recipe: Recipe,
    train: tuple[NDArray[np.uint8], NDArray[np.int64]],
    validation: tuple[NDArray[np.uint8], NDArray[np.int64]],
    classes: int,
    *,
    seed: int,
    checkpoints: Path,
    report: Callable[[str], None],
) -> Curves:
    """Train a network in place and return its curves.

    After every epoch weights, optimizer and curves are on disk: the same call on the same
    ``checkpoints`` folder goes on where an interrupted one stopped.

    Parameters
    ----------
    network, recipe
        What to train and how.
    train, validation : (pixels, labels)
        uint8 (N, S, S, 3) RGB, and int64 (N,).
    classes : int
    seed : int
    checkpoints : Path
        Folder for what is needed to resume.
    report : callable
        Receives one line an epoch.
    """
    checkpoints.mkdir(parents=True, exist_ok=True)
    model = network.model
    model.compile(
        optimizer=keras.optimizers.AdamW(
            StagedCosine(recipe.stages, len(train[0]) // recipe.batch),
            weight_decay=recipe.weight_decay,
            global_clipnorm=1.0,
        ),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe.label_smoothing),
        metrics=["accuracy"],
        jit_compile=False,  # XLA makes depthwise convolutions five times slower on a CPU
    )
    targets = np.eye(classes, dtype=np.float32)[validation[1]]
    curves = _resume(model, checkpoints)
    sides = [stage.side for stage in recipe.stages for _ in range(stage.epochs)]
    for epoch in range(len(curves), recipe.epochs):
        started = time.monotonic()
        batches = AugmentedBatches(*train, classes, side=sides[epoch], batch=recipe.batch, seed=seed, epoch=epoch)
        history = model.fit(batches, verbose=0).history
        loss, accuracy = model.evaluate(validation[0].astype(np.float32), targets, batch_size=recipe.batch, verbose=0)
        figures = {"loss": history["loss"][0], "accuracy": history["accuracy"][0]}
        curves.append({**figures, "val_loss": loss, "val_accuracy": accuracy})
        _checkpoint(model, curves, checkpoints)
        left = (time.monotonic() - started) * (recipe.epochs - epoch - 1) / 60
        line = " ".join(f"{name} {value:.4f}" for name, value in curves[-1].items())
        report(f"epoch {epoch + 1}/{recipe.epochs} {line} ({left:.0f} min left)")
    return curves


def _resume(model: keras.Model, checkpoints: Path) -> Curves:
    """Load the last finished epoch, if there is one, and return the curves up to it."""
    record = checkpoints / "curves.json"
    if not record.exists():
        return []
    curves: Curves = json.loads(record.read_text(encoding="utf-8"))
    model.optimizer.build(model.trainable_variables)
    model.load_weights(checkpoints / f"epoch{len(curves)}.weights.h5")
    return curves


def _checkpoint(model: keras.Model, curves: Curves, checkpoints: Path) -> None:
    """Write the weights, then the curves that name them, then drop the older weights."""
    current = checkpoints / f"epoch{len(curves)}.weights.h5"
    model.save_weights(current)
    replacement = checkpoints / "curves.json.new"
    replacement.write_text(json.dumps(curves), encoding="utf-8")
    replacement.replace(checkpoints / "curves.json")
    for old in checkpoints.glob("epoch*.weights.h5"):
        if old != current:
            old.unlink()
