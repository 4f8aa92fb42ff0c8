"""Trains the network on some sets, and chooses on fields of theirs from which likelihood a place is a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import keras
import numpy as np

from leukdesk.training.finding.fields import Field
from leukdesk.training.finding.learnt.canvases import Fields, draw, read
from leukdesk.training.finding.learnt.network import boxes_of, build, loss
from leukdesk.training.finding.matching import tally
from leukdesk.training.finding.scoring import Finder, score

BATCH = 16
_RATE = 1e-3
_WARM = 50
_ASIDE = 5  # each fifth group is not learnt from: the threshold is chosen on it
_CHECKED = 60
_TOLD = 50  # steps between two lines
_THRESHOLDS = np.arange(0.1, 0.9, 0.05)


def teach(
    sets: Sequence[Sequence[Field]], weights: Path | None, steps: int, seed: int, report: Callable[[str], None]
) -> Finder:
    """Return a finder that has learnt from the given sets alone.

    Parameters
    ----------
    sets : sequence of sequence of Field
        Each fifth group of fields of a set is kept out of the training; the threshold is the one with the best mean F1
        there.
    weights : Path, optional
        Of MobileNetV2, to begin from.
    steps : int
        Batches of 16 canvases.
    """
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    aside = [_aside(fields) for fields in sets]
    learnt = [
        read([each for each in fields if each.group not in kept]) for fields, kept in zip(sets, aside, strict=True)
    ]
    model = build(weights)
    model.compile(
        optimizer=keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(0.0, steps, warmup_target=_RATE, warmup_steps=_WARM),
            weight_decay=0.01,
            global_clipnorm=1.0,
        ),
        loss=loss,
        jit_compile=False,  # XLA makes depthwise convolutions five times slower on a CPU
    )
    losses: list[float] = []
    for step in range(steps):
        losses.append(float(model.train_on_batch(*_batch(learnt, rng))))
        if (step + 1) % _TOLD == 0 or step + 1 == steps:
            report(f"step {step + 1} of {steps}, loss {np.mean(losses[-_TOLD:]):.3f}")
    threshold = _threshold(model, [_checked(fields, kept) for fields, kept in zip(sets, aside, strict=True)])
    report(f"a place is a cell from {threshold:.2f}")
    return lambda pixels: [box for chance, box in boxes_of(model, pixels) if chance >= threshold]


def _batch(sets: Sequence[Fields], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    drawn = [draw(sets, rng) for _ in range(BATCH)]
    return np.stack([pixels for pixels, _ in drawn]).astype(np.float32), np.stack([target for _, target in drawn])


def _aside(fields: Sequence[Field]) -> set[str]:
    return set(sorted({each.group for each in fields})[::_ASIDE])


def _checked(fields: Sequence[Field], groups: set[str]) -> list[Field]:
    return [each for each in fields if each.group in groups][:_CHECKED]


def _threshold(model: keras.Model, sets: Sequence[Sequence[Field]]) -> float:
    """Return the likelihood from which the mean F1 of the sets is highest; the middle one where several are."""
    answers = [[(each, boxes_of(model, each.pixels())) for each in fields] for fields in sets]
    means = []
    for threshold in _THRESHOLDS:
        scores = []
        for fields in answers:
            counted = [
                tally(each.boxes, [box for chance, box in found if chance >= threshold]) for each, found in fields
            ]
            scores.append(score([each for each, _ in fields], counted).f1)
        means.append(float(np.mean(scores)))
    best = np.flatnonzero(np.isclose(means, max(means)))
    return float(_THRESHOLDS[best[len(best) // 2]])
