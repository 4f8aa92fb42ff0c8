import json
import sys
from datetime import UTC
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leukdesk import INTENDED_USE
from leukdesk.history.exporting import parquet
from leukdesk.history.exporting.errors import FormatError
from leukdesk.history.exporting.parquet import Parquet
from leukdesk.history.plain import storable

from .conftest import HOSTILE


def test_columns_have_types(filled, whole):
    schema = pq.read_schema(whole(filled, Parquet()).target)
    assert schema.field("time").type == pa.timestamp("us", tz="UTC")
    assert schema.field("id").type == pa.int64()
    assert schema.field("probabilities").type == pa.map_(pa.string(), pa.float64())
    facts = json.loads(schema.metadata[b"leukdesk"])
    assert facts["intended_use"] == INTENDED_USE


def test_what_was_logged_comes_back(filled, whole):
    rows = pq.read_table(whole(filled, Parquet()).target).to_pylist()
    for row in rows:
        record = filled.get(row["id"])
        assert row["time"] == record.time
        assert row["time"].utcoffset() == UTC.utcoffset(None)
        assert dict(row["probabilities"]) == dict(record.probabilities)
        assert dict(row["quality"]) == dict(record.quality)
        assert dict(row["remark_sentences"]) == dict(record.remarks)
        assert (row["sample"], row["operator"], row["uncertain"]) == (record.sample, record.operator, record.uncertain)
    assert [len(row["decision_list"]) for row in rows] == [0, 2, 0]
    assert rows[1]["decision_list"][0]["reason"] == "told by Dr Ruiz"
    assert rows[0]["decided_at"] is None


def test_every_text_comes_back_exactly(hostile, whole):
    table = pq.read_table(whole(hostile, Parquet()).target)
    assert table["sample"].to_pylist() == [storable(text) for text in HOSTILE]


def test_duckdb_asks_it(filled, whole):
    path = whole(filled, Parquet()).target
    asked = "SELECT id, probabilities['blast'], decided_by FROM read_parquet(?) WHERE time >= '2025-01-01' ORDER BY id"
    assert duckdb.execute(asked, [str(path)]).fetchall() == [(1, None, ""), (2, None, "Ben"), (3, 0.75, "")]


def test_pandas_reads_it(filled, whole):
    table = pd.read_parquet(whole(filled, Parquet()).target)
    assert str(table["time"].dtype).startswith("datetime64")
    assert list(table["id"]) == [1, 2, 3]


def test_strings_that_repeat_are_kept_once(filled, whole):
    group = pq.ParquetFile(whole(filled, Parquet()).target).metadata.row_group(0)
    columns = {group.column(each).path_in_schema: group.column(each).encodings for each in range(group.num_columns)}
    assert any("DICTIONARY" in each for each in columns["model_id"])


def test_nothing_and_much(history, result, whole, monkeypatch):
    monkeypatch.setattr(parquet, "_ROW_GROUP", 1_000)
    assert pq.read_table(whole(history, Parquet()).target).num_rows == 0
    new, pixels = result(0)
    history.append_many([(new, pixels)] * 1_001)
    done = pq.ParquetFile(whole(history, Parquet()).target)
    assert (done.metadata.num_rows, done.metadata.num_row_groups) == (1_001, 2)


def test_without_pyarrow_it_says_how_to_get_it(filled, whole, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(FormatError, match=r'pip install -e "\.\[interop\]" in the folder of the source'):
        whole(filled, Parquet())
    monkeypatch.setattr("leukdesk.history.exporting.interop.bundled_root", lambda: Path("/nowhere"))
    assert 'pip install "leukdesk[interop]".' in Parquet().unavailable()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert Parquet().unavailable() == "Parquet is not part of this executable, for its size. JSON lines hold the same."
