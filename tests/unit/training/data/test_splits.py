from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.imaging.likeness import perceptual_hash, thumbnail
from leukdesk.training.data.copies import join_copies, joined_groups, near_copies
from leukdesk.training.data.dataset import PARTS, Dataset, Part, Sample
from leukdesk.training.data.errors import DatasetError, LeakError
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.leaks import check_leaks
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.data.splits import Split, folds, split_as_given, split_at_random, split_by_group
from leukdesk.training.masks import CornerMask
from leukdesk.training.preparing import Preparation

NO_COPIES = np.empty((0, 2), np.int64)


def dataset_of(groups_of_class: Sequence[Sequence[int]], part: Part | None = None) -> Dataset:
    """A data set without files: for each class the sizes of its groups."""
    samples = tuple(
        Sample(Path(f"/set/{label}-{group}-{i}.png"), label, f"{label}-{group}", part)
        for label, sizes in enumerate(groups_of_class)
        for group, size in enumerate(sizes)
        for i in range(size)
    )
    return Dataset(Path("/set"), tuple("abcd"[: len(groups_of_class)]), samples, "block")


USUAL = dataset_of([[5] * 12, [5] * 12])

group_sizes = st.lists(st.lists(st.integers(1, 9), min_size=9, max_size=25), min_size=2, max_size=3)


def parts_of(split: Split) -> list[set[int]]:
    return [set(part.tolist()) for part in vars(split).values()]


def check_whole(dataset: Dataset, split: Split) -> None:
    """Every picture stands in exactly one part, every class in all."""
    parts = parts_of(split)
    assert sorted(i for part in parts for i in part) == list(range(len(dataset.samples)))
    for part in parts:
        assert set(dataset.labels()[sorted(part)]) == set(range(len(dataset.classes)))


def check_apart(dataset: Dataset, split: Split) -> None:
    groups = [{dataset.samples[i].group for i in part} for part in parts_of(split)]
    assert sum(map(len, groups)) == len(set().union(*groups))


def same(one: Split, other: Split) -> bool:
    return parts_of(one) == parts_of(other)


@settings(deadline=None, max_examples=40)
@given(group_sizes, st.integers(0, 2**32 - 1))
def test_a_split_by_group_is_whole_apart_and_repeatable(sizes: list[list[int]], seed: int) -> None:
    dataset = dataset_of(sizes)
    try:
        split = split_by_group(dataset, seed)
    except DatasetError:  # groups of very different sizes can leave a part without a class, or too few for the second
        return
    check_whole(dataset, split)
    check_apart(dataset, split)
    check_leaks(dataset, split, NO_COPIES)
    assert same(split, split_by_group(dataset, seed))


@settings(deadline=None, max_examples=20)
@given(group_sizes, st.integers(2, 8), st.integers(0, 2**32 - 1))
def test_folds_test_each_picture_once(sizes: list[list[int]], k: int, seed: int) -> None:
    dataset = dataset_of(sizes)
    try:
        splits = folds(dataset, k, seed)
    except DatasetError:
        return
    assert len(splits) == k
    assert sorted(i for split in splits for i in split.test) == list(range(len(dataset.samples)))
    for split in splits:
        check_whole(dataset, split)
        check_apart(dataset, split)
    assert all(map(same, splits, folds(dataset, k, seed)))
    if k == 5:
        assert same(splits[0], split_by_group(dataset, seed))


def test_usual_sizes_can_be_split_in_every_way() -> None:
    for split in (split_by_group(USUAL, 3), split_at_random(USUAL, 3), *folds(USUAL, 5, 3), *folds(USUAL, 3, 3)):
        check_whole(USUAL, split)
    assert 0.1 < len(split_by_group(USUAL, 3).test) / len(USUAL.samples) < 0.3
    assert not same(split_by_group(USUAL, 7), split_by_group(USUAL, 8))
    with pytest.raises(DatasetError, match="two folds or more"):
        folds(USUAL, 1, 3)


def test_a_random_split_parts_groups() -> None:
    with pytest.raises(LeakError, match=r"pictures of \d+ group\(s\) \(first: 0-"):
        check_leaks(USUAL, split_at_random(USUAL, 3), NO_COPIES)


@pytest.mark.parametrize("split", [split_by_group, lambda dataset, seed: folds(dataset, 5, seed)])
def test_too_few_groups_are_refused_with_the_class_and_what_to_do(split: Callable[[Dataset, int], object]) -> None:
    with pytest.raises(DatasetError, match=r"class 'b' has 4 group\(s\).* 5 are needed: label more groups"):
        split(dataset_of([[5] * 12, [5] * 4]), 3)


def given_parts(*parts: Part) -> Dataset:
    """A data set of nine groups a class in each of the parts."""
    sets = [dataset_of([[3] * 9, [3] * 9], part) for part in parts]
    samples = [
        replace(s, path=Path(f"/set/{s.part}/{s.path.name}"), group=f"{s.part}-{s.group}")
        for dataset in sets
        for s in dataset.samples
    ]
    return replace(sets[0], samples=tuple(samples))


def test_given_parts_are_taken_and_a_missing_validation_part_is_cut_from_training() -> None:
    whole = given_parts(*PARTS)
    split = split_as_given(whole, 3)
    for part, indices in vars(split).items():
        assert {whole.samples[i].part for i in indices} == {part}
    check_whole(whole, split)

    two = given_parts("train", "test")
    split = split_as_given(two, 3)
    assert {two.samples[i].part for i in split.test} == {"test"}
    check_whole(two, split)
    check_apart(two, split)
    assert same(split, split_as_given(two, 3))


