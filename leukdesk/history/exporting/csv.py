"""CSV for spreadsheets and every other program that reads tables.

UTF-8 with a byte order mark (Excel needs it), comma, CRLF, one header line. The words of intended use are a column of
every row, so that they stay with a row that is copied elsewhere, and every reader still reads the file.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.format import Format, Items
from leukdesk.history.exporting.tables import COLUMNS, classes_and_figures, titles, values_of
from leukdesk.history.plain import time_text

# A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection"); the apostrophe makes it text.
# It is put before an apostrophe as well, so that taking one away always gives the text back.
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


class Csv(Format):
    """A column for every class and every quality figure that occurs."""

    id = "csv"
    title = "CSV table, for spreadsheets and statistics programs"
    suffix = ".csv"
    rounds: ClassVar[int] = 2

    def write(self, items: Items, path: Path) -> None:
        """Write a line for each item; the first round is for the columns."""
        classes, figures = classes_and_figures(items)
        with path.open("x", encoding="utf-8", newline="") as stream:
            stream.write("\ufeff")
            table = csv.writer(stream)
            names = [column.name for column in COLUMNS]
            table.writerow(map(_cell, [*names, *titles(classes, figures), "intended_use"]))
            for item in items():
                probabilities, quality = item.record.probabilities, item.record.quality
                cells = [
                    *values_of(item).values(),
                    *(probabilities.get(each) for each in classes),
                    *(quality.get(each) for each in figures),
                    INTENDED_USE,
                ]
                table.writerow(map(_cell, cells))


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
