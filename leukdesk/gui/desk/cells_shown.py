"""The cells of the picture that is shown, with what is known of each: found, edited, answered, decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leukdesk.gui.picture.named_cell import NamedCell
from leukdesk.gui.result.answer import Answer
from leukdesk.gui.result.cell_counts import CellCounts, ClassCount
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of
from leukdesk.imaging.cell import Cell
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.imaging.cells import FieldCells


@dataclass(frozen=True, eq=False)
class KnownCell:
    """What a model said of a cell, and the row of the log; None where there is none.

    Attributes
    ----------
    before : bool
        An earlier field of the slide session has shown it, and its row is that field's.
    """

    answer: Answer
    record: Record | None = None
    before: bool = False

    @property
    def kept(self) -> bool:
        """Whether the log counts it."""
        return (self.record is not None or self.before) and not self.rejected

    @property
    def rejected(self) -> bool:
        """Whether a person has said that it is none that counts."""
        return self.record is not None and verdict_of(self.record) is State.REJECTED

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
        if self.rejected:
            return NamedCell(cell, tr("Rejected"), rejected=True)
        figure = None if self.decided else self.answer.top.probability
        return NamedCell(cell, self.class_name, self.kind, figure, self.doubtful, kept=self.kept)


@dataclass(frozen=True)
class Edit:
    """What a person has drawn or changed in a field whose other cells are answered.

    Attributes
    ----------
    cells : tuple of Cell
        To be classified and logged.
    instead_of : tuple of (Cell, int)
        For those whose box was changed, the number of the record that they take the place of.
    session : str, optional
        The slide session that the field was counted in, empty for none; None where no cell of it is logged.
    found : FieldCells, optional
        What the finder said of the field; None for a picture of the history.
    """

    cells: tuple[Cell, ...]
    instead_of: tuple[tuple[Cell, int], ...]
    session: str | None
    found: FieldCells | None


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
    stands_for : mapping of Cell to Cell
        For each whose box was changed, the one as it was classified.
    counted_in : str
        The slide session that has counted the field, also where it showed nothing new; empty for none.
    """

    cells: tuple[Cell, ...]
    known: Mapping[Cell, KnownCell] = field(default_factory=dict)
    selected: int | None = None
    found: FieldCells | None = None
    stands_for: Mapping[Cell, Cell] = field(default_factory=dict)
    counted_in: str = ""

    @property
    def answer(self) -> Answer | None:
        """Of the selected cell."""
        if self.selected is None:
            return None
        known = self.known.get(self.cells[self.selected])
        return known.answer if known is not None else None

    @property
    def classified(self) -> bool:
        """Whether a model was asked about any of them, or a session has counted the field and there was none."""
        return bool(self.known or self.counted_in)

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
    def edit(self) -> Edit | None:
        """What was changed since the others were answered; None for nothing."""
        pending = self.pending
        if not pending:
            return None
        replaced = ((cell, old.record.id) for cell in pending if (old := self.logged_as(cell)) and old.record)
        return Edit(pending, tuple(replaced), self.session, self.found)

    @property
    def session(self) -> str | None:
        """The slide session that its cells are logged in, empty for none; None where no cell of it is logged."""
        logged = (each.record.session for each in self.known.values() if each.record is not None)
        return self.counted_in or next(logged, None)

    def logged_as(self, cell: Cell) -> KnownCell | None:
        """Return what the log counts for a cell, which may have had another box then."""
        known = self.known.get(cell) or self.known.get(self.stands_for.get(cell, cell))
        return known if known is not None and known.kept else None

    @property
    def named(self) -> tuple[NamedCell, ...]:
        """All of them as they are drawn."""
        return tuple(
            known.named(cell)
            if (known := self.known.get(cell)) is not None
            else NamedCell(cell, kept=self.logged_as(cell) is not None)
            for cell in self.cells
        )

    @property
    def counts(self) -> CellCounts:
        """How many there are of each class."""
        every = [self.known[each] for each in self.cells if each in self.known]
        known = [each for each in every if not each.rejected]
        rejected = len(every) - len(known)
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
            cells=sum(not each.cut for each in self.cells) - rejected,
            uncertain=sum(each.doubtful for each in known),
            cut=sum(each.cut for each in self.cells),
            waiting=len(self.pending) if self.classified else 0,
            rejected=rejected,
            selected=self.selected,
        )

    def selecting(self, index: int | None) -> CellsShown:
        """Return them with another one selected."""
        return replace(self, selected=index if index is not None and 0 <= index < len(self.cells) else None)

    def edited(self, cells: Sequence[Cell], selected: int | None) -> CellsShown:
        """Return them after an edit."""
        stands = dict(self.stands_for)
        if len(cells) == len(self.cells):
            for old, new in zip(self.cells, cells, strict=True):
                if old != new and (root := stands.get(old, old)) in self.known:
                    stands[new] = root
        # A box that is drawn where another one was for a while is no more than a new one.
        stands = {cell: root for cell, root in stands.items() if cell in cells and cell not in self.known}
        return replace(self, cells=tuple(cells), stands_for=stands).selecting(selected)

    def unanswered(self) -> CellsShown:
        """Return the cells alone: what was said of them holds no more."""
        return replace(self, known={}, stands_for={}, counted_in="")

    def answered(self, known: Mapping[Cell, KnownCell], counted_in: str = "") -> CellsShown:
        """Return them with further answers, the most doubtful of these selected."""
        both = replace(self, known={**self.known, **known}, counted_in=counted_in or self.counted_in)
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
        """Return them with what was decided meanwhile; of one that was rejected, an edit that waits is dropped."""
        new = {each.id: each for each in records}
        known = {
            cell: replace(each, record=new[each.record.id])
            if each.record is not None and each.record.id in new
            else each
            for cell, each in self.known.items()
        }
        waits = {cell: root for cell, root in self.stands_for.items() if cell not in known and known[root].rejected}
        cells = tuple(waits.get(cell, cell) for cell in self.cells)
        stands = {cell: root for cell, root in self.stands_for.items() if cell not in waits}
        return replace(self, cells=cells, known=known, stands_for=stands)


def _certainty(known: KnownCell) -> tuple[bool, float]:
    return not known.doubtful, known.answer.top.probability
