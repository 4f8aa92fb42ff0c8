"""How easily a picture is taken without a hand."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.language import marked


@dataclass(frozen=True)
class Sensitivity:
    """What is asked of a field.

    Attributes
    ----------
    name : str
        In English, as settings have it; given to ``tr`` where it is shown.
    rest : float
        Seconds for which the stage has to be at rest.
    focus : float
        Share of the station's best sharpness that is asked for.
    overlap : float
        A field is new when no captured one shows more than this share of it.
    """

    name: str
    rest: float
    focus: float
    overlap: float


CAREFUL = Sensitivity(marked("Careful"), 1.2, 0.82, 0.15)
NORMAL = Sensitivity(marked("Normal"), 0.6, 0.75, 0.35)
EAGER = Sensitivity(marked("Eager"), 0.3, 0.65, 0.6)
SENSITIVITIES = {each.name: each for each in (CAREFUL, NORMAL, EAGER)}
