"""A tree of one folder a class, and perhaps one folder a part above these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leukdesk.imaging.errors import PictureError
from leukdesk.imaging.reading import SUFFIXES, find_pictures
from leukdesk.training.data.dataset import PART_NAMES, Part
from leukdesk.training.data.entry import Entry
from leukdesk.training.data.errors import DatasetError

BY_FOLDER = "folder"
BY_FILE = "file:"


def read_tree(root: Path, group_by: str | None) -> list[Entry]:
    """Read ``root/<class>/...``, or ``root/train/<class>/...`` and ``root/test/<class>/...``.

    Parameters
    ----------
    group_by : str, optional
        "folder": the folder right below the class is the group (``root/<class>/patient7/x.png``). One name is one
        group, also where it comes up below several classes. Or "file:" and a regular expression with one pair of
        brackets, which is searched in the path below the root: what the brackets hold is the group.

    Raises
    ------
    DatasetError
        There are no class folders, one holds no picture, or the groups or parts cannot be told.
    """
    pattern = _pattern(group_by) if group_by is not None and group_by.startswith(BY_FILE) else None
    if pattern is None and group_by not in (None, BY_FOLDER):
        raise DatasetError(
            f"'{root}' has no index.csv, so there is no column {group_by!r} to group by: write an index.csv with the"
            f" columns file, label and {group_by}, group by '{BY_FOLDER}', the folders below each class, or"
            f" by a part of the files' names with '{BY_FILE}REGEX'."
        )

    def group(path: Path, folder: Path) -> str:
        return _group(path, folder, root, group_by) if pattern is None else _found(pattern, path, root)

    entries, empty = [], []
    for part, folder in _class_folders(root):
        pictures = _pictures(folder)
        if not pictures:
            empty.append(folder.relative_to(root).as_posix())
        entries += [Entry(path, folder.name, group(path, folder), part) for path in pictures]
    if empty:
        raise DatasetError(
            f"'{root}' has {len(empty)} class folder(s) without a picture ({', '.join(empty[:5])}): put pictures in"
            f" ({', '.join(sorted(SUFFIXES))}), or move the folder away."
        )
    return entries


def _class_folders(root: Path) -> Iterator[tuple[Part | None, Path]]:
    """Yield each class folder, with the part that it lies in."""
    folders = _folders(root)
    if not folders:
        raise DatasetError(f"'{root}' has neither an index.csv nor a folder for each class: it needs one of the two.")
    part_of = {folder: PART_NAMES.get(folder.name.lower()) for folder in folders}
    found = set(part_of.values())
    if not found & {"train", "test"}:
        yield from ((None, folder) for folder in folders)
        return
    if not found >= {"train", "test"} or None in found:
        raise DatasetError(
            f"'{root}' has the folders {', '.join(f.name for f in folders)}. Where the parts are given there have to be"
            " train and test, perhaps validation, and nothing else; else there has to be one folder for each class."
        )
    for folder, part in part_of.items():
        yield from ((part, below) for below in _folders(folder))


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(f for f in folder.iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError as problem:
        raise DatasetError(f"The folder '{folder}' cannot be read: {problem.strerror or problem}.") from problem


def _pictures(folder: Path) -> list[Path]:
    pictures = []
    for path in find_pictures([folder]):
        if isinstance(path, PictureError):
            raise DatasetError(str(path)) from path
        pictures.append(path)
    return pictures


def _pattern(group_by: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(group_by.removeprefix(BY_FILE))
    except re.error as problem:
        raise DatasetError(f"--group-by {group_by} is no regular expression: {problem}.") from problem
    if pattern.groups != 1:
        raise DatasetError(
            f"--group-by {group_by} has {pattern.groups} pairs of brackets: put one pair around the part of the path"
            r" that names the group, for example 'file:(patient\d+)_'."
        )
    return pattern


def _found(pattern: re.Pattern[str], path: Path, root: Path) -> str:
    below = path.relative_to(root).as_posix()
    if not (found := pattern.search(below)) or not found[1]:
        raise DatasetError(f"'{below}' does not match {pattern.pattern!r}, so its group is not known: change either.")
    return found[1]


def _group(path: Path, class_folder: Path, root: Path, group_by: str | None) -> str:
    if group_by is None:
        return path.relative_to(root).as_posix()
    group, *below = path.relative_to(class_folder).parts
    if not below:
        raise DatasetError(
            f"'{path}' lies in no folder below its class, so its group is not known: move it into the folder of its"
            " group, or train without grouping."
        )
    return group
