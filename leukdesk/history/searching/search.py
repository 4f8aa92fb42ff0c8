"""What a person asks of the history: words, and fields that are typed among them or chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NoReturn

from leukdesk.history.plain import time_text
from leukdesk.history.review import State
from leukdesk.language import marked, tr

# What differs from record to record, and what many share (the facets of schema/0005_search.sql).
OWN_TEXTS = ("sample", "source")
SHARED_TEXTS = (
    "operator", "model_id", "model_version", "label", "label_name", "decided_name", "decided_by", "standing",
)  # fmt: skip
SEARCHED = (*OWN_TEXTS, *SHARED_TEXTS)
OUTSIDE = "record.session = ''"
"""The condition of the indexes of what lies outside of sessions, word for word: SQLite uses them only then."""
_TRIGRAM = 3
_MANY_WORDS = 50  # more of them would make an expression deeper than SQLite reads


@dataclass(frozen=True)
class Filter:
    """What records must be like; all that is given must hold.

    Attributes
    ----------
    words : tuple of str
        Each must occur anywhere in a searched column, upper and lower case being the same.
    sample, operator, model_id, class_name : str, optional
        Exactly this; ``class_name`` is the class that holds now, by its name: the decided one, else the suggested one.
    state : State, optional
    uncertain, needs_review : bool, optional
    since, before : datetime, optional
        Reached at this moment or later; earlier than this moment.
    station : str, optional
        How the name of the log begins, 32 hexadecimal digits, from which a record of a merged log came.
    session : str, optional
        How the id of a slide session begins whose cells are meant, an empty text for those of all sessions. None for
        the records outside of sessions, which are the only ones that are looked for otherwise.
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
    station: str | None = None
    session: str | None = None

    @staticmethod
    def of(text: str) -> Filter:
        """Read words and fields as typed; any text is a filter.

        A field is ``name:value`` or ``name:"several words"``, by the names of :data:`FIELDS`; days are the station's
        own. What is no field, or comes a second time, is a word; :func:`misread` tells which looked like fields.
        """
        return _read(text)[0]

    def text(self) -> str:
        """Return what :meth:`of` reads so; a value that holds a quotation mark becomes words."""
        typed = []
        for name, field in FIELDS.items():
            value = getattr(self, field.attribute)
            if value is not None:
                written = field.write(value)
                bare = not re.search(r'[\s"]', written) and written
                typed.append(f"{name}:{written}" if bare else f'{name}:"{written}"' if '"' not in written else written)
        return " ".join((*typed, *self.words))

    @property
    def shared(self) -> Filter:
        """The fields alone that a facet answers."""
        return replace(self, words=(), sample=None, station=None, session=None, since=None, before=None)

    @property
    def own(self) -> Filter:
        """The fields alone that no facet answers."""
        return Filter(
            sample=self.sample, station=self.station, session=self.session, since=self.since, before=self.before
        )

    def row_test(self, table: str = "record") -> tuple[str, list[Any]]:
        """Return an SQL condition on a row of ``record`` or ``facet``, and its parameters.

        Parameters
        ----------
        table : str
            Which of the two; a facet knows no sample, no station and no time, and is of records outside of sessions.
        """
        conditions: list[str] = []
        parameters: list[Any] = []
        if table == "record" and self.session is None:
            conditions.append(OUTSIDE)
        if self.session is not None:
            conditions.append(f"{table}.session <> '' AND {table}.session >= ? AND {table}.session < ?")
            parameters += [self.session, f"{self.session}g"]
        if self.words:
            condition, values = occur(self.words, SEARCHED, table)
            conditions.append(condition)
            parameters += values
        if self.station is not None:
            conditions.append(f"{table}.station >= ? AND {table}.station < ?")
            parameters += [self.station, f"{self.station}g"]
        for condition, value in (
            ("sample = ?", self.sample),
            ("operator = ?", self.operator),
            ("model_id = ?", self.model_id),
            ("class_name = ?", self.class_name),
            ("state = ?", self.state),
            ("uncertain = ?", self.uncertain),
            ("needs_review = ?", self.needs_review),
            ("time >= ?", self.since and time_text(self.since)),
            ("time < ?", self.before and time_text(self.before)),
        ):
            if value is not None:
                conditions.append(f"{table}.{condition}")
                parameters.append(value)
        return " AND ".join(conditions) or "1", parameters


def misread(text: str) -> tuple[str, ...]:
    """Return what is wrong with pieces of a typed filter that begin as a field does, such as ``state:sined``.

    Returns
    -------
    tuple of str
        "state: is none of suggested, confirmed, changed, rejected, signed". Each once.
    """
    return _read(text)[1]


