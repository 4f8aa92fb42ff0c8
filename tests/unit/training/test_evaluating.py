"""Which pictures a finished model may be measured on."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import pytest

from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.packages import KNOWN_BY, Seen, unseen


@pytest.mark.parametrize("part", ["train", "validation"])
def test_near_copies_of_what_took_part_are_not_unseen(part: str, picture_set: Path, tmp_path: Path) -> None:
    for label in ("dark", "light"):
        (tmp_path / label).mkdir()
        for name in ("00-0.png", "00-1.png", "01-0.png"):
            shutil.copy(picture_set / label / name, tmp_path / label)
    picture = cv2.imread(str(tmp_path / "dark" / "00-0.png"))
    cv2.imwrite(str(tmp_path / "dark" / "again.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    pictures = read_pictures(read_dataset(tmp_path), 32)
    names = [pictures.dataset.name(i) for i in range(7)]
    known = pictures.sha256[names.index("dark/00-0.png")][:KNOWN_BY]
    left = [names[i] for i in unseen(Seen(**{part: frozenset([known])}), pictures, pictures.dataset)]
    assert left == [name for name in names if name not in ("dark/00-0.png", "dark/again.jpg")]


def test_others_of_a_group_that_took_part_are_not_unseen(picture_set: Path) -> None:
    pictures = read_pictures(read_dataset(picture_set, "block"), 32)
    groups = pictures.dataset.groups()
    seen = Seen(train=frozenset([pictures.sha256[0][:KNOWN_BY]]))
    assert set(groups[unseen(seen, pictures, pictures.dataset)]) == set(groups) - {groups[0]}
