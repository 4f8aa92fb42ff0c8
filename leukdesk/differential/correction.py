"""What a model's known errors do to a share that was counted with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from leukdesk.inference.card import ModelCard

LEAST_SKILL = 0.2
"""Sensitivity plus specificity less 1, below which a count says too little of the true share to be corrected."""


@dataclass(frozen=True)
class Errors:
    """How often a model finds a class where it is, and where it is not; from its card.

    Attributes
    ----------
    sensitivity, specificity : float
        0 to 1; the specificity against the other classes as they were mixed in the test pictures.
    """

    sensitivity: float
    specificity: float

    @property
    def false_alone(self) -> float:
        """Share of cells that would be called this class on a slide that has none of them."""
        return 1 - self.specificity

    @property
    def skill(self) -> float:
        """By how much more of the true cells than of the others are called this class (Youden's index)."""
        return self.sensitivity + self.specificity - 1

    def corrected(self, share: float) -> float | None:
        """Return the true share that a counted one points to, held between 0 and 1.

        None where the model tells the class too badly apart. After Rogan and Gladen 1978, doi
        10.1093/oxfordjournals.aje.a112510.
        """
        if self.skill < LEAST_SKILL:
            return None
        return min(max((share - self.false_alone) / self.skill, 0.0), 1.0)


def errors_of(card: ModelCard, beside: Collection[str] = ()) -> dict[str, Errors]:
    """Return the errors for each class that a card tells them for.

    Parameters
    ----------
    beside : collection of str
        Ids of classes that are no white cells. Their test pictures, which are hardly ever taken for a monocyte, would
        make the errors look smaller than they are among white cells; so where the card has its confusion, the errors
        are those of white cells that were called white.
    """
    if beside and card.confusion:
        return dict(_errors_among([each for each in card.class_ids if each not in beside], card))
    return {
        name: Errors(figures.recall.value, figures.specificity.value)
        for name, figures in card.class_figures.items()
        if figures.specificity is not None and name not in beside
    }


def _errors_among(ids: Sequence[str], card: ModelCard) -> Iterator[tuple[str, Errors]]:
    """Yield the errors of some classes, as if the card's test pictures had been of these and called these alone."""
    place = {each: number for number, each in enumerate(card.class_ids)}
    called = {(true, answer): card.confusion[place[true]][place[answer]] for true in ids for answer in ids}
    of_class = {true: sum(called[true, answer] for answer in ids) for true in ids}
    for each in ids:
        right = called[each, each]
        wrongly = sum(called[true, each] for true in ids) - right
        others = sum(of_class.values()) - of_class[each]
        if of_class[each] and others:
            yield each, Errors(right / of_class[each], 1 - wrongly / others)
