"""From what a person types into the filter box to SQL."""

from __future__ import annotations

from dataclasses import dataclass

SEARCHED = ("sample", "operator", "source", "model_id", "model_version", "label", "label_name", "review")
_TRIGRAM = 3


@dataclass(frozen=True)
class Filter:
    """Words that must all occur, each anywhere in a searched column, upper and lower case being the same.

    Words of three letters and more are looked up in the full-text index; shorter ones are looked for row by row.
    """

    words: tuple[str, ...]

    @staticmethod
    def of(text: str) -> Filter:
        """Read a filter as typed; any text is one."""
        # NUL ends a text for SQLite's search, and a lone surrogate cannot be stored, so neither can be found.
        plain = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
        return Filter(tuple(dict.fromkeys(plain.split())))

    @property
    def match(self) -> str:
        """The long words as an FTS5 expression; empty when there are none."""
        quoted = (word.replace('"', '""') for word in self.words if len(word) >= _TRIGRAM)
        return " AND ".join(f'"{word}"' for word in quoted)

    @property
    def short(self) -> Filter:
        """The words that the full-text index cannot find."""
        return Filter(tuple(word for word in self.words if len(word) < _TRIGRAM))

    def row_test(self) -> tuple[str, list[str]]:
        """Return an SQL condition on a row of ``record``, and its parameters; ``1`` without words."""
        each_word = "(" + " OR ".join(f"record.{column} GLOB ?" for column in SEARCHED) + ")"
        parameters = [_pattern(word) for word in self.words for _ in SEARCHED]
        return " AND ".join([each_word] * len(self.words)) or "1", parameters


def _pattern(word: str) -> str:
    """Return a GLOB pattern for a word anywhere, in either case (LIKE knows the cases of a to z only)."""
    return "*" + "".join(_letter(letter) for letter in word) + "*"


def _letter(letter: str) -> str:
    cases = sorted({letter, *(c for c in (letter.lower(), letter.upper()) if len(c) == 1)})
    if len(cases) > 1 or letter in "*?[":
        return f"[{''.join(cases)}]"
    return letter
