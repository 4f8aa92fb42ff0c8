from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk.imaging.reading import read_picture
from leukdesk.imaging.resizing import squeeze
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.overview import overview
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.data.sheet import sample_sheet
from leukdesk.training.masks import CornerMask
from leukdesk.training.preparing import Preparation

MakeTree = Callable[[dict[str, int]], Path]


def test_pictures_are_those_that_the_program_reads_and_are_masked(make_tree: MakeTree) -> None:
    dataset = read_dataset(make_tree({"a": 3, "b": 2}))
    mask = CornerMask(0.25, 0.25)
    told: list[tuple[int, int]] = []
    pictures = read_pictures(dataset, 32, Preparation(mask), lambda done, total: told.append((done, total)))
    frames = [read_picture(s.path) for s in dataset.samples]
    expected = mask.paint(np.array([squeeze(frame.pixels, 32, 32) for frame in frames]))
    assert (pictures.pixels == expected).all()
    assert pictures.sha256 == tuple(frame.sha256 for frame in frames)
    assert pictures.sizes == ((48, 48),) * 5
    assert told == [(i, 5) for i in range(1, 6)]


@pytest.mark.parametrize("mask", [None, CornerMask(0.125, 0.2143)])
def test_what_copies_are_found_by_does_not_depend_on_the_input_side(
    make_tree: MakeTree, mask: CornerMask | None
) -> None:
    dataset = read_dataset(make_tree({"a": 4, "b": 4}))
    small, hashed, large = (read_pictures(dataset, side, Preparation(mask)) for side in (32, 224, 299))
    for other in (small, large):
        assert (hashed.hashes == other.hashes).all()
        assert (hashed.thumbnails == other.thumbnails).all()


def test_what_cannot_be_read_is_listed_and_left_out_and_not_deleted(make_tree: MakeTree) -> None:
    root = make_tree({"a": 3, "b": 2})
    (root / "a" / "1.png").write_bytes(b"no picture")
    pictures = read_pictures(read_dataset(root), 32)
    assert [u.path for u in pictures.unreadable] == [root / "a" / "1.png"]
    assert "1.png" in pictures.unreadable[0].reason
    assert (root / "a" / "1.png").exists()
    names = [pictures.dataset.name(i) for i in range(4)]
    assert names == ["a/0.png", "a/2.png", "b/0.png", "b/1.png"]
    assert pictures.sha256[1] == read_picture(root / "a" / "2.png").sha256
    assert (pictures.pixels[1] == squeeze(read_picture(root / "a" / "2.png").pixels, 32, 32)).all()
    for name in ("b/0.png", "b/1.png"):
        (root / name).write_bytes(b"")
    with pytest.raises(DatasetError, match=r"No picture of the class 'b' can be read.*1\.png"):
        read_pictures(read_dataset(root), 32)


def test_one_picture_under_two_labels_is_refused_unless_these_are_joined(make_tree: MakeTree) -> None:
    root = make_tree({"a": 2, "b": 2, "c": 1})
    shutil.copy(root / "a" / "1.png", root / "b" / "twin.png")
    dataset = read_dataset(root)
    with pytest.raises(DatasetError, match=r"a/1\.png \(a\) and b/twin\.png \(b\) are the same picture"):
        read_pictures(dataset, 32)
    assert len(read_pictures(dataset.merged({"ab": ["a", "b"], "c": ["c"]}), 32).pixels) == 6


