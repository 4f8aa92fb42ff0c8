"""What a recipe is: a network, how it is trained, and what its study claimed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from leukdesk.errors import LeukdeskError
from leukdesk.training.augmentation import AUGMENTATIONS

if TYPE_CHECKING:
    import keras

LOOKS = ("picture", "cell")
LARGEST_SIDE = 2048
FEATURE_MAP, LOGITS = "feature_map", "logits"  # names of the layers that give these


class SettingError(LeukdeskError):
    """A setting that does not exist or cannot have that value; the text names those there are."""

    code = "setting"


@dataclass(frozen=True)
class Settings:
    """How a network is trained; every one of these can be given by ``--set name=value``.

    Attributes
    ----------
    input_side : int
        Side of the square that the network sees, in pixels.
    epochs : int
        The most epochs.
    patience : int
        Epochs without a smaller validation loss after which training stops; 0 never stops early. The weights of the
        best epoch are kept only where it is not 0.
    batch : int
        Pictures in one step.
    rate : float
        Highest learning rate of Adam; it falls along a half cosine to 0.
    weight_decay : float
        Decoupled (AdamW, Loshchilov and Hutter 2019, arXiv:1711.05101); 0 is plain Adam.
    label_smoothing : float
    augmentation : str
        Name of an entry of :data:`leukdesk.training.augmentation.AUGMENTATIONS`.
    cut_side : int
        Side of the cuts, at the picture's own scale, that are seen in all but the last ``whole_epochs``; 0 is whole
        pictures always.
    whole_epochs : int
        Epochs at the end that see whole pictures, at a sixth of the rate.
    per_class : int
        Pictures of each class in an epoch, drawn anew for each, its groups as evenly as their sizes allow; 0 takes all.
    average : float
        Momentum of the moving average of the weights that replaces them after each epoch; 0 averages nothing.
    look : str
        What the network is shown: "picture" as it is, or "cell", which is for single cells on black: see
        :mod:`leukdesk.training.cells`.
    head_first : float
        How freely the last layer alone is fitted to what the pretrained weights give, before all layers are trained at
        ``rate``: C of a logistic regression (Kumar et al. 2022, arXiv:2202.10054). Normalization then keeps the
        statistics that it came with. 0 trains all layers from the start.
    teacher_weight : float
        Share of the teacher's answer in what the network is to learn; the rest is the label.
    high : str
        Class whose probability a network with a single output gives; the first one named like normal cells by default.
    threshold : float
        Probability from which that class is answered; for two classes only.
    """

    input_side: int
    epochs: int
    patience: int = 0
    batch: int = 32
    rate: float = 1e-3
    weight_decay: float = 0.0
    label_smoothing: float = 0.0
    augmentation: str = "strong"
    cut_side: int = 0
    whole_epochs: int = 0
    per_class: int = 0
    average: float = 0.0
    look: str = "picture"
    head_first: float = 0.0
    teacher_weight: float = 0.5
    high: str = ""
    threshold: float = 0.5

    def changed(self, changes: Sequence[str]) -> Settings:
        """Return a copy with ``name=value`` changes.

        Raises
        ------
        SettingError
        """
        kinds = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        values: dict[str, int | float | str] = {}
        for change in changes:
            name, equals, text = change.partition("=")
            if not equals or name not in kinds:
                raise SettingError(f"--set {change}: give one of these as name=value: {', '.join(kinds)}")
            try:
                values[name] = kinds[name](text)
            except ValueError as problem:
                raise SettingError(f"--set {change}: {name} is {_said(kinds[name])}") from problem
            number = values[name]
            if not isinstance(number, str) and not 0 <= number < 1e6:
                raise SettingError(f"--set {change}: {name} is {_said(kinds[name])}, 0 or more")
        changed: Settings = replace(self, **values)  # type: ignore[arg-type]
        if not (16 <= changed.input_side <= LARGEST_SIDE and changed.epochs and changed.batch):
            raise SettingError(f"input_side must be 16 to {LARGEST_SIDE}, epochs and batch 1 or more")
        if changed.augmentation not in AUGMENTATIONS:
            raise SettingError(
                f"there is no augmentation {changed.augmentation!r}: choose one of {', '.join(AUGMENTATIONS)}"
            )
        if changed.look not in LOOKS:
            raise SettingError(f"look is {changed.look!r}: choose one of {', '.join(LOOKS)}")
        if changed.average >= 1:
            raise SettingError(f"average is {changed.average:g}, and a momentum is less than 1")
        if changed.label_smoothing >= 1:
            raise SettingError(f"label_smoothing is {changed.label_smoothing:g}: give less than 1, or no label is left")
        if changed.teacher_weight > 1:
            raise SettingError(f"teacher_weight is {changed.teacher_weight:g}, and a share is 1 at most")
        if not 0 < changed.threshold < 1:
            raise SettingError(f"threshold is {changed.threshold:g}: give a probability between 0 and 1, but neither")
        if changed.whole_epochs > changed.epochs:
            raise SettingError(
                f"whole_epochs is {changed.whole_epochs}, and epochs is {changed.epochs}: give --set whole_epochs=0, or"
                " more epochs"
            )
        return changed


def _said(kind: type) -> str:
    return {int: "a whole number", float: "a number"}.get(kind, "a word")


@dataclass(frozen=True)
class Task:
    """What a network is built for.

    Attributes
    ----------
    classes : int
        Number of classes C.
    side : int
        Side of its square input in pixels.
    high : int
        Index of the class that a network with a single output gives the probability of.
    look : str
        As in :class:`Settings`.
    head_first : bool
        Normalization keeps the statistics of the pretrained weights.
    weights : Path, optional
        Pretrained weights of the network without its top, in Keras' ``.weights.h5`` form; random without.
    """

    classes: int
    side: int
    high: int = 0
    look: str = "picture"
    head_first: bool = False
    weights: Path | None = None


@dataclass(frozen=True)
class Study:
    """What a published study claimed of a network, and how it came to it.

    Attributes
    ----------
    figures : dict
        Names as in :class:`leukdesk.training.measuring.measurement.Measurement`, to the published number.
    protocol : str
        How its pictures were split, in a few words.
    copies_before_split : int
        Augmented copies made of each picture *before* the split, as the study did; 0 for none.
    """

    title: str
    figures: dict[str, float]
    protocol: str
    copies_before_split: int = 0


@dataclass(frozen=True)
class Recipe:
    """A network, how it is trained, and what was claimed of it.

    Attributes
    ----------
    build : callable
        Makes the untrained model of a :class:`Task`: pictures, float32 (N, S, S, 3), RGB 0 to 255, to logits, float32
        (N, C). Behind its last feature map, (N, h, w, D), is a chain of layers: Flatten or GlobalAveragePooling2D,
        then Dense, BatchNormalization, Dropout, ReLU and, last, :class:`~leukdesk.training.heads.TwoClasses`.
    settings : Settings
        As used unless ``--set`` changes them.
    takes_weights : bool
        Whether ``build`` can begin from pretrained weights.
    binary : bool
        Whether it tells two classes apart and no more.
    """

    name: str
    title: str
    architecture: str
    build: Callable[[Task], keras.Model]
    settings: Settings
    study: Study | None = None
    takes_weights: bool = False
    binary: bool = False
