"""Excel: real numbers and dates, texts that stay texts, and a page that says what it is.

Written by XlsxWriter, row by row. Nothing typed or scanned becomes a formula or a link, since every text is written as
a string outright; no apostrophe is needed as in CSV.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from leukdesk import INTENDED_USE, __version__
from leukdesk.history.exporting import sessions as of_sessions
from leukdesk.history.exporting.errors import FormatError
from leukdesk.history.exporting.format import Format, Item, Items, LogHead
from leukdesk.history.exporting.sink import Sink
from leukdesk.history.exporting.tables import COLUMNS, Column, classes_and_figures, titles, values_of
from leukdesk.history.plain import storable, time_text
from leukdesk.language import Said, marked, number, tr

# Microsoft, "Excel specifications and limits"; a text is counted in UTF-16 units.
_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767
_FIRST_DAY = 1900
"""Excel knows no day before this year."""
_WIDTHS = {int: 10, float: 12, bool: 10, datetime: 24, str: 16}
_WIDER = {"picture_sha256": 24, "source": 32, "model_id": 26, "newest_reason": 32, "decided_name": 22, "label_name": 22}


class Excel(Format):
    """A sheet with a row for each record, one with the counts of their slide sessions, and one that explains them."""

    id = "xlsx"
    title = marked("Excel workbook, with a page that explains the columns")
    suffix = ".xlsx"
    rounds: ClassVar[int] = 2
    most: ClassVar[int | None] = _MOST_ROWS - 1

    def write(self, items: Items, path: Path) -> None:
        """Write the sheets; the first round is for the columns."""
        classes, figures = classes_and_figures(items)
        columns = [
            *(Column(_named(each), each.meaning, each.kind) for each in COLUMNS),
            *(Column(each, "", float) for each in titles(classes, figures)),
            Column("intended_use", "What these records may be used for"),
        ]
        if len(columns) > _MOST_COLUMNS:
            words = tr(
                "The records have {count} columns with all their classes and figures, and Excel holds {most}. Export "
                "as JSON lines or Parquet, or fewer records."
            )
            raise FormatError(words.format(count=number(len(columns)), most=number(_MOST_COLUMNS)))
        with _workbook(path) as book:
            records = _Sheet(book, "Records")
            sessions = _Sheet(book, "Sessions") if items.sessions else None
            about = _Sheet(book, "About")
            records.head([each.name for each in columns], [_width(each) for each in columns])
            for item in items():
                records.row(_cells(item, classes, figures))
            about.head(["What", "It is"], [28, 110])
            for line in _about(items, columns):
                about.row(line)
            if sessions is not None:
                counts = [Column(_named(each), each.meaning, each.kind) for each in of_sessions.COLUMNS]
                sessions.head([each.name for each in counts], [_width(each) for each in counts])
                for row in of_sessions.rows(items.sessions):
                    sessions.row(row)
                for each in counts:
                    about.row((f"Sessions: {each.name}", f"{each.meaning}."))
            if records.cut:
                text = marked(
                    "{count} texts are longer than the {most:,} letters that Excel holds, and were cut there; JSON "
                    "lines and CSV hold them whole."
                )
                items.remark(Said(text, count=records.cut, most=_LONGEST))


def _proof(head: LogHead) -> str:
    return head.sha256 or f"HMAC-SHA256 with the key of the station's pseudonyms {head.hmac_sha256}"


def _named(column: Column) -> str:
    return f"{column.name} (UTC)" if column.kind is datetime else column.name


def _width(column: Column) -> int:
    return _WIDER.get(column.name, max(_WIDTHS[column.kind], min(len(column.name) + 2, 24)))


def _cells(item: Item, classes: list[str], figures: list[str]) -> Iterator[Any]:
    yield from values_of(item).values()
    yield from map(item.record.probabilities.get, classes)
    yield from map(item.record.quality.get, figures)
    yield INTENDED_USE


def _about(items: Items, columns: list[Column]) -> Iterator[tuple[str, str | int]]:
    about = items.about
    yield "Intended use", INTENDED_USE
    yield "Written by", f"Leukdesk {__version__}"
    yield "Written at (UTC)", time_text(about.time)
    yield "Records", about.count
    yield "Filter", json.dumps(dict(about.filter), ensure_ascii=False) if about.filter else "all records"
    yield "Privacy", about.privacy
    yield "Newest event of the log", f"{about.head.event}: {_proof(about.head)}"
    yield "Longest text", f"Excel holds {_LONGEST:,} letters in a cell; what is longer is cut and the manifest says so."
    for column in columns:
        if column.meaning:
            yield column.name, f"{column.meaning}."
    yield "probability …", "Probability of each class by the model; empty where the model does not know the class."
    yield "quality …", "Figures of the picture's quality; empty where they were not measured."


class _Sheet:
    """A sheet that is written downwards, under a first row that stays in sight."""

    def __init__(self, book: Any, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._bold = book.add_format({"bold": True})
        # To the millisecond, as far as Excel goes.
        self._time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"})
        self._rows = 0
        self.cut = 0

    def head(self, names: list[str], widths: list[int]) -> None:
        """Write the first row."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(1, 1)
        for column, name in enumerate(names):
            self._text(0, column, name, self._bold)
        self._rows = 1

    def row(self, values: Iterable[Any]) -> None:
        """Write the next row; where there is nothing there is no cell."""
        row, sheet = self._rows, self._sheet
        for column, value in enumerate(values):
            match value:
                case None | "":
                    continue
                case bool():
                    sheet.write_boolean(row, column, value)
                case int() | float():
                    sheet.write_number(row, column, value)
                case datetime() if value.year >= _FIRST_DAY:
                    sheet.write_datetime(row, column, value.replace(tzinfo=None), self._time)
                case datetime():
                    self._text(row, column, time_text(value))
                case _:
                    self._text(row, column, value)
        self._rows += 1

    def _text(self, row: int, column: int, value: str, dress: Any = None) -> None:
        text = _fitting(storable(value))
        self.cut += len(text) != len(storable(value))
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would take it for markup of its own, and write it into the sheet as it is.
            self._sheet.write_rich_string(row, column, text[:1], text[1:2], text[2:])
        else:
            self._sheet.write_string(row, column, text, dress)


def _fitting(text: str) -> str:
    """Return as much of a text as a cell holds; no letter is cut in two."""
    if len(text) <= _LONGEST // 2:
        return text
    return text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    """Open a new workbook; what it writes on the way lies beside it, on the same disk."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    stream = Sink(path)
    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True})
    try:
        yield book
        book.close()
    except FileCreateError as problem:
        cause = problem.args[0]
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from problem
    finally:
        stream.close()
        for sheet in book.worksheets():
            with suppress(OSError):  # what is not on the disk yet is of no use any more
                sheet.row_data_fh.close()