def test_the_overview_tells_what_there_is_and_what_looks_wrong(make_tree: MakeTree) -> None:
    root = make_tree({"train/a": 3, "train/B!": 3, "test/a": 2, "test/B!": 2})
    twin, grey, large, deep = (root / "train" / "a" / f"{n}.png" for n in ("twin", "grey", "large", "deep"))
    shutil.copy(root / "train" / "a" / "0.png", twin)
    picture = cv2.imread(str(root / "train" / "a" / "1.png"))
    assert picture is not None
    cv2.imwrite(str(grey), np.repeat(picture[..., :1][::-1], 3, axis=2))
    cv2.imwrite(str(large), cv2.resize(picture[:, ::-1], (60, 50)))
    cv2.imwrite(str(deep), (picture[..., 0].T.astype(np.uint16) * 257))
    (root / "train" / "a" / "bad.jpg").write_bytes(b"")
    shutil.copy(grey, root / "astray.png")
    pictures = read_pictures(read_dataset(root), 32)
    told = overview(pictures.dataset, pictures)
    a, b = told.classes
    assert (a.id, a.name, a.pictures, a.groups) == ("a", "a", 9, 9)
    assert (b.id, b.name, b.pictures) == ("b", "B!", 5)
    assert a.sizes == {"48x48": 8, "60x50": 1}
    assert a.kinds == {"colour": 7, "grey": 1, "grey, 16-bit": 1}
    assert b.mean == pytest.approx(pictures.pixels[pictures.dataset.labels() == 1].mean(axis=(0, 1, 2)), abs=0.06)
    deviations = pictures.pixels[pictures.dataset.labels() == 1].std(axis=(1, 2)).mean(axis=0)
    assert b.std == pytest.approx(deviations, abs=0.06)
    assert told.parts == {"train": 10, "test": 4}
    assert told.same == (("train/a/0.png", "train/a/twin.png"),)
    assert ("train/a/0.png", "train/a/twin.png") in told.near_copies
    assert [name for name, _ in told.unreadable] == ["train/a/bad.jpg"]
    assert told.odd_sizes == (("train/a/large.png", "60x50"),)
    assert dict(told.odd_kinds) == {"train/a/grey.png": "grey", "train/a/deep.png": "grey, 16-bit"}
    assert told.left_out == ("astray.png",)
    text = "\n".join(told.lines())
    for words in (
        "14 pictures of 2 classes",
        "9 ############ ",
        "5 #######      ",
        "train 10, test 4",
        "bad.jpg",
        "12 colour, 1 grey",
        "astray.png",
        "60x50",
    ):
        assert words in text
    assert asdict(told)["classes"][0]["id"] == "a"


def test_the_overview_names_all_where_it_is_asked_to(make_tree: MakeTree) -> None:
    root = make_tree({"a": 8, "b": 2})
    for i in range(5):
        (root / "a" / f"{i}.png").write_bytes(b"")
    pictures = read_pictures(read_dataset(root), 32)
    told = overview(pictures.dataset, pictures)
    short, whole = ("\n".join(lines) for lines in (told.lines(), told.lines(most=None)))
    assert "and 2 more" in short
    assert [name in short for name in ("2.png", "3.png", "4.png")] == [True, False, False]
    assert "more" not in whole
    assert all(f"{i}.png" in whole for i in range(5))


def test_the_overview_counts_groups_within_each_class(make_tree: MakeTree) -> None:
    pictures = read_pictures(read_dataset(make_tree({"a/p1": 2, "a/p2": 1, "b/p1": 3}), "folder"), 32)
    told = overview(pictures.dataset, pictures)
    assert (told.grouped_by, [c.groups for c in told.classes]) == ("folder", [2, 1])
    assert "groups by folder" in told.lines()[1]


def test_the_sheet_has_a_row_for_each_class(make_tree: MakeTree) -> None:
    pictures = read_pictures(read_dataset(make_tree({"a": 12, "b": 3})), 96)
    sheet = sample_sheet(pictures, pictures.dataset, 1)
    assert sheet.dtype == np.uint8
    assert sheet.shape == (240, 804, 3)
    assert (sheet[4:22, :40] < 128).any(), "the class's id"
    tile = sheet[140:236, 4:100]
    assert any((tile == picture).all() for picture in pictures.pixels[pictures.dataset.labels() == 1])
    assert (sheet[140:236, 304:] == 255).all()
    assert (sheet == sample_sheet(pictures, pictures.dataset, 1)).all()
    assert (sheet != sample_sheet(pictures, pictures.dataset, 2)).any()
