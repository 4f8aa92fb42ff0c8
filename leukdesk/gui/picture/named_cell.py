"""A cell as it is drawn over the picture: where it lies, and what a model calls it."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.imaging.cell import Cell
from leukdesk.inference.prediction import in_figures
from leukdesk.language import tr


@dataclass(frozen=True)
class NamedCell:
    """A cell with its name, or without one as long as no model was asked.

    Attributes
    ----------
    name : str
        Of the class that holds now; empty for none.
    kind : int, optional
        The class's place in its model's order: it gives the colour.
    probability : float, optional
        None where a person has decided.
    uncertain : bool
        It needs a look.
    rejected : bool
        A person has said that it is none that counts.
    kept : bool
        It is logged: it cannot be taken away without saying why.
    """

    cell: Cell
    name: str = ""
    kind: int | None = None
    probability: float | None = None
    uncertain: bool = False
    rejected: bool = False
    kept: bool = False

    @property
    def text(self) -> str:
        """What is written beside it: "neutrophil 0.97", with a question mark before it where it is uncertain."""
        figure = "" if self.probability is None else f" {in_figures(self.probability, 2)}"
        return f"{'? ' if self.uncertain else ''}{self.name}{figure}" if self.name else ""

    @property
    def short(self) -> str:
        """The same without the figure."""
        return f"{'? ' if self.uncertain else ''}{self.name}"

    @property
    def in_words(self) -> str:
        """All that is known of it, in one line."""
        parts = [
            self.text.removeprefix("? ") or tr("not classified"),
            tr("uncertain") if self.uncertain else "",
            tr("cut by the edge") if self.cell.cut else "",
            tr("drawn by hand") if self.cell.by_hand else "",
        ]
        return ", ".join(part for part in parts if part)
