"""Files that are no log, or not what they were: each is told clearly, and nothing is lost."""

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk import selftest
from leukdesk.history.checking.findings import ProblemKind
from leukdesk.history.checking.verify import verify
from leukdesk.history.errors import (
    HistoryDamagedError,
    HistoryNewerError,
    PictureChangedError,
    PictureMissingError,
    SqliteTooOldError,
)
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.selftest import run as run_selftest

# A log that is none


def test_a_log_of_a_newer_program_is_left_untouched(paths, result):
    with History(paths) as history:
        history.append(*result())
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = paths.database.read_bytes()
    with pytest.raises(HistoryNewerError, match=r"newer Leukdesk \(format 99; this program knows up to \d\)") as caught:
        History(paths)
    assert caught.value.code == "history-newer"
    assert paths.database.read_bytes() == before


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE other (x); INSERT INTO other VALUES ('mine'); PRAGMA user_version = 3;")


def empty_foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("a letter to the hospital\n" * 100, encoding="utf-8"),
        lambda path: path.write_bytes(b"hello"),
        lambda path: path.write_bytes(np.random.default_rng(3).bytes(50_000)),
        foreign_database,
        empty_foreign_database,
    ],
    ids=["text", "short", "noise", "another program's database", "an empty one"],
)
def test_a_file_that_is_no_log_is_moved_aside(paths, result, make):
    paths.create()
    make(paths.database)
    content = paths.database.read_bytes()
    wal = paths.database.with_name(paths.database.name + "-wal")
    wal.write_bytes(b"belongs to it")
    with History(paths) as history:
        (notice,) = history.notices
        (aside,) = (each for each in paths.root.glob("*.not-a-database-*") if not each.name.endswith(("-wal", "-shm")))
        assert aside.name in notice
        assert str(paths.database) in notice
        assert aside.read_bytes() == content
        if make not in (
            foreign_database,
            empty_foreign_database,
        ):
            assert aside.with_name(aside.name + "-wal").read_bytes() == b"belongs to it"
        record = history.append(*result())
    with History(paths) as history:
        assert history.notices == ()
        assert history.page() == [record]


def test_an_empty_file_becomes_the_log(paths, result):
    paths.create()
    paths.database.touch()
    with History(paths) as history:
        assert history.notices == ()
        history.append(*result())


def test_a_damaged_log_is_told_and_left(paths, result):
    History(paths).close()
    empty = paths.database.stat().st_size  # what comes later is no part of the schema
    with History(paths) as history:
        history.append_many([result(sample=f"S-{number}" * 50) for number in range(200)])
    content = bytearray(paths.database.read_bytes())
    content[empty:] = np.random.default_rng(0).bytes(len(content) - empty)
    paths.database.write_bytes(content)
    before = paths.database.read_bytes()
    with pytest.raises(HistoryDamagedError, match="Nothing was changed") as caught:
        History(paths)
    assert caught.value.code == "history-damaged"
    assert paths.database.read_bytes() == before
    assert not list(paths.root.glob("*not-a-database*"))


@pytest.mark.parametrize("place", [0, 18, 68], ids=["its first bytes", "its format", "whose it is"])
def test_a_log_that_does_not_begin_like_one_any_more_is_not_taken_for_another_programs(paths, result, place):
    with History(paths) as history:
        history.append(*result())
    content = bytearray(paths.database.read_bytes())
    content[place] ^= 0x80
    paths.database.write_bytes(content)
    with pytest.raises(HistoryDamagedError, match="is damaged"):
        History(paths)
    assert paths.database.read_bytes() == content


# Pictures that are not what they were


def test_a_missing_and_a_changed_picture_are_told(history, paths, result):
    records = [history.append(*result(seed)) for seed in range(5)]
    path = {r.id: paths.pictures / r.picture_sha256[:2] / f"{r.picture_sha256}.png" for r in records}
    _, missing, cut, other, empty = records
    path[missing.id].unlink()
    path[cut.id].write_bytes(path[cut.id].read_bytes()[:-200])
    cv2.imwrite(str(path[other.id]), np.zeros((24, 32, 3), np.uint8))
    path[empty.id].write_bytes(b"")
    with pytest.raises(PictureMissingError, match=f"record {missing.id} is missing"):
        history.picture(missing)
    for record in (cut, other, empty):
        with pytest.raises(PictureChangedError, match=f"record {record.id} is not the one") as caught:
            history.picture(record)
        assert str(path[record.id]) in str(caught.value)
    problems = history.check()
    assert len(problems) == 4
    for record in records[1:]:
        assert any(str(path[record.id]) in each for each in problems)
    (only,) = history.check(pictures="there")
    assert str(path[missing.id]) in only
    assert history.check(pictures="none") == []
    seen = []
    findings = verify(
        history, progress=lambda done, total: seen.append((done, total)), cancelled=lambda: len(seen) == 2
    )
    assert len(seen) == 2
    assert not findings.complete
    assert not findings.sound


