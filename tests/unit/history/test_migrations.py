import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from leukdesk.history import chain
from leukdesk.history.database import APPLICATION_ID, Migration, connect, connect_for_reading, migrate, migrations
from leukdesk.history.errors import HistoryNewerError
from leukdesk.history.events import Kind
from leukdesk.history.people.laboratory import Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.pictures import PictureStore
from leukdesk.history.review import Decision, DecisionError, Standing, State
from leukdesk.history.rows import COLUMNS, to_row
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import MergeError
from leukdesk.history.safety.merge import merge
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.restore import restore
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths

from .old_logs import COLUMNS_OF, beside_the_records, old_log, some_results

FIRST = Migration("CREATE TABLE a (x TEXT);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT ';';\nEND;\n")
SECOND = Migration(
    "-- a comment; with a semicolon\nALTER TABLE a ADD COLUMN y TEXT;\nINSERT INTO a VALUES ('x', 'y');\n"
)
BROKEN = Migration("CREATE TABLE b (x TEXT);\nINSERT INTO missing VALUES (1);\n")


def state(connection):
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return connection.execute("PRAGMA user_version").fetchone()[0], names


@pytest.fixture
def connection(tmp_path):
    with closing(connect(tmp_path / "log.sqlite3", 5)) as opened:
        yield opened


def test_each_step_is_taken_once(connection):
    migrate(connection, (FIRST,))
    assert state(connection) == (1, {"a", "t"})
    migrate(connection, (FIRST, SECOND))
    migrate(connection, (FIRST, SECOND))
    assert state(connection) == (2, {"a", "t"})
    assert connection.execute("SELECT * FROM a").fetchall() == [("x", "y")]
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_a_step_that_fails_leaves_nothing(connection):
    with pytest.raises(sqlite3.OperationalError, match="missing"):
        migrate(connection, (FIRST, BROKEN))
    assert state(connection) == (1, {"a", "t"})
    assert not connection.in_transaction
    migrate(connection, (FIRST, SECOND))
    assert state(connection)[0] == 2


def test_the_schema_comes_with_the_package(history: History):
    assert len(migrations()) >= 1
    with history.reading() as connection:
        version, names = state(connection)
    assert version == len(migrations())
    assert {"record", "record_search", "record_never_changes", "record_never_goes"} <= names


def test_a_log_of_the_first_format_is_brought_up_to_date_and_its_records_are_found(paths, result):
    paths.create()
    old = dict(zip(COLUMNS[1:], to_row(result(uncertain=True, label="pre")[0], "0.1.0"), strict=True))
    del old["label_name"], old["remarks"], old["optics"], old["hands_free"], old["look"], old["session"], old["cell"]
    with closing(connect(paths.database, 5)) as connection:
        migrate(connection, migrations()[:1])
        marks = ", ".join("?" * len(old))
        connection.execute(f"INSERT INTO record ({', '.join(old)}) VALUES ({marks})", list(old.values()))
    with History(paths) as history:
        (record,) = history.page("pre review")
        assert (record.label_name, record.remarks) == ("pre", {})
        assert (record.optics, record.hands_free) == (None, False)
        assert record.probabilities == result()[0].probabilities
        with pytest.raises(sqlite3.IntegrityError, match="append"):
            history._writer.connection.execute("UPDATE record SET label_name = 'other'")
        new, pixels = result(1)
        assert history.append(new, pixels) in history.page("Pre-B")


def test_every_earlier_version_is_tried():
    assert [*COLUMNS_OF] == [*range(1, len(migrations()))]


