"""What a model's card tells of its errors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from leukdesk.differential.correction import Errors
from leukdesk.inference.card import ModelCard


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
