"""The score of the finder: matching, Dice, intervals, the search, and the page."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.imaging.finding.settings import DEFAULTS
from leukdesk.training.finding import counting
from leukdesk.training.finding.__main__ import TABLES, main
from leukdesk.training.finding.baseline import saturated_boxes
from leukdesk.training.finding.fields import Field, NoFieldsError, read_fields, read_masked, sample
from leukdesk.training.finding.matching import Tally, overlap, tally
from leukdesk.training.finding.page import marks, publish
from leukdesk.training.finding.report import Result, as_markdown
from leukdesk.training.finding.scoring import MaskScore, dice, finder, mask_score, score, tallies
from leukdesk.training.finding.tuning import BEGIN, GRID, Search
from leukdesk.training.measuring.figures import Figure


def test_overlap_is_that_worked_out_by_hand() -> None:
    assert overlap((0, 0, 10, 10), (0, 0, 10, 10)) == 1
    assert overlap((0, 0, 10, 10), (5, 0, 15, 10)) == pytest.approx(50 / 150)
    assert overlap((0, 0, 10, 10), (10, 0, 20, 10)) == 0


def test_one_found_cell_is_one_box_only() -> None:
    boxes = [(0, 0, 10, 10), (0, 1, 10, 11)]
    assert tally(boxes, [(0, 0, 10, 10)]) == Tally(boxes=2, found=1, hits=1, centred=1)
    assert tally(boxes[:1], [(0, 0, 10, 10), (0, 0, 10, 9)]) == Tally(1, 2, 1, 1)


def test_the_middle_in_a_box_is_told_apart_from_a_hit() -> None:
    assert tally([(0, 0, 10, 10)], [(4, 4, 7, 7)]) == Tally(1, 1, 0, 1)
    assert tally([(0, 0, 10, 10)], [(8, 8, 18, 18)]) == Tally(1, 1, 0, 0)
    assert tally([], []) == Tally(0, 0, 0, 0)


def of_groups(groups: list[str]) -> list[Field]:
    return [Field(Path(f"{i}.png"), (), group) for i, group in enumerate(groups)]


def test_recall_and_precision_are_shares_of_all_boxes_and_cells() -> None:
    counted = [Tally(2, 1, 1, 1), Tally(1, 3, 1, 1), Tally(1, 0, 0, 0)]
    scored = score(of_groups(["a", "b", "c"]), counted)
    assert (scored.boxes, scored.found, scored.groups) == (4, 4, 3)
    assert scored.recall.value == scored.precision.value == scored.f1 == 0.5
    assert scored.recall.low <= 0.5 <= scored.recall.high


def test_slides_that_differ_widen_the_interval_over_single_fields() -> None:
    counted = [Tally(1, 1, int(i < 20), 1) for i in range(40)]
    by_field = score(of_groups([str(i) for i in range(40)]), counted)
    by_slide = score(of_groups([str(i // 10) for i in range(40)]), counted)
    assert by_slide.recall.high - by_slide.recall.low > by_field.recall.high - by_field.recall.low


def test_dice_is_that_worked_out_by_hand() -> None:
    one, other = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    one[:2], other[1:3] = True, True
    assert dice(one, other) == 0.5
    assert dice(one, one) == 1
    assert dice(one, np.zeros_like(one)) == 0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of rendered fields in the shape of the shared ones, and one cell with its masks."""
    folder = tmp_path_factory.mktemp("data")
    images = folder / "fields" / "bccd" / "images"
    images.mkdir(parents=True)
    microscope = VirtualMicroscope(5, "smear", (640, 480), pace=False)
    microscope.open()
    lines = ["file,width,height,label,xmin,ymin,xmax,ymax"]
    for number in range(3):
        for _ in range(35):
            pixels = microscope.read()
        assert pixels is not None
        cv2.imwrite(str(images / f"{number}.png"), pixels[..., ::-1])
        for each in microscope.truth:
            label = {"red cell": "rbc", "platelet": "platelets"}.get(each.kind, "wbc")
            left, top, right, bottom = (
                each.x - each.radius,
                each.y - each.radius,
                each.x + each.radius,
                each.y + each.radius,
            )
            box = (max(left, 0), max(top, 0), min(right, 640), min(bottom, 480))
            lines.append(f"images/{number}.png,640,480,{label}," + ",".join(str(int(value)) for value in box))
    microscope.close()
    (folder / "fields" / "bccd" / "boxes.csv").write_text("\n".join(lines), encoding="utf-8")
    masks = folder / "nucleus-masks" / "set1"
    masks.mkdir(parents=True)
    cell = np.full((120, 120, 3), (235, 230, 235), np.uint8)
    mask = np.zeros((120, 120), np.uint8)
    for radius, colour, value in ((38, (190, 180, 215), 128), (26, (95, 45, 140), 255)):
        cv2.circle(cell, (60, 60), radius, colour, -1, cv2.LINE_AA)
        cv2.circle(mask, (60, 60), radius, value, -1)
    grain = cv2.GaussianBlur(np.random.default_rng(3).normal(0, 25, cell.shape), (0, 0), 1.5)
    cell = np.clip(cell + grain, 0, 255).astype(np.uint8)
    cv2.imwrite(str(masks / "001.jpg"), cell[..., ::-1])
    cv2.imwrite(str(masks / "001-mask.png"), mask)
    return folder


