"""The numbers that the finder of white cells goes by."""

from __future__ import annotations

from dataclasses import dataclass

RED_DIAMETER = 7.5
"""Micrometres, of a red cell on a dried film (Bain, "Blood Cells", 5th ed. 2015, gives 7 to 8)."""


@dataclass(frozen=True)
class FinderSettings:
    """What the finder goes by. Lengths are micrometres on the smear, stains are stops of absorption.

    The values are those that found most on the sets named in docs/cells.md.

    Attributes
    ----------
    red_weight, blue_weight : float
        A nucleus takes most of the green light: the stain index is the absorption of green, plus so much of that of
        red, less so much of that of blue.
    red_cells_removed : float
        Share of the red cells' own colour that is taken out before: 1 makes overlapping red cells vanish wholly.
    least_stain : float
        Stain index from which a nucleus is believed at all, as a share of what red cells absorb.
    edge : float
        Where a nucleus ends, between the light around it (0) and the light through it (1), by the index of both.
    grain : float
        Width of the pale places in a nucleus that are filled.
    smallest_lobe, smallest_nucleus : float
        Diameter of a circle of that area; what is smaller is a platelet or a grain of stain.
    thinnest : float
        Width of the thinnest lobe; the dark rims that a red cell has out of focus are thinner.
    smallest_whole : float
        Radius of the largest circle inside, from which a part is a nucleus of its own, not a lobe of one.
    neck : float
        A nucleus is split where it is narrower than this share of its parts.
    lobe_gap, widest_nucleus, widest_of_large_lobes : float
        Lobes so near belong to one cell, if together they are no wider than that; several that are each as large as a
        nucleus, no wider than the last.
    roundness : float
        Nuclei share one cell if that fills so much of the smallest circle around it; two round cells that touch, with
        their hull, fill 0.57 to 0.67.
    widest_cell : float
        And if it is no wider than that.
    cytoplasm : float
        Farthest that cytoplasm reaches from the hull of the nucleus.
    rim, lobed_rim : float
        Least width of the cytoplasm around a round nucleus, and around the hull of one in lobes.
    cytoplasm_stain : float
        Share of the nucleus's index from which stuff around it is taken for its cytoplasm.
    pale_from, pale_to : float
        Pale cytoplasm has the red cells' colour, and absorbs between these shares of what they do.
    cytoplasm_grain : float
        Cytoplasm is nowhere narrower: the edge of a red cell that touches is.
    """

    red_weight: float = 0.5
    blue_weight: float = 0.5
    red_cells_removed: float = 0.9
    least_stain: float = 0.7
    edge: float = 0.5
    grain: float = 0.8
    smallest_lobe: float = 1.6
    smallest_nucleus: float = 4.6
    thinnest: float = 1.4
    smallest_whole: float = 2.8
    neck: float = 0.75
    lobe_gap: float = 3.0
    widest_nucleus: float = 16.0
    widest_of_large_lobes: float = 11.5
    roundness: float = 0.71
    widest_cell: float = 27.0
    cytoplasm: float = 4.0
    rim: float = 1.0
    lobed_rim: float = 2.0
    cytoplasm_stain: float = 0.15
    pale_from: float = 0.3
    pale_to: float = 0.95
    cytoplasm_grain: float = 2.4


DEFAULTS = FinderSettings()
