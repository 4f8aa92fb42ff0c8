"""What was changed in the log is found and named; what carries nothing may change."""

import json
import logging
import os
import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest

from leukdesk import cli
from leukdesk.errors import LeukdeskError
from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.checking.complete import check_all
from leukdesk.history.checking.findings import MOST_OF_A_KIND, KnownHead, ProblemKind
from leukdesk.history.checking.verify import keep_findings, verify
from leukdesk.history.database import connect, migrate, migrations
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.kept_head import head_file, keep_head, kept_head
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import Decision, State
from leukdesk.history.rows import to_row
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import HistoryUnsoundError
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, save_settings

logger = logging.getLogger(__name__)

CONFIRMED = Decision(State.CONFIRMED)


def fill(history: History, result, count: int = 300) -> None:
    """Log records, decide of some, sign some, and note events."""
    for first in range(0, count, 50):
        seeds = range(first, first + 50)
        history.append_many([result(seed, side=8, uncertain=seed % 3 == 0, look=seed * 77) for seed in seeds])
        history.decide(range(first + 1, first + 20), CONFIRMED, "Bo")
        history.sign(range(first + 1, first + 10), "Cy", "I have looked at it.")
        history.note(NewEvent(Kind.SETTING, "Ana", "scheme", {"value": "light"}, {"value": "dark"}, "eyes"))


def change(paths: DataPaths, *statements: str) -> None:
    """Change a log as somebody would who knows SQL, with the triggers put back afterwards."""
    with closing(sqlite3.connect(paths.database, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)


@pytest.fixture
def filled(history, result):
    fill(history, result, 100)
    return history


def named(findings) -> set[tuple[ProblemKind, str]]:
    return {(each.kind, each.where) for each in findings.problems}


def test_a_sound_log_is_said_to_be_sound_and_what_was_looked_at(filled):
    seen = []
    findings = verify(filled, progress=lambda done, total: seen.append((done, total)))
    assert findings.sound
    assert (findings.records, findings.pictures, findings.skipped) == (100, 100, ())
    assert findings.head == filled.head()
    assert findings.events == filled.head().id
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] == findings.events + findings.records + findings.pictures


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE record SET sample = 'other' WHERE id = 7"], {(ProblemKind.RECORD, "record 7")}),
        (["UPDATE record SET probability = 0.75 WHERE id = 7"], {(ProblemKind.RECORD, "record 7")}),
        (["UPDATE record SET optics = NULL WHERE id = 7"], {(ProblemKind.RECORD, "record 7")}),
        (["UPDATE record SET look = NULL WHERE id = 7"], {(ProblemKind.RECORD, "record 7")}),
        (["UPDATE record SET station = 'other' WHERE id = 7"], {(ProblemKind.RECORD, "record 7")}),
        (["UPDATE record SET station_record = 3 WHERE id = 7"], {(ProblemKind.RECORD, "record 7")}),
        (["UPDATE record SET sample = CAST(x'ff41' AS TEXT) WHERE id = 7"], {(ProblemKind.RECORD, "record 7")}),
        (["DELETE FROM record WHERE id = 7"], {(ProblemKind.RECORD, "record 7"), (ProblemKind.STANDING, "record 7")}),
        (["UPDATE event SET reason = 'another' WHERE id = 60"], {(ProblemKind.CHAIN, "event 60")}),
        (["UPDATE event SET time = '2020-01-01T00:00:00.000000Z' WHERE id = 1"], {(ProblemKind.CHAIN, "event 1")}),
        (
            ["UPDATE event SET hash = zeroblob(32) WHERE id = 60"],
            {(ProblemKind.CHAIN, "event 60"), (ProblemKind.CHAIN, "event 61")},
        ),
        (["UPDATE event SET previous = zeroblob(32) WHERE id = 60"], {(ProblemKind.CHAIN, "event 60")}),
        (["UPDATE record SET state = 'rejected' WHERE id = 30"], {(ProblemKind.STANDING, "record 30")}),
        (["UPDATE record SET signed_by = '' WHERE id = 5"], {(ProblemKind.STANDING, "record 5")}),
        (
            ["INSERT INTO record_search (record_search, rowid, sample) VALUES ('delete', 9, 'S-0008')"],
            {(ProblemKind.SEARCH, "record_search")},
        ),
        (["DROP INDEX record_by_state"], {(ProblemKind.SCHEMA, "record_by_state")}),
        (["CREATE TABLE other (x)"], {(ProblemKind.SCHEMA, "other")}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_what_somebody_changes_is_named(filled, paths, statements, expected):
    change(paths, *statements)
    found = named(verify(filled))
    assert found >= expected
    # What changed with its record is not where a search looks for it.
    searched = {(ProblemKind.SEARCH, "record_search"), (ProblemKind.SEARCH, "places")}
    assert found - expected <= searched
    # Among the newest a quick look finds it, too.
    assert named(verify(filled, quick=True)) >= expected - searched


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operator SET role = 'administrator' WHERE name = 'Bo'",
        "UPDATE operator SET active = 1 WHERE name = 'Cy'",
        "UPDATE operator SET pin = '' WHERE name = 'Ana'",
        "UPDATE operator SET pin = (SELECT pin FROM operator WHERE name = 'Ana') WHERE name = 'Bo'",
    ],
)
def test_an_operator_who_is_not_as_the_events_say_is_named(history, paths, statement):
    people = Operators(history)
    people.add("Ana", pin="493817")
    people.add("Bo", pin="493818", by="Ana")
    people.add("Cy", by="Ana")
    people.change("Cy", by="Ana", active=False)
    assert verify(history).sound
    with closing(sqlite3.connect(paths.database, isolation_level=None)) as other:
        if "SELECT pin" not in statement:  # no trigger can tell one PIN from another
            with pytest.raises(sqlite3.IntegrityError, match="as the newest event says"):
                other.execute(statement)
    change(paths, statement)
    (problem,) = verify(history, quick=True).problems
    assert problem.kind is ProblemKind.OPERATOR
    change(paths, "DELETE FROM operator WHERE name = 'Bo'")
    assert any("'Bo' is gone" in each.sentence for each in verify(history).problems)


