"""What a slide session is to count, and what is told of each of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

_NEWER = ("per_hundred_ids", "set_aside_ids")
"""What sessions that were begun before do not have."""


@dataclass(frozen=True)
class SessionPlan:
    """What was settled when a session was begun; it never changes.

    Attributes
    ----------
    sample, operator : str
        Empty where none is given.
    model_id, model_version, model_sha256 : str
        The one that names all cells of the session.
    target : int
        So many white cells are to be counted.
    source : str
        How the fields come: "hands-free", "by hand", or the names of what holds their pictures.
    uncertain_below : float
        The probability below which an answer was called uncertain.
    class_ids, class_names : tuple of str
        Of the model, in its order.
    per_hundred_ids : tuple of str
        Those among them that are no part of the differential but given per 100 white cells: erythroblasts.
    set_aside_ids : tuple of str
        Those that are neither, since only some of them are found: platelets. In sessions from before this was told
        apart every class counts as a white cell.
    """

    sample: str
    operator: str
    model_id: str
    model_version: str
    model_sha256: str
    target: int
    source: str
    uncertain_below: float
    class_ids: tuple[str, ...]
    class_names: tuple[str, ...]
    per_hundred_ids: tuple[str, ...] = ()
    set_aside_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.target < 1:
            raise ValueError(f"a session counts one cell or more, not {self.target}")
        if len(self.class_ids) != len(self.class_names):
            raise ValueError("a session's classes have one name each")

    @property
    def model(self) -> tuple[str, str, str]:
        """Id, version and hash of the model."""
        return self.model_id, self.model_version, self.model_sha256

    @property
    def beside_ids(self) -> tuple[str, ...]:
        """The classes that are no white cells; what is none of the plan's counts as one."""
        return self.per_hundred_ids + self.set_aside_ids

    @property
    def unit(self) -> str:
        """What is counted, for a person: "white cell"; "cell" where all classes count."""
        return "white cell" if self.beside_ids else "cell"

    def name_of(self, class_id: str) -> str:
        """Return the name of a class; its id where the model knows none."""
        return dict(zip(self.class_ids, self.class_names, strict=True)).get(class_id, class_id)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""
        return {name: list(each) if isinstance(each, tuple) else each for name, each in asdict(self).items()}

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Self:
        """Return the plan that :meth:`as_json` made such values of; others among them are passed by.

        Raises
        ------
        KeyError, TypeError, ValueError
            They are none.
        """
        known: dict[str, Any] = {each.name: values[each.name] for each in fields(cls) if each.name not in _NEWER}
        known |= {name: values.get(name, ()) for name in _NEWER}
        known |= {name: tuple(known[name]) for name in ("class_ids", "class_names", *_NEWER)}
        return cls(**known)


@dataclass(frozen=True)
class FieldFacts:
    """What is known of a field when its cells are counted.

    Attributes
    ----------
    picture_sha256 : str
        Of its pixels (:func:`leukdesk.imaging.frame.pixels_sha256`), also where it has no cells and is not stored.
    seen_before : int
        White cells that an earlier field of the session has shown already, and that are not counted again.
    cut : int
        White cells that an edge cuts, and that are not counted.
    """

    picture_sha256: str
    seen_before: int = 0
    cut: int = 0
