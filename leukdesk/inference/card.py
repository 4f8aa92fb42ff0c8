"""A model's card: what the model is, what it was trained on, how well it did, and where it ends.

A card is a TOML file. It is read strictly: a key that is missing, misspelt or of the wrong kind refuses the
card, since a model whose papers are not in order must not be run.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from leukdesk.errors import LeukdeskError
from leukdesk.imaging.centre import Centre
from leukdesk.inference.crop_rule import CropRule, read_crop_rule
from leukdesk.inference.elsewhere import Elsewhere, read_elsewhere
from leukdesk.inference.tables import CardProblem, Table
from leukdesk.language import tr

CARD_FORMAT = 1
CARD_LIMIT = 256 * 1024

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
CLASS_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+([.+-][0-9A-Za-z.+-]+)?")
SCOPES = ("field", "cell")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SIDE_RANGE = (16, 4096)


class CardError(LeukdeskError):
    """A card that cannot be read or is not in order; the message names the file, the key and what was expected."""

    code = "card"


@dataclass(frozen=True)
class CardClass:
    """One class that the model tells apart; ``name`` and ``description`` are for people.

    Attributes
    ----------
    white : bool
        Part of a differential. Other nucleated cells are given per 100 white cells.
    nucleus : bool
        Whether its cells have one. Cells are found by their nuclei, so of a class without any only some are found, by
        chance: it is set aside.
    """

    id: str
    name: str
    description: str
    white: bool = True
    nucleus: bool = True


@dataclass(frozen=True)
class Figure:
    """A measured figure with its 95 % interval.

    Attributes
    ----------
    value, low, high : float
        On the test part; ``limits`` and ``training.split`` say where the model may know it.
    baseline : float, optional
        The trivial baseline under the same split.
    random_split : float, optional
        The same recipe when pictures are split at random: what a leak between the parts would have added.
    published : str, optional
        What a study reported, with how it was split.
    """

    value: float
    low: float
    high: float
    baseline: float | None = None
    random_split: float | None = None
    published: str | None = None


@dataclass(frozen=True)
class ClassFigures:
    """How well one class was recognised; ``auc`` is against all others.

    Attributes
    ----------
    specificity : Figure, optional
        Share of the other classes' pictures that were not taken for this one; None on cards from before it was kept.
    support : int
        Test pictures of the class.
    groups : int, optional
        Patients, slides or blocks that these came from; None where that is not known.
    """

    precision: Figure
    recall: Figure
    f1: Figure
    auc: Figure
    support: int
    groups: int | None
    specificity: Figure | None = None


@dataclass(frozen=True)
class Training:
    """What the model learnt from; ``counts`` are pictures in each part of the split."""

    data: str
    source: str
    licence: str
    split: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Golden:
    """A picture and what the model must answer for it, each probability to within ``tolerance``.

    Attributes
    ----------
    picture : PurePosixPath
        Relative to the package's folder or, for pictures that came with the program, to the program's.
    """

    picture: PurePosixPath
    probabilities: Mapping[str, float]
    tolerance: float


@dataclass(frozen=True)
class Weights:
    """How the graph's weights are stored, and how near its answers are to those of the trained network.

    Attributes
    ----------
    form : str
        Such as int8, float16 or float32.
    agreement : float
        Share of pictures with the same answer.
    largest_difference : float
        Of any probability.
    megabytes : float
    """

    form: str
    agreement: float
    largest_difference: float
    megabytes: float


@dataclass(frozen=True)
class ModelCard:
    """Everything a card says.

    Attributes
    ----------
    sha256 : str
        Of ``model.tflite``, in lower-case hex.
    input_height, input_width : int
        Pixels of the graph's input.
    centre : Centre, optional
        What of a picture is resized to the input; black where it reaches beyond the picture. All of it where None.
    on_black : bool
        Its training pictures are single cells cut out on black, and it knows nothing else.
    micrometres_per_pixel : float, optional
        At the graph's input; None where the scale of the training pictures was never published.
    crop : CropRule, optional
        How a cell is cut out of a field for it; None for a model of fields.
    uncertain_below : float
        The answer is "uncertain" when the highest probability is below this.
    classes : tuple of CardClass
        In the graph's output order.
    confusion : tuple of tuple of int
        Counts on the test part: a row for each true class, a column for each answer. Empty when not given.
    weights : Weights, optional
        None on cards from before they were told.
    elsewhere : tuple of Elsewhere
        What was measured on pictures of other laboratories; empty where nobody did.
    """

    id: str
    version: str
    title: str
    summary: str
    architecture: str
    scope: Literal["field", "cell"]
    limits: tuple[str, ...]
    sha256: str
    input_height: int
    input_width: int
    centre: Centre | None
    on_black: bool
    micrometres_per_pixel: float | None
    crop: CropRule | None
    uncertain_below: float
    uncertain_reason: str
    classes: tuple[CardClass, ...]
    training: Training
    figures: Mapping[str, Figure]
    class_figures: Mapping[str, ClassFigures]
    confusion: tuple[tuple[int, ...], ...]
    golden: tuple[Golden, ...]
    weights: Weights | None
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def input_side(self) -> int:
        """The input's shorter side in pixels: a smaller picture has to be enlarged."""
        return min(self.input_height, self.input_width)

    @property
    def class_ids(self) -> tuple[str, ...]:
        """Ids of the classes, in the graph's output order."""
        return tuple(c.id for c in self.classes)


