"""A page of the documents whose tables a command renews, between two marks."""

from __future__ import annotations

from pathlib import Path

from leukdesk.errors import LeukdeskError
from leukdesk.files import replacing


def marks(name: str) -> tuple[str, str]:
    """Return the lines before and after the tables of a name."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def filled(page: str, tables: str, name: str) -> str:
    """Put tables between the marks of a page.

    Raises
    ------
    LeukdeskError
        It has no such marks.
    """
    first, last = marks(name)
    before, begin, rest = page.partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise LeukdeskError(f"The page has no place for the tables: put the lines {first} and {last} into it.")
    return f"{before}{first}\n\n{tables}\n{last}{after}"


def renew(path: Path, tables: str, name: str) -> None:
    """Put tables into a page.

    Raises
    ------
    LeukdeskError
        It has no place for them.
    OSError
    """
    page = filled(path.read_text(encoding="utf-8"), tables, name)
    with replacing(path) as file:
        file.write(page.encode())
