"""How well cells of other laboratories are named."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.imaging.frame import Region
from leukdesk.inference.package import read_package
from leukdesk.inference.runtime import Classifier
from leukdesk.paths import bundled_models
from leukdesk.training.finding.naming import as_markdown, matched, measure_on_all, name_cells, read_boxes, read_masks

LABELS = {"segmented neutrophil": "neutrophil", "band neutrophil": "neutrophil", "lymphocyte": "lymphocyte",
          "monocyte": "monocyte", "eosinophil": "eosinophil", "basophil": "basophil"}  # fmt: skip


@pytest.fixture(scope="module")
def boxed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rendered fields of two "slides" with boxes as in ``fields/wbc500``."""
    folder = tmp_path_factory.mktemp("boxed")
    rows = []
    for slide, seed in (("A-1", 5), ("B-2", 6)):
        microscope = VirtualMicroscope(seed=seed, pace=False)
        microscope.open()
        try:
            for number in range(60):
                pixels = microscope.read()
                if number % 30:
                    continue
                name = f"{slide}_{number:04d}.png"
                assert cv2.imwrite(str(folder / name), cv2.cvtColor(np.asarray(pixels), cv2.COLOR_RGB2BGR))
                for cell in microscope.truth:
                    if cell.kind in LABELS and cell.whole:
                        x, y, radius = round(cell.x), round(cell.y), round(cell.radius)
                        rows.append(
                            [name, 1280, 960, LABELS[cell.kind], x - radius, y - radius, x + radius, y + radius]
                        )
        finally:
            microscope.close()
    with (folder / "boxes.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "width", "height", "label", "xmin", "ymin", "xmax", "ymax"])
        writer.writerows(rows)
    return folder


def test_every_box_gets_the_found_one_that_is_most_like_it_and_none_twice() -> None:
    boxes = [(0, 0, 10, 10), (1, 0, 11, 10), (50, 50, 60, 60)]
    assert matched(boxes, [(1, 0, 11, 10), (100, 0, 105, 5)]) == {1: 0}
    assert matched(boxes, []) == {}


def test_cells_are_named_as_boxed_and_as_found(boxed: Path) -> None:
    fields = read_boxes(boxed)
    assert {field.group for field in fields} == {"A-1", "B-2"}
    classifier = Classifier(read_package(bundled_models() / "pbc8-mobilenetv2"), threads=1)
    by_hand, found = name_cells(fields, classifier)
    assert (by_hand.way, found.way) == ("boxed", "found")
    assert by_hand.labelled == by_hand.reached == sum(len(field.cells) for field in fields) >= 4
    assert 0.5 * by_hand.labelled <= found.reached <= found.labelled == by_hand.labelled
    for naming in (by_hand, found):
        counts = np.array(naming.measured.confusion)
        assert counts.sum() == naming.reached
        assert np.trace(counts) == naming.right
        assert naming.measured.overall["accuracy"].value == pytest.approx(naming.right / naming.reached)
        assert 0 <= naming.uncertain <= 1
    table = as_markdown([("rendered", by_hand), ("rendered", found)], ["lymphocyte", "neutrophil"])
    *parts, called = [part.splitlines() for part in table.split("\n\n")]
    for lines, columns in zip(parts, (10, 3), strict=True):
        assert len(lines) == 4
        assert {line.count("|") for line in lines} == {columns + 1}
    numbers = [[int(each) for each in line.split("|")[3:-1]] for line in called[2:]]
    assert np.sum(numbers) == by_hand.reached


def test_the_box_of_a_cell_alone_is_what_its_mask_covers(tmp_path: Path) -> None:
    (tmp_path / "set1").mkdir()
    mask = np.zeros((60, 80), np.uint8)
    mask[10:40, 20:70] = 128
    mask[15:30, 30:50] = 255
    assert cv2.imwrite(str(tmp_path / "set1" / "007-mask.png"), mask)
    (tmp_path / "set1-labels.csv").write_text("image ID,class label\n7,3\n", encoding="utf-8")
    (field,) = read_masks(tmp_path, "set1")
    assert (field.path.name, field.group, field.cells[0].label) == ("007.jpg", "007", "monocyte")
    assert field.cells[0].cell.box == Region(20, 10, 50, 30)


@pytest.mark.data
def test_the_tables_tell_of_every_set(shared_data: Path) -> None:
    tables = measure_on_all(shared_data, "pbc8-mobilenetv2", every=60)
    assert tables.startswith("pbc8-mobilenetv2 1.")
    for name in ("wbc500", "nucleus masks, set 1", "nucleus masks, set 2"):
        assert f"| {name}, boxed |" in tables
        assert f"| {name}, found |" in tables
