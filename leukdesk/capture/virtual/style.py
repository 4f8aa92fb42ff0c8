"""What a smear looks like: its stains, its light, and which cells are in it. All that is to be tuned is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leukdesk.language import marked

RGB = tuple[int, int, int]


@dataclass(frozen=True, eq=False)  # each is only itself, so that slides can be kept by style
class Style:
    """One laboratory's way of staining and lighting, and one kind of smear.

    Attributes
    ----------
    stain : str
        What a person calls this batch of stain; no two styles have the same.
    light : RGB
        The empty background; above 255 it is over-exposed, and clips.
    red_cell, nucleus, cytoplasm, granule : RGB
        White light after a full layer of the stain that each takes up: haemoglobin, chromatin, basophilic cytoplasm,
        eosinophil granules. The colour on the slide is this times the light, darker where layers lie on each other.
    red_cells : float
        Red cells in 1,000 square micrometres, on average.
    red_cell_size : float
        Mean diameter in micrometres.
    pallor : float
        0: evenly filled discs; 1: the full biconcave profile; more: paler still in the middle.
    rouleaux : float
        Fraction of the red cells that begin a stack of several.
    patchiness : float
        0: spread evenly; 1: gaps and crowds.
    white_cells : mapping of kind to number
        White cells and platelets in 10,000 square micrometres, by the names in ``cells.kinds.KINDS``.
    blast_size : float
        Mean radius of lymphoblasts, in micrometres.
    clumping : float
        Chance that a white cell lies beside another one.
    halo : float
        Strength of the dark rim and bright halo that a little defocus gives to every edge.
    vignette : float
        Loss of light in the corners.
    """

    stain: str
    light: RGB = (250, 247, 244)
    red_cell: RGB = (222, 168, 170)
    nucleus: RGB = (112, 66, 156)
    cytoplasm: RGB = (158, 176, 226)
    granule: RGB = (226, 120, 90)
    red_cells: float = 11.0
    red_cell_size: float = 7.4
    pallor: float = 0.85
    rouleaux: float = 0.06
    patchiness: float = 0.45
    white_cells: Mapping[str, float] = field(default_factory=dict)
    blast_size: float = 6.2
    clumping: float = 0.1
    halo: float = 0.5
    vignette: float = 0.12


STYLES: Mapping[str, Style] = {
    # The live view's own, in the usual colours of a May-Grünwald-Giemsa stain: a normal differential, denser than in
    # life so that something is always to be seen, with some of what is seldom there, so that one slide shows all.
    "smear": Style(
        stain="May-Grünwald-Giemsa",
        white_cells={
            "segmented neutrophil": 2.2,
            "lymphocyte": 1.2,
            "monocyte": 0.35,
            "eosinophil": 0.2,
            "band neutrophil": 0.2,
            "basophil": 0.1,
            "lymphoblast": 0.12,
            "promyelocyte": 0.06,
            "myelocyte": 0.08,
            "metamyelocyte": 0.08,
            "erythroblast": 0.1,
            "hematogone": 0.1,
            "smudge cell": 0.15,
            "platelet": 9.0,
        },
    ),
    # The four below follow the general look of the fields that the bundled model was trained on: over-exposed, bluish.
    "benign": Style(
        stain=marked("Batch B, grey and violet"),
        light=(256, 259, 250),
        red_cell=(176, 190, 212),
        nucleus=(138, 96, 244),
        cytoplasm=(196, 176, 252),
        red_cells=17.0,
        pallor=0.7,
        rouleaux=0.15,
        patchiness=0.8,
        white_cells={
            "lymphocyte": 3.0,
            "hematogone": 2.4,
            "segmented neutrophil": 1.6,
            "lymphoblast": 0.6,
            "platelet": 2.5,
            "smudge cell": 0.4,
        },
        blast_size=5.4,
        clumping=0.25,
        vignette=0.06,
    ),
    "early": Style(
        stain=marked("Batch C, bluish"),
        light=(254, 262, 256),
        red_cell=(174, 185, 212),
        nucleus=(155, 108, 232),
        cytoplasm=(185, 139, 254),
        red_cells=14.0,
        pallor=0.46,
        rouleaux=0.3,
        patchiness=0.9,
        white_cells={"lymphoblast": 5.8, "platelet": 3.0, "smudge cell": 0.3},
        blast_size=5.5,
        clumping=0.4,
        halo=0.7,
        vignette=0.06,
    ),
    "pre": Style(
        stain=marked("Batch D, strong blue"),
        light=(250, 261, 256),
        red_cell=(138, 178, 232),
        nucleus=(154, 126, 251),
        cytoplasm=(186, 170, 254),
        red_cells=11.0,
        pallor=1.3,
        rouleaux=0.06,
        patchiness=0.5,
        white_cells={"lymphoblast": 18.0, "platelet": 0.8, "smudge cell": 1.6},
        blast_size=5.9,
        clumping=0.5,
        vignette=0.05,
    ),
    "pro": Style(
        stain=marked("Batch E, pale pink"),
        light=(262, 264, 256),
        red_cell=(184, 194, 214),
        nucleus=(216, 158, 250),
        cytoplasm=(234, 190, 253),
        red_cells=9.5,
        pallor=1.4,
        rouleaux=0.1,
        patchiness=0.5,
        white_cells={"lymphoblast": 6.0, "platelet": 0.8, "smudge cell": 1.2},
        blast_size=5.3,
        clumping=0.15,
        halo=0.8,
        vignette=0.05,
    ),
}
