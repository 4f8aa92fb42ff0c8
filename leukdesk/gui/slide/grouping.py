"""The cells of a session by class, the doubtful ones first; and which keys stand for which class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leukdesk.differential.tally import class_of
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of
from leukdesk.language import tr

REJECTED = ""
"""In place of a class: no cell that counts."""
_FIGURES = "123456789"


@dataclass(frozen=True)
class Group:
    """Cells that stand as one class.

    Attributes
    ----------
    id : str
        Of the class; :data:`REJECTED` for those that were rejected.
    cells : tuple of Record
        Those that need review first, then by the suggestion's probability, the least sure first.
    """

    id: str
    name: str
    cells: tuple[Record, ...]

    @property
    def to_review(self) -> int:
        """How many need review."""
        return sum(each.needs_review for each in self.cells)


def grouped(cells: Sequence[Record], names: Mapping[str, str]) -> list[Group]:
    """Return a group for each class in the model's order, empty ones too; then what else was found, and the rejected.

    Parameters
    ----------
    names : mapping of class id to name
        In the model's order.
    """
    found: dict[str, list[Record]] = {each: [] for each in names}
    rejected = []
    for each in cells:
        if verdict_of(each) is State.REJECTED:
            rejected.append(each)
        else:
            found.setdefault(class_of(each), []).append(each)
    groups = [
        Group(key, names.get(key) or (members[0].class_name if members else key), _doubtful_first(members))
        for key, members in found.items()
    ]
    return [*groups, Group(REJECTED, tr("Rejected: no cell that counts"), _doubtful_first(rejected))]


def _doubtful_first(cells: Sequence[Record]) -> tuple[Record, ...]:
    return tuple(sorted(cells, key=lambda each: (not each.needs_review, each.probability, each.id)))


def keys_of(names: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of each class: a figure for the first nine, and a letter of its name that no other one has."""
    taken: set[str] = set()
    keys = {}
    for number, (key, name) in enumerate(names.items()):
        letter = next((each for each in name.upper() if each.isascii() and each.isalpha() and each not in taken), "")
        taken.add(letter)
        keys[key] = f"{_FIGURES[number] if number < len(_FIGURES) else ''}{letter}"
    return keys