def test_given_parts_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(DatasetError, match="does not say which pictures are for training"):
        split_as_given(USUAL, 3)
    with pytest.raises(DatasetError, match="does not say which pictures are for training"):
        split_as_given(given_parts("train", "validation"), 3)
    whole = given_parts("train", "test")
    lacking = whole.only(i for i, s in enumerate(whole.samples) if s.part == "train" or s.label == 0)
    with pytest.raises(DatasetError, match="test part has no picture of the class 'b': add some"):
        split_as_given(lacking, 3)


def test_leaks_between_given_parts_stop() -> None:
    dataset = given_parts(*PARTS)
    split = split_as_given(dataset, 3)
    a, b = split.train[0], split.test[0]
    copies = np.array([[a, b], [split.test[1], split.test[2]]])
    assert join_copies(dataset, copies).samples[a].group != dataset.samples[b].group
    with pytest.raises(LeakError, match=r"1 pair\(s\).*train/0-0-0\.png and test/0-0-0\.png.* Use --x\.$"):
        check_leaks(dataset, split, copies, advice="Use --x.")
    check_leaks(dataset, split, copies[1:])


def field_of_cells(rng: np.random.Generator, side: int = 224) -> np.ndarray:
    picture = np.full((side + 40, side + 40, 3), 235, np.uint8)
    for _ in range(60):
        x, y = rng.integers(0, side + 40, 2)
        shade = tuple(int(v) for v in rng.integers(60, 220, 3))
        cv2.circle(picture, (int(x), int(y)), int(rng.integers(6, 14)), shade, -1)
    return picture


def found(*pictures: np.ndarray) -> list[list[int]]:
    return near_copies(
        np.array([perceptual_hash(p) for p in pictures]), np.array([thumbnail(p) for p in pictures])
    ).tolist()


def test_brightness_compression_and_a_small_shift_leave_a_copy_a_copy() -> None:
    rng = np.random.default_rng(1)
    field, other = field_of_cells(rng), field_of_cells(rng)
    one = field[20:244, 20:244]
    shifted = field[22:246, 19:243]
    brighter = np.clip(one.astype(int) + 9, 0, 255).astype(np.uint8)
    coded = cv2.imdecode(cv2.imencode(".jpg", one, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)
    assert found(one, other[20:244, 20:244], brighter, np.asarray(coded), shifted) == [
        [0, 2], [0, 3], [0, 4], [2, 3], [2, 4], [3, 4],
    ]  # fmt: skip


def test_two_cells_of_one_outline_are_no_copies() -> None:
    """Cut out on black, as dark as those of C-NMC, cells are alike to the hash alone."""
    rng = np.random.default_rng(2)
    outline = cv2.ellipse(np.zeros((224, 224, 3), np.uint8), ((98, 120), (95, 140), 25), (1, 1, 1), -1)
    inside = (cv2.GaussianBlur(rng.normal(size=(224, 224, 3)), (0, 0), 3) * 150 + 70 for _ in range(2))
    cells = [np.clip(texture, 0, 255).astype(np.uint8) * outline for texture in inside]
    hashes = [perceptual_hash(cell) for cell in cells]
    assert (hashes[0] != hashes[1]).sum() <= 6
    assert found(*cells) == []


def test_blank_and_unlike_pictures() -> None:
    rng = np.random.default_rng(0)
    assert found(*rng.integers(0, 256, (40, 64, 64, 3), dtype=np.uint8)) == []
    blank = np.full((64, 64, 3), 200, np.uint8)
    assert found(blank, blank) == [[0, 1]]
    assert found() == []


def test_groups_that_share_copies_become_one_and_it_can_be_said() -> None:
    copies = np.array([[0, 12], [12, 31], [5, 6]])
    joined = join_copies(USUAL, copies)
    assert joined_groups(USUAL, joined) == (("0-0", "0-2", "0-6"),)
    assert joined_groups(USUAL, join_copies(USUAL, NO_COPIES)) == ()
    for seed in range(10):
        check_leaks(joined, split_by_group(joined, seed), copies)


def test_pictures_can_be_made_groups_of_their_own() -> None:
    assert len(set(USUAL.pictures_as_groups().groups())) == len(USUAL.samples)


@pytest.mark.data
def test_the_split_of_the_bundled_model_stays_what_it_was(shared_data: Path) -> None:
    """Recorded from the program that trained it (14fd961): else its figures would be of pictures it has seen."""
    dataset = read_dataset(shared_data / "taleqani", "block")
    pictures = read_pictures(dataset, 96, Preparation(CornerMask(0.125, 0.2143)))
    joined = join_copies(pictures.dataset, pictures.near_copies)
    assert joined_groups(dataset, joined) == (
        ("benign-24", "benign-25"), ("early-03", "early-04"), ("early-24", "early-25"),
    )  # fmt: skip
    assert len(pictures.near_copies) == 49

    def fingerprint(indices: np.ndarray) -> tuple[int, str]:
        names = "\n".join(sorted(map(dataset.name, indices)))
        return len(indices), hashlib.sha256(names.encode()).hexdigest()

    assert {part: fingerprint(indices) for part, indices in vars(split_by_group(joined, 20261121)).items()} == {
        "train": (1795, "dac2906ad34376fa920d33de0459bb614bc071291a36c54361522f4a0996643d"),
        "validation": (392, "1bce364bcb3f54f0aef31d45d1a1c22a9e8dc415342bd344ba461b6abc4fde04"),
        "test": (552, "c526b0e5e652101a3ed11c4d3af30b1e57d4f6773ba1c518f1044431bbd4c308"),
    }
    test = fingerprint(split_at_random(dataset, 20261121).test)
    assert test[1] == "a6cbbc82c51ee06d7b7714f96717157131013edc0f01b9b3af64381889f4a3cb"
