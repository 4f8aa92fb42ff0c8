"""From what a person asks of the history to SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leukdesk.history.plain import time_text
from leukdesk.history.review import State

SEARCHED = (
    "sample", "operator", "source", "model_id", "model_version", "label", "label_name", "decided_name", "decided_by",
    "standing",
)  # fmt: skip
_TRIGRAM = 3


@dataclass(frozen=True)
class Filter:
    """What records must be like; all that is given must hold.

    Attributes
    ----------
    words : tuple of str
        Each must occur anywhere in a searched column, upper and lower case being the same. Words of three letters and
        more are looked up in the full-text index; shorter ones are looked for row by row.
    sample, operator, model_id, class_name : str, optional
        Exactly this; ``class_name`` is the class that holds now, by its name: the decided one, else the suggested one.
    state : State, optional
    uncertain, needs_review : bool, optional
    since, before : datetime, optional
        Reached at this moment or later; earlier than this moment.
    """

    words: tuple[str, ...] = ()
    sample: str | None = None
    operator: str | None = None
    model_id: str | None = None
    class_name: str | None = None
    state: State | None = None
    uncertain: bool | None = None
    needs_review: bool | None = None
    since: datetime | None = None
    before: datetime | None = None

    @staticmethod
    def of(text: str) -> Filter:
        """Read words as typed; any text is a filter."""
        # NUL ends a text for SQLite's search, and a lone surrogate cannot be stored, so neither can be found.
        plain = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
        return Filter(tuple(dict.fromkeys(plain.split())))

    @property
    def match(self) -> str:
        """The long words as an FTS5 expression; empty when there are none."""
        quoted = (word.replace('"', '""') for word in self.words if len(word) >= _TRIGRAM)
        return " AND ".join(f'"{word}"' for word in quoted)

    @property
    def beside_index(self) -> Filter:
        """What the full-text index does not answer."""
        return replace(self, words=tuple(word for word in self.words if len(word) < _TRIGRAM))

    def row_test(self) -> tuple[str, list[Any]]:
        """Return an SQL condition on a row of ``record``, and its parameters; ``1`` where nothing is asked."""
        each_word = "(" + " OR ".join(f"record.{column} GLOB ?" for column in SEARCHED) + ")"
        conditions = [each_word] * len(self.words)
        parameters: list[Any] = [_pattern(word) for word in self.words for _ in SEARCHED]
        for condition, value in (
            ("record.sample = ?", self.sample),
            ("record.operator = ?", self.operator),
            ("record.model_id = ?", self.model_id),
            ("record.class_name = ?", self.class_name),
            ("record.state = ?", self.state),
            ("record.uncertain = ?", self.uncertain),
            ("record.needs_review = ?", self.needs_review),
            ("record.time >= ?", self.since and time_text(self.since)),
            ("record.time < ?", self.before and time_text(self.before)),
        ):
            if value is not None:
                conditions.append(condition)
                parameters.append(value)
        return " AND ".join(conditions) or "1", parameters


def as_filter(filter: str | Filter) -> Filter:  # noqa: A002
    """Return a filter, of words where it is a text."""
    return filter if isinstance(filter, Filter) else Filter.of(filter)


def _pattern(word: str) -> str:
    """Return a GLOB pattern for a word anywhere, in either case (LIKE knows the cases of a to z only)."""
    return "*" + "".join(_letter(letter) for letter in word) + "*"


def _letter(letter: str) -> str:
    cases = sorted({letter, *(c for c in (letter.lower(), letter.upper()) if len(c) == 1)})
    if len(cases) > 1 or letter in "*?[":
        return f"[{''.join(cases)}]"
    return letter
