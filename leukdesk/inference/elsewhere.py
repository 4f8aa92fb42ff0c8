"""What a card says of how its model answers for pictures of laboratories that it did not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leukdesk.inference.tables import CardProblem, Table
from leukdesk.language import tr

PROMISED = 0.98
"""Share of the certain answers that the workbench chooses a band of "uncertain" for."""


@dataclass(frozen=True)
class Elsewhere:
    """How often a model was right for one set of pictures, or cells, of another laboratory.

    Attributes
    ----------
    data : str
        Which pictures, and how they were measured.
    cells : int
        How many.
    accuracy, low, high : float
        Share of right answers, with its 95 % interval.
    commonest : float
        The share that always naming the commonest class would give.
    certain_right : float, optional
        Share of right answers among those that were not "uncertain"; None where there were none, or nobody counted.
    model : str
        The model that was measured, where that was another one trained on the same pictures; empty for this one.
    """

    data: str
    cells: int
    accuracy: float
    low: float
    high: float
    commonest: float
    certain_right: float | None = None
    model: str = ""


def read_elsewhere(card: Table) -> tuple[Elsewhere, ...]:
    """Read the tables ``elsewhere`` of a card; none where it has none.

    Parameters
    ----------
    card : Table
        The whole card.

    Raises
    ------
    CardProblem
    """
    return tuple(_measured(table) for table in card.tables("elsewhere")) if "elsewhere" in card else ()


def _measured(table: Table) -> Elsewhere:
    accuracy = table.table("accuracy")
    measured = Elsewhere(
        data=table.text("data"),
        cells=table.integer("cells", 1),
        accuracy=accuracy.number("value", 0.0, 1.0),
        low=accuracy.number("low", 0.0, 1.0),
        high=accuracy.number("high", 0.0, 1.0),
        commonest=table.number("commonest", 0.0, 1.0),
        certain_right=table.optional_number("certain_right", 0.0, 1.0),
        model=table.optional_text("model") or "",
    )
    if measured.low > measured.high:
        raise CardProblem(tr("'{table}' has low above high").format(table=accuracy.name))
    accuracy.done()
    table.done()
    return measured


def caution(measured: Sequence[Elsewhere]) -> str:
    """Say in one sentence how far a model can be followed at another laboratory."""
    if not measured:
        return tr("What this model is worth at other laboratories' slides was not measured: review every cell.")
    least, most = (round(100 * end(each.accuracy for each in measured)) for end in (min, max))
    share = f"{least}" if least == most else tr("{least} to {most}").format(least=least, most=most)
    others = dict.fromkeys(each.model for each in measured if each.model)
    certain = all(each.certain_right is not None and each.certain_right >= PROMISED for each in measured)
    if others:
        text = tr(
            "At other laboratories' slides models like this one ({models}) named {share} % right (its card): {review}"
        )
    else:
        text = tr("At other laboratories' slides this model named {share} % right (its card): {review}")
    review = tr("review every cell.") if certain else tr("review every cell, also the certain ones.")
    return text.format(models=", ".join(others), share=share, review=review)
