"""Fit a network to labelled pictures: learning rate, checkpoints, early stop."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np

from leukdesk.training.batches import AugmentedBatches, Part, Teacher, steps_of_an_epoch
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.head_fitting import fit_head
from leukdesk.training.recipe import Settings

Curves = list[dict[str, float]]  # one entry an epoch: loss, accuracy, val_loss, val_accuracy


class FallingRate(keras.callbacks.Callback):  # type: ignore[misc]
    """Half a cosine down to 0 after a short warm-up; where the last epochs see whole pictures, another for these.

    Set from outside the training graph: a Keras schedule is drawn into it anew for every one of a network's weights,
    which takes minutes where there are hundreds.
    """

    def __init__(self, settings: Settings, steps_per_epoch: int) -> None:
        super().__init__()
        self._steps = steps_per_epoch
        self.first = 0  # step that the epoch under way began with
        cut, whole = settings.epochs - settings.whole_epochs, settings.whole_epochs
        between = settings.rate / 6 if whole else 0.0
        self._falls = [(0, cut, settings.rate, between), (cut, whole, between, 0.0)]

    def rate(self, step: int) -> float:
        """Learning rate of an optimizer step, counted from 0."""
        epoch = step / self._steps
        start, length, first, last = self._falls[epoch >= self._falls[1][0] and self._falls[1][1] > 0]
        done = min((epoch - start) / max(length, 1), 1.0)
        return (last + (first - last) * (1 + math.cos(math.pi * done)) / 2) * min(1.0, epoch + 0.02)

    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        """Set the rate."""
        self.model.optimizer.learning_rate.assign(self.rate(self.first + batch))


def fit(
    model: keras.Model,
    settings: Settings,
    train: Part,
    validation: Part | None,
    classes: int,
    *,
    seed: int,
    checkpoints: Path,
    teacher: Teacher | None = None,
    report: Callable[[str], None],
) -> Curves:
    """Train a network in place and return its curves.

    After every epoch weights, optimizer and curves are on disk: the same call on the same
    ``checkpoints`` folder goes on where an interrupted one stopped.

    Parameters
    ----------
    model : keras.Model
        Pictures, float32 (N, S, S, 3), to logits, (N, C); as :class:`~leukdesk.training.recipe.Recipe` says.
    train, validation : Part
        Without a validation part nothing stops the training early.
    classes : int
    checkpoints : Path
        Folder for what is needed to resume.
    teacher : callable, optional
        See :class:`~leukdesk.training.batches.AugmentedBatches`.
    report : callable
        Receives one line an epoch.
    """
    checkpoints.mkdir(parents=True, exist_ok=True)
    model.compile(
        optimizer=keras.optimizers.AdamW(
            settings.rate,
            weight_decay=settings.weight_decay,
            global_clipnorm=1.0,
            use_ema=bool(settings.average),  # Keras puts the average in the weights' place when an epoch ends
            ema_momentum=settings.average,
        ),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=settings.label_smoothing),
        metrics=["accuracy"],
        jit_compile=False,  # XLA makes depthwise convolutions five times slower on a CPU
    )
    # Left to the first step, this is done while that step is drawn up, which is then drawn up twice.
    model.optimizer.build(model.trainable_variables)
    falling = FallingRate(settings, steps_of_an_epoch(train, settings))
    curves = _resume(model, checkpoints)
    if curves:
        report(f"goes on after epoch {len(curves)}")
    elif settings.head_first:
        report("the last layer is fitted to what the pretrained weights give")
        fit_head(model, train, settings, seed)
    while len(curves) < settings.epochs and not _gone_stale(curves, settings.patience):
        started = time.monotonic()
        epoch = len(curves)
        cut = settings.cut_side and epoch < settings.epochs - settings.whole_epochs
        side = settings.cut_side if cut else settings.input_side
        batches = AugmentedBatches(train, classes, settings, side=side, seed=seed, epoch=epoch, teacher=teacher)
        falling.first = epoch * len(batches)
        history = model.fit(batches, verbose=0, callbacks=[falling]).history
        figures = {"loss": history["loss"][0], "accuracy": history["accuracy"][0]}
        if validation is not None:
            figures |= _validate(model, validation, classes, settings.batch)
        curves.append(figures)
        _checkpoint(model, curves, checkpoints, keep_best=bool(settings.patience))
        left = (time.monotonic() - started) * (settings.epochs - epoch - 1) / 60
        line = " ".join(f"{name} {value:.4f}" for name, value in figures.items())
        report(f"epoch {epoch + 1}/{settings.epochs} {line} ({left:.0f} min left of this run)")
    best = checkpoints / "best.weights.h5"
    if settings.patience and best.is_file():
        model.load_weights(best)
        report(f"the weights of epoch {best_epoch(curves) + 1} are kept, of {len(curves)}")
    return curves


def _validate(model: keras.Model, part: Part, classes: int, batch: int) -> dict[str, float]:
    targets = np.eye(classes, dtype=np.float32)[part.labels]
    sums = np.zeros(2)
    # A batch at a time: all pictures as floats would take four times their memory.
    for start in range(0, len(targets), batch):
        chosen = slice(start, start + batch)
        loss, accuracy = model.test_on_batch(part.pixels[chosen].astype(np.float32), targets[chosen])
        model.reset_metrics()
        sums += np.array([loss, accuracy]) * len(targets[chosen])
    loss, accuracy = (sums / len(targets)).tolist()
    return {"val_loss": loss, "val_accuracy": accuracy}


def best_epoch(curves: Curves) -> int:
    """Index of the epoch with the smallest validation loss; the last one where there was no validation."""
    losses = [epoch.get("val_loss", math.inf) for epoch in curves]
    return losses.index(min(losses)) if min(losses) < math.inf else len(curves) - 1


def _gone_stale(curves: Curves, patience: int) -> bool:
    return bool(patience and curves and len(curves) - 1 - best_epoch(curves) >= patience)


def _resume(model: keras.Model, checkpoints: Path) -> Curves:
    """Load the last finished epoch, if there is one, and return the curves up to it."""
    record = checkpoints / "curves.json"
    if not record.exists():
        return []
    try:
        curves: Curves = json.loads(record.read_text(encoding="utf-8"))
        model.load_weights(checkpoints / f"epoch{len(curves)}.weights.h5")
    except Exception as problem:  # whatever a damaged file brings about in Keras
        raise DatasetError(
            f"{checkpoints} is damaged and cannot be gone on with: delete it, and give the command again"
        ) from problem
    return curves


def _checkpoint(model: keras.Model, curves: Curves, checkpoints: Path, *, keep_best: bool) -> None:
    """Write the weights, then the curves that name them, then drop the older weights."""
    current = checkpoints / f"epoch{len(curves)}.weights.h5"
    model.save_weights(current)
    if keep_best and best_epoch(curves) == len(curves) - 1:
        model.save_weights(checkpoints / "best.weights.h5")
    replacement = checkpoints / "curves.json.new"
    replacement.write_text(json.dumps(curves), encoding="utf-8")
    replacement.replace(checkpoints / "curves.json")
    for old in checkpoints.glob("epoch*.weights.h5"):
        if old != current:
            old.unlink()