def test_a_record_of_a_merged_log_is_not_replaced_through_its_number_at_its_station(filled):
    columns = ", ".join(chain.DIGESTED[1:])
    sql = f"INTO record ({columns}, station, station_record) SELECT {columns}, 'a', 5 FROM record WHERE id = 3"
    filled._writer.connection.execute(f"INSERT {sql}")
    before = filled.page(limit=-1)
    for how in ("INSERT OR REPLACE", "REPLACE"):
        with pytest.raises(sqlite3.IntegrityError, match="never replaced"):
            filled._writer.connection.execute(f"{how} {sql}")
    assert filled.page(limit=-1) == before


def test_an_event_that_is_taken_out_and_one_that_is_put_in_are_named(filled, paths):
    change(paths, "DELETE FROM event WHERE id = 60 OR id BETWEEN 70 AND 72")
    problems = [each.what for each in verify(filled).problems if each.kind is ProblemKind.CHAIN]
    assert problems == ["event 60 is missing", "3 events from 70 on are missing"]
    columns = "time, actor, kind, record_id, subject, old_value, new_value, reason, previous, hash"
    change(paths, f"INSERT INTO event SELECT id + 1000000, {columns} FROM event WHERE id = 50")
    assert (ProblemKind.CHAIN, "event 1000050") in named(verify(filled))


def test_a_record_put_in_without_an_event_and_a_second_event_for_one_are_named(filled, paths, result):
    columns = ", ".join(chain.DIGESTED[1:])
    change(paths, f"INSERT INTO record ({columns}) SELECT {columns} FROM record WHERE id = 3")
    assert (ProblemKind.RECORD, "record 101") in named(verify(filled))
    filled.note(NewEvent(Kind.RECORDED, new={"digest": "0"}, record_id=3))
    whats = [each.what for each in verify(filled).problems if each.where == "record 3"]
    assert any("second event" in each for each in whats)


def test_a_chain_that_was_made_anew_is_found_by_whoever_knows_an_older_head(filled, paths):
    head = filled.head()
    known = [KnownHead("the backup of Friday", head.id, head.hash)]
    assert verify(filled, known=known).sound
    filled.close()
    head_file(paths.database).unlink()
    change(paths, "DELETE FROM event")
    with closing(connect(paths.database, 5)) as connection:
        connection.execute("BEGIN")
        chain.begin(connection)
        connection.execute("COMMIT")
    with History(paths) as anew:
        # The new chain holds by itself; what nobody remembers cannot be told.
        assert {each.kind for each in verify(anew).problems} == {ProblemKind.STANDING}
        problems = [each for each in verify(anew, known=known).problems if each.kind is ProblemKind.END]
        assert [each.where for each in problems] == [f"event {head.id}"]
        assert "the backup of Friday" in problems[0].sentence


