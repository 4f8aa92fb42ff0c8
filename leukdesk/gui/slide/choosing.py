"""What is decided when cells are given a class, confirmed or rejected together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leukdesk.counting import many
from leukdesk.differential.tally import class_of
from leukdesk.gui.slide.grouping import REJECTED
from leukdesk.history.records import Record
from leukdesk.history.review import Decision, State, reason_needed, verdict_of
from leukdesk.language import tr


@dataclass(frozen=True)
class Step:
    """The same decision about some cells; they are decided together or not at all.

    Attributes
    ----------
    decision : Decision
        Its reason is still to be asked where one is needed.
    cells : tuple of Record
    """

    decision: Decision
    cells: tuple[Record, ...]

    @property
    def needs_reason(self) -> bool:
        """Whether the log asks why."""
        return any(reason_needed(each, self.decision.state) for each in self.cells)


@dataclass(frozen=True)
class Choice:
    """What an operator wants of the cells that are selected.

    Attributes
    ----------
    words : str
        "Change 3 cells to Monocyte".
    steps : tuple of Step
        Without the cells that stand so already.
    """

    words: str
    steps: tuple[Step, ...]

    @property
    def cells(self) -> tuple[Record, ...]:
        """All that are decided about."""
        return tuple(each for step in self.steps for each in step.cells)

    @property
    def needs_reason(self) -> bool:
        """Whether the log asks why."""
        return any(step.needs_reason for step in self.steps)

    @property
    def state(self) -> State:
        """What is asked about: the reasons that are offered go by it."""
        return self.steps[-1].decision.state if self.steps else State.CONFIRMED


def to_class(cells: Sequence[Record], class_id: str, name: str) -> Choice:
    """Give cells a class: for those that it was suggested for, that is a confirmation."""
    if class_id == REJECTED:
        return to_reject(cells)
    others = [each for each in cells if not _stands(each, class_id)]
    confirmed = tuple(each for each in others if each.label == class_id)
    changed = tuple(each for each in others if each.label != class_id)
    steps = (Step(Decision(State.CONFIRMED), confirmed), Step(Decision(State.CHANGED, class_id, name), changed))
    words = tr("Change {cells} to {name}") if changed else tr("Confirm {cells} as {name}")
    said = words.format(cells=many(len(others), "cell"), name=name)
    return Choice(said, tuple(each for each in steps if each.cells))


def to_confirm(cells: Sequence[Record]) -> Choice:
    """Confirm those suggestions that nobody has decided about; what was decided stays as it is."""
    open_ones = tuple(each for each in cells if each.state is State.SUGGESTED)
    steps = (Step(Decision(State.CONFIRMED), open_ones),) if open_ones else ()
    return Choice(tr("Confirm {cells}").format(cells=many(len(open_ones), "cell")), steps)


def to_reject(cells: Sequence[Record]) -> Choice:
    """Say of cells that they are none that counts."""
    others = tuple(each for each in cells if verdict_of(each) is not State.REJECTED)
    steps = (Step(Decision(State.REJECTED), others),) if others else ()
    return Choice(tr("Reject {cells}: no cell that counts").format(cells=many(len(others), "cell")), steps)


def _stands(cell: Record, class_id: str) -> bool:
    decided = cell.state is not State.SUGGESTED and verdict_of(cell) is not State.REJECTED
    return decided and class_of(cell) == class_id
