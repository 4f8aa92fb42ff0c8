"""The differential of a slide as it stands: how many cells of each class, how sure, and how much is reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from leukdesk.differential.correction import Errors
from leukdesk.differential.intervals import exact_interval
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of
from leukdesk.history.session.plan import SessionPlan


@dataclass(frozen=True)
class Share:
    """A share of the white cells counted, 0 to 1, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class PerHundred:
    """Cells per 100 white cells, with their 95 % interval."""

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
        Of all white cells counted; None before the first.
    suggested : int
        White cells for which the model suggested this class, whatever other white cell was decided since.
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
class Beside:
    """What was found of a class that is no white cell, and so no part of the differential.

    Attributes
    ----------
    id, name : str
    count : int
        Cells that are of this class as things stand: by decision, else by suggestion.
    undecided : int
        Of these, those that nobody has looked at.
    per_hundred : PerHundred, optional
        None before the first white cell.
    """

    id: str
    name: str
    count: int
    undecided: int
    per_hundred: PerHundred | None


@dataclass(frozen=True)
class Tally:
    """All classes together.

    Attributes
    ----------
    classes : tuple of ClassCount
        Of white cells, in the model's order.
    counted : int
        White cells: the sum of these classes.
    target : int
        So many white cells are to be counted.
    beside : tuple of Beside
        Other nucleated cells.
    set_aside : mapping of name to int
        Cells of classes without a nucleus. No figure beside them: only those are found that look as if they had one.
    uncertain : int
        Of all cells that were found, also those that were rejected since, how many suggestions were uncertain.
    undecided : int
        Of all cells, how many nobody has decided about.
    to_review : int
        Uncertain and undecided: nothing can be signed before these are decided.
    rejected : int
        Found, and decided to be no cell that counts.
    """

    classes: tuple[ClassCount, ...] = ()
    counted: int = 0
    target: int = 0
    beside: tuple[Beside, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    uncertain: int = 0
    undecided: int = 0
    to_review: int = 0
    rejected: int = 0

    @property
    def cells(self) -> int:
        """All cells, white or not, but for those that were rejected."""
        return self.counted + sum(each.count for each in self.beside) + sum(self.set_aside.values())

    @property
    def uncertain_share(self) -> float:
        """Share of uncertain suggestions among all cells that were found."""
        found = self.cells + self.rejected
        return self.uncertain / found if found else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain values that JSON can hold; without what the model's errors make of them."""
        return {
            "classes": [
                {
                    "id": each.id,
                    "name": each.name,
                    "count": each.count,
                    "suggested": each.suggested,
                    "undecided": each.undecided,
                    "share": None if each.share is None else asdict(each.share),
                }
                for each in self.classes
            ],
            "beside": [
                {
                    "id": each.id,
                    "name": each.name,
                    "count": each.count,
                    "undecided": each.undecided,
                    "per_100_white": None if each.per_hundred is None else asdict(each.per_hundred),
                }
                for each in self.beside
            ],
            "set_aside": dict(self.set_aside),
        }


@dataclass(frozen=True)
class Classes:
    """The classes of a session, in their order, and what the model's card tells of its errors.

    Attributes
    ----------
    names : mapping of class id to name
    errors : mapping of class id to Errors
        Those that are known.
    per_hundred, set_aside : tuple of class id
        Those that are no white cells: with a nucleus, and without one.
    """

    names: Mapping[str, str]
    errors: Mapping[str, Errors] = field(default_factory=dict)
    per_hundred: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()

    @classmethod
    def of(cls, plan: SessionPlan, errors: Mapping[str, Errors] | None = None) -> Self:
        """Return the classes that a session counts, with the errors of its model where these are known."""
        names = dict(zip(plan.class_ids, plan.class_names, strict=True))
        return cls(names, errors or {}, plan.per_hundred_ids, plan.set_aside_ids)


def tally_of(cells: Iterable[Record], classes: Classes, target: int) -> Tally:
    """Count cells, each a record, as they stand now."""
    found = [*cells]
    named = [cell for cell in found if verdict_of(cell) is not State.REJECTED]
    no_white_cells = {*classes.per_hundred, *classes.set_aside}
    white = [cell for cell in named if class_of(cell) not in no_white_cells]
    stands, suggested = Counter(map(class_of, named)), Counter(cell.label for cell in white)
    undecided = Counter(class_of(cell) for cell in named if cell.state is State.SUGGESTED)
    return Tally(
        tuple(
            _count_of(name, classes, stands[name], suggested[name], undecided[name], len(white))
            for name in _in_order(classes.names, [*stands, *suggested])
            if name not in no_white_cells
        ),
        counted=len(white),
        target=target,
        beside=tuple(
            Beside(name, classes.names[name], stands[name], undecided[name], per_hundred_of(stands[name], len(white)))
            for name in classes.per_hundred
        ),
        set_aside={classes.names[name]: stands[name] for name in classes.set_aside},
        uncertain=sum(cell.uncertain for cell in found),
        undecided=undecided.total(),
        to_review=sum(cell.needs_review for cell in named),
        rejected=len(found) - len(named),
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
    """Return a share of the white cells counted; None where there are none."""
    return Share(count / counted, *exact_interval(count, counted)) if counted else None


def per_hundred_of(count: int, white: int) -> PerHundred | None:
    """Return how many cells of another kind come with 100 white cells; None where there is no white cell."""
    if not white:
        return None
    # No share of the white cells, of which there may be fewer, so theirs is not its interval. But of the cells of both
    # kinds it is one, and its odds are the ratio: the exact ends of that share, as odds. Counting stops with the white
    # cells and not with the sum, for which the exact lower end (of one cell less) is higher: so it is never too narrow.
    low, high = exact_interval(count, count + white)
    return PerHundred(100 * count / white, 100 * low / (1 - low), 100 * high / (1 - high))


def _corrected(suggested: int, counted: int, errors: Errors) -> Share | None:
    raw = share_of(suggested, counted)
    if raw is None:
        return None
    value, low, high = (errors.corrected(each) for each in (raw.value, raw.low, raw.high))
    return None if value is None or low is None or high is None else Share(value, low, high)
