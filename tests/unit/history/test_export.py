import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leukdesk import INTENDED_USE
from leukdesk.history.errors import DiskFullError
from leukdesk.history.exporting.tables import ExportCancelledError, ExportError, export_csv, export_jsonl
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region
from leukdesk.paths import DataPaths

BOTH = pytest.mark.parametrize("export", [export_csv, export_jsonl])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.fixture
def filled(history, result):
    history.append(*result(1, sample="A-1", region=Region(1, 2, 32, 24)))
    history.append(*result(2, sample="B-2", operator='Zoë, "Z"\nline', uncertain=True))
    history.append(*result(3, model_id="other", probabilities={"blast": 0.75, "benign": 0.25}, label="blast"))
    return history


def test_a_spreadsheet_gets_every_record_and_every_class(filled, tmp_path):
    path = tmp_path / "log.csv"
    assert export_csv(filled, "", path) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,time,sample,")
    assert path.read_bytes().count(b"\r\n") == 4
    first, second, third = rows_of(path)
    assert first["time"] == "2025-01-31T12:34:56.789013Z"
    assert datetime.fromisoformat(first["time"]) == datetime(2025, 1, 31, 12, 34, 56, 789013, tzinfo=UTC)
    assert first["region"] == "1 2 32 24"
    assert (first["probability benign"], first["probability pre"], first["probability blast"]) == ("0.1", "0.7", "")
    assert (third["probability benign"], third["probability pre"], third["probability blast"]) == ("0.25", "", "0.75")
    assert second["operator"] == 'Zoë, "Z"\nline'
    assert [row["uncertain"] for row in (first, second)] == ["false", "true"]
    assert first["quality focus"] == "12.5"
    assert all(row["intended_use"] == INTENDED_USE for row in (first, second, third))


def test_json_lines_hold_what_was_logged(filled, tmp_path):
    path = tmp_path / "log.jsonl"
    assert export_jsonl(filled, "", path) == 3
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    assert [line["id"] for line in lines] == [1, 2, 3]
    assert lines[0]["region"] == [1, 2, 32, 24]
    assert lines[1]["region"] is None
    assert lines[1]["operator"] == 'Zoë, "Z"\nline'
    assert lines[2]["probabilities"] == {"blast": 0.75, "benign": 0.25}
    assert {line["intended_use"] for line in lines} == {INTENDED_USE}


@BOTH
def test_only_what_the_filter_lets_through(filled, tmp_path, export):
    assert export(filled, "b-2", tmp_path / "one") == 1
    assert "B-2" in (tmp_path / "one").read_text(encoding="utf-8")
    assert "A-1" not in (tmp_path / "one").read_text(encoding="utf-8")
    assert export(filled, "nothing like it", tmp_path / "none") == 0


@pytest.mark.parametrize("text", ["=1+1", "+49 123", "-12", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "＝1", "S-1", ""])
def test_no_cell_is_run_as_a_formula(history, result, tmp_path, text):
    history.append(*result(sample=text, operator=text, source=text, quality={"shift": -1.5}))
    export_csv(history, "", tmp_path / "log.csv")
    (row,) = rows_of(tmp_path / "log.csv")
    for column in ("sample", "operator", "source"):
        assert row[column] == text or row[column] == f"'{text}"
        assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
        assert row[column].removeprefix("'") == text
    assert row["quality shift"] == "-1.5"


@BOTH
def test_an_export_takes_its_place_when_it_is_complete(filled, tmp_path, export):
    path = tmp_path / "log"
    path.write_text("of last week")
    seen = []
    export(filled, "", path, progress=lambda done, total: seen.append((done, total, path.read_text(encoding="utf-8"))))
    assert seen[0] == (0, 3, "of last week")
    assert seen[-1][:2] == (3, 3)
    assert "A-1" in seen[-1][2]


@BOTH
def test_a_cancelled_export_leaves_nothing(filled, tmp_path, export):
    folder = tmp_path / "exports"
    folder.mkdir()
    with pytest.raises(ExportCancelledError, match="cancelled"):
        export(filled, "", folder / "log", cancelled=lambda: True)
    assert list(folder.iterdir()) == []


@BOTH
def test_an_export_is_of_one_moment(filled, result, tmp_path, export):
    def log_another(done: int, total: int) -> None:
        if done == 0:
            filled.append(*result(9, sample="LATE", probabilities={"late": 1.0}, label="late"))

    assert export(filled, "", tmp_path / "log", progress=log_another) == 3
    assert "late" not in (tmp_path / "log").read_text(encoding="utf-8").lower()
    assert filled.count("LATE") >= 1


@BOTH
def test_where_nothing_can_be_written(filled, tmp_path, export):
    with pytest.raises(ExportError, match="No such file"):
        export(filled, "", tmp_path / "missing" / "log")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "full").touch()
    with pytest.raises(ExportError, match="folder"):
        export(filled, "", tmp_path / "folder")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "folder"]


@BOTH
def test_a_full_disk(filled, small_disk, export):
    with pytest.raises(OSError, match="28"), (small_disk / "filler").open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    with pytest.raises(DiskFullError, match="no room"):
        export(filled, "", small_disk / "log")
    assert [each.name for each in small_disk.iterdir()] == ["filler"]


@BOTH
def test_the_log_is_never_written_over(filled, export):
    paths = filled.paths
    (picture, *_) = paths.pictures.rglob("*.png")
    for path in (paths.database, paths.database.with_name("leukdesk.sqlite3-wal"), picture):
        with pytest.raises(ExportError, match="part of the log"):
            export(filled, "", path)
    assert filled.check() == []


def test_many_records_pass_through_one_at_a_time(tmp_path, result):
    with History(DataPaths(tmp_path / "data")) as history:
        new, pixels = result()
        history.append_many([(replace(new, sample=f"S-{number}"), pixels) for number in range(2500)])
        seen = []
        assert export_jsonl(history, "", tmp_path / "log", progress=lambda *numbers: seen.append(numbers)) == 2500
        assert seen == [(0, 2500), (1000, 2500), (2000, 2500), (2500, 2500)]
        seen.clear()
        assert export_csv(history, "", tmp_path / "log", progress=lambda *numbers: seen.append(numbers)) == 2500
        assert [done for done, _ in seen] == [0, 500, 1000, 1250, 1750, 2250, 2500]
