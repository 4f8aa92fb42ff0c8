"""Which kinds of cell there are, by the names of the ICSH, how large they are, and what draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leukdesk.capture.virtual.cells.erythroid import erythroblast, platelet
from leukdesk.capture.virtual.cells.lymphoid import hematogone, lymphoblast, lymphocyte, smudge
from leukdesk.capture.virtual.cells.myeloid import (
    band_neutrophil,
    basophil,
    eosinophil,
    metamyelocyte,
    monocyte,
    myelocyte,
    promyelocyte,
    segmented_neutrophil,
)
from leukdesk.capture.virtual.cells.pen import Pen, Sprite

RED_CELL = "red cell"
PLATELET = "platelet"
LYMPHOBLAST = "lymphoblast"


@dataclass(frozen=True)
class Kind:
    """One kind of cell.

    Attributes
    ----------
    smallest, largest : float
        Radius in micrometres, on a dried film.
    draw : callable
        Takes a pen and a radius in micrometres.
    """

    smallest: float
    largest: float
    draw: Callable[[Pen, float], Sprite]


KINDS: Mapping[str, Kind] = {
    "segmented neutrophil": Kind(5.8, 6.9, segmented_neutrophil),
    "band neutrophil": Kind(5.9, 7.0, band_neutrophil),
    "eosinophil": Kind(6.0, 7.2, eosinophil),
    "basophil": Kind(5.2, 6.4, basophil),
    "lymphocyte": Kind(4.2, 5.3, lymphocyte),
    "monocyte": Kind(7.0, 8.6, monocyte),
    "promyelocyte": Kind(7.2, 8.6, promyelocyte),
    "myelocyte": Kind(6.4, 7.8, myelocyte),
    "metamyelocyte": Kind(6.2, 7.4, metamyelocyte),
    "erythroblast": Kind(4.1, 5.4, erythroblast),
    LYMPHOBLAST: Kind(4.6, 8.0, lymphoblast),
    "hematogone": Kind(4.2, 5.4, hematogone),
    "smudge cell": Kind(5.0, 7.0, smudge),
    PLATELET: Kind(1.1, 1.8, platelet),
}
"""White cells, their precursors and platelets; red cells, which are by far the most, are drawn in their own way."""
