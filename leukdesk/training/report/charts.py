"""Charts of a report: small PNG files for a package's ``evaluation`` folder, and SVG for the page.

All are drawn from the plain values of :func:`~leukdesk.training.report.contents.plain`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Chart
from PIL import Image

from leukdesk.training.report.words import decimal

Point = tuple[float, float]

# The page puts its own colours, light or dark, in the place of these.
INK, FAINT, MUTED, ACCENT = "#1a2226", "#d3dade", "#57656c", "#0b7285"
PALETTE = ("#0b7285", "#c2571a", "#6a4fb3", "#2e8540", "#b3366b", "#8a6d00", "#3c6fd1", "#7a4a2b")
ALARM = "#b3261e"
_VARIABLES = {INK: "var(--text)", FAINT: "var(--border)", MUTED: "var(--muted)", ACCENT: "var(--accent)"} | {
    colour: f"var(--series-{number})" for number, colour in enumerate(PALETTE) if number
}
_STYLE = {
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "text.parse_math": False,  # a dollar sign in a class's name is a dollar sign
    "lines.linewidth": 1.7,
    "lines.solid_capstyle": "round",
}
_DOTS_PER_INCH, _COLOURS = 100, 64  # of the PNG files, which are to stay below 30 KB
_STYLES = ("-", "--", "-.", ":")


def write_charts(report: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write the charts that a report has values for: confusion, roc, reliability, curves, thresholds; each a PNG.

    Parameters
    ----------
    report : mapping
        See :class:`~leukdesk.training.report.contents.Report`.
    """
    drawn = {
        "confusion": confusion(report["measured"]["confusion"], _ids(report)),
        "roc": roc(report["roc"], report["measured"]["per_class"]),
        "reliability": reliability(report["reliability"]),
    }
    if report["curves"]:
        drawn["curves"] = curves(report["curves"])
    if report["sweep"]:
        drawn["thresholds"] = thresholds(report["sweep"])
    paths = []
    for name, chart in drawn.items():
        if report["leaky"]:  # a picture is passed on without the page that says so
            chart.suptitle("Measured with a leak: not to be believed", fontsize=10, color=ALARM)
        paths.append(folder / f"{name}.png")
        save_png(chart, paths[-1])
    return paths


def save_png(chart: Chart, path: Path) -> None:
    """Write a chart as a picture file on white, in as few colours as it needs to be small."""
    drawn = io.BytesIO()
    with mpl.rc_context(_STYLE):
        chart.savefig(drawn, dpi=_DOTS_PER_INCH, format="png")
    Image.open(drawn).convert("RGB").quantize(_COLOURS).save(path, optimize=True)


def as_svg(chart: Chart, name: str) -> str:
    """Return a chart as an ``<svg>`` element that takes its colours and its type from the page.

    Parameters
    ----------
    name : str
        Other for each chart of a page: the element's inner names are made from it.
    """
    text = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with mpl.rc_context(_STYLE | {"svg.hashsalt": name}):
        chart.savefig(text, format="svg", transparent=True, metadata=nothing)
    drawing = text.getvalue()
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing[drawing.index("<svg") :], flags=re.DOTALL)
    drawing = re.sub(r'(?<=\bid=")|(?<=href="#)|(?<=url\(#)', f"{name}-", drawing)
    drawing = re.sub(r' xmlns(:xlink)?="[^"]*"', "", drawing).replace("xlink:href", "href")
    drawing = re.sub(r"'DejaVu Sans'(, [^;\"]*)?", "inherit", drawing)
    drawing = re.sub(r'(?<=<svg) [^>]*?viewBox="([^"]*)"[^>]*', r' viewBox="\1" role="img"', drawing, count=1)
    for colour, variable in _VARIABLES.items():
        drawing = drawing.replace(colour, variable)
    return drawing


def confusion(counts: Sequence[Sequence[int]], classes: Sequence[str]) -> Chart:
    """Confusion matrix: rows true, columns answered, shaded by share of the row."""
    matrix = np.array(counts)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    with mpl.rc_context(_STYLE | {"axes.grid": False}):
        chart, axes = _axes("Confusion matrix", "answered", "true")
        axes.imshow(shares, cmap="GnBu", vmin=0, vmax=1)
        axes.set_xticks(range(len(classes)), classes, rotation=30 if len(classes) > 4 else 0)
        axes.set_yticks(range(len(classes)), classes)
        for (row, column), count in np.ndenumerate(matrix):
            colour = "white" if shares[row, column] > 0.6 else INK
            axes.text(column, row, str(count), ha="center", va="center", color=colour)
    return chart


