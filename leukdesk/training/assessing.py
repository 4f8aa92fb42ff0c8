"""From fitted runs to the graph that is shipped and the figures that are told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.baselines import trivial_answers
from leukdesk.training.data.splits import Split
from leukdesk.training.exporting import Trial, predict_litert, smallest_on_par
from leukdesk.training.measuring import (
    Measurement,
    Probabilities,
    fit_temperature,
    measure,
    uncertain_below,
    with_temperature,
)
from leukdesk.training.running import Plan, Run

WANTED_WHEN_CERTAIN = 0.98  # share of right answers outside the uncertain band, on the validation parts
LEAST_VALIDATION = 50  # pictures that a temperature is fitted on
MOST_PARITY_PICTURES = 400


@dataclass(frozen=True)
class HeldOut:
    """What networks answer for pictures that took no part in their training, nor in any choice.

    Attributes
    ----------
    chosen : array, int, (N,)
        Indices of these pictures.
    before, after : array, (N, C)
        Probabilities before and after the temperature.
    raw : array, (N, C)
        What the network itself gives, not shifted to any threshold.
    temperature : float
        Fitted on validation parts; of several runs their geometric mean.
    uncertain_below : float
        Chosen on validation parts.
    """

    chosen: NDArray[np.int64]
    before: Probabilities
    after: Probabilities
    raw: Probabilities
    temperature: float
    uncertain_below: float


@dataclass(frozen=True)
class Assessment:
    """A graph and its figures on held-out pictures.

    Attributes
    ----------
    graph : bytes
        LiteRT model.
    trials : tuple of Trial
        Every way of storing the weights that was tried; the last is the one taken.
    measured : Measurement
    baselines : dict of str to Measurement
        ``majority``, ``colours``, ``neighbours`` on the same pictures under the same splits.
    folds : tuple of dict
        Overall figures of each run where there are several; empty otherwise.
    """

    graph: bytes
    trials: tuple[Trial, ...]
    held_out: HeldOut
    measured: Measurement
    baselines: dict[str, Measurement]
    folds: tuple[dict[str, float], ...] = ()


def hold_out(runs: Sequence[Run]) -> HeldOut:
    """Answer for the test part of each run; temperature and uncertain band come from their validation parts."""
    labels = runs[0].plan.dataset.labels()
    temperatures, before, after, raw, tuned, tuned_labels = [], [], [], [], [], []
    for run in runs:
        validation = run.logits(run.split.validation)
        # Of few pictures it would be chance: none at all then.
        enough = len(validation) >= LEAST_VALIDATION
        temperatures.append(fit_temperature(labels[run.split.validation], validation) if enough else 1.0)
        tuned.append(with_temperature(validation, temperatures[-1]))
        tuned_labels.append(labels[run.split.validation])
        logits = run.logits(run.split.test)
        before.append(with_temperature(logits, 1.0))
        raw.append(with_temperature(logits - run.shift, 1.0))
        after.append(with_temperature(logits, temperatures[-1]))
    return HeldOut(
        chosen=np.concatenate([run.split.test for run in runs]),
        before=np.concatenate(before),
        after=np.concatenate(after),
        raw=np.concatenate(raw),
        temperature=float(np.exp(np.mean(np.log(temperatures)))),
        uncertain_below=uncertain_below(np.concatenate(tuned_labels), np.concatenate(tuned), WANTED_WHEN_CERTAIN),
    )


def assess(runs: Sequence[Run], final: Run) -> Assessment:
    """Export the final run's network and measure.

    Parameters
    ----------
    runs : sequence of Run
        One run with a test part, which is then the final one as well: the figures are those of the exported graph.
        Or the folds of a cross-validation: the figures are those of the folds' networks, each on its test part, and
        the final network learnt from all pictures.
    final : Run
    """
    plan, held = final.plan, hold_out(runs)
    dataset, labels, pixels = plan.dataset, plan.dataset.labels(), plan.pictures.pixels
    # Parity is no figure of quality: where all pictures were trained on, trained ones will do. They are drawn, since
    # those of one class stand together.
    known = final.split.validation if len(final.split.validation) else final.split.train
    compared = np.random.default_rng(plan.seed).permutation(known)[:MOST_PARITY_PICTURES]
    graph, trials = smallest_on_par(
        final.network,
        held.temperature,
        pixels[compared],
        labels[compared],
        with_temperature(final.logits(compared), held.temperature),
    )
    after = predict_litert(graph, pixels[held.chosen]) if len(runs) == 1 else held.after
    held = replace(held, after=after)

    def figures(probabilities: Probabilities, **more: object) -> Measurement:
        groups = dataset.groups()[held.chosen]
        return measure(labels[held.chosen], probabilities, groups, dataset.classes, seed=plan.seed, **more)  # type: ignore[arg-type]

    measured = figures(held.after, before=held.before, certain_from=held.uncertain_below)
    baselines = {name: figures(answers) for name, answers in baseline_answers(plan, [r.split for r in runs]).items()}
    return Assessment(graph, trials, held, measured, baselines, _folds(runs, held) if len(runs) > 1 else ())


def baseline_answers(plan: Plan, splits: Sequence[Split]) -> dict[str, Probabilities]:
    """What the trivial classifiers answer for the test parts, one after the other, having seen the training parts."""
    labels, pixels, classes = plan.dataset.labels(), plan.pictures.pixels, len(plan.dataset.classes)
    answers = [
        trivial_answers(pixels[each.train], labels[each.train], pixels[each.test], seed=plan.seed, classes=classes)
        for each in splits
    ]
    return {name: np.concatenate([each[name] for each in answers]) for name in answers[0]}


def _folds(runs: Sequence[Run], held: HeldOut) -> tuple[dict[str, float], ...]:
    """Overall figures of each fold, without intervals."""
    plan, start, folds = runs[0].plan, 0, []
    labels, groups, classes = plan.dataset.labels(), plan.dataset.groups(), plan.dataset.classes
    for run in runs:
        test = run.split.test
        answers = held.after[start : start + len(test)]
        start += len(test)
        measured = measure(labels[test], answers, groups[test], classes, resamples=2)
        folds.append({name: figure.value for name, figure in measured.overall.items()})
    return tuple(folds)


def measure_leak(run: Run) -> Measurement:
    """Measure a run on a random split as the published studies do: by picture, no group kept apart."""
    held = hold_out([run])
    dataset = run.plan.dataset
    alone = np.array([str(i) for i in held.chosen])
    return measure(dataset.labels()[held.chosen], held.after, alone, dataset.classes, before=held.before)
