"""Times and texts as the log stores them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from leukdesk.history.errors import HistoryError
from leukdesk.language import number, tr

LONGEST = 120
"""Characters of a sample code or an operator's name that is typed."""
LONGEST_REASON = 500


class TypedTextError(HistoryError):
    """A text that was typed cannot go into the log as it is; nothing was stored."""

    code = "typed-text"


def time_text(time: datetime) -> str:
    """Return a time as it is stored: UTC, always 27 characters, so that text sorts as time does."""
    if time.tzinfo is None:
        raise ValueError(f"the time of a record is UTC, {time!r} does not say so")
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def storable(text: str) -> str:
    r"""Return text that UTF-8 can hold.

    A file's name on Linux may be any bytes; Python reads those that are no UTF-8 as lone surrogates, which are written
    here as ``\udcXX`` so that such a file can be logged, and its name read.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def typed(text: str, what: str, longest: int = LONGEST) -> str:
    """Return a text as it goes into the log: no white space at its ends, one space wherever there is some inside.

    Parameters
    ----------
    what : str
        The text's name at the beginning of a sentence: "The sample code".
    longest : int
        Characters.

    Raises
    ------
    TypedTextError
    """
    if not all(letter.isprintable() or letter in "\t\n\r" or unicodedata.category(letter) == "Zs" for letter in text):
        raise TypedTextError(tr("{what} holds control characters. Type it without them.").format(what=what))
    plain = " ".join(text.split())
    if len(plain) > longest:
        words = tr("{what} has {length} characters, and {most} is the most. Type a shorter one.")
        raise TypedTextError(words.format(what=what, length=number(len(plain)), most=longest))
    return plain
