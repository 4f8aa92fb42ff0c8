import sqlite3
from contextlib import closing

import pytest

from leukdesk.history.database import APPLICATION_ID, Migration, connect, migrate, migrations
from leukdesk.history.rows import COLUMNS, to_row
from leukdesk.history.store import History

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
    del old["label_name"], old["remarks"], old["optics"], old["hands_free"], old["look"]
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
            history._writer.execute("UPDATE record SET label_name = 'other'")
        new, pixels = result(1)
        assert history.append(new, pixels) in history.page("Pre-B")
