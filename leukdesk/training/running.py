"""One training run: a recipe fitted to one split of a data set, with a manifest of all that it follows from."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.augmentation import AUGMENTATIONS
from leukdesk.training.batches import Part, Teacher
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.data.pictures import Pictures
from leukdesk.training.data.splits import Split
from leukdesk.training.devices import all_devices
from leukdesk.training.exporting import Network
from leukdesk.training.fitting import Curves, fit
from leukdesk.training.preparing import Preparation
from leukdesk.training.recipe import Recipe, SettingError, Settings, Task

Labels = NDArray[np.int64]
_PACKAGES = ("leukdesk", "keras", "tensorflow", "numpy", "opencv-python-headless", "scikit-learn")
_NORMAL = ("normal", "healthy", "healthy_blood_cell", "benign", "hem")


@dataclass(frozen=True)
class Plan:
    """Everything that a run follows from, but for the split.

    Attributes
    ----------
    preparation : Preparation
        What is done to every picture, in training and inside the exported graph.
    weights : Path, optional
        Pretrained weights to begin from.
    teacher : callable, optional
        See :class:`~leukdesk.training.batches.AugmentedBatches`; ``teacher_id`` says which model it is.
    """

    recipe: Recipe
    settings: Settings
    dataset: Dataset
    pictures: Pictures
    preparation: Preparation
    seed: int
    weights: Path | None = None
    teacher: Teacher | None = None
    teacher_id: str = ""

    @property
    def high(self) -> int:
        """Index of the class whose probability a network with one output gives."""
        classes = self.dataset.classes
        if self.settings.high:
            if self.settings.high not in classes:
                raise DatasetError(f"--set high={self.settings.high}: the classes are {', '.join(classes)}")
            return classes.index(self.settings.high)
        return next((classes.index(name) for name in _NORMAL if name in classes), 0)

    def part(self, chosen: Labels) -> Part:
        """The prepared pictures with these indices."""
        labels, groups = self.dataset.labels(), self.dataset.groups()
        return Part(self.preparation.apply(self.pictures.pixels[chosen]), labels[chosen], groups[chosen])

    def build(self) -> keras.Model:
        """Build the untrained network; the same one for the same seed.

        Raises
        ------
        SettingError
            The settings do not suit the network.
        """
        keras.utils.set_random_seed(self.seed)
        settings, classes = self.settings, len(self.dataset.classes)
        head_first = bool(settings.head_first)
        task = Task(classes, settings.input_side, self.high, settings.look, head_first, self.weights)
        model = self.recipe.build(task)
        if self.settings.cut_side and model.input_shape[1]:
            raise SettingError(f"{self.recipe.name} takes pictures of one size only: leave cut_side at 0")
        return model


@dataclass(frozen=True)
class Run:
    """A network fitted to one split."""

    plan: Plan
    split: Split
    model: keras.Model
    curves: Curves

    @property
    def shift(self) -> NDArray[np.float64]:
        """What is added to the logits, (C,), so that the highest is the answer at the threshold of the settings."""
        shift = np.zeros(len(self.plan.dataset.classes))
        at = self.plan.settings.threshold
        shift[self.plan.high] = -np.log(at / (1 - at))
        return shift

    @property
    def network(self) -> Network:
        """The fitted network with what is done before and after it, to be exported."""
        return Network(self.model, self.plan.settings.input_side, self.plan.preparation, self.shift)

    def logits(self, chosen: Labels) -> NDArray[np.float64]:
        """Keras' logits, shifted to the threshold, float (N, C), for the pictures with these indices."""
        pixels = self.plan.pictures.pixels
        # A batch at a time: all pictures as floats would take four times their memory.
        answers = [
            self.model.predict_on_batch(self.plan.preparation.apply(pixels[batch]).astype(np.float32))
            for batch in np.array_split(chosen, max(1, len(chosen) // 32))
        ]
        return np.concatenate(answers).astype(np.float64) + self.shift


def run_split(plan: Plan, split: Split, folder: Path, report: Callable[[str], None]) -> Run:
    """Train on a split; goes on where an interrupted run in ``folder`` stopped.

    Parameters
    ----------
    report : callable
        Receives one line an epoch.

    Raises
    ------
    DatasetError
        ``folder`` holds a run that was begun with other data or settings, or what is left of one.
    """
    with all_devices():
        model = plan.build()
        # Now that the settings are known to suit the network: what is begun with others cannot be gone on with.
        begin_or_resume(folder, manifest_of(plan, split))
        curves = fit(
            model,
            plan.settings,
            plan.part(split.train),
            plan.part(split.validation) if len(split.validation) else None,
            len(plan.dataset.classes),
            seed=plan.seed,
            checkpoints=folder / "checkpoints",
            teacher=plan.teacher,
            report=report,
        )
    return Run(plan, split, model, curves)


def manifest_of(plan: Plan, split: Split) -> dict[str, Any]:
    """Everything that a run's outcome follows from, as plain values; pictures by name and hash, weights by hash."""
    return {
        "recipe": plan.recipe.name,
        "settings": asdict(plan.settings),
        "seed": plan.seed,
        "preparation": asdict(plan.preparation),
        "weights": None if plan.weights is None else hashlib.sha256(plan.weights.read_bytes()).hexdigest(),
        "teacher": plan.teacher_id,
        "classes": list(plan.dataset.classes),
        "grouped_by": plan.dataset.grouped_by,
        "parts": {
            part: [f"{plan.dataset.name(i)} {plan.pictures.sha256[i]}" for i in indices.tolist()]
            for part, indices in vars(split).items()
        },
    }


def with_copies(plan: Plan, count: int) -> Plan:
    """The same plan with so many augmented copies of each picture among the pictures, as some studies made them.

    Only for repeating a study's protocol: split after that, and test pictures are copies of training pictures.
    """
    pictures, dataset = plan.pictures, plan.dataset
    change, side = AUGMENTATIONS[plan.settings.augmentation], plan.settings.input_side
    copies = [
        change(picture, side, np.random.default_rng((plan.seed, number, index)))
        for number in range(count)
        for index, picture in enumerate(pictures.pixels)
    ]
    pixels = np.concatenate([pictures.pixels, np.array(copies, np.uint8)]) if copies else pictures.pixels
    times = count + 1
    grown = replace(dataset, samples=dataset.samples * times)
    return replace(
        plan,
        dataset=grown,
        pictures=replace(
            pictures,
            dataset=grown,
            pixels=pixels,
            hashes=np.tile(pictures.hashes, (times, 1)),
            thumbnails=np.tile(pictures.thumbnails, (times, 1, 1)),
            sha256=pictures.sha256 * times,
            sizes=pictures.sizes * times,
            kinds=pictures.kinds * times,
        ),
    )


def versions() -> dict[str, str]:
    """Versions of what a run was made with."""
    return {name: importlib.metadata.version(name) for name in _PACKAGES}


def begin_or_resume(folder: Path, manifest: dict[str, Any]) -> None:
    """Write down what a run is begun with, or compare it with what is written there.

    A run that was begun otherwise is not gone on with: its test part may hold pictures it was trained on.

    Parameters
    ----------
    folder : Path
        Of the run; made where there is none.
    manifest : dict
        See :func:`manifest_of`.

    Raises
    ------
    DatasetError
        It was begun with something else, or what is written there is damaged.
    """
    record = folder / "run.json"
    if record.exists():
        try:
            begun = dict(json.loads(record.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as problem:
            raise DatasetError(
                f"{record} is damaged, so that nobody knows what the run was begun with: delete {folder}, and give the"
                " command again"
            ) from problem
        if different := [key for key in manifest if begun.get(key) != manifest[key]]:
            raise DatasetError(
                f"{folder} holds a run that was begun otherwise ({', '.join(different)}), which cannot be gone on with:"
                " choose another --out, or repeat the former settings"
            )
        return
    folder.mkdir(parents=True, exist_ok=True)
    replacement = folder / "run.json.new"
    replacement.write_text(json.dumps(manifest | {"versions": versions()}, indent=1), encoding="utf-8")
    replacement.replace(record)
