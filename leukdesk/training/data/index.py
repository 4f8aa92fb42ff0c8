"""``index.csv``: one line a picture, with the columns ``file``, ``label``, any group columns and perhaps ``part``."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from leukdesk.training.data.dataset import PART_NAMES, Part
from leukdesk.training.data.entry import Entry
from leukdesk.training.data.errors import DatasetError


def read_index(index: Path, group_by: str | None) -> list[Entry]:
    """Read an index; its files are relative to the folder that it lies in.

    Parameters
    ----------
    index : Path
        UTF-8 text, with or without a byte order mark; columns are separated by commas.
    group_by : str, optional
        Column whose value must not be shared between the parts of a split.

    Raises
    ------
    DatasetError
        It cannot be read, is no such table, or names a file that is not there, outside the folder, or named already.
    """
    entries = []
    line_of: dict[Path, int] = {}
    missing = []
    for line, row in _rows(index, {"file", "label"} | ({group_by} if group_by else set())):
        path = index.parent / _inside(row["file"], f"{index}, line {line}")
        if (first := line_of.setdefault(path, line)) != line:
            raise DatasetError(f"{index} names {row['file']} in line {first} and again in line {line}: delete one.")
        if not path.is_file():
            missing.append(row["file"])
        for column in ("label", group_by):
            if column and not row[column].strip():
                raise DatasetError(
                    f"{index}, line {line}: the column {column!r} is empty for {row['file']}: fill it in,"
                    " or delete the line."
                )
        group = row[group_by].strip() if group_by else path.relative_to(index.parent).as_posix()
        entries.append(Entry(path, row["label"].strip(), group, _part(row, f"{index}, line {line}")))
    if not entries:
        raise DatasetError(f"{index} has no line below its column names: it needs one line a picture.")
    if missing:
        raise DatasetError(
            f"{index} names {len(missing)} file(s) that are not there, the first: {missing[0]}."
            " Put them there, or delete their lines."
        )
    return entries


def _rows(index: Path, wanted: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each line, and its values by column; empty lines are skipped."""
    reader = csv.reader(io.StringIO(_text(index), newline=""), strict=True)
    try:
        header = [column.strip() for column in next(reader, [])]
        if absent := sorted(wanted - set(header)):
            raise DatasetError(
                f"{index} lacks the column(s) {', '.join(absent)}. Its first line has to name them, separated by"
                f" commas; the columns there are: {', '.join(header) or 'none'}."
            )
        if twice := sorted({column for column in header if header.count(column) > 1}):
            raise DatasetError(f"{index} has two columns {twice[0]!r}: rename one.")
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                raise DatasetError(
                    f"{index}, line {reader.line_num}: it has {len(row)} value(s) for {len(header)} columns."
                    " A value that holds a comma has to stand in double quotes."
                )
            yield reader.line_num, dict(zip(header, row, strict=True))
    except csv.Error as problem:
        raise DatasetError(f"{index}, line {reader.line_num}: it is not CSV ({problem}). Save it as CSV.") from problem


def _text(index: Path) -> str:
    try:
        return index.read_text(encoding="utf-8-sig")  # spreadsheets begin a file with a byte order mark
    except OSError as problem:
        raise DatasetError(f"{index} cannot be read: {problem.strerror or problem}.") from problem
    except UnicodeDecodeError as problem:
        raise DatasetError(
            f"{index} is not UTF-8 text (byte {problem.start}: {problem.reason}). Save it as CSV in UTF-8."
        ) from problem


def _inside(file: str, where: str) -> PurePath:
    """Return a relative path without "." and "..", which may not lead out of the folder."""
    path = PurePath(os.path.normpath(file))
    if not file.strip() or path == PurePath():
        raise DatasetError(f"{where}: it names no file. Fill the column 'file' in, or delete the line.")
    if path.anchor or path.parts[0] == "..":
        raise DatasetError(
            f"{where}: {file} does not lie in the folder of the index. Put the picture there, and name it from there."
        )
    return path


def _part(row: dict[str, str], where: str) -> Part | None:
    if "part" not in row:
        return None
    name = row["part"].strip().lower()
    if name not in PART_NAMES:
        raise DatasetError(
            f"{where}: the part is {row['part']!r}, and only train, validation and test are known."
            " Write one of them in every line, or rename the column if it means something else."
        )
    return PART_NAMES[name]
