"""What is to be done with live frames, as the operator chose. Loads nothing that a window would have to wait for."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.inference.package import ModelPackage
from leukdesk.watching.sensitivity import Sensitivity


@dataclass(frozen=True)
class Orders:
    """What is to be done with live frames.

    Attributes
    ----------
    package : ModelPackage, optional
        The model that is chosen; its needs are also what the picture's quality is judged by.
    suggest : bool
        Whether it is to run.
    every : float
        Seconds between two suggestions at least; 0 for as often as the machine allows.
    average : bool
        Give the mean over the frames of a field at rest.
    hands_free : Sensitivity, optional
        Capture by itself; None for not at all.
    slide : int
        Which one is gone through; what is seen of one is never captured as of another.
    """

    package: ModelPackage | None = None
    suggest: bool = False
    every: float = 0.0
    average: bool = False
    hands_free: Sensitivity | None = None
    slide: int = 0

    @property
    def of_cells(self) -> bool:
        """Whether the model judges single cells, which have to be found first."""
        return self.package is not None and self.package.card.scope == "cell"
