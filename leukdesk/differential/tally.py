"""The differential of a slide as it stands: how many cells of each class, how sure, and how much is reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from leukdesk.differential.correction import Errors
from leukdesk.differential.intervals import exact_interval
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of


@dataclass(frozen=True)
class Share:
    """A share of the cells counted, 0 to 1, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ClassCount:
    """What was counted of one class.

    Attributes
    ----------
    id, name : str
    count : int
        Cells that are of this class as things stand: by decision, else by suggestion.
    share : Share, optional
        Of all cells counted; None before the first.
    suggested : int
        Cells for which the model suggested this class, whatever was decided since.
    undecided : int
        Of the count, those that nobody has looked at.
    corrected : Share, optional
        What the suggestions point to when the model's errors are taken out (Rogan and Gladen), its interval that of
        the count alone: that of the errors themselves comes on top. None where the card does not tell the errors, or
        the model tells the class too badly apart.
    false_alone : float, optional
        Share that the model's errors alone would give on a slide without any such cell.
    """

    id: str
    name: str
    count: int
    share: Share | None
    suggested: int
    undecided: int
    corrected: Share | None = None
    false_alone: float | None = None


@dataclass(frozen=True)
class Tally:
    """All classes together.

    Attributes
    ----------
    classes : tuple of ClassCount
        In the model's order.
    counted : int
        Cells that count: all but those that were rejected.
    target : int
    uncertain : int
        Of these, how many suggestions were uncertain.
    undecided : int
        Of these, how many nobody has decided about.
    to_review : int
        Uncertain and undecided: nothing can be signed before these are decided.
    rejected : int
        Found, and decided to be no cell that counts.
    """

    classes: tuple[ClassCount, ...] = ()
    counted: int = 0
    target: int = 0
    uncertain: int = 0
    undecided: int = 0
    to_review: int = 0
    rejected: int = 0

    @property
    def progress(self) -> float:
        """Share of the target that is counted; at most 1."""
        return min(self.counted / self.target, 1.0) if self.target else 0.0

    @property
    def uncertain_share(self) -> float:
        """Share of uncertain suggestions among the cells that count."""
        return self.uncertain / self.counted if self.counted else 0.0


@dataclass(frozen=True)
class Classes:
    """The classes that are counted, in their order, and what the model's card tells of its errors.

    Attributes
    ----------
    names : mapping of class id to name
    errors : mapping of class id to Errors
        Those that are known.
    """

    names: Mapping[str, str]
    errors: Mapping[str, Errors] = field(default_factory=dict)


def tally_of(cells: Iterable[Record], classes: Classes, target: int) -> Tally:
    """Count cells, each a record, as they stand now."""
    all_of_them = [*cells]
    counted = [cell for cell in all_of_them if verdict_of(cell) is not State.REJECTED]
    stands, suggested = Counter(map(class_of, counted)), Counter(cell.label for cell in counted)
    undecided = Counter(class_of(cell) for cell in counted if cell.state is State.SUGGESTED)
    return Tally(
        tuple(
            _count_of(name, classes, stands[name], suggested[name], undecided[name], len(counted))
            for name in _in_order(classes.names, [*stands, *suggested])
        ),
        counted=len(counted),
        target=target,
        uncertain=sum(cell.uncertain for cell in counted),
        undecided=undecided.total(),
        to_review=sum(cell.needs_review for cell in counted),
        rejected=len(all_of_them) - len(counted),
    )


def class_of(cell: Record) -> str:
    """Return the id of the class that holds now: the decided one, else the suggested one."""
    return cell.standing.label or cell.label


def _in_order(names: Mapping[str, str], found: Sequence[str]) -> list[str]:
    """Return the model's classes, then what else was found."""
    return [*names, *sorted({*found} - {*names})]


def _count_of(name: str, classes: Classes, count: int, suggested: int, undecided: int, counted: int) -> ClassCount:
    errors = classes.errors.get(name)
    return ClassCount(
        name,
        classes.names.get(name, name),
        count,
        share_of(count, counted),
        suggested,
        undecided,
        None if errors is None else _corrected(suggested, counted, errors),
        None if errors is None else errors.false_alone,
    )


def share_of(count: int, counted: int) -> Share | None:
    """Return a share of the cells counted; None where there are none."""
    return Share(count / counted, *exact_interval(count, counted)) if counted else None


def _corrected(suggested: int, counted: int, errors: Errors) -> Share | None:
    raw = share_of(suggested, counted)
    if raw is None:
        return None
    value, low, high = (errors.corrected(each) for each in (raw.value, raw.low, raw.high))
    return None if value is None or low is None or high is None else Share(value, low, high)