def test_a_picture_whose_header_promises_too_many_pixels_is_told_as_changed(history, paths, result):
    record = history.append(*result())
    png = bytearray(cv2.imencode(".png", np.zeros((4, 4, 3), np.uint8))[1].tobytes())
    png[16:24] = (900_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    (stored,) = paths.pictures.glob("??/*.png")
    stored.write_bytes(png)
    with pytest.raises(cv2.error):
        cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    with pytest.raises(PictureChangedError):
        history.picture(record)
    assert len(history.check()) == 1


# A log that somebody has changed


def change(paths: DataPaths, sql: str) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.executescript(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE record",
        "DROP TABLE record; PRAGMA user_version = 1",
        "DROP TABLE record_search",
        "DROP TABLE record; CREATE TABLE record (id INTEGER PRIMARY KEY, time TEXT)",
    ],
    ids=["no table", "no table in an older log", "no index", "odd columns"],
)
def test_a_log_without_its_tables_is_told_as_damaged(paths, result, sql):
    with History(paths) as history:
        history.append(*result())
    change(paths, sql)
    with pytest.raises(HistoryDamagedError, match=r"is damaged \(.*record"):
        History(paths)
    failed = {check.name: check.detail for check in run_selftest(paths) if not check.ok}
    assert list(failed) == ["log"]
    assert "is damaged" in failed["log"]


def test_a_table_that_goes_while_the_log_is_open_is_told_too(history, paths):
    change(paths, "DROP TABLE record")
    with pytest.raises(HistoryDamagedError, match="no such table"):
        history.page()


@pytest.mark.parametrize(
    ("name", "sql", "told"),
    [
        ("record_is_never_replaced", "DROP TRIGGER {}", "is missing"),
        ("record_is_searchable", "DROP TRIGGER {}", "is missing"),
        ("record_never_changes", "DROP TRIGGER {}", "is missing"),
        ("record_never_goes", "DROP TRIGGER {}", "is missing"),
        (
            "record_never_goes",
            "DROP TRIGGER {0}; CREATE TRIGGER {0} BEFORE DELETE ON record BEGIN SELECT 1; END",
            "was changed",
        ),
    ],
)
def test_a_log_that_is_no_longer_kept_append_only_is_told(history, paths, name, sql, told):
    assert history.check() == []
    change(paths, sql.format(name))
    (problem,) = history.check(pictures="none")
    assert f"its trigger {name} {told}" in problem
    assert str(paths.database) in problem
    (failed,) = (check for check in run_selftest(paths) if not check.ok)
    assert (failed.name, failed.detail) == ("log", problem)


def test_selftest_tells_of_a_log_whose_tables_another_program_has_made_anew(paths):
    with History(paths):
        pass
    change(
        paths,
        "CREATE TABLE other AS SELECT * FROM record; DROP TABLE record; CREATE TABLE record AS SELECT * FROM other;"
        "INSERT INTO record (id) VALUES (1)",  # and no hash of a picture
    )
    checks = {check.name: check for check in run_selftest(paths)}
    assert not checks["log"].ok
    assert "is no longer kept append-only" in checks["log"].detail
    assert checks["cameras"].ok
    with History(paths) as history:
        assert any("no longer kept append-only: its trigger" in each for each in history.notices)
        found = {(each.kind, each.where) for each in verify(history).problems}
    assert (ProblemKind.SCHEMA, "record") in found
    assert (ProblemKind.RECORD, "record 1") in found


def test_selftest_goes_on_after_a_check_that_fails_as_nobody_expected(caplog):
    check = selftest._told("log", lambda: str(1 // 0))
    assert not check.ok
    assert "failed unexpectedly (ZeroDivisionError" in check.detail
    assert caplog.records[0].exc_info


def test_an_sqlite_that_is_too_old_is_told(paths, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.31.1")
    with pytest.raises(SqliteTooOldError, match=r"version 3\.31\.1, and the log needs 3\.38\.0 or later"):
        History(paths)
    assert not paths.database.exists()
