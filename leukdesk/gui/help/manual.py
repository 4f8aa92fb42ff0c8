"""The operator's manual as it lies on the disk: its pages in their order, and what is found in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from leukdesk.language import ENGLISH

FIRST = "index"
"""The page that links to all others, in their order."""

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) (.+)$")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([a-z-]+)\.md\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_ANY_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"<!--.*?-->|[*`]|\|[-| ]+\|$|^> ?|^- |^\d+\. ")
_AROUND = 45
"""Characters shown on each side of what was found."""


@dataclass(frozen=True)
class Section:
    """What stands under one heading.

    Attributes
    ----------
    text : str
        Without marks, in one line.
    """

    heading: str
    text: str


@dataclass(frozen=True)
class Found:
    """A section in which all words of a search stand.

    Attributes
    ----------
    excerpt : str
        The text around the first of them.
    """

    page: Page
    heading: str
    excerpt: str


@dataclass(frozen=True)
class Page:
    """One page of the manual.

    Attributes
    ----------
    name : str
        Of its file, without the suffix; the same in all languages.
    text : str
        Markdown.
    """

    name: str
    path: Path
    text: str

    @property
    def title(self) -> str:
        """What its first heading says."""
        found = _TITLE.search(self.text)
        return found[1] if found else self.name

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its text under its headings, as it is searched."""
        parts: list[tuple[str, list[str]]] = [(self.title, [])]
        for line in self.text.splitlines():
            if heading := _HEADING.match(line):
                parts.append((plain(heading[2]), []))
            else:
                parts[-1][1].append(plain(line))
        return tuple(Section(heading, " ".join(" ".join(lines).split())) for heading, lines in parts)


class Manual:
    """The pages in one language.

    Parameters
    ----------
    folder : Path
        With a folder of pages for each language.
    language : str
        Its code; where the manual has no such pages, they are English.
    """

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder / (language if (folder / language).is_dir() else ENGLISH)
        first = self._read(FIRST)
        names = dict.fromkeys(_LINK.findall(first.text)) if first else {}
        rest = (self._read(name) for name in names if name != FIRST)
        self.pages = tuple(page for page in (first, *rest) if page is not None)

    def path(self, name: str) -> Path:
        """Return where the page of a name is, or would be."""
        return self.folder / f"{name}.md"

    def search(self, words: str) -> list[Found]:
        """Return the sections in which all words stand, in the order of the pages; accents and case do not matter."""
        wanted = folded(words).split()
        if not wanted:
            return []
        found = []
        for page in self.pages:
            for section in page.sections:
                text = folded(f"{section.heading} {section.text}")
                if all(word in text for word in wanted):
                    found.append(Found(page, section.heading, _excerpt(section.text, wanted)))
        return found

    def _read(self, name: str) -> Page | None:
        path = self.path(name)
        try:
            return Page(name, path, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return None


def folded(text: str) -> str:
    """Return a text without accents and capitals, as long as it was: what is found lies at the same place in both."""
    return "".join((unicodedata.normalize("NFD", each)[0].lower() or each)[0] for each in text)


def plain(line: str) -> str:
    """Return a line of Markdown without its marks; of links and pictures their words stay."""
    line = _ANY_LINK.sub(r"\1", _PICTURE.sub(r"\1", line))
    return _MARKS.sub("", line).replace("|", " ").strip()


def _excerpt(text: str, wanted: list[str]) -> str:
    places = [place for word in wanted if (place := folded(text).find(word)) >= 0]
    if not places:
        return text[: 2 * _AROUND].strip()
    begin, end = max(min(places) - _AROUND, 0), min(places) + _AROUND
    # Whole words only, at both ends.
    begin = 0 if begin == 0 else text.find(" ", begin) + 1
    end = len(text) if end >= len(text) else max(text.rfind(" ", begin, end), min(places) + len(wanted[0]))
    return f"{'…' if begin else ''}{text[begin:end].strip()}{'…' if end < len(text) else ''}"
