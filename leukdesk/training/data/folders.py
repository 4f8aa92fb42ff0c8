"""From a folder to a data set: the one way in."""

from __future__ import annotations

from pathlib import Path

from leukdesk.imaging.reading import each_picture, whole
from leukdesk.training.data.classes import class_id, spellings
from leukdesk.training.data.dataset import Dataset, Sample
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.data.index import read_index
from leukdesk.training.data.tree import read_tree

INDEX = "index.csv"


def read_dataset(root: Path, group_by: str | None = None) -> Dataset:
    """Read what a folder says of its pictures; no picture is opened.

    With an ``index.csv`` (columns ``file``, ``label``, any group columns, perhaps ``part``) that is what counts; else
    ``root/<class>/...`` or, with the parts given, ``root/train/<class>/...`` and ``root/test/<class>/...``.

    Parameters
    ----------
    root : Path
    group_by : str, optional
        Column of the index whose value must not be shared between the parts of a split; without an index, "folder".

    Returns
    -------
    Dataset
        Classes in the alphabetical order of their ids; samples in the order of the index, or of the names.

    Raises
    ------
    DatasetError
        The text says what is wrong with which file and what to do.
    """
    root = whole(root)
    _check_folder(root)
    index = root / INDEX
    entries = read_index(index, group_by) if index.is_file() else read_tree(root, group_by)
    spelled = spellings(e.label for e in entries)
    if len(spelled) < 2:
        raise DatasetError(
            f"'{root}' holds the single class {', '.join(spelled.values())!r}: two or more are needed to train."
        )
    classes = tuple(spelled)
    samples = tuple(Sample(e.path, classes.index(class_id(e.label)), e.group, e.part) for e in entries)
    used = {e.path for e in entries}
    left_out = tuple(p for p in each_picture([root]) if isinstance(p, Path) and p not in used)
    return Dataset(root, classes, samples, group_by, spelled, left_out)


def _check_folder(root: Path) -> None:
    try:
        exists, is_folder = root.exists(), root.is_dir()
    except OSError as problem:  # not allowed to look, a name that is too long
        raise DatasetError(f"The folder '{root}' cannot be read: {problem.strerror or problem}.") from problem
    if not exists:
        raise DatasetError(f"There is no folder '{root}': check the name, and that its drive is connected.")
    if not is_folder:
        raise DatasetError(f"'{root}' is a file: give the folder that holds {INDEX} or one folder for each class.")
