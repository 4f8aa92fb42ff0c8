import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk import __version__
from leukdesk.history.errors import HistoryClosedError, HistoryReadOnlyError, RecordNotFoundError
from leukdesk.history.rows import COLUMNS
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region
from leukdesk.paths import DataPaths


def test_what_is_logged_comes_back_tomorrow(paths, result):
    new, pixels = result(sample="S 12/ü", region=Region(4, 5, 32, 24))
    with History(paths) as history:
        record = history.append(new, pixels)
        assert record.program_version == __version__
        assert history.get(record.id) == record
    with History(paths) as history:
        again = history.get(record.id)
        assert again == record
        assert list(again.probabilities) == ["benign", "early", "pre"]
        assert {name: getattr(again, name) for name in vars(new)} == vars(new)
        np.testing.assert_array_equal(history.picture(again), pixels)


def test_the_picture_is_a_lossless_file_named_by_its_hash(history, paths, result):
    new, pixels = result()
    history.append(new, pixels)
    sha256 = new.picture_sha256
    path = paths.pictures / sha256[:2] / f"{sha256}.png"
    np.testing.assert_array_equal(cv2.imread(str(path))[..., ::-1], pixels)
    assert [*paths.pictures.glob("??/*")] == [path]


def test_one_picture_is_stored_once(history, paths, result):
    new, pixels = result()
    history.append(new, pixels)
    (path,) = paths.pictures.rglob("*.png")
    before = path.stat()
    history.append(replace(new, model_id="another"), pixels)
    assert history.count() == 2
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_a_damaged_picture_is_made_good_when_it_is_logged_again(history, paths, result):
    new, pixels = result()
    record = history.append(new, pixels)
    (path,) = paths.pictures.rglob("*.png")
    path.write_bytes(path.read_bytes()[:100])
    history.append(new, pixels)
    np.testing.assert_array_equal(history.picture(record), pixels)


def test_several_are_logged_all_or_none(history, result):
    (one, its_pixels), (other, other_pixels) = result(1), result(2)
    with pytest.raises(ValueError, match="another picture's pixels"):
        history.append_many([(one, its_pixels), (other, its_pixels)])
    with pytest.raises(ValueError, match="does not say so"):
        history.append_many([(one, its_pixels), (replace(other, time=datetime(2025, 1, 1)), other_pixels)])
    with pytest.raises(ValueError, match="JSON"):
        history.append_many([(one, its_pixels), (replace(other, quality={"focus": float("nan")}), other_pixels)])
    assert history.count() == 0
    records = history.append_many([(one, its_pixels), (other, other_pixels)])
    assert [record.sample for record in records] == ["S-0001", "S-0002"]
    assert records == [history.get(record.id) for record in records]
    assert history.append_many([]) == []


def test_times_are_kept_in_utc(history, result):
    local = datetime(2025, 6, 1, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    record = history.append(*result(time=local))
    assert record.time == local
    assert record.time.tzinfo is UTC


def test_a_file_name_that_is_no_text_can_be_logged(history, result):
    record = history.append(*result(source="/pictures/caf\udce9.png"))
    assert record.source == "/pictures/caf\\udce9.png"
    assert history.get(record.id) == record
    assert history.count("caf") == 1
    assert history.count("\udce9") == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record SET sample = 'other'",
        "UPDATE record SET id = 7",
        "DELETE FROM record",
        f"INSERT OR REPLACE INTO record ({', '.join(COLUMNS)}) SELECT {', '.join(COLUMNS)} FROM record",
    ],
)
def test_the_file_itself_refuses_changes(paths, result, sql):
    with History(paths) as history:
        record = history.append(*result())
    with closing(sqlite3.connect(paths.database)) as connection, pytest.raises(sqlite3.IntegrityError, match="append"):
        connection.execute(sql)
    with History(paths) as history:
        assert history.page() == [record]


def test_the_log_is_durable_and_strict(history):
    ask = history._writer.connection.execute
    found = {name: ask(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}
    assert found == {"synchronous": 2, "foreign_keys": 1}
    assert ask("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_readers_cannot_write(history):
    with pytest.raises(HistoryReadOnlyError), history.reading() as connection:
        connection.execute("PRAGMA user_version = 9")


def test_a_record_that_is_not_there(history):
    with pytest.raises(RecordNotFoundError, match="no record 7"):
        history.get(7)


def test_a_closed_log_says_so(paths, result):
    history = History(paths)
    history.append(*result())
    history.count()
    history.close()
    history.close()
    with pytest.raises(HistoryClosedError, match="closed"):
        history.append(*result(1))
    with pytest.raises(HistoryClosedError, match="closed"):
        history.page()
    assert not list(paths.root.glob("*-wal"))


def test_closing_while_another_thread_reads(paths, result):
    history = History(paths)
    history.append(*result())
    with history.reading() as connection:
        closing_thread = threading.Thread(target=history.close)
        closing_thread.start()
        closing_thread.join(10)
        assert not closing_thread.is_alive()
        assert connection.execute("SELECT count(*) FROM record").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_threads_write_and_read_at_once(history, result):
    failures = []

    def write(first: int) -> None:
        try:
            for seed in range(first, first + 10):
                history.append(*result(seed))
        except Exception as problem:
            failures.append(problem)

    def read() -> None:
        try:
            while not done.is_set():
                newest = history.page(limit=5)
                assert [record.id for record in newest] == sorted((r.id for r in newest), reverse=True)
                for record in newest[:1]:
                    history.picture(record)
        except Exception as problem:
            failures.append(problem)

    done = threading.Event()
    writers = [threading.Thread(target=write, args=(100 * n,)) for n in range(4)]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in writers:
        thread.join(60)
    done.set()
    for thread in readers:
        thread.join(60)
    assert failures == []
    assert history.count() == 40
    assert history.check() == []


def test_what_a_killed_program_left_is_cleared_up_but_not_what_another_is_writing(paths, result):
    with History(paths) as history:
        history.append(*result())
    old, young = (paths.pictures / "incoming" / name for name in (".old.part", ".young.part"))
    for partial in (old, young):
        partial.write_bytes(b"half a picture")
    os.utime(old, (0, 0))
    with History(paths) as history:
        assert not old.exists()
        assert young.exists()
        assert history.check() == []


def test_nothing_is_made_before_the_log_is_opened(tmp_path: Path):
    DataPaths(tmp_path / "data")
    assert not (tmp_path / "data").exists()
