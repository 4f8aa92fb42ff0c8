"""The cells of the picture that is shown, with what is known of each: found, edited, answered, decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leukdesk.gui.picture.named_cell import NamedCell
from leukdesk.gui.result.answer import Answer
from leukdesk.gui.result.cell_counts import CellCounts, ClassCount
from leukdesk.history.records import Record
from leukdesk.history.review import State
from leukdesk.imaging.cell import Cell

if TYPE_CHECKING:
    from leukdesk.imaging.cells import FieldCells


@dataclass(frozen=True, eq=False)
class KnownCell:
    """What a model said of a cell, and the row of the log; None where there is none."""

    answer: Answer
    record: Record | None = None

    @property
    def decided(self) -> bool:
        """Whether a person has decided about it."""
        return self.record is not None and self.record.state is not State.SUGGESTED

    @property
    def doubtful(self) -> bool:
        """Whether it needs a look."""
        return self.answer.uncertain and not self.decided

    @property
    def class_name(self) -> str:
        """Name of the class that holds now."""
        return self.record.class_name if self.record is not None and self.decided else self.answer.top.name

    @property
    def kind(self) -> int | None:
        """That class's place in the model's order; None where a person has named another one."""
        names = [each.name for each in self.answer.classes]
        return names.index(self.class_name) if self.class_name in names else None

    def named(self, cell: Cell) -> NamedCell:
        """Return it as it is drawn."""
        figure = None if self.decided else self.answer.top.probability
        return NamedCell(cell, self.class_name, self.kind, figure, self.doubtful)


@dataclass(frozen=True, eq=False)
class CellsShown:
    """All cells of one picture.

    Attributes
    ----------
    cells : tuple of Cell
        As they were found and edited, in the order in which they are gone through.
    known : mapping of Cell to KnownCell
        Those that were classified; also of cells that an edit has taken away, which may be taken back.
    selected : int, optional
    found : FieldCells, optional
        What the finder said; None for a picture of the history.
    """

    cells: tuple[Cell, ...]
    known: Mapping[Cell, KnownCell] = field(default_factory=dict)
    selected: int | None = None
    found: FieldCells | None = None

    @property
    def answer(self) -> Answer | None:
        """Of the selected cell."""
        if self.selected is None:
            return None
        known = self.known.get(self.cells[self.selected])
        return known.answer if known is not None else None

    @property
    def classified(self) -> bool:
        """Whether a model was asked about any of them."""
        return bool(self.known)

    @property
    def pending(self) -> tuple[Cell, ...]:
        """Those that a person has drawn or changed since, and that no edge cuts."""
        if not self.classified:
            return ()
        return tuple(each for each in self.cells if not each.cut and each not in self.known)

    @property
    def to_ask(self) -> FieldCells | None:
        """What to classify: the changed cells where others are answered, else all; None where they must be found."""
        if self.found is None:
            return None
        return replace(self.found, cells=self.pending or self.cells)

    @property
    def named(self) -> tuple[NamedCell, ...]:
        """All of them as they are drawn."""
        return tuple(
            known.named(cell) if (known := self.known.get(cell)) is not None else NamedCell(cell) for cell in self.cells
        )

    @property
    def counts(self) -> CellCounts:
        """How many there are of each class."""
        known = [self.known[each] for each in self.cells if each in self.known]
        names: dict[str, int | None] = {}
        for each in known:
            for index, one in enumerate(each.answer.classes):
                names.setdefault(one.name, index)
        for each in known:
            names.setdefault(each.class_name, None)
        rows = tuple(
            ClassCount(name, kind, sum(each.class_name == name for each in known)) for name, kind in names.items()
        )
        return CellCounts(
            tuple(row for row in rows if row.count),
            cells=sum(not each.cut for each in self.cells),
            uncertain=sum(each.doubtful for each in known),
            cut=sum(each.cut for each in self.cells),
            waiting=len(self.pending) if self.classified else 0,
            selected=self.selected,
        )

    def selecting(self, index: int | None) -> CellsShown:
        """Return them with another one selected."""
        return replace(self, selected=index if index is not None and 0 <= index < len(self.cells) else None)

    def edited(self, cells: Sequence[Cell], selected: int | None) -> CellsShown:
        """Return them after an edit."""
        return replace(self, cells=tuple(cells)).selecting(selected)

    def unanswered(self) -> CellsShown:
        """Return the cells alone: what was said of them holds no more."""
        return replace(self, known={})

    def answered(self, known: Mapping[Cell, KnownCell]) -> CellsShown:
        """Return them with further answers, the most doubtful of these selected."""
        both = replace(self, known={**self.known, **known})
        order = sorted(
            (index for index, cell in enumerate(self.cells) if cell in known),
            key=lambda index: _certainty(known[self.cells[index]]),
        )
        return both.selecting(order[0] if order else None)

    def concerns(self, records: Iterable[Record]) -> bool:
        """Whether any of the cells is logged as one of these."""
        numbers = {each.id for each in records}
        return any(each.record is not None and each.record.id in numbers for each in self.known.values())

    def decided(self, records: Iterable[Record]) -> CellsShown:
        """Return them with what was decided meanwhile."""
        new = {each.id: each for each in records}
        return replace(
            self,
            known={
                cell: replace(each, record=new[each.record.id])
                if each.record is not None and each.record.id in new
                else each
                for cell, each in self.known.items()
            },
        )


def _certainty(known: KnownCell) -> tuple[bool, float]:
    return not known.doubtful, known.answer.top.probability
