from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk.inference.card import CLASS_ID
from leukdesk.training.data.classes import class_id
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.data.folders import read_dataset

MakeTree = Callable[[dict[str, int]], Path]
WriteIndex = Callable[..., Path]


def test_reading_and_splitting_need_no_tensorflow() -> None:
    code = (
        "import sys, leukdesk.training.data.folders, leukdesk.training.data.leaks, leukdesk.training.data.overview,"
        " leukdesk.training.data.sheet; assert not {'keras', 'tensorflow'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_for_each_class(make_tree: MakeTree) -> None:
    root = make_tree({"Pro-B ALL": 2, "benign": 3, "benign/deeper": 1})
    (root / "benign" / "notes.txt").write_text("no picture")
    (root / "astray.PNG").write_bytes((root / "benign" / "0.png").read_bytes())
    dataset = read_dataset(root)
    assert dataset.classes == ("benign", "pro-b_all")
    assert dataset.spelled == {"benign": "benign", "pro-b_all": "Pro-B ALL"}
    assert dataset.labels().tolist() == [1, 1, 0, 0, 0, 0]
    assert len(set(dataset.groups())) == 6
    assert not dataset.has_parts
    assert dataset.left_out == (root / "astray.PNG",)
    assert dataset.name(5) == "benign/deeper/0.png"


def test_folders_below_the_classes_are_groups(make_tree: MakeTree) -> None:
    root = make_tree({"a/p1": 2, "a/p2/slide1": 1, "b/p1": 1})
    dataset = read_dataset(root, "folder")
    assert dataset.groups().tolist() == ["p1", "p1", "p2", "p1"]
    assert dataset.grouped_by == "folder"
    (root / "a" / "x.png").write_bytes(b"")
    with pytest.raises(DatasetError, match="lies in no folder below its class"):
        read_dataset(root, "folder")


def test_a_part_of_the_files_names_can_be_the_group(make_tree: MakeTree) -> None:
    root = make_tree({"train/a": 0, "train/b": 0, "test/a": 0, "test/b": 0})
    for name in ("train/a/_7_1", "train/a/_7_22", "train/a/_8_1", "train/b/_7_1", "test/a/_7_1", "test/b/_1_1"):
        (root / f"{name}.png").write_bytes(b"")
    dataset = read_dataset(root, r"file:(.+)_\d+\.png")
    groups = {dataset.name(i): sample.group for i, sample in enumerate(dataset.samples)}
    assert groups["train/a/_7_1.png"] == groups["train/a/_7_22.png"] == "train/a/_7"
    assert len(set(groups.values())) == 5
    for pattern, message in (
        ("file:_(\\d", "no regular expression"),
        ("file:_\\d+", "0 pairs of brackets"),
        ("file:(x)", "does not match"),
    ):
        with pytest.raises(DatasetError, match=message):
            read_dataset(root, pattern)


@pytest.mark.parametrize("validation", ["validation", "val"])
def test_parts_can_be_given_by_folders(make_tree: MakeTree, validation: str) -> None:
    root = make_tree({f"{part}/{c}": 1 for part in ("train", "TEST", validation) for c in "ab"})
    parts = {dataset_name: s.part for s, dataset_name in _named(read_dataset(root))}
    assert parts["train/a/0.png"] == "train"
    assert parts["TEST/b/0.png"] == "test"
    assert parts[f"{validation}/b/0.png"] == "validation"


def _named(dataset: Dataset) -> list[tuple[object, str]]:
    return [(s, dataset.name(i)) for i, s in enumerate(dataset.samples)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("folders", "group_by", "message"),
    [
        ({}, None, "neither an index.csv nor a folder for each class"),
        ({"a": 1}, None, "single class 'a'"),
        ({"a": 1, "b": 0}, None, r"1 class folder\(s\) without a picture \(b\)"),
        ({"a": 1, "A ": 1}, None, "would both be the class 'a'"),
        ({"a": 1, "日本": 1}, None, "cannot name a class"),
        ({"a": 1, "b" * 33: 1}, None, "too long"),
        ({"a": 1, "b": 1}, "patient", "no column 'patient'"),
        ({"train/a": 1, "train/b": 1}, None, "train and test"),
        ({"train/a": 1, "test/a": 1, "b": 1}, None, "nothing else"),
    ],
)
def test_a_tree_is_refused_with_what_is_wrong(
    make_tree: MakeTree, tmp_path: Path, folders: dict[str, int], group_by: str | None, message: str
) -> None:
    (tmp_path / "set").mkdir()
    with pytest.raises(DatasetError, match=message):
        read_dataset(make_tree(folders), group_by)


def test_a_path_that_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="There is no folder"):
        read_dataset(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(DatasetError, match="is a file"):
        read_dataset(tmp_path / "file")
    with pytest.raises(DatasetError, match="cannot be read"):
        read_dataset(tmp_path / ("x" * 5000))


def test_an_index_names_files_labels_groups_and_parts(write_index: WriteIndex) -> None:
    root = write_index(
        "file,label,patient,part", "a/0.png, Early B ,p1,train", "./b/../a/1.png,Early B,p2,test", "b/0.png,pro,p3,val"
    )
    dataset = read_dataset(root, "patient")
    assert dataset.classes == ("early_b", "pro")
    assert dataset.groups().tolist() == ["p1", "p2", "p3"]
    assert [s.part for s in dataset.samples] == ["train", "test", "validation"]
    assert [path.relative_to(root).as_posix() for path in dataset.left_out] == ["a/2.png", "b/1.png", "b/2.png"]


def test_a_spreadsheets_byte_order_mark_is_no_part_of_a_column(write_index: WriteIndex) -> None:
    assert len(read_dataset(write_index("file,label", "a/0.png,x", "b/0.png,y", encoding="utf-8-sig")).samples) == 2


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([""], "lacks the column"),
        (["file,label,patient"], "no line below"),
        (["file;label;patient", "a/0.png;x;p"], r"lacks the column\(s\) file, label, patient.*are: file;label;patient"),
        (["file,label,slide", "a/0.png,x,p"], r"lacks the column\(s\) patient.*are: file, label, slide"),
        (["file,label,patient,label", "a/0.png,x,p,x"], "two columns 'label'"),
        (["file,label,patient", "a/0.png,x,p", "b/0.png,x,p"], "single class 'x'"),
        (["file,label,patient", "a/0.png,x,p", "a/9.png,y,p", "a/8.png,y,p"], r"2 file\(s\) that are not there.*a/9"),
        (["file,label,patient", "a/0.png,x,p", "./a/0.png,y,p"], "in line 2 and again in line 3"),
        (["file,label,patient", "../index.csv,x,p"], "line 2: .* does not lie in the folder"),
        (["file,label,patient", "/etc/passwd,x,p"], "line 2: .* does not lie in the folder"),
        (["file,label,patient", ",x,p"], "names no file"),
        (["file,label,patient", "a/0.png, ,p"], "line 2: the column 'label' is empty"),
        (["file,label,patient", "a/0.png,x,"], "line 2: the column 'patient' is empty for a/0.png"),
        (["file,label,patient", "a/0.png,x,p,q"], "line 2: it has 4 value"),
        (["file,label,patient", 'a/0.png,"x"y,p'], "not CSV"),
        (["file,label,patient,part", "a/0.png,x,p,arm"], "line 2: the part is 'arm'"),
    ],
)
def test_an_index_is_refused_with_what_is_wrong(write_index: WriteIndex, lines: list[str], message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        read_dataset(write_index(*lines), "patient")


def test_an_index_in_another_encoding_is_refused(write_index: WriteIndex) -> None:
    with pytest.raises(DatasetError, match="not UTF-8"):
        read_dataset(write_index("file,label", "a/0.png,gutartig (Übersicht)", encoding="latin-1"))


@given(st.text(max_size=40))
def test_a_class_id_is_one_that_a_card_takes_and_stays_itself(label: str) -> None:
    try:
        name = class_id(label)
    except DatasetError:
        return
    assert CLASS_ID.fullmatch(name)
    assert class_id(name) == name


def test_labels_are_joined_into_classes(make_tree: MakeTree) -> None:
    dataset = read_dataset(make_tree({"benign": 1, "Early B": 2, "pre": 1, "pro": 1}))
    joined = dataset.merged({"normal": ["benign"], "ALL": ["Early B", "pre", "pro"]})
    assert joined.classes == ("normal", "all")
    assert joined.spelled["all"] == "ALL"
    assert joined.labels().tolist() == [1, 1, 0, 1, 1]
    for mapping, message in (
        ({"x": ["benign"], "y": ["pre"]}, r"early_b, pro were put into no class"),
        ({"x": ["benign", "pre"], "y": ["pre", "early_b", "pro"]}, "two classes"),
        ({"x": ["benign", "blast"], "y": ["pre", "early_b", "pro"]}, "no label 'blast'"),
        ({"x": ["benign", "pre", "early_b", "pro"], "y": []}, "made of no label"),
        ({"x": ["benign", "pre", "early_b", "pro"]}, "two or more"),
    ):
        with pytest.raises(DatasetError, match=message):
            dataset.merged(mapping)