def read_card(path: Path, sha256: str = "") -> ModelCard:
    """Read and check a card.

    Parameters
    ----------
    sha256 : str
        Of the file, where it is known what it was.

    Raises
    ------
    CardError
        It cannot be read, is another file, is not TOML, or a key is missing, unknown or not as expected.
    """
    try:
        with path.open("rb") as file:
            content = file.read(CARD_LIMIT + 1)
    except OSError as problem:
        words = tr("The model card {path} cannot be read: {reason}.")
        raise CardError(words.format(path=path, reason=problem.strerror or problem)) from problem
    try:
        if len(content) > CARD_LIMIT:
            raise CardProblem(tr("it is larger than {size} KiB").format(size=CARD_LIMIT // 1024))
        if sha256 and hashlib.sha256(content).hexdigest() != sha256:
            raise CardProblem(tr("it was changed after it was installed; install the model package again"))
        return parse_card(content.decode("utf-8"))
    except UnicodeDecodeError as problem:
        words = tr("The model card {path} is not UTF-8 text: {reason}.")
        raise CardError(words.format(path=path, reason=problem.reason)) from problem
    except CardProblem as problem:
        words = tr("The model card {path} is not in order: {reason}.")
        raise CardError(words.format(path=path, reason=problem)) from problem


def parse_card(text: str) -> ModelCard:
    """Read a card from its text.

    Raises
    ------
    CardProblem
        What is wrong, as the end of a sentence.
    """
    try:
        card = Table(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise CardProblem(tr("it is not TOML: {reason}").format(reason=problem)) from problem
    except RecursionError as problem:
        raise CardProblem(tr("it is not TOML that a card would hold: it is nested too deeply")) from problem
    if (number := card.integer("format")) != CARD_FORMAT:
        words = tr("'format' is {found}, and this program reads {known}; use a matching program version")
        raise CardProblem(words.format(found=number, known=CARD_FORMAT))
    classes = _classes(card.tables("classes"))
    ids = tuple(c.id for c in classes)
    model, uncertain = card.table("model"), card.table("uncertain")
    scope = card.choice("scope", SCOPES)
    input_width = model.integer("input_width", *_SIDE_RANGE)
    scale = model.optional_number("micrometres_per_pixel", 0.001, 100.0)
    read = ModelCard(
        id=card.matching("id", ID, tr("lower-case letters, digits, '.', '_' and '-', at most 64")),
        version=card.matching("version", VERSION, tr("a version such as 1.0.0")),
        title=card.text("title"),
        summary=card.text("summary"),
        architecture=card.text("architecture"),
        scope="field" if scope == "field" else "cell",
        limits=card.texts("limits"),
        sha256=model.matching("sha256", _SHA256, tr("64 lower-case hexadecimal digits")),
        input_height=model.integer("input_height", *_SIDE_RANGE),
        input_width=input_width,
        centre=read_centre(model),
        on_black="on_black" in model and model.flag("on_black"),
        micrometres_per_pixel=scale,
        crop=read_crop_rule(card, scope, None if scale is None else scale * input_width),
        uncertain_below=uncertain.number("below", 0.0, 1.0),
        uncertain_reason=uncertain.text("reason"),
        classes=classes,
        training=_training(card.table("training")),
        figures={name: _figure(table) for name, table in card.named_tables("figures").items()},
        class_figures=_class_figures(card, ids),
        confusion=card.counts("confusion", len(ids)),
        golden=tuple(_golden(table, ids) for table in card.tables("golden")),
        weights=_weights(card.table("weights")) if "weights" in card else None,
        elsewhere=read_elsewhere(card),
    )
    for table in (model, uncertain, card):
        table.done()
    return read


def read_centre(table: Table) -> Centre | None:
    """Read ``centre_pixels`` or ``centre_share`` of a table, or None where it has neither.

    Raises
    ------
    CardProblem
    """
    pixels = table.integer("centre_pixels", *_SIDE_RANGE) if "centre_pixels" in table else None
    share = table.optional_number("centre_share", 0.05, 1.0)
    if pixels is not None and share is not None:
        raise CardProblem(tr("it has both 'centre_pixels' and 'centre_share', and a model sees one square"))
    return None if pixels is None and share is None else Centre(pixels, share)


def _classes(tables: tuple[Table, ...]) -> tuple[CardClass, ...]:
    classes = []
    for table in tables:
        wanted = tr("lower-case letters, digits, '_' and '-', at most 32")
        each = CardClass(
            id=table.matching("id", CLASS_ID, wanted),
            name=table.text("name"),
            description=table.text("description"),
            white=table.flag("white") if "white" in table else True,
            nucleus=table.flag("nucleus") if "nucleus" in table else True,
        )
        table.done()
        if each.white and not each.nucleus:
            words = tr("'classes' calls {id} a white cell without a nucleus")
            raise CardProblem(words.format(id=repr(each.id)))
        classes.append(each)
    if len(classes) < 2:
        words = tr("'classes' has {count} entries, and two or more were expected")
        raise CardProblem(words.format(count=len(classes)))
    ids = [c.id for c in classes]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise CardProblem(tr("'classes' has the id {id} more than once").format(id=repr(twice[0])))
    if not any(c.white for c in classes):
        raise CardProblem(tr("'classes' has no white cell"))
    return tuple(classes)


def _training(table: Table) -> Training:
    counts = table.table("counts")
    training = Training(
        data=table.text("data"),
        source=table.text("source"),
        licence=table.text("licence"),
        split=table.text("split"),
        counts={part: counts.integer(part, 0) for part in counts},
    )
    table.done()
    return training


def _weights(table: Table) -> Weights:
    weights = Weights(
        form=table.text("form"),
        agreement=table.number("agreement", 0.0, 1.0),
        largest_difference=table.number("largest_difference", 0.0, 1.0),
        megabytes=table.number("megabytes", 0.0),
    )
    table.done()
    return weights


def _figure(table: Table) -> Figure:
    figure = Figure(
        value=table.number("value"),
        low=table.number("low"),
        high=table.number("high"),
        baseline=table.optional_number("baseline"),
        random_split=table.optional_number("random_split"),
        published=table.optional_text("published"),
    )
    table.done()
    # The value may lie outside its interval: a bootstrap of, say, a calibration error is biased upwards.
    if figure.low > figure.high:
        raise CardProblem(tr("'{table}' has low above high").format(table=table.name))
    return figure


def _class_figures(card: Table, ids: tuple[str, ...]) -> dict[str, ClassFigures]:
    tables = card.named_tables("class_figures") if "class_figures" in card else {}
    if tables and set(tables) != set(ids):
        raise CardProblem(_classes_expected("class_figures", ids))
    figures = {}
    for name, table in tables.items():
        precision, recall, f1, auc = (_figure(table.table(key)) for key in ("precision", "recall", "f1", "auc"))
        groups = table.integer("groups", 0) if "groups" in table else None
        specificity = _figure(table.table("specificity")) if "specificity" in table else None
        figures[name] = ClassFigures(precision, recall, f1, auc, table.integer("support", 0), groups, specificity)
        table.done()
    return figures


def _classes_expected(table: str, ids: tuple[str, ...]) -> str:
    return tr("'{table}' was expected to have the classes {classes}").format(table=table, classes=", ".join(ids))


def _golden(table: Table, ids: tuple[str, ...]) -> Golden:
    picture = PurePosixPath(table.text("picture"))
    if picture.is_absolute() or ".." in picture.parts or "\\" in str(picture) or ":" in str(picture):
        words = tr("'{table}.picture' was expected to be a relative path with '/' and without '..'")
        raise CardProblem(words.format(table=table.name))
    answers = table.table("probabilities")
    if set(answers) != set(ids):
        raise CardProblem(_classes_expected(answers.name, ids))
    tolerance = table.optional_number("tolerance", 0.0, 0.5)
    golden = Golden(picture, {i: answers.number(i, 0.0, 1.0) for i in ids}, 0.02 if tolerance is None else tolerance)
    table.done()
    return golden
