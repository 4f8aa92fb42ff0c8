"""A page of the documents whose tables a command renews, between two marks."""

from __future__ import annotations

import sys
from collections.abc import Iterable
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
    return f"{before}{first}\n\n{tables.strip()}\n\n{last}{after}"


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


def publish(tables: Iterable[tuple[str, str]], path: Path | None) -> int:
    """Put tables, each with the name of its marks, into a page as they are made, or print them.

    Returns
    -------
    int
        The exit code of a command: 1 after a problem, which is told on standard error.
    """
    try:
        for name, table in tables:
            if path is None:
                sys.stdout.write(f"{table.strip()}\n\n")
                sys.stdout.flush()
            else:
                renew(path, table, name)
    except (LeukdeskError, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0