def test_white_cells_alone_are_read_from_a_list_of_boxes(data: Path) -> None:
    fields = read_fields(data, "bccd")
    assert len(fields) == 3
    assert all(field.pixels().shape == (480, 640, 3) for field in fields)
    rows = (data / "fields" / "bccd" / "boxes.csv").read_text(encoding="utf-8").splitlines()
    assert sum(len(field.boxes) for field in fields) == sum(",wbc," in row for row in rows) > 0
    assert len(sample(fields, 2)) == 2


def test_a_folder_without_a_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoFieldsError, match=r"boxes\.csv"):
        read_fields(tmp_path, "bccd")
    with pytest.raises(NoFieldsError, match="set1"):
        read_masked(tmp_path, "set1")


def test_the_finder_beats_the_trivial_way_on_rendered_fields(data: Path) -> None:
    fields = read_fields(data, "bccd")
    found = score(fields, tallies(fields, finder()))
    trivial = score(fields, tallies(fields, saturated_boxes))
    assert found.f1 > max(trivial.f1, 0.6)


def test_a_drawn_nucleus_is_outlined(data: Path) -> None:
    scored = mask_score(read_masked(data, "set1"))
    assert scored.nucleus.value > 0.9
    assert scored.cell.value > 0.8


def test_the_search_keeps_what_finds_more_and_tries_nothing_twice(data: Path) -> None:
    fields = {"bccd": read_fields(data, "bccd")}
    search = Search(fields, {"smallest_nucleus": (1000.0, DEFAULTS.smallest_nucleus)})
    assert search.best(["bccd"]).smallest_nucleus == DEFAULTS.smallest_nucleus
    tried = dict(search._known)
    search.best(["bccd"])
    assert search._known == tried


def test_the_search_begins_in_the_middle_of_its_grid() -> None:
    for name, values in GRID.items():
        assert getattr(BEGIN, name) in values


def test_the_table_tells_of_each_set() -> None:
    scored = score(of_groups(["a", "b"]), [Tally(1, 1, 1, 1), Tally(1, 1, 1, 1)])
    masks = {"set1": MaskScore(1, Figure(0.9, 0.8, 1.0), Figure(0.8, 0.7, 0.9))}
    sets = {"bccd": scored}
    table = as_markdown(Result(sets, sets, sets, {"bccd": DEFAULTS}, DEFAULTS, masks, masks))
    assert "| bccd | settings chosen without this set | 2 | 2 | 2 | 1.000 (1.000 to 1.000) |" in table