def roc(points: Mapping[str, Sequence[Point]], per_class: Mapping[str, Mapping[str, Any]]) -> Chart:
    """One-versus-rest ROC curve of every class."""
    with mpl.rc_context(_STYLE):
        chart, axes = _axes("ROC, one class against the rest", "1 − specificity", "sensitivity")
        axes.plot([0, 1], [0, 1], color=MUTED, lw=0.8, ls=":")
        for number, (name, curve) in enumerate(points.items()):
            label = f"{name}: AUC {decimal(per_class[name]['auc']['value'])}"
            axes.plot(*zip(*curve, strict=True), label=label, **_series(number))
        _unit_square(axes)
        if points:
            axes.legend(loc="lower right")
    return chart


def reliability(stages: Mapping[str, Any]) -> Chart:
    """How often an answer of a given probability is right; the area of a point is its share of the answers."""
    with mpl.rc_context(_STYLE):
        chart, axes = _axes("Reliability of the top answer", "stated probability", "share that is right")
        axes.plot([0, 1], [0, 1], color=MUTED, lw=0.8, ls=":")
        kinds = (("before", "before the temperature", MUTED), ("after", "after it", ACCENT))
        for kind, label, colour in kinds:
            bins = stages.get(kind)
            if not bins:
                continue
            pictures = sum(b["pictures"] for b in bins)
            x, y = [b["stated"] for b in bins], [b["right"] for b in bins]
            axes.plot(x, y, label=label, color=colour, lw=0.8, alpha=0.5, marker="o", markersize=3)
            areas = [12 + 250 * b["pictures"] / pictures for b in bins]
            axes.scatter(x, y, s=areas, color=colour, alpha=0.75, linewidths=0, clip_on=False)
        _unit_square(axes)
        if stages.get("before"):
            axes.legend(loc="lower right")
    return chart


def curves(epochs: Sequence[Mapping[str, float]]) -> Chart:
    """Loss and accuracy by epoch; training accuracy is of augmented pictures."""
    with mpl.rc_context(_STYLE):
        chart = Chart(figsize=(7, 2.9), layout="constrained")
        numbers = range(1, len(epochs) + 1)
        marker = "o" if len(epochs) == 1 else None
        for axes, kind in zip(chart.subplots(1, 2), ("loss", "accuracy"), strict=True):
            axes.plot(
                numbers, _column(epochs, kind), color=MUTED, ls="--", lw=1.3, label="training, augmented", marker=marker
            )
            axes.plot(numbers, _column(epochs, f"val_{kind}"), color=ACCENT, label="validation", marker=marker)
            axes.set_xlabel("epoch")
            axes.set_title(kind.capitalize(), fontsize=10)
            axes.xaxis.get_major_locator().set_params(integer=True)
            axes.legend()
    return chart


def thresholds(sweep: Mapping[str, Any]) -> Chart:
    """Figures of one class of two by the threshold from which on it is answered."""
    rows = sweep["rows"]
    with mpl.rc_context(_STYLE):
        chart = Chart(figsize=(7, 3.2), layout="constrained")
        axes = chart.add_subplot()
        axes.set_title(f"Figures of {sweep['of']} by threshold", fontsize=10)
        axes.set_xlabel(f"answered {sweep['of']} from this probability on")
        for number, kind in enumerate(("accuracy", "precision", "recall", "specificity", "f1")):
            label = "F1" if kind == "f1" else kind
            axes.plot(_column(rows, "threshold"), _column(rows, kind), label=label, **_series(number))
        if sweep["in_use"] is not None:
            axes.axvline(sweep["in_use"], color=INK, lw=1, ls=":")
            axes.text(sweep["in_use"], 0.02, " in use", transform=axes.get_xaxis_transform(), va="bottom")
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return chart


def _axes(title: str, x: str, y: str) -> tuple[Chart, Axes]:
    chart = Chart(figsize=(4.4, 3.9), layout="constrained")
    axes = chart.add_subplot()
    axes.set_title(title, fontsize=10)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    return chart, axes


def _unit_square(axes: Axes) -> None:
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    axes.set_aspect("equal")


def _series(number: int) -> dict[str, Any]:
    """Colour, and a dash for those who do not see colours apart."""
    return {"color": PALETTE[number % len(PALETTE)], "ls": _STYLES[number % len(_STYLES)]}


def _column(rows: Iterable[Mapping[str, Any]], key: str) -> list[float]:
    return [np.nan if row[key] is None else row[key] for row in rows]


def _ids(report: Mapping[str, Any]) -> list[str]:
    return [c["id"] for c in report["classes"]]
