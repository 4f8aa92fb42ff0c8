"""One table over several model packages and one data set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from leukdesk.inference.card import Figure as CardFigure
from leukdesk.inference.package import ModelPackage
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.evaluating import Labelled, evaluate, unseen
from leukdesk.training.measuring import Figure
from leukdesk.training.packages import PackageError
from leukdesk.training.packaging import REPORT


@dataclass(frozen=True)
class Row:
    """A model in the table.

    Attributes
    ----------
    pictures : int
        That it was measured on and had not been trained on.
    how : str
        ``test part``, how many folds of a cross-validation, or ``may know these``.
    accuracy, macro_f1, macro_auc : Figure
    random_split : float, optional
        Accuracy of the same network under its study's protocol.
    colours : float, optional
        Accuracy of six colour numbers under the same split.
    published : str, optional
    """

    model: str
    title: str
    pictures: int
    how: str
    accuracy: Figure
    macro_f1: Figure
    macro_auc: Figure
    colours: float | None
    random_split: float | None
    published: str | None
    megabytes: float
    milliseconds: float

    @property
    def gap(self) -> float | None:
        """What the study's protocol adds to the accuracy."""
        return None if self.random_split is None else self.random_split - self.accuracy.value


def compare(packages: Sequence[ModelPackage], labelled: Labelled) -> list[Row]:
    """Measure packages on the pictures that none of them was trained on; the best first.

    A package that was cross-validated and then learnt from all pictures is given by the figures of its folds.

    Raises
    ------
    DatasetError
        There is no picture that all of the others have not seen.
    """
    fresh = {package.id: set(unseen(package, labelled.of(package)).tolist()) for package in packages}
    measured = [package for package in packages if fresh[package.id]]
    common = sorted(set.intersection(*(fresh[package.id] for package in measured))) if measured else []
    if measured and not common:
        raise DatasetError(
            "there is no picture that none of these models was trained on: compare models that were trained with the"
            " same --seed and --group-by, or on other pictures"
        )
    rows = [_measured(package, labelled, common) for package in measured]
    rows += [_cross_validated(package, labelled) for package in packages if package not in measured]
    return sorted(rows, key=lambda row: -row.accuracy.value)


def _measured(package: ModelPackage, labelled: Labelled, common: Sequence[int]) -> Row:
    evaluation = evaluate(package, labelled, common)
    overall = evaluation.measured.overall
    how = "test part" if evaluation.seen.is_known() else "may know these"
    return _row(package, len(common), how, overall, evaluation.milliseconds)


def _cross_validated(package: ModelPackage, labelled: Labelled) -> Row:
    path = package.folder / "evaluation" / REPORT
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        folds, told = report["cross_validation"]["folds"], report["cross_validation"]["measured"]["overall"]
        overall = {name: Figure(**figure) for name, figure in told.items()}
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise PackageError(
            f"{package.id} was trained on all of these pictures, and {path} tells of no cross-validation"
        ) from problem
    pictures = labelled.of(package)
    timed = evaluate(package, labelled, range(min(50, len(pictures.sha256))))
    return _row(package, len(pictures.sha256), f"{len(folds)} folds", overall, timed.milliseconds)


def _row(package: ModelPackage, pictures: int, how: str, overall: dict[str, Figure], milliseconds: float) -> Row:
    on_card = package.card.figures.get("accuracy", CardFigure(np.nan, np.nan, np.nan))
    return Row(
        package.id,
        package.card.title,
        pictures,
        how,
        overall["accuracy"],
        overall["macro_f1"],
        overall["macro_auc"],
        on_card.baseline,
        on_card.random_split,
        on_card.published,
        package.model_file.stat().st_size / 1e6,
        milliseconds,
    )


def as_markdown(rows: Sequence[Row]) -> str:
    """The table for a README."""
    head = (
        "model",
        "accuracy, unseen pictures (95 %)",
        "macro-F1",
        "AUC",
        "six colour numbers",
        "random split",
        "gap",
        "published",
        "MB",
        "ms",
    )
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [
        _line(
            (
                f"`{row.model}`" + ("" if row.how == "test part" else f" ({row.how})"),
                f"**{row.accuracy.value:.3f}** ({row.accuracy.low:.3f} to {row.accuracy.high:.3f})",
                f"{row.macro_f1.value:.3f}",
                f"{row.macro_auc.value:.3f}",
                _three(row.colours),
                _three(row.random_split),
                "" if row.gap is None else f"{row.gap:+.3f}",
                (row.published or "").partition(":")[0],
                f"{row.megabytes:.1f}",
                f"{row.milliseconds:.0f}",
            )
        )
        for row in rows
    ]
    return "\n".join(lines)


def write_between(path: Path, name: str, table: str) -> None:
    """Put a table between ``<!-- compare NAME -->`` and ``<!-- end -->`` of a file.

    Raises
    ------
    PackageError
        The file has no such place.
    """
    begin, end = f"<!-- compare {name} -->\n", "\n<!-- end -->"
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise PackageError(f"{path} has no line '{begin.strip()}' followed by a line '{end.strip()}' to write between")
    path.write_text(before + begin + table + end + after, encoding="utf-8")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
