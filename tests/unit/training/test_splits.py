from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from leukdesk.training.datasets import Dataset, DatasetError, Sample, load_index, load_pixels
from leukdesk.training.splits import (
    LeakError,
    check_near_copies,
    join_copies,
    near_copies,
    split_at_random,
    split_by_group,
)


def parts_of(split: object) -> list[set[int]]:
    return [set(part.tolist()) for part in vars(split).values()]


def test_no_group_stands_in_two_parts(picture_set: Path) -> None:
    dataset = load_index(picture_set, "block")
    split = split_by_group(dataset, seed=3)
    groups = dataset.groups()
    train, validation, test = (set(groups[sorted(part)]) for part in parts_of(split))
    assert not train & validation
    assert not train & test
    assert not validation & test


@pytest.mark.parametrize("how", [split_by_group, split_at_random])
def test_every_picture_stands_in_exactly_one_part_and_every_class_in_all(picture_set: Path, how) -> None:  # type: ignore[no-untyped-def]
    dataset = load_index(picture_set, "block")
    split = how(dataset, 3)
    parts = parts_of(split)
    assert sorted(i for part in parts for i in part) == list(range(len(dataset.samples)))
    assert all(set(dataset.labels()[sorted(part)]) == {0, 1} for part in parts)
    assert 0.1 < len(split.test) / len(dataset.samples) < 0.3


def test_a_random_split_parts_groups(picture_set: Path) -> None:
    dataset = load_index(picture_set, "block")
    split = split_at_random(dataset, seed=3)
    groups = dataset.groups()
    assert set(groups[split.train]) & set(groups[split.test])


def test_the_same_seed_gives_the_same_split(picture_set: Path) -> None:
    dataset = load_index(picture_set, "block")
    assert parts_of(split_by_group(dataset, 7)) == parts_of(split_by_group(dataset, 7))
    assert parts_of(split_by_group(dataset, 7)) != parts_of(split_by_group(dataset, 8))


def test_near_copies_join_their_groups_and_are_refused_across_parts(picture_set: Path) -> None:
    dataset = load_index(picture_set, "block")
    pixels = load_pixels(dataset.samples, 64)
    a, b = 0, PICTURE_OF_ANOTHER_GROUP
    pixels[b] = np.clip(pixels[a].astype(int) + 3, 0, 255).astype(np.uint8)  # a little brighter: a near copy
    copies = near_copies(pixels)
    assert [a, b] in copies.tolist()
    joined = join_copies(dataset, copies)
    assert joined.samples[a].group == joined.samples[b].group
    assert {s.group for s in joined.samples} < {s.group for s in dataset.samples}
    check_near_copies(copies, split_by_group(joined, 3))
    for seed in range(50):
        split = split_at_random(dataset, seed)
        if (a in split.train) != (b in split.train):
            with pytest.raises(LeakError, match="near cop"):
                check_near_copies(copies, split)
            return
    raise AssertionError("fifty random splits never parted the copies")


PICTURE_OF_ANOTHER_GROUP = 12


def test_pictures_without_likeness_are_not_called_copies() -> None:
    rng = np.random.default_rng(0)
    assert len(near_copies(rng.integers(0, 256, (40, 64, 64, 3), dtype=np.uint8))) == 0


def test_an_index_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"index\.csv is missing"):
        load_index(tmp_path)
    index = tmp_path / "index.csv"
    index.write_text("file,label\na.png,x\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="block"):
        load_index(tmp_path, "block")
    with pytest.raises(DatasetError, match="single class"):
        load_index(tmp_path)
    index.write_text("file,label\na.png,x\nb.png,y\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"2 file\(s\) that are not there, the first: a\.png"):
        load_index(tmp_path)
    index.write_text("file,label\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="column"):
        load_index(tmp_path)


def test_pictures_can_be_made_groups_of_their_own() -> None:
    dataset = Dataset(Path(), ("a", "b"), (Sample(Path("1"), 0, "g"), Sample(Path("2"), 1, "g")), "block")
    assert len(set(dataset.pictures_as_groups().groups())) == 2
