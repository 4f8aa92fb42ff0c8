"""What a model's known errors do to a share that was counted with it."""

from __future__ import annotations

from dataclasses import dataclass

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