@pytest.mark.parametrize("cut", [1, 30])
def test_an_end_that_was_cut_off_keeps_the_log_from_being_opened(filled, paths, cut):
    newest = filled.head().id
    filled.close()
    change(paths, f"DELETE FROM event WHERE id > {newest - cut}")
    before = paths.database.read_bytes()
    with pytest.raises(LeukdeskError, match=f"knows event {newest}: its end was lost or cut off"):
        History(paths)
    assert paths.database.read_bytes() == before


def test_what_was_changed_at_the_end_is_told_on_opening_and_the_log_goes_on(filled, paths, result):
    filled.close()
    change(paths, "UPDATE record SET sample = 'other' WHERE id = 100")
    with History(paths) as history:
        (notice,) = history.notices
        assert "record 100 is not the one that was logged" in notice
        assert history.append(*result(200)).id == 101
        assert (ProblemKind.RECORD, "record 100") in named(verify(history, "none", quick=True))


def test_many_changes_are_told_to_a_limit(filled, paths):
    change(paths, "UPDATE record SET sample = 'other'")
    filled.append_many([])
    kinds = Counter(each.kind for each in verify(filled).problems)
    assert kinds[ProblemKind.RECORD] == min(100, MOST_OF_A_KIND)


def test_records_that_an_earlier_program_logged_are_looked_at_together(paths, result):
    with History(paths) as history:
        fill(history, result, 50)
    paths.database.unlink()
    head_file(paths.database).unlink()
    columns = chain.DIGESTED[1:]
    rows = [to_row(result(seed, side=8)[0], "0.3.0")[: len(columns)] for seed in range(50)]
    with closing(connect(paths.database, 5)) as connection:
        migrate(connection, migrations()[:3])
        connection.execute("BEGIN")
        insert = f"INSERT INTO record ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        connection.executemany(insert, rows * 50)
        connection.execute("COMMIT")
    with History(paths) as history:
        findings = verify(history)
        assert (findings.sound, findings.records) == (True, 2500)
        change(paths, "UPDATE record SET operator = 'Eve' WHERE id = 1500")
        assert (ProblemKind.RECORD, "record 1001") in named(verify(history))


def test_an_older_head_is_usual_and_a_spoilt_one_is_as_good_as_none(filled, paths):
    newest = kept_head(paths.database)
    assert newest == filled.head()
    keep_head(paths.database, Head(5, bytes(32)))
    assert kept_head(paths.database) == newest
    text = head_file(paths.database).read_bytes()
    for spoilt in (text[:-4], text.replace(b" ", b"_"), text.replace(text[25:26], b"?"), b"", bytes(len(text))):
        head_file(paths.database).write_bytes(spoilt)
        assert kept_head(paths.database) is None
        assert verify(filled, "none", quick=True).sound
    filled.note(NewEvent(Kind.SETTING))
    assert kept_head(paths.database) == filled.head()


def test_what_a_check_finds_is_noted_once(filled, paths):
    assert not keep_findings(filled, verify(filled))
    assert keep_findings(filled, verify(filled), "Ana")
    (checked,) = filled.events([Kind.CHECKED])
    assert (checked.actor, checked.new["records"]) == ("Ana", 100)
    change(paths, "UPDATE record SET sample = 'other' WHERE id = 7")
    for expected in (True, False):
        assert keep_findings(filled, verify(filled)) is expected
    (failed,) = filled.events([Kind.CHECK_FAILED])
    assert "record 7" in failed.new["first"][0]
    change(paths, "UPDATE record SET sample = 'S-0006' WHERE id = 7")
    # A check of no pictures cannot take back what one that read them may have found.
    assert not keep_findings(filled, verify(filled, "none"))
    assert keep_findings(filled, verify(filled))
    assert verify(filled).sound


