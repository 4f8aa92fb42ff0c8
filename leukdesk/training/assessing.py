"""From a fitted run to the graph that is shipped and the figures that are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.training.baselines import colour_forest, majority
from leukdesk.training.exporting import Trial, predict_litert, to_litert, try_graph
from leukdesk.training.measuring import (
    Measurement,
    Probabilities,
    fit_temperature,
    measure,
    uncertain_below,
    with_temperature,
)
from leukdesk.training.running import Run

WANTED_WHEN_CERTAIN = 0.98  # share of right answers outside the uncertain band, on the validation part


@dataclass(frozen=True)
class Assessment:
    """A graph and its figures on the held-out part, which took no part in any choice.

    Attributes
    ----------
    graph : bytes
        LiteRT model.
    trials : tuple of Trial
        Every way of storing the weights that was tried; the first is the one taken.
    probabilities : array, shape (N, C)
        What the graph answers on the test part.
    measured, colours, majority : Measurement
        The graph, and the two trivial baselines, on the same part.
    """

    graph: bytes
    trials: tuple[Trial, ...]
    temperature: float
    uncertain_below: float
    probabilities: Probabilities
    measured: Measurement
    colours: Measurement
    majority: Measurement


def assess(run: Run) -> Assessment:
    """Calibrate on the validation part, export, choose the weights' form, measure on the test part."""
    labels, classes = run.dataset.labels(), run.dataset.classes
    train, validation, test = run.split.train, run.split.validation, run.split.test
    logits = run.logits(validation)
    temperature = fit_temperature(labels[validation], logits)
    calibrated = with_temperature(logits, temperature)
    threshold = uncertain_below(labels[validation], calibrated, WANTED_WHEN_CERTAIN)

    graphs = {
        weights: to_litert(run.network, run.recipe.input_side, run.mask, temperature, int8=weights == "int8")
        for weights in ("float32", "int8")
    }
    pictures = run.pixels[validation]
    exact, small = (try_graph(g, w, pictures, labels[validation], calibrated) for w, g in graphs.items())
    # Smaller is better only where nobody pays for it, neither in right answers nor in waiting.
    small_is_free = small.accuracy >= exact.accuracy and small.milliseconds <= exact.milliseconds
    chosen, other = (small, exact) if small_is_free else (exact, small)

    def figures(probabilities: Probabilities, certain_from: float | None = None) -> Measurement:
        groups = run.dataset.groups()[test]
        return measure(labels[test], probabilities, groups, classes, certain_from=certain_from, seed=run.seed)

    probabilities = predict_litert(graphs[chosen.weights], run.pixels[test])
    return Assessment(
        graph=graphs[chosen.weights],
        trials=(chosen, other),
        temperature=temperature,
        uncertain_below=threshold,
        probabilities=probabilities,
        measured=figures(probabilities, threshold),
        colours=figures(colour_forest(run.pixels[train], labels[train], run.pixels[test], seed=run.seed)),
        majority=figures(majority(labels[train], len(test), len(classes))),
    )