def _read(text: str) -> tuple[Filter, tuple[str, ...]]:
    """Return the filter that a text is, and what is wrong with fields that became words."""
    # NUL ends a text for SQLite's search, and a lone surrogate cannot be stored, so neither can be found.
    plain = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    words: list[str] = []
    fields: dict[str, Any] = {}
    wrong: list[str] = []
    for piece in _PIECE.finditer(plain):
        value = piece["quoted"] if piece["quoted"] is not None else piece["bare"]
        name = piece[0].partition(":")[0].casefold() if ":" in piece[0] else ""
        field = FIELDS.get(name)
        if field is not None and value and field.attribute not in fields:
            try:
                fields[field.attribute] = field.read(value)
                continue
            except (ValueError, OverflowError, OSError):  # the last two: a year that this computer's clock cannot have
                pass
        words += piece[0].split()
        if field is not None:
            why = tr("is given twice") if field.attribute in fields else tr(field.otherwise)
            wrong.append(f"{name}: {why.format(states=', '.join(State), all=repr(ALL_SESSIONS))}")
    return Filter(tuple(dict.fromkeys(words)), **fields), tuple(dict.fromkeys(wrong))


def as_filter(filter: str | Filter) -> Filter:  # noqa: A002
    """Return a filter, read from a text where it is one."""
    return filter if isinstance(filter, Filter) else Filter.of(filter)


def match(words: tuple[str, ...]) -> str:
    """Return the long ones of some words as an FTS5 expression; empty when there are none."""
    quoted = (word.replace('"', '""') for word in words if len(word) >= _TRIGRAM)
    return " AND ".join(f'"{word}"' for word in quoted)


def short(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that the full-text index, which knows three letters in a row, does not answer."""
    return tuple(word for word in words if len(word) < _TRIGRAM)


def occur(words: tuple[str, ...], columns: tuple[str, ...], table: str = "record") -> tuple[str, list[Any]]:
    """Return an SQL condition that every word occurs in some column, and its parameters; ``1`` without words."""
    if len(words) > _MANY_WORDS:
        anywhere = " OR ".join(f"{table}.{column} GLOB word.value" for column in columns)
        condition = f"NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE NOT ({anywhere}))"  # noqa: S608
        return condition, [json.dumps([_pattern(word) for word in words])]
    conditions: list[str] = []
    parameters: list[Any] = []
    for word in words:
        # LIKE is several times faster, but knows the two cases of a to z only, and wildcards that cannot be quoted.
        plain = word.isascii() and not set("%_") & set(word)
        like, pattern = ("LIKE", f"%{word}%") if plain else ("GLOB", _pattern(word))
        conditions.append("(" + " OR ".join(f"{table}.{column} {like} ?" for column in columns) + ")")
        parameters += [pattern] * len(columns)
    return " AND ".join(conditions) or "1", parameters


def _pattern(word: str) -> str:
    """Return a GLOB pattern for a word anywhere, in either case."""
    return "*" + "".join(_letter(letter) for letter in word) + "*"


def _letter(letter: str) -> str:
    cases = sorted({letter, *(c for c in (letter.lower(), letter.upper()) if len(c) == 1)})
    if len(cases) > 1 or letter in "*?[":
        return f"[{''.join(cases)}]"
    return letter


@dataclass(frozen=True)
class _Field:
    attribute: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    otherwise: str = marked("needs a value, in quotation marks where that has spaces")
    """What is said of a value that cannot be read; marked for translation."""


ALL_SESSIONS = "all"
"""Typed for the cells of every session."""


def _yes(text: str) -> bool:
    return {"yes": True, "no": False}[text.casefold()] if text.casefold() in ("yes", "no") else _refuse(text)


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _session(text: str) -> str:
    if text.casefold() == ALL_SESSIONS:
        return ""
    return text.casefold() if re.fullmatch("[0-9A-Fa-f]{1,32}", text) else _refuse(text)


def moment(text: str) -> datetime:
    """Read a day, or a moment, of the station's own clock.

    Raises
    ------
    ValueError, OverflowError, OSError
    """
    return datetime.fromisoformat(text).astimezone(UTC)


def _day(time: datetime) -> str:
    local = time.astimezone()
    midnight = (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    return local.date().isoformat() if midnight else local.isoformat()


_YES_OR_NO: tuple[Callable[[str], bool], Callable[[bool], str], str] = (
    _yes, lambda value: "yes" if value else "no", marked("is neither yes nor no"),
)  # fmt: skip
_NO_STATE = marked("is none of {states}")
_NO_DAY = marked("is no day such as 2026-11-01")
_NO_SESSION = marked("is neither the beginning of a session's id nor {all}")
FIELDS: Mapping[str, _Field] = MappingProxyType(
    {
        "sample": _Field("sample"),
        "station": _Field("station"),
        "session": _Field("session", _session, lambda session: session or ALL_SESSIONS, _NO_SESSION),
        "operator": _Field("operator"),
        "class": _Field("class_name"),
        "model": _Field("model_id"),
        "state": _Field("state", lambda text: State(text.casefold()), lambda state: state.value, _NO_STATE),
        "uncertain": _Field("uncertain", *_YES_OR_NO),
        "needs-review": _Field("needs_review", *_YES_OR_NO),
        "since": _Field("since", moment, _day, _NO_DAY),
        "before": _Field("before", moment, _day, _NO_DAY),
    }
)
"""What can be typed among the words, by its name."""
_PIECE = re.compile(r'(?<!\S)(?:(?P<name>[A-Za-z-]+):(?:"(?P<quoted>[^"]*)"(?!\S)|(?P<bare>[^\s"]\S*))|\S+)')
