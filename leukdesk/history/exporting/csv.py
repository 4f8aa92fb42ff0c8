"""CSV for spreadsheets and every other program that reads tables.

UTF-8 with a byte order mark (Excel needs it), comma, CRLF, one header line. The words of intended use are a column of
every row, so that they stay with a row that is copied elsewhere, and every reader still reads the file. A table of
slide sessions, which has other columns, is a second file of the same form.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from leukdesk import INTENDED_USE
from leukdesk.history.exporting import sessions as of_sessions
from leukdesk.history.exporting.format import Format, Items
from leukdesk.history.exporting.sessions import CountedSession
from leukdesk.history.exporting.tables import COLUMNS, classes_and_figures, titles, values_of
from leukdesk.history.plain import time_text
from leukdesk.language import marked

# A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection"); the apostrophe makes it text.
# It is put before an apostrophe as well, so that taking one away always gives the text back.
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


class Csv(Format):
    """A column for every class and every quality figure that occurs."""

    id = "csv"
    title = marked("CSV table, for spreadsheets and statistics programs")
    suffix = ".csv"
    rounds: ClassVar[int] = 2
    beside: ClassVar[bool] = True

    def write(self, items: Items, path: Path) -> None:
        """Write a line for each item; the first round is for the columns."""
        classes, figures = classes_and_figures(items)
        names = [column.name for column in COLUMNS]
        with _table(path, [*names, *titles(classes, figures), "intended_use"]) as table:
            for item in items():
                probabilities, quality = item.record.probabilities, item.record.quality
                cells = [
                    *values_of(item).values(),
                    *(probabilities.get(each) for each in classes),
                    *(quality.get(each) for each in figures),
                    INTENDED_USE,
                ]
                table.writerow(map(_cell, cells))

    def write_sessions(self, sessions: Sequence[CountedSession], path: Path) -> None:
        """Write a line for each class of each session."""
        with _table(path, [column.name for column in of_sessions.COLUMNS]) as table:
            for row in of_sessions.rows(sessions):
                table.writerow(map(_cell, row))


@contextmanager
def _table(path: Path, names: Iterable[str]) -> Iterator[Any]:
    """Open a new table and write its header."""
    with path.open("x", encoding="utf-8", newline="") as stream:
        stream.write("\ufeff")
        table = csv.writer(stream)
        table.writerow(map(_cell, names))
        yield table


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case datetime():
            return time_text(value)
        case _:
            return value
