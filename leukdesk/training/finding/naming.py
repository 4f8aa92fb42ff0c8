"""How well a cell model names the cells of other laboratories' fields: those found, and those boxed by hand.

The boxes tell what naming alone does; the cells found, what a person at the program gets.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from leukdesk.cell_analysis import analyse_field
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.card import ModelCard
from leukdesk.inference.cropping import crop
from leukdesk.inference.prediction import Prediction
from leukdesk.inference.runtime import Classifier
from leukdesk.training.baselines import majority
from leukdesk.training.finding.fields import Box
from leukdesk.training.finding.matching import HIT, overlap
from leukdesk.training.measuring import Figure, Measurement, measure
from leukdesk.training.packages import find_package

_MASK_CLASSES = {"1": "neutrophil", "2": "lymphocyte", "3": "monocyte", "4": "eosinophil", "5": "basophil"}
_DIGITS = {"set1": 3, "set2": 3}


@dataclass(frozen=True)
class LabelledCell:
    """A cell that people have boxed and named."""

    cell: Cell
    label: str


@dataclass(frozen=True)
class LabelledField:
    """A picture with all that people have boxed in it.

    Attributes
    ----------
    path : Path
    group : str
        Slide, or the picture itself where no slide is known: what is drawn anew as a whole for the intervals.
    cells : tuple of LabelledCell
    """

    path: Path
    group: str
    cells: tuple[LabelledCell, ...]


@dataclass(frozen=True)
class Naming:
    """How the cells of one set were named.

    Attributes
    ----------
    way : str
        "boxed" or "found".
    labelled, reached : int
        Cells that people have named, and those of them that the way has an answer for.
    right : int
        Of all labelled.
    uncertain : float
        Share of the answers.
    right_when_certain : float
        Not a number where no answer is certain.
    measured, baseline : Measurement
        Of the answers, and of always saying the commonest class.
    """

    way: str
    labelled: int
    reached: int
    right: int
    uncertain: float
    right_when_certain: float
    measured: Measurement
    baseline: Measurement


def read_boxes(folder: Path) -> list[LabelledField]:
    """Read ``fields/wbc500``: boxes.csv with the class of each white cell; the slide is the name up to ``_``."""
    cells: dict[str, list[LabelledCell]] = defaultdict(list)
    with (folder / "boxes.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            left, top, right, bottom = (int(row[key]) for key in ("xmin", "ymin", "xmax", "ymax"))
            box = Region(left, top, right - left, bottom - top)
            cells[row["file"]].append(LabelledCell(Cell(box, by_hand=True), row["label"]))
    return [
        LabelledField(folder / name, Path(name).stem.partition("_")[0], tuple(each))
        for name, each in sorted(cells.items())
    ]


def read_masks(folder: Path, name: str) -> list[LabelledField]:
    """Read one of the ``nucleus-masks``: pictures of one cell each, whose mask gives its box."""
    fields = []
    with (folder / f"{name}-labels.csv").open(newline="", encoding="utf-8-sig") as file:
        for number, label in list(csv.reader(file))[1:]:
            path = folder / name / f"{int(number):0{_DIGITS[name]}d}.jpg"
            mask = read_picture(path.with_name(f"{path.stem}-mask.png")).pixels[:, :, 0] > 64
            rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
            top, left = int(rows[0]), int(columns[0])
            box = Region(left, top, int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top)
            fields.append(LabelledField(path, path.stem, (LabelledCell(Cell(box), _MASK_CLASSES[label]),)))
    return fields


def matched(boxes: Sequence[Box], found: Sequence[Box]) -> dict[int, int]:
    """Pair boxes with found ones, the most alike first, each once; by their indices."""
    pairs = sorted(((overlap(a, b), i, j) for i, a in enumerate(boxes) for j, b in enumerate(found)), reverse=True)
    taken: dict[int, int] = {}
    for alike, i, j in pairs:
        if alike >= HIT and i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def name_cells(fields: Iterable[LabelledField], classifier: Classifier) -> tuple[Naming, Naming]:
    """Name the cells of a set, as boxed and as found; both at the scale that the red cells of the field tell.

    Parameters
    ----------
    fields : iterable of LabelledField
    classifier : Classifier
        Of a model of cells whose classes hold all labels.
    """
    fields, card = list(fields), classifier.package.card
    boxed: list[_Answer] = []
    found: list[_Answer] = []
    for field in fields:
        frame = read_picture(field.path)
        analysis = analyse_field(frame, classifier)
        scale = analysis.found.micrometres_per_pixel
        crops = [crop(frame.pixels, each.cell, card, scale) for each in field.cells]
        said = classifier.classify_many(crops, frame.id)
        boxed += [_Answer(cell.label, field.group, one) for cell, one in zip(field.cells, said, strict=True)]
        pairs = matched([_corners(each.cell) for each in field.cells], [_corners(each.cell) for each in analysis.cells])
        for index, other in pairs.items():
            prediction = analysis.cells[other].prediction
            if prediction is not None:
                found.append(_Answer(field.cells[index].label, field.group, prediction))
    labelled = sum(len(field.cells) for field in fields)
    return _naming("boxed", labelled, boxed, card), _naming("found", labelled, found, card)


def _corners(cell: Cell) -> Box:
    return cell.box.x, cell.box.y, cell.box.x + cell.box.width, cell.box.y + cell.box.height


@dataclass(frozen=True)
class _Answer:
    label: str
    group: str
    prediction: Prediction

    @property
    def right(self) -> bool:
        return self.prediction.top.id == self.label


def _naming(way: str, labelled: int, answers: Sequence[_Answer], card: ModelCard) -> Naming:
    labels = np.array([card.class_ids.index(each.label) for each in answers])
    groups = np.array([each.group for each in answers])
    probabilities = np.array([[c.probability for c in each.prediction.classes] for each in answers])
    always = majority(labels, len(labels), len(card.classes))
    certain = [each.right for each in answers if not each.prediction.uncertain]
    return Naming(
        way=way,
        labelled=labelled,
        reached=len(answers),
        right=sum(each.right for each in answers),
        uncertain=1 - len(certain) / len(answers),
        right_when_certain=float(np.mean(certain)) if certain else float("nan"),
        measured=measure(labels, probabilities, groups, card.class_ids),
        baseline=measure(labels, always, groups, card.class_ids),
    )


def as_markdown(rows: Iterable[tuple[str, Naming]], classes: Sequence[str]) -> str:
    """Write how often it was right, of which classes, a line for each set and way; and what boxed ones are called."""
    rows = list(rows)
    head = ["Set", "Cells", "Reached", "Right", "Always the commonest", "Macro-F1", "Macro-F1 of the commonest",
            "Of all right", "Uncertain", "Right when certain"]  # fmt: skip
    whole = [_line(head), _line(["---"] * len(head)), *(_line(_cells(name, naming)) for name, naming in rows)]
    head = ["Set", *(f"{name.capitalize()} recognised" for name in classes)]
    each = [_line(head), _line(["---"] * len(head)), *(_line(_recalls(name, naming, classes)) for name, naming in rows)]
    boxed = [(name, naming) for name, naming in rows if naming.way == "boxed"]
    return "\n".join([*whole, "", *each, "", *_confusions(boxed)])


def _cells(name: str, naming: Naming) -> Iterator[str]:
    overall, trivial = naming.measured.overall, naming.baseline.overall
    yield f"{name}, {naming.way}"
    yield str(naming.labelled)
    yield f"{naming.reached / naming.labelled:.3f}"
    yield str(overall["accuracy"])
    yield f"{trivial['accuracy'].value:.3f}"
    yield str(overall["macro_f1"])
    yield f"{trivial['macro_f1'].value:.3f}"
    yield f"{naming.right / naming.labelled:.3f}"
    yield f"{naming.uncertain:.3f}"
    yield f"{naming.right_when_certain:.3f}"


def _recalls(name: str, naming: Naming, classes: Sequence[str]) -> Iterator[str]:
    yield f"{name}, {naming.way}"
    for each in classes:
        recall: Figure = naming.measured.per_class[each]["recall"]
        yield f"{recall} of {naming.measured.support[each]}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _confusions(rows: Sequence[tuple[str, Naming]]) -> list[str]:
    ids = [*rows[0][1].measured.support]
    lines = [_line(["Set", "Label", *(f"called {each}" for each in ids)]), _line(["---"] * (len(ids) + 2))]
    for name, naming in rows:
        counts = naming.measured.confusion
        lines += [_line([name, label, *map(str, row)]) for label, row in zip(ids, counts, strict=True) if any(row)]
    return lines


def measure_on_all(data: Path, model: str, every: int = 1) -> str:
    """Name the cells of all sets by a model, and write the tables; two minutes.

    Parameters
    ----------
    data : Path
        The folder that holds fields/ and nucleus-masks/.
    model : str
        Id or folder of a model of cells.
    every : int
        Take every so manieth picture only.

    Raises
    ------
    LeukdeskError
    OSError
    """
    classifier = Classifier(find_package(model))
    sets = {
        "wbc500": read_boxes(data / "fields" / "wbc500"),
        "nucleus masks, set 1": read_masks(data / "nucleus-masks", "set1"),
        "nucleus masks, set 2": read_masks(data / "nucleus-masks", "set2"),
    }
    rows = [(name, naming) for name, fields in sets.items() for naming in name_cells(fields[::every], classifier)]
    card = classifier.package.card
    return f"{card.id} {card.version}:\n\n{as_markdown(rows, sorted(_MASK_CLASSES.values()))}"