@pytest.mark.parametrize(
    "statement", ["DROP TRIGGER event_never_goes", "UPDATE event SET reason = 'another' WHERE id = 159"]
)
def test_one_fault_is_noted_once_by_whoever_finds_it(filled, paths, statement):
    assert filled.head().id == 159
    filled.close()
    if statement.startswith("DROP"):
        with closing(sqlite3.connect(paths.database)) as connection:
            connection.execute(statement)
    else:
        change(paths, statement)
    for _ in range(3):
        with History(paths) as history:
            assert len(history.notices) == 1
            with suppress(HistoryUnsoundError):
                Backups(paths).make(history)
            for quick in (True, False):
                assert not keep_findings(history, verify(history, quick=quick))
            (noted,) = history.events([Kind.CHECK_FAILED])
            assert noted.new["first"] == [*history.notices]


def test_a_check_can_be_stopped_and_leaves_the_log_as_it_is(filled):
    assert not verify(filled, cancelled=lambda: True).complete
    filled.note(NewEvent(Kind.SETTING))
    with filled.reading() as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("CREATE TABLE other (x)")


def test_verify_on_the_command_line_names_what_was_changed(filled, paths, capfd):
    filled.close()
    run = ["history", "verify", "--data-dir", str(paths.root)]
    assert cli.main(run) == 0
    assert "100 records, 100 pictures: nothing wrong." in capfd.readouterr().out
    change(paths, "UPDATE record SET operator = 'Eve' WHERE id = 7")
    (picture, *_) = sorted(paths.pictures.glob("??/*.png"))
    picture.unlink()
    assert cli.main([*run, "--json"]) == 1
    (line,) = capfd.readouterr().out.splitlines()
    said = json.loads(line)
    assert {"record 7", "places"} <= {each["where"] for each in said["problems"]}
    assert str(picture) in next(each["problem"] for each in said["problems"] if each["kind"] == "picture-missing")
    assert (said["sound"], said["complete"], said["records"]) == (False, True, 100)
    assert cli.main([*run, "--quick"]) == 1
    assert "record 7 is not the one that was logged" in capfd.readouterr().out
    with History(paths) as history:
        assert len(history.events([Kind.CHECK_FAILED])) == 1


def test_verify_on_the_command_line_holds_the_log_against_what_others_know(filled, paths, tmp_path, capfd):
    run = ["history", "verify", "--quick", "--data-dir", str(paths.root)]
    head = filled.head()
    backup = Backups(paths).make(filled)
    export(filled, "", JsonLines(), tmp_path / "all.jsonl", privacy=Privacy())
    filled.close()
    manifest = tmp_path / "all.jsonl.manifest.json"
    given = ["--known", f"{head.id}:{head.hash.hex()}", "--manifest", str(manifest)]
    assert cli.main([*run, *given, "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["known_heads"] == 4
    assert cli.main([*run, "--known", f"{head.id}:{'0' * 64}"]) == 1
    assert f"it has another event {head.id} than --known {head.id} knows" in capfd.readouterr().out
    its = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**its, "log_head": {"event": 9999, "sha256": "0" * 64}}))
    assert cli.main([*run, "--manifest", str(manifest)]) == 1
    assert f"the manifest {manifest} knows event 9999: its end was lost" in capfd.readouterr().out
    (tmp_path / "none.json").write_text("[]")
    assert cli.main([*run, "--manifest", str(tmp_path / "none.json")]) == 1
    assert "does not say which event it knows" in capfd.readouterr().err
    # The events that the backup saw are cut off, and with them the file beside the log.
    change(paths, f"DELETE FROM event WHERE id >= {backup.manifest.head.id}")
    head_file(paths.database).unlink()
    assert cli.main(run) == 1
    assert f"the backup {backup.folder} knows event" in capfd.readouterr().out


