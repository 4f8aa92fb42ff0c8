import csv
from datetime import UTC, datetime

import duckdb
import pandas as pd

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.csv import Csv
from leukdesk.history.exporting.tables import COLUMNS
from leukdesk.history.plain import storable

from .conftest import HOSTILE


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_a_spreadsheet_gets_every_record_and_every_class(filled, whole):
    path = whole(filled, Csv()).target
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,time,sample,")
    assert path.read_bytes().count(b"\r\n") == 4
    first, second, third = rows_of(path)
    assert first["time"] == "2025-01-31T12:34:56.789013Z"
    assert datetime.fromisoformat(first["time"]) == datetime(2025, 1, 31, 12, 34, 56, 789013, tzinfo=UTC)
    assert [first[f"region_{each}"] for each in ("x", "y", "width", "height")] == ["1", "2", "32", "24"]
    assert (first["probability benign"], first["probability pre"], first["probability blast"]) == ("0.1", "0.7", "")
    assert (third["probability benign"], third["probability pre"], third["probability blast"]) == ("0.25", "", "0.75")
    assert second["operator"] == 'Zoë, "Z"\nline'
    assert [row["uncertain"] for row in (first, second)] == ["false", "true"]
    assert first["quality focus"] == "12.5"
    assert (second["state"], second["decided_name"], second["decided_by"]) == ("signed", "Early Pre-B", "Ben")
    assert (second["signed_by"], second["decisions"]) == ("Cleo", "2")
    assert second["newest_reason"] == "I have seen it."
    assert (first["state"], first["decisions"], first["decided_at"]) == ("suggested", "0", "")
    assert all(row["intended_use"] == INTENDED_USE for row in (first, second, third))


def test_no_cell_is_run_as_a_formula_and_every_text_comes_back(hostile, whole):
    rows = rows_of(whole(hostile, Csv()).target)
    for text, row in zip(HOSTILE, rows, strict=True):
        for column in ("sample", "operator", "source"):
            assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
            assert row[column].removeprefix("'") == storable(text)
    assert (rows[-1]["decided_by"], rows[-1]["signed_by"]) == ("'@Ben", "'+Cleo")


def test_a_number_below_zero_stays_a_number(history, result, whole):
    history.append(*result(quality={"shift": -1.5, "=1+1": 2.0}))
    (row,) = rows_of(whole(history, Csv()).target)
    assert row["quality shift"] == "-1.5"
    assert row["quality =1+1"] == "2.0"


def test_pandas_reads_it(filled, whole):
    table = pd.read_csv(whole(filled, Csv()).target)
    assert list(table.columns[: len(COLUMNS)]) == [column.name for column in COLUMNS]
    assert list(table["id"]) == [1, 2, 3]
    assert list(table["operator"])[1] == 'Zoë, "Z"\nline'
    assert table["probability blast"].sum() == 0.75


def test_duckdb_reads_it(filled, whole):
    table = duckdb.read_csv(str(whole(filled, Csv()).target), header=True)
    assert table.columns[: len(COLUMNS)] == [column.name for column in COLUMNS]
    rows = table.project('id, operator, "probability blast"').fetchall()
    assert rows[1:] == [(2, 'Zoë, "Z"\nline', None), (3, "Ana", 0.75)]
