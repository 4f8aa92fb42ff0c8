"""What a cell model's card says of how a cell is to be cut out of a field for it."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.inference.tables import CardProblem, Table
from leukdesk.language import tr

USUAL_MARGIN = 1 / 3
_SIDE_RANGE = (1.0, 1000.0)
_WIDEST_MARGIN = 10.0


@dataclass(frozen=True)
class CropRule:
    """The square around a cell that becomes a model's whole input.

    Attributes
    ----------
    side_micrometres : float, optional
        Its side; None where the scale of the training pictures is not known.
    margin : float
        What is added on each side where either scale is not known, as a share of the longer side of the cell's box.
    reason : str
        Where these come from; empty where the card says nothing of cropping.
    """

    side_micrometres: float | None = None
    margin: float = USUAL_MARGIN
    reason: str = ""

    def side(self, box_side: float, micrometres_per_pixel: float | None) -> float:
        """Return the square's side in pixels of a picture.

        Parameters
        ----------
        box_side : float
            Longer side of the cell's box, in pixels.
        micrometres_per_pixel : float, optional
            Of the picture.
        """
        if self.side_micrometres is None or micrometres_per_pixel is None:
            return box_side * (1 + 2 * self.margin)
        return self.side_micrometres / micrometres_per_pixel


def read_crop_rule(card: Table, scope: str, input_micrometres: float | None) -> CropRule | None:
    """Read the table ``crop`` of a card; a card without it means what its input shows, else the box and the margin.

    Parameters
    ----------
    card : Table
        The whole card.
    scope : str
        "field" or "cell".
    input_micrometres : float, optional
        Width of what the model's input shows, where its scale is known.

    Returns
    -------
    CropRule or None
        None for a model of fields, which has no such table.

    Raises
    ------
    CardProblem
    """
    if scope == "field":
        if "crop" in card:
            raise CardProblem(tr("it has a table 'crop', and only a model with the scope \"cell\" is given crops"))
        return None
    if "crop" not in card:
        return CropRule(input_micrometres)
    table = card.table("crop")
    rule = CropRule(
        side_micrometres=table.optional_number("side_micrometres", *_SIDE_RANGE),
        margin=table.number("margin", 0.0, _WIDEST_MARGIN) if "margin" in table else USUAL_MARGIN,
        reason=table.text("reason"),
    )
    table.done()
    return rule