def test_what_did_not_fit_is_taken_back_only_by_a_check_that_held_it(filled, paths, tmp_path):
    (tmp_path / "disk").mkdir()
    save_settings(paths.settings, Settings(backup_folder=str(tmp_path / "disk")))
    shutil.copytree(paths.root, tmp_path / "earlier")
    filled.note(*[NewEvent(Kind.SETTING)] * 5)
    backup = Backups(paths, tmp_path / "disk").make(filled)
    filled.close()
    newest = tmp_path / "newest"
    newest.mkdir()
    for each in paths.root.glob("leukdesk.sqlite3*"):
        each.rename(newest / each.name)
    for each in (tmp_path / "earlier").glob("leukdesk.sqlite3*"):
        shutil.copy(each, paths.root)
    with History(paths) as history:
        assert [each.kind for each in check_all(history, "whole", "Ana").problems] == [ProblemKind.END]
        (tmp_path / "disk").rename(tmp_path / "unplugged")
        for _ in range(2):
            (problem,) = check_all(history, "whole", "Ana").problems
            assert f"the backup {backup.folder} knows event {backup.manifest.head.id}" in problem.what
        assert len(history.events([Kind.CHECK_FAILED])) == 1
        assert history.events([Kind.CHECKED]) == []
        failed = history.events([Kind.CHECK_FAILED])[0]
    for each in newest.iterdir():
        each.replace(paths.root / each.name)
    with History(paths) as history:
        # As if it had been found in this log, which has what the backup knows.
        history.note(NewEvent(Kind.CHECK_FAILED, new=failed.new))
        assert not keep_findings(history, verify(history, "there"))
        assert keep_findings(history, verify(history))
        assert len(history.events([Kind.CHECKED])) == 1


def test_a_backup_that_finds_the_log_to_be_another_keeps_what_did_not_fit(filled, paths, tmp_path):
    (tmp_path / "disk").mkdir()
    shutil.copytree(paths.root, tmp_path / "earlier")
    filled.note(NewEvent(Kind.SETTING))
    Backups(paths, tmp_path / "disk").make(filled)
    filled.close()
    for each in paths.root.glob("leukdesk.sqlite3*"):
        each.unlink()
    for each in (tmp_path / "earlier").glob("leukdesk.sqlite3*"):
        shutil.copy(each, paths.root)
    with History(paths) as history:
        with pytest.raises(HistoryUnsoundError):
            Backups(paths, tmp_path / "disk").make(history)
        assert [each.kind for each in verify(history).problems] == [ProblemKind.END]


def test_what_is_given_by_hand_and_does_not_fit_is_told_and_not_noted(filled):
    """It may be mistyped; noted, it would keep every backup until a restore."""
    wrong = KnownHead("--known 5", 5, bytes(32), by_hand=True)
    findings = verify(filled, known=[wrong])
    assert [each.kind for each in findings.problems] == [ProblemKind.END]
    assert not keep_findings(filled, findings)
    assert filled.events([Kind.CHECK_FAILED]) == []
    assert verify(filled).sound


@pytest.mark.parametrize(
    "heads",
    [
        7,
        [7],
        [{}],
        [{"where": "x", "event": "y", "hash": ""}],
        None,
    ],
)
def test_heads_that_an_event_tells_of_in_no_way_are_passed_over(filled, heads):
    filled.note(NewEvent(Kind.CHECK_FAILED, new={"heads": heads, "known_by": heads}))
    assert verify(filled).sound


# Flipped bits


def content(paths: DataPaths) -> list[object]:
    """Return all that a log holds, by whatever way it can be read: what two equal logs have in common."""
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, record_search, instance)")
        tables, orders = [], []
        for kind, name, table, sql in connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        ).fetchall():
            if kind == "table" and not name.startswith("record_search"):
                tables.append(f"SELECT * FROM {name}")
            if kind == "index":
                columns, _, condition = sql.partition(f" ON {table} (")[2].partition(" WHERE ")
                condition = f"WHERE {condition}" if condition else ""
                orders.append(
                    f"SELECT {columns.rstrip().removesuffix(')')}, * FROM {table} INDEXED BY {name} {condition}"
                )
        return [
            connection.execute(sql).fetchall()
            for sql in (
                "PRAGMA application_id", "PRAGMA user_version", "SELECT type, name, tbl_name, sql FROM sqlite_master",
                "SELECT * FROM word", *tables, *orders,
            )
        ]  # fmt: skip


