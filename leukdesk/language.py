"""The language that the program speaks in its window: English as in the code, or another one from a translation file.

The texts in the code are marked by :func:`tr` and :func:`marked` under the names that Qt's `lupdate` looks for; the
files it makes (`resources/translations/leukdesk_fr.ts`) are edited with Qt Linguist and read here as they are, so that
nothing has to be compiled. The command line, the log and exports stay English: they are read by programs too.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Self

from leukdesk.errors import LeukdeskError

ENGLISH = "en"
NAMES = {ENGLISH: "English", "fr": "Français"}
"""Each language by its code, in its own words."""

_PLACE = re.compile(r"\{(\w+)[^{}]*\}")
_COUNT = re.compile(r"(\d[\d,]*) (.+?)s?")
_THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
_PLURAL: Mapping[str, Callable[[int], int]] = {"fr": lambda count: int(count > 1)}
"""Which of a translation's forms goes with a number; the order is that of Qt Linguist."""


class TranslationError(LeukdeskError):
    """A translation file cannot be read; the program speaks English then."""

    code = "translation"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The translation {path} cannot be read: {reason}. The program speaks English. Install it again."
        )


@dataclass(frozen=True)
class Language:
    """What a language has for the English texts.

    Attributes
    ----------
    code : str
        Of two letters (ISO 639-1).
    texts : mapping of an English text to its translation
    plurals : mapping of an English text with ``%n`` to its forms
    separator : str
        Between thousands.
    """

    code: str = ENGLISH
    texts: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    separator: str = ","


_spoken = Language()


def tr(text: str) -> str:
    """Return a text in the language that is spoken; what has no translation stays English.

    Not to be called while a module is imported, when no language has been chosen yet; see :func:`marked`. What is put
    into a text stands in it by name, ``tr("{file} is empty.").format(file=path)``, since its place may change.
    """
    return _spoken.texts.get(text, text)


def marked(text: str) -> str:
    """Mark a text of a table for translation; it is given to :func:`tr` when it is shown."""
    return text


class Said(str):
    """An English text, as it is stored and compared, that can be told in the language that is spoken.

    Parameters
    ----------
    text : str
        Marked by :func:`marked`.
    **values
        What is put into it; one that is `Said` itself is told in that language too.
    """

    __slots__ = ("_text", "_values")

    def __new__(cls, text: str, **values: object) -> Self:
        """Write it in English."""
        said = super().__new__(cls, text.format(**values))
        said._text = text
        said._values = values
        return said

    _text: str
    _values: Mapping[str, object]

    def told(self) -> str:
        """Return it in the language that is spoken."""
        return tr(self._text).format(**{name: _told(value) for name, value in self._values.items()})


class _Number(int):
    def __format__(self, spec: str) -> str:
        return number(int(self)) if spec == "," else super().__format__(spec)


def _told(value: object) -> object:
    if isinstance(value, str):
        return tr_said(value)
    return _Number(value) if type(value) is int else value


def tr_said(text: str) -> str:
    """Return what may be `Said` in the language that is spoken, and any other text as it is."""
    return text.told() if isinstance(text, Said) else text


def tr_stored(sentence: str, texts: Iterable[str], within: Collection[str] = ()) -> str:
    """Return a stored English sentence in the language that is spoken; as it is where it is of none of the texts.

    Parameters
    ----------
    sentence : str
        One of the texts, with what was put into it.
    texts : iterable of str
        Marked by :func:`marked`.
    within : collection of str
        What of that is a text as well. Of anything else a number of things is told too; a name stays, even if it is
        a word of the program.
    """
    if not _spoken.texts:
        return sentence
    for text in texts:
        found = _pattern(text).fullmatch(sentence)
        if found is not None:
            pieces = {name: _piece(piece, within) for name, piece in found.groupdict().items()}
            return _PLACE.sub(lambda place: pieces[place[1]], tr(text))  # noqa: B023
    return sentence


def _piece(piece: str, within: Collection[str]) -> str:
    found = _COUNT.fullmatch(piece)
    if found is None:
        return tr(piece) if piece in within else piece
    count = int(found[1].replace(",", ""))
    form = numbered_form(f"%n {found[2]}(s)", count)
    return form.replace("%n", number(count)) if form is not None else piece


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    pieces = _PLACE.split(text)  # literal, name, literal, ...
    return re.compile("".join(f"(?P<{each}>.+?)" if at % 2 else re.escape(each) for at, each in enumerate(pieces)))


def marked_number(text: str, note: str, count: int) -> str:  # noqa: ARG001
    """Mark a text with a number in it, as ``%n picture(s)``; see `leukdesk.counting`.

    Note and number are not used: by the three arguments `lupdate` knows that it has several forms.
    """
    return text


def numbered_form(text: str, count: int) -> str | None:
    """Return the form of a text marked by :func:`marked_number` that goes with a number; None in English."""
    forms = _spoken.plurals.get(text)
    return forms[_PLURAL[_spoken.code](count)] if forms else None


def number(count: int) -> str:
    """Write a number with its thousands set apart, as the language does."""
    return f"{count:,}".replace(",", _spoken.separator)


def spoken() -> str:
    """Return the code of the language that is spoken."""
    return _spoken.code


def speak(language: Language) -> None:
    """Speak a language from now on; texts that are shown already stay as they are."""
    global _spoken
    _spoken = language


def read_language(code: str, folder: Path) -> Language:
    """Read the translation of a language from the folder of translations.

    Raises
    ------
    TranslationError
    """
    if code == ENGLISH:
        return Language()
    path = folder / f"leukdesk_{code}.ts"
    try:
        # The file came with the program; it is as trusted as the program's code.
        root = ElementTree.parse(path).getroot()  # noqa: S314
    except (OSError, ElementTree.ParseError) as problem:
        raise TranslationError(path, str(problem)) from problem
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in root.iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        if translation is None or translation.get("type"):  # unfinished, or of a text that is no longer there
            continue
        if message.get("numerus") == "yes":
            plurals[source] = tuple(form.text or "" for form in translation.iter("numerusform"))
        elif translation.text:
            texts[source] = translation.text
    return Language(code, texts, plurals, _THIN_SPACE)