def test_tables_are_put_into_a_page_between_its_marks_or_printed(tmp_path, capsys) -> None:
    page = tmp_path / "page.md"
    page.write_text("\n".join(["Before.", *marks("one"), "Between.", *marks("two"), "After.", ""]), encoding="utf-8")
    for _ in range(2):
        assert publish([("two", "| 2 |\n"), ("one", "| 1 |")], page) == 0
    first, last = marks("one"), marks("two")
    assert page.read_text(encoding="utf-8") == "\n".join(
        ["Before.", first[0], "", "| 1 |", "", first[1], "Between.", last[0], "", "| 2 |", "", last[1], "After.", ""]
    )
    assert publish([("one", "| 1 |")], None) == 0
    assert capsys.readouterr().out == "| 1 |\n\n"
    assert publish([("three", "| 3 |")], page) == 1
    assert "no place for the tables" in capsys.readouterr().err
    assert publish([("one", "| 1 |")], tmp_path / "none.md") == 1


def test_the_command_tells_of_data_that_are_not_there(tmp_path, capsys) -> None:
    for name in TABLES:
        assert main(["--data", str(tmp_path), "--only", name]) == 1
        assert capsys.readouterr().err


def test_red_cells_and_platelets_are_counted_beside_their_boxes(tmp_path: Path) -> None:
    images = tmp_path / "fields" / "bccd" / "images"
    images.mkdir(parents=True)
    field = np.full((480, 640, 3), (235, 230, 235), np.uint8)
    middles = [(65 + 128 * column, 60 + 118 * row) for column in range(5) for row in range(4)]
    rows = ["file,width,height,label,xmin,ymin,xmax,ymax"]
    for x, y in [*middles, (0, 240)]:
        cv2.circle(field, (x, y), 38, (205, 160, 165), -1, cv2.LINE_AA)
        rows.append(f"images/a.png,640,480,rbc,{max(x - 38, 0)},{y - 38},{x + 38},{y + 38}")
    cv2.circle(field, (129, 119), 10, (110, 60, 150), -1, cv2.LINE_AA)
    rows.append("images/a.png,640,480,platelets,119,109,139,129")
    grain = cv2.GaussianBlur(np.random.default_rng(3).normal(0, 25, field.shape), (0, 0), 1.5)
    cv2.imwrite(str(images / "a.png"), np.clip(field + grain, 0, 255).astype(np.uint8)[..., ::-1])
    images.with_name("boxes.csv").write_text("\n".join(rows), encoding="utf-8")
    of_half, of_most, platelets = counting.measure(tmp_path, ["bccd"])
    assert of_half == ("bccd", "red cells, at least 50 % of their area single", 1, [counting.Against(21, 20.5)])
    assert of_most[-1] == of_half[-1]
    assert platelets == ("bccd", "platelets", 1, [counting.Against(1, 1.0)])


def test_what_an_edge_cuts_is_boxed_by_the_share_that_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "fields" / "bccd"
    folder.mkdir(parents=True)
    rows = ["file,width,height,label,xmin,ymin,xmax,ymax"]
    rows += [f"a.png,100,100,rbc,{box}" for box in ("20,20,40,40", "50,20,70,40", "0,50,10,70", "90,0,100,10")]
    (folder / "boxes.csv").write_text("\n".join(rows), encoding="utf-8")
    assert counting.read_boxes(tmp_path, "bccd") == {folder / "a.png": {"rbc": 2.75, "platelets": 0.0}}
    with pytest.raises(NoFieldsError, match=r"boxes\.csv"):
        counting.read_boxes(tmp_path, "small100")


def test_the_table_of_counts_is_that_worked_out_by_hand() -> None:
    against = [counting.Against(10, 12.5), counting.Against(10, 10.0), counting.Against(30, 10.0)]
    row = counting.as_markdown([("bccd", "red cells", 9, against)]).splitlines()[-1]
    assert row == "| bccd | red cells | 9 | 3 | 50 | 32 | 1.00 (0.84 to 2.60) | 0.67 (0.09 to 0.99) |"
    assert not counting.Against(1, 0.0).right
    assert counting.Against(0, 0.0).right
