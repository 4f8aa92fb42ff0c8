"""What a person has to say of a model: the hand-written part of its card."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leukdesk.errors import LeukdeskError
from leukdesk.inference.card import CLASS_ID, ID, SCOPES, read_centre
from leukdesk.inference.crop_rule import CropRule, read_crop_rule
from leukdesk.inference.elsewhere import Elsewhere, read_elsewhere
from leukdesk.inference.tables import CardProblem, Table
from leukdesk.training.data.classes import class_id
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.masks import CornerMask
from leukdesk.training.preparing import Preparation

CARDS = Path(__file__).parent / "cards"
OWN_CARD = "card.toml"  # of a data set, beside its pictures


class DescriptionError(LeukdeskError):
    """A hand-written card that cannot be used; the text says which and why."""

    code = "description"


@dataclass(frozen=True)
class Description:
    """The hand-written part of a card; figures, hash and classes' order are added by the workbench.

    Attributes
    ----------
    name : str
        Where it was read from, for a person.
    classes : tuple of dict
        ``id``, ``name``, ``description``; ``white`` and ``nucleus`` where they are false.
    labels : dict of class id to tuple of str
        The data set's labels that make each class.
    on_black : bool
        Pictures are of single cells cut out on black.
    crop : CropRule, optional
        How a cell is cut out of a field for the model; None where nobody said.
    settings : dict of recipe to list of str
        ``name=value`` changes that suit this data set.
    published : dict of figure to str
        What was published on this data set.
    elsewhere : tuple of Elsewhere
        What a model trained on this data set was worth at other laboratories; each names that model.
    """

    name: str
    id: str
    title: str
    summary: str
    scope: str
    limits: tuple[str, ...]
    classes: tuple[dict[str, Any], ...]
    labels: dict[str, tuple[str, ...]]
    data: str
    source: str
    licence: str
    preparation: Preparation = field(default_factory=Preparation)
    micrometres_per_pixel: float | None = None
    on_black: bool = False
    crop: CropRule | None = None
    settings: dict[str, list[str]] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()

    def arranged(self, dataset: Dataset) -> Dataset:
        """Return the data set with its labels joined to these classes, in this order.

        Raises
        ------
        DatasetError
        """
        return dataset.merged(self.labels)


def describe(name: str | None, dataset: Dataset) -> Description:
    """Find what is said of a data set.

    Parameters
    ----------
    name : str, optional
        Path of a ``.toml`` file, or the name of a description that came with the program. Without it, ``card.toml`` in
        the data set's folder, else the program's own description of a data set in a folder of that name with these
        labels, else one that says only what the folder says.

    Raises
    ------
    DescriptionError
    """
    if name is not None:
        path = Path(name) if name.endswith(".toml") else CARDS / f"{name}.toml"
        if not path.is_file():
            known = ", ".join(sorted(p.stem for p in CARDS.glob("*.toml")))
            raise DescriptionError(f"there is no card {name!r}: give the path of a .toml file, or one of {known}")
        return _read(path)
    own = dataset.root / OWN_CARD
    if own.is_file():
        return _read(own)
    for path in sorted(CARDS.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if table.get("folder") == dataset.root.name:
            found = _read(path)
            if sorted(class_id(label) for labels in found.labels.values() for label in labels) == sorted(
                dataset.classes
            ):
                return found
    return _plain(dataset)


def _read(path: Path) -> Description:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return _description(path, table)
    except OSError as problem:
        raise DescriptionError(f"The card {path} cannot be read: {problem.strerror or problem}.") from problem
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DescriptionError(f"The card {path} is not TOML: {problem}.") from problem
    except KeyError as problem:
        raise DescriptionError(f"The card {path} lacks {problem.args[0]!r}.") from problem
    except (TypeError, AttributeError, ValueError, CardProblem) as problem:
        raise DescriptionError(f"The card {path} is not as expected: {problem}.") from problem


def _description(path: Path, table: Mapping[str, Any]) -> Description:
    classes = [dict(each) for each in table["classes"]]
    for name, pattern in ((table["id"], ID), *((each["id"], CLASS_ID) for each in classes)):
        if not pattern.fullmatch(name):
            raise ValueError(f"the id {name!r} was expected to be short, of lower-case letters, digits, '_' and '-'")
    if table["scope"] not in SCOPES:
        raise ValueError(f"the scope {table['scope']!r} was expected to be {' or '.join(SCOPES)}")
    for each in classes:
        for flag in ("white", "nucleus"):
            if not isinstance(each.get(flag, True), bool):
                raise ValueError(f"{flag!r} of the class {each['id']!r} was expected to be true or false")
    labels = {each["id"]: tuple(each.pop("labels", [each["id"]])) for each in classes}
    return Description(
        name=path.stem if path.parent == CARDS else str(path),
        id=table["id"],
        title=table["title"],
        summary=table["summary"],
        scope=table["scope"],
        limits=tuple(table["limits"]),
        classes=tuple(
            {key: each[key] for key in ("id", "name", "description")}
            | {flag: False for flag in ("white", "nucleus") if not each.get(flag, True)}
            for each in classes
        ),
        labels=labels,
        data=table["data"]["description"],
        source=table["data"]["source"],
        licence=table["data"]["licence"],
        preparation=Preparation(
            corner=CornerMask(**table["corner_mask"]) if "corner_mask" in table else None,
            centre=read_centre(Table(table)),
        ),
        micrometres_per_pixel=table.get("micrometres_per_pixel"),
        on_black=table.get("on_black", False) is True,
        crop=read_crop_rule(Table(table), table["scope"], None) if "crop" in table else None,
        settings={
            recipe: [f"{key}={value}" for key, value in changes.items()]
            for recipe, changes in table.get("settings", {}).items()
        },
        published=dict(table.get("published", {})),
        elsewhere=read_elsewhere(Table(table)),
    )


def _plain(dataset: Dataset) -> Description:
    """Say what can be said of a data set that nobody described."""
    folder = dataset.root.name
    spelled = {name: dataset.spelled.get(name, name) for name in dataset.classes}
    return Description(
        name="",
        id=class_id(folder) if folder.strip("._- ") else "own",
        title=f"Classes of {folder}",
        summary=f"Pictures like those in the folder {folder}: {', '.join(spelled.values())}.",
        scope="field",
        limits=(
            "Trained on this station's own pictures; nobody wrote down what they show, how they were taken, and where"
            " the model must not be used.",
        ),
        classes=tuple(
            {"id": name, "name": label, "description": f"Pictures labelled {label!r}."}
            for name, label in spelled.items()
        ),
        labels={name: (label,) for name, label in spelled.items()},
        data=f"Pictures of the folder {folder}",
        source="this station",
        licence="not stated",
    )
