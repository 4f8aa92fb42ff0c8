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
from leukdesk.training.evaluating import Evaluation, Labelled, evaluate
from leukdesk.training.measuring import Figure
from leukdesk.training.packages import PackageError, is_leaky, seen_by, unseen
from leukdesk.training.packaging import KNOWN_BY, REPORT

TEST_PART = "test part"


@dataclass(frozen=True)
class Row:
    """A model in the table.

    Attributes
    ----------
    pictures : int
        That it was measured on and is sure not to know.
    how : str
        ``test part`` where they are the model's own, how many folds of a cross-validation, ``other pictures``,
        ``may know these``, or ``leaky`` where it was made with ``--allow-leak``.
    accuracy, macro_f1, macro_auc : Figure
        No area where the pictures are of one class.
    random_split : float, optional
        Accuracy of the same network under its study's protocol.
    colours : float, optional
        Accuracy of six colour numbers on the same pictures; None where these are not those that its card tells of.
    gap : float, optional
        What the study's protocol adds to the accuracy; None there as well.
    published : str, optional
    """

    model: str
    title: str
    pictures: int
    how: str
    accuracy: Figure
    macro_f1: Figure
    macro_auc: Figure | None
    colours: float | None
    gap: float | None
    random_split: float | None
    published: str | None
    megabytes: float
    milliseconds: float


def compare(packages: Sequence[ModelPackage], labelled: Labelled) -> list[Row]:
    """Measure packages on the pictures that none of them can know; the best first.

    A package that was cross-validated and then learnt from all pictures is given by the figures of its folds.

    Raises
    ------
    DatasetError
        There is no picture that all of the others have not seen.
    """
    fresh = {package.id: _fresh(package, labelled) for package in packages}
    measured = [package for package in packages if fresh[package.id]]
    common = sorted(set.intersection(*(fresh[package.id] for package in measured))) if measured else []
    if measured and not common:
        raise DatasetError(
            "each picture, or a near copy or another of its group, is known to one of these models: compare models that"
            " were trained with the same --seed and --group-by, or on other pictures"
        )
    rows = [_measured(package, labelled, common) for package in measured]
    rows += [_cross_validated(package, labelled) for package in packages if package not in measured]
    return sorted(rows, key=lambda row: -row.accuracy.value)


def _fresh(package: ModelPackage, labelled: Labelled) -> set[int]:
    pictures = labelled.of(package)
    return set(unseen(seen_by(package), pictures, pictures.dataset).tolist())


def _measured(package: ModelPackage, labelled: Labelled, common: Sequence[int]) -> Row:
    evaluation = evaluate(package, labelled, common)
    overall = evaluation.measured.overall
    how = "leaky" if is_leaky(package) else relation(evaluation)
    return row_of(package, len(common), how, overall, evaluation.milliseconds, on_card=how == TEST_PART)


def relation(evaluation: Evaluation) -> str:
    """What the measured pictures are to the model, in the words of :attr:`Row.how`."""
    if not evaluation.seen.is_known():
        return "may know these"
    measured = {evaluation.pictures.sha256[i][:KNOWN_BY] for i in evaluation.chosen}
    return TEST_PART if measured == evaluation.seen.test else "other pictures"


def _cross_validated(package: ModelPackage, labelled: Labelled) -> Row:
    path = package.folder / "evaluation" / REPORT
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        folds, told = report["cross_validation"]["folds"], report["cross_validation"]["measured"]["overall"]
        overall = {name: Figure(**figure) for name, figure in told.items()}
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise PackageError(
            f"{package.id} knows all of these pictures, or others like them, and {path} tells of no cross-validation"
        ) from problem
    pictures = labelled.of(package)
    timed = evaluate(package, labelled, range(min(50, len(pictures.sha256))))
    return row_of(package, len(pictures.sha256), f"{len(folds)} folds", overall, timed.milliseconds, on_card=True)


def row_of(
    package: ModelPackage,
    pictures: int,
    how: str,
    overall: dict[str, Figure],
    milliseconds: float,
    *,
    on_card: bool,
) -> Row:
    """The row of a package in the table.

    Parameters
    ----------
    pictures : int
        That it was measured on.
    how : str
        See :class:`Row`.
    overall : dict of str to Figure
        ``accuracy``, ``macro_f1`` and, where the pictures are of several classes, ``macro_auc``.
    milliseconds : float
        Of one prediction.
    on_card : bool
        They are the very pictures that the card's own figures are of; only then are these set against them.
    """
    told = package.card.figures.get("accuracy", CardFigure(np.nan, np.nan, np.nan))
    accuracy, random = overall["accuracy"], told.random_split
    return Row(
        package.id,
        package.card.title,
        pictures,
        how,
        accuracy,
        overall["macro_f1"],
        overall.get("macro_auc"),
        told.baseline if on_card else None,
        random - accuracy.value if on_card and random is not None else None,
        random,
        told.published,
        package.model_file.stat().st_size / 1e6,
        milliseconds,
    )


def as_markdown(rows: Sequence[Row]) -> str:
    """The table for a README."""
    head = (
        "model",
        "unseen pictures",
        "accuracy (95 %)",
        "macro-F1",
        "AUC",
        "six colour numbers",
        "random split",
        "gap",
        "published, on the study's pictures",
        "MB",
        "ms",
    )
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [
        _line(
            (
                f"`{row.model}`" + ("" if row.how == TEST_PART else f" ({row.how})"),
                f"{row.pictures:,}",
                f"**{row.accuracy.value:.3f}** ({row.accuracy.low:.3f} to {row.accuracy.high:.3f})",
                f"{row.macro_f1.value:.3f}",
                "–" if row.macro_auc is None else f"{row.macro_auc.value:.3f}",
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


@dataclass(frozen=True)
class Place:
    """The place for a table in a file: between ``<!-- compare NAME -->`` and ``<!-- end -->``.

    Attributes
    ----------
    before, after : str
        What stands there already, with these two lines.
    """

    path: Path
    before: str
    after: str

    @staticmethod
    def find(path: Path, name: str) -> Place:
        """Find the place.

        Raises
        ------
        PackageError
            The file has no such place, or cannot be written.
        """
        begin, end = f"<!-- compare {name} -->\n", "\n<!-- end -->"
        try:
            with path.open("r+", encoding="utf-8") as file:
                before, found, rest = file.read().partition(begin)
        except (OSError, UnicodeDecodeError) as problem:
            raise _unwritten(path, problem) from problem
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise PackageError(
                f"{path} has no line '{begin.strip()}' followed by a line '{end.strip()}': put both there, for the"
                " table to be written between"
            )
        return Place(path, before + begin, end + after)

    def fill(self, table: str) -> None:
        """Write a table there.

        Raises
        ------
        PackageError
            The file cannot be written.
        """
        try:
            self.path.write_text(self.before + table + self.after, encoding="utf-8")
        except OSError as problem:
            raise _unwritten(self.path, problem) from problem


def _unwritten(path: Path, problem: Exception) -> PackageError:
    reason = getattr(problem, "strerror", None) or problem
    return PackageError(f"{path} cannot be read and written ({reason}): give --into a text file that can be")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