def flip(path: Path, position: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        (byte,) = file.read(1)
        file.seek(position)
        file.write(bytes([byte ^ (1 << bit)]))


def look(paths: DataPaths) -> str:
    """Open a log and look through it; return how it was found to be changed, empty where it was not."""
    try:
        with History(paths) as history:
            if history.notices:
                return "told on opening"
            return "" if verify(history, "none").sound else "found by verify"
    except LeukdeskError as problem:
        return f"not opened: {problem.code}"


def flips() -> int:
    return int(os.environ.get("LEUKDESK_TEST_FLIPS", "40"))


def test_a_bit_that_flips_anywhere_in_the_log_is_found_or_carries_nothing(tmp_path, result):
    original = DataPaths(tmp_path / "original")
    with History(original) as history:
        fill(history, result)
    expected = content(original)
    size = original.database.stat().st_size
    chance = np.random.default_rng(20250131)
    told: Counter[str] = Counter()
    places = [*range(100)] if flips() > 100 else [*range(0, 100, 7)]  # the file's header, and anywhere
    for position in [*places, *chance.integers(0, size, flips())]:
        paths = DataPaths(tmp_path / "flipped")
        paths.root.mkdir()
        for each in (original.database, head_file(original.database)):
            shutil.copy(each, paths.root)
        flip(paths.database, int(position), int(chance.integers(8)))
        before = paths.database.read_bytes()
        found = look(paths)
        if found.startswith("not opened"):
            assert paths.database.read_bytes() == before
        if not found:
            assert content(paths) == expected, f"the bit at {position} was not found"
        told[found or "harmless"] += 1
        shutil.rmtree(paths.root)
    logger.info("%d bits flipped in %d bytes of the log: %s", told.total(), size, dict(told))
    assert told.total() - told["harmless"] > told.total() / 4


def test_a_bit_that_flips_in_what_a_killed_program_left_is_found_or_carries_nothing(tmp_path, result):
    original = DataPaths(tmp_path / "original")
    with History(original) as history:
        fill(history, result, 100)
    with History(original) as history:
        for seed in range(100, 130):
            history.append(*result(seed, side=8))
        history.decide([*range(90, 110)], CONFIRMED, "Bo")
        # What a kill leaves: SQLite keeps nothing else.
        left = tmp_path / "left"
        left.mkdir()
        for ending in ("", "-wal", ".head"):
            shutil.copy(f"{original.database}{ending}", left)
    acknowledged = tmp_path / "whole"
    shutil.copytree(left, acknowledged)
    assert look(DataPaths(acknowledged)) == ""
    expected = content(DataPaths(acknowledged))
    wal = f"{original.database.name}-wal"
    size = (left / wal).stat().st_size
    chance = np.random.default_rng(7)
    told: Counter[str] = Counter()
    for position in [*range(0, 32, 3), *chance.integers(0, size, flips())]:
        paths = DataPaths(tmp_path / "flipped")
        shutil.copytree(left, paths.root)
        flip(paths.root / wal, int(position), int(chance.integers(8)))
        before = paths.database.read_bytes(), (paths.root / wal).read_bytes()
        found = look(paths)
        if found.startswith("not opened"):
            assert (paths.database.read_bytes(), (paths.root / wal).read_bytes()) == before
        if not found:
            assert content(paths) == expected, f"the bit at {position} was not found"
        told[found or "harmless"] += 1
        shutil.rmtree(paths.root)
    logger.info("%d bits flipped in %d bytes of the write-ahead log: %s", told.total(), size, dict(told))
    assert told.total() - told["harmless"] > told.total() / 4


def test_a_bit_that_flips_in_a_picture_is_found_or_changes_no_pixel(history, paths, result, capfd):
    records = [history.append(*result(seed)) for seed in range(5)]
    pictures = {each.id: history.picture(each) for each in records}
    chance = np.random.default_rng(3)
    told: Counter[str] = Counter()
    for _ in range(5 * flips()):
        record = records[chance.integers(5)]
        (path,) = paths.pictures.glob(f"??/{record.picture_sha256}.png")
        sound = path.read_bytes()
        flip(path, int(chance.integers(len(sound))), int(chance.integers(8)))
        found = named(verify(history, quick=True))
        if not found:
            np.testing.assert_array_equal(history.picture(record), pictures[record.id])
        else:
            assert found == {(ProblemKind.PICTURE_CHANGED, f"record {record.id}")}
        told["found" if found else "harmless"] += 1
        path.write_bytes(sound)
    logger.info("%d bits flipped in pictures: %s", told.total(), dict(told))
    assert told["found"] > told.total() / 2
    assert "libpng error" not in capfd.readouterr().err
