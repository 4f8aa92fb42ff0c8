"""Cells leave the program with their session and their place, and as a picture of their own."""

import csv
import json
from dataclasses import replace

import cv2
import numpy as np
import pytest

from leukdesk.history.exporting.csv import Csv
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.facts import facts
from leukdesk.history.exporting.formats import IDS, find
from leukdesk.history.exporting.json_lines import JsonFile, JsonLines
from leukdesk.history.exporting.outbox import Handover, begin, deliver
from leukdesk.history.exporting.png import Png
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.review import Decision, State
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region

SESSION = "5e" * 16
BOXES = (Region(0, 3, 11, 9), Region(20, 10, 12, 14))


@pytest.fixture
def counted(history, result):
    """Return a log with one record outside of sessions and two cells of one, and their field."""
    history.append(*result(1))
    new, pixels = result(2, sample="CASE-BRAVO")
    cells = [Cell(box, ((1, 4), (9, 4), (9, 9)), cut=box.x == 0, by_hand=box.x > 0) for box in BOXES]
    history.append_many([(replace(new, region=each.box, cell=each, session=SESSION), pixels) for each in cells])
    return history, pixels


def test_the_session_and_the_place_of_a_cell_are_in_tables(counted, tmp_path):
    history, _ = counted
    export(history, f"session:{SESSION[:6]}", JsonLines(), tmp_path / "cells.jsonl")
    export(history, "session:all", Csv(), tmp_path / "cells.csv")
    lines = [json.loads(line) for line in (tmp_path / "cells.jsonl").read_text("utf-8").splitlines()]
    assert [Cell.of_json(line["cell"]).box for line in lines] == [*BOXES]
    assert {line["session"] for line in lines} == {SESSION}
    assert {line["sample"] for line in lines}.isdisjoint({"CASE-BRAVO", ""})
    with (tmp_path / "cells.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    assert [(row["session"], row["region_x"], row["region_width"]) for row in rows] == [
        (SESSION, "0", "11"), (SESSION, "20", "12"),
    ]  # fmt: skip
    assert [row["cell_cut"] for row in rows] != [row["cell_by_hand"] for row in rows]
    for name in ("cells.jsonl", "cells.csv"):
        told = (tmp_path / f"{name}.manifest.json").read_text("utf-8")
        assert "CASE-BRAVO" not in told


def test_a_cells_picture_is_cut_out_of_its_field(counted, tmp_path):
    history, pixels = counted
    made = export(history, "session:all", Png(), tmp_path / "cells", privacy=Privacy(identified=True))
    files = sorted(made.target.glob("*.png"))
    assert len(files) == len(BOXES)
    for file, box in zip(files, BOXES, strict=True):
        found = cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB)
        np.testing.assert_array_equal(found, pixels[box.y : box.y + box.height, box.x : box.x + box.width])
        content = file.read_bytes()
        assert b"Field SHA-256" in content
        assert b"Picture SHA-256" not in content
    told = facts(history.get(3))
    assert (told["Region"], told["Slide session"]) == ("12 x 14 pixels at 20, 10", SESSION)


@pytest.mark.parametrize("format_id", IDS)
def test_every_format_takes_cells(counted, tmp_path, format_id):
    history, _ = counted
    fmt = find(format_id)
    if fmt.unavailable():
        pytest.skip(fmt.unavailable())
    history.decide([2], Decision(State.REJECTED, reason="no cell"), "Bo")
    made = export(history, "session:all", fmt, tmp_path / (f"all{fmt.suffix}" if fmt.one_file else "all"))
    assert (made.count, made.remarks) == (2, ())


def test_an_export_of_all_records_says_that_cells_of_sessions_are_not_in_it(counted, tmp_path):
    history, _ = counted
    made = export(history, "", JsonLines(), tmp_path / "all.jsonl")
    assert made.count == 1
    assert made.remarks == (
        "2 cells of slide sessions are not in this export. Export them by themselves, with session:all or by a "
        "session's id.",
    )
    assert export(history, "pre", JsonLines(), tmp_path / "some.jsonl").remarks == ()


def test_cells_of_sessions_are_not_handed_over_one_by_one(counted, tmp_path):
    history, _ = counted
    folder = tmp_path / "outbox"
    folder.mkdir()
    begin(history, folder)
    history.decide([2, 1, 3], Decision(State.CONFIRMED), "Bo")
    history.sign([2, 3, 1], "Cy", "Seen.")
    assert deliver(history, Handover(folder, JsonFile())) == 1
    (file,) = folder.glob("*.json")
    assert json.loads(file.read_text("utf-8"))["id"] == 1