@pytest.mark.parametrize("version", COLUMNS_OF)
def test_a_log_of_an_earlier_version_keeps_what_it_holds_and_goes_on(paths, result, version):
    # Those that were logged before there were events are adopted so many together.
    news = some_results(result, 2 * chain.ADOPTED_TOGETHER + 7 if version == 3 else 107)
    last = len(news)
    old_log(paths, version, news)
    before = beside_the_records(paths)
    with History(paths) as history:
        assert history.notices == ()
        assert history.check(pictures="none") == []
        records = history.page(limit=-1, order=Order(descending=False))
        for new, record in zip(news, records, strict=True):
            if version < 2:
                new = replace(new, label_name=new.label, remarks={})
            if version < 3:
                new = replace(new, optics=None, hands_free=False)
            if version < 5:
                new = replace(new, look=None)
            assert {name: getattr(record, name) for name in vars(new)} == vars(new)
            assert record.program_version == f"0.{version}.0"
            signed = version >= 4 and record.id == 2
            assert (record.standing == Standing()) is not signed
            assert (record.state, record.decided_by) == ((State.SIGNED, "Bo") if signed else (State.SUGGESTED, ""))
        after = beside_the_records(paths)
        assert {name: after[name] for name in before} == before
        assert history.count("signed") == (version >= 4)
        adopted = history.events([Kind.ADOPTED])
        assert [event.new["records"] for event in adopted] == (
            [] if version >= 4 else [7, 1000, 1000] if version == 3 else [107]
        )
        assert (history.count("李"), history.count("blut-ж")) == (len(news) // 3, -(-(len(news) - 1) // 3))
        assert history.count("needs review") == history.count(Filter(needs_review=True)) == -(-len(news) // 4)
        history.decide([1, 50, last], Decision(State.REJECTED, reason="blurred"), "Bo")
        assert [each.id for each in history.page("rejected")] == [last, 50, 1]
        added = history.append(*result(1))
        assert added.id == last + 1
        # Operators are set up, and from then on their rules hold.
        people = Operators(history)
        people.add("Ana")
        people.add("Cleo", Role.REVIEWER, by="Ana")
        people.add("Dora", by="Ana")
        with pytest.raises(DecisionError, match="'Bo' is not on this station's list"):
            history.decide([3], Decision(State.CONFIRMED), "Bo")
        history.decide([3, added.id], Decision(State.CONFIRMED), "Dora")
        with pytest.raises(DecisionError, match="was not signed"):
            history.sign([3], "Dora", "Seen.")
        # A signature says that the picture was looked at; all have the same one.
        pixels = result(0)[1]
        PictureStore(paths.pictures).store({pixels_sha256(pixels): pixels}, paths.pictures)
        history.sign([1, 3], "Cleo", "Seen.")
        made = Backups(paths).make(history)
        assert (made.manifest.schema, made.manifest.records) == (len(migrations()), last + 1)
    with History(paths) as history:
        assert history.check(pictures="none") == []
        assert history.count() == last + 1
        assert [each.name for each in Operators(history).laboratory().operators] == ["Ana", "Cleo", "Dora"]
        signed = [each.id for each in history.page(Filter(state=State.SIGNED), Order(descending=False))]
        assert signed == ([1, 2, 3] if version >= 4 else [1, 3])
        assert history.get(3).standing.signed_by == "Cleo"


@pytest.mark.parametrize("version", [1, 3, 5])
def test_an_earlier_log_that_finds_no_room_to_be_brought_up_to_date_stays_whole_and_is_so_later(
    disk_of, until_there_is_room, no_room, result, version
):
    disk = disk_of("8m")
    paths = DataPaths(disk / "data")
    news = some_results(result, 300)
    old_log(paths, version, news)
    stops = set()

    def bring_up_to_date():
        try:
            with open_history(paths) as history:
                if history.writable_problem is not None:
                    raise history.writable_problem
                assert history.notices == ()
        except no_room:
            with closing(connect_for_reading(paths.database, 5)) as log:
                stops.add(log.execute("PRAGMA user_version").fetchone()[0])
                assert log.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                found = [row[0] for row in log.execute("SELECT sample FROM record ORDER BY id")]
                assert found == [each.sample for each in news]
            raise

    said = until_there_is_room(disk, bring_up_to_date, 16 * 1024)
    assert len(said) > 3
    assert all("room left" in each and "Free some space" in each for each in said)
    assert stops >= {version}
    with History(paths) as history:
        assert history.check(pictures="none") == []
        assert [each.sample for each in history.page(limit=-1, order=Order(descending=False))] == [
            each.sample for each in news
        ]
        history.append(*result(1))


def test_a_backup_or_a_station_of_a_newer_program_is_refused_and_the_log_stays(paths, result, tmp_path):
    with History(paths) as history:
        history.append(*result())
        backup = Backups(paths).make(history)
        head = history.head()
    with closing(connect(backup.database, 5)) as connection:
        connection.execute("PRAGMA user_version = 99")
    sha256 = hashlib.sha256(backup.database.read_bytes()).hexdigest()
    newer = replace(backup, manifest=replace(backup.manifest, schema=99, sha256=sha256))
    with pytest.raises(HistoryNewerError, match="written by a newer Leukdesk"):
        restore(paths, Backups(paths), newer)
    with pytest.raises(MergeError, match="written by a newer Leukdesk"):
        list(merge([backup.folder], tmp_path / "merged"))
    with open_history(paths) as history:
        assert (history.head(), history.notices) == (head, ())
    with History(DataPaths(tmp_path / "merged")) as history:
        assert history.count() == 0
