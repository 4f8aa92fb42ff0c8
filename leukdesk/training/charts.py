"""Pictures of a measurement for a model package's ``evaluation`` folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Chart
from sklearn.metrics import roc_curve

from leukdesk.training.fitting import Curves
from leukdesk.training.measuring import CALIBRATION_BINS, Labels, Measurement, Probabilities

_INK, _ACCENT = "#1f2933", "#2f6f9f"


def _axes(title: str, x: str, y: str) -> tuple[Chart, Axes]:
    chart = Chart(figsize=(5, 4.2), dpi=110, layout="constrained")
    axes = chart.add_subplot()
    axes.set_title(title, color=_INK, fontsize=11)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.spines[["top", "right"]].set_visible(False)
    return chart, axes


def draw_confusion(measured: Measurement, classes: tuple[str, ...], path: Path) -> None:
    """Confusion matrix: rows true, columns answered, shaded by share of the row."""
    counts = np.array(measured.confusion)
    shares = counts / counts.sum(axis=1, keepdims=True)
    chart, axes = _axes("Confusion matrix, held-out groups", "answered", "true")
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(classes)), classes)
    axes.set_yticks(range(len(classes)), classes)
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if shares[row, column] > 0.5 else _INK
        axes.text(column, row, str(count), ha="center", va="center", color=colour)
    chart.savefig(path)


def draw_roc(labels: Labels, probabilities: Probabilities, measured: Measurement, path: Path) -> None:
    """One-versus-rest ROC curve of every class."""
    chart, axes = _axes("ROC, one class against the rest", "1 - specificity", "sensitivity")
    axes.plot([0, 1], [0, 1], color="#b8c2cc", lw=1)
    for number, (name, figures) in enumerate(measured.per_class.items()):
        false, true, _ = roc_curve(labels == number, probabilities[:, number])
        axes.plot(false, true, lw=1.6, label=f"{name}: AUC {figures['auc'].value:.3f}")
    axes.legend(frameon=False)
    chart.savefig(path)


def draw_reliability(labels: Labels, probabilities: Probabilities, path: Path) -> None:
    """How often an answer of a given probability is right; the area of a point is its share."""
    top, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((top * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    chart, axes = _axes("Reliability of the top answer", "stated probability", "share that is right")
    axes.plot([0, 1], [0, 1], color="#b8c2cc", lw=1)
    for b in np.unique(bins):
        inside = bins == b
        axes.scatter(top[inside].mean(), right[inside].mean(), s=15 + 400 * inside.mean(), color=_ACCENT, alpha=0.8)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    chart.savefig(path)


def draw_curves(curves: Curves, path: Path) -> None:
    """Loss and accuracy by epoch; training accuracy is of augmented pictures."""
    chart = Chart(figsize=(8, 3.6), dpi=110, layout="constrained")
    epochs = range(1, len(curves) + 1)
    for axes, kind in zip(chart.subplots(1, 2), ("loss", "accuracy"), strict=True):
        axes.plot(epochs, [c[kind] for c in curves], label="training, augmented", color="#9aa5b1")
        axes.plot(epochs, [c[f"val_{kind}"] for c in curves], label="validation", color=_ACCENT)
        axes.set_xlabel("epoch")
        axes.set_title(kind.capitalize(), color=_INK, fontsize=11)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
    chart.savefig(path)
