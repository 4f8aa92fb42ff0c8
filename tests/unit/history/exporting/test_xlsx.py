import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.errors import FormatError
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.exporting.xlsx import Excel
from leukdesk.history.plain import storable
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .conftest import HOSTILE


def sheets_of(path):
    book = openpyxl.load_workbook(path)
    head, *rows = book["Records"].iter_rows()
    names = [cell.value for cell in head]
    return [dict(zip(names, row, strict=True)) for row in rows], {
        a.value: b.value for a, b in book["About"].iter_rows()
    }


def text_of(cell):
    """A cell's text; Excel reads _xHHHH_ as a letter, openpyxl leaves that to whoever uses it."""
    return unescape(cell.value) if cell.value is not None else ""


def as_excel_holds(text):
    return storable(text).encode("utf-16-le")[: 2 * 32767].decode("utf-16-le", "ignore")


def test_numbers_times_and_truths_are_what_they_are(filled, whole):
    rows, about = sheets_of(whole(filled, Excel()).target)
    first, second, third = rows
    assert [row["id"].value for row in rows] == [1, 2, 3]
    logged = filled.get(1).time.replace(tzinfo=None)
    assert first["time (UTC)"].is_date
    assert abs(first["time (UTC)"].value - logged) <= timedelta(milliseconds=1)
    assert (first["uncertain"].value, second["uncertain"].value) == (False, True)
    assert (first["probability pre"].value, first["probability blast"].value) == (0.7, None)
    assert third["probability blast"].value == 0.75
    assert (first["region_x"].value, second["region_x"].value) == (1, None)
    assert (second["state"].value, second["decided_name"].value, second["decisions"].value) == (
        "signed",
        "Early Pre-B",
        2,
    )
    assert second["signed_at (UTC)"].is_date
    assert {row["intended_use"].value for row in rows} == {INTENDED_USE}
    assert about["Intended use"] == INTENDED_USE
    assert about["Records"] == 3
    assert about["Newest event of the log"].startswith(f"{filled.head().id - 1}: ")
    assert about["sample"]


def test_the_header_stays_in_sight(filled, whole):
    book = openpyxl.load_workbook(whole(filled, Excel()).target)
    assert book.sheetnames == ["Records", "About"]
    assert book["Records"].freeze_panes == "B2"


def test_pandas_reads_it(filled, whole):
    table = pd.read_excel(whole(filled, Excel()).target)
    assert list(table["id"]) == [1, 2, 3]
    assert table["time (UTC)"].dtype.kind == "M"


def test_hostile_texts_are_texts(hostile, whole):
    done = whole(hostile, Excel())
    rows, _ = sheets_of(done.target)
    assert len(rows) == len(HOSTILE)
    for text, row in zip(HOSTILE, rows, strict=True):
        for column in ("sample", "operator", "source"):
            cell = row[column]
            assert cell.data_type in ("s", "inlineStr") or cell.value is None
            assert cell.hyperlink is None
            assert text_of(cell) == as_excel_holds(text)
    with zipfile.ZipFile(done.target) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
    assert "cut" in done.remarks[0]
    assert json.loads(done.manifest.read_text("utf-8"))["remarks"] == list(done.remarks)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    with History(DataPaths(tmp_path_factory.mktemp("log"))) as history:
        yield history


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sample=st.text(st.characters(exclude_categories=[]), max_size=60), number=st.floats(-1e300, 1e300))
def test_whatever_was_typed_comes_back(log, result, tmp_path, sample, number):
    record = log.append(*result(0, sample=sample, quality={sample: number}))
    export(log, [record.id], Excel(), tmp_path / "log.xlsx", privacy=Privacy(identified=True))
    ((row,), _) = sheets_of(tmp_path / "log.xlsx")
    assert text_of(row["sample"]) == as_excel_holds(sample)
    *_, quality, _ = row.values()
    assert quality.value == pytest.approx(number, rel=1e-15)


def test_a_time_before_excel_begins_is_a_text(history, result, whole):
    history.append(*result(0, time=datetime(1889, 5, 6, tzinfo=UTC)))
    (row,), _ = sheets_of(whole(history, Excel()).target)
    assert row["time (UTC)"].value == "1889-05-06T00:00:00.000000Z"


def test_more_columns_than_excel_holds_are_refused(history, result, whole):
    new, pixels = result(0)
    history.append(replace(new, quality={str(number): 1.0 for number in range(16_400)}), pixels)
    with pytest.raises(FormatError, match="columns"):
        whole(history, Excel())
