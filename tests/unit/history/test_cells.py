"""Cells as records: stored with their field once, kept apart where they are of a session, proven like all others."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk import cli
from leukdesk.history.database import connect
from leukdesk.history.pictures import PictureStore
from leukdesk.history.review import Decision, DecisionError, State
from leukdesk.history.searching.facets import choices
from leukdesk.history.searching.order import ORDER_COLUMNS, Order
from leukdesk.history.searching.repeats import CodeUse, code_use, repeat_of
from leukdesk.history.searching.search import Filter, misread
from leukdesk.history.searching.statistics import statistics
from leukdesk.history.searching.waiting import count_waiting, next_waiting
from leukdesk.history.store import History
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.imaging.likeness import look_of

ONE, OTHER = "0a" * 16, "0b" * 16
OUTLINE = ((1, 1), (6, 1), (6, 7))


def a_cell(number: int = 0, *, by_hand: bool = False) -> Cell:
    return Cell(Region(number, 2, 6, 7), OUTLINE, (((2, 2), (4, 2), (4, 5)),), cut=number == 0, by_hand=by_hand)


@pytest.fixture
def field(result):
    """Return the cells of a field, all with its one picture."""

    def make(seed: int = 0, cells: int = 3, session: str = ONE, **changes):
        new, pixels = result(seed, **changes)
        return [
            (replace(new, region=(cell := a_cell(number)).box, cell=cell, session=session), pixels)
            for number in range(cells)
        ]

    return make


def test_a_cell_comes_back_as_it_was_logged_and_its_field_is_stored_once(history, paths, field):
    logged = history.append_many(field(cells=20))
    for number, record in enumerate(logged):
        assert (record.cell, record.session, record.region) == (a_cell(number), ONE, a_cell(number).box)
        assert history.get(record.id) == record
    assert len([*paths.pictures.rglob("*.png")]) == 1
    assert history.picture(logged[7]).shape[:2] == (logged[7].height, logged[7].width)
    assert history.check() == []


def test_a_field_of_many_cells_is_hashed_and_encoded_once(history, field, monkeypatch):
    done = []
    for name in ("leukdesk.history.store.pixels_sha256", "leukdesk.history.pictures._encoded"):
        module, _, function = name.rpartition(".")
        real = getattr(__import__(module, fromlist=[function]), function)
        monkeypatch.setattr(name, lambda pixels, real=real, function=function: (done.append(function), real(pixels))[1])
    history.append_many(field(cells=20))
    assert sorted(done) == ["_encoded", "pixels_sha256"]


def test_cells_with_another_pictures_pixels_are_not_logged(history, field):
    some = field(cells=3)
    with pytest.raises(ValueError, match="another picture's pixels"):
        history.append_many([*some[:2], (some[2][0], some[2][1] ^ 1)])
    assert history.newest_id() == 0


def test_cells_of_sessions_are_in_no_page_count_or_chart_unless_they_are_asked_for(history, field, result):
    outside = [history.append(*result(1)), *history.append_many(field(2, session="", uncertain=True))]
    of_one = history.append_many(field(3, operator="Zed", model_id="cells", label_name="Blast", uncertain=True))
    of_other = history.append_many(field(4, session=OTHER))
    assert history.count() == history.count("pre") == len(outside)
    for column in ORDER_COLUMNS:
        for descending in (True, False):
            order = Order(column, descending)
            assert {each.id for each in history.page(order=order)} == {each.id for each in outside}
            assert {each.id for each in history.page("session:0A0a", order)} == {each.id for each in of_one}
            first, *others = history.page("session:all", order)
            assert history.page("session:all", order, after=first) == others
            assert sorted(each.id for each in (first, *others)) == [each.id for each in (*of_one, *of_other)]
    for wanted in ("s-0003", "sample:S-0003", "operator:Zed", "class:Blast", "zed", "ze", "3.png", "model:cells"):
        assert (history.count(wanted), history.page(wanted)) == (0, [])
        assert history.count(f"session:0a {wanted}") == len(history.page(f"session:0a {wanted}")) == len(of_one)
    assert history.count("session:all") == len(of_one) + len(of_other)
    assert history.count("session:all", at_most=2) == 2
    assert history.count("session:0b uncertain:yes") == 0
    with history.reading() as connection:
        assert choices(connection).operators == ("Ana",)
        assert count_waiting(connection, 100) == 3
        assert next_waiting(connection, 0) == outside[1].id
        assert statistics(connection, Filter()).records == len(outside)
        assert statistics(connection, Filter(sample="S-0003")).records == 0
    assert Filter.of("session:ALL").session == ""
    assert Filter.of(Filter(session="").text()) == Filter(session="")
    assert Filter.of(Filter(session="0a0a").text()) == Filter(session="0a0a")
    assert misread("session:xyz") == ("session: is neither the beginning of a session's id nor 'all'",)


def test_statistics_of_a_session_are_those_of_its_cells_as_if_they_were_outside(history, field, tmp_path):
    from leukdesk.paths import DataPaths

    cells = field(cells=6) + field(1, 4, label="early", label_name="Early", probabilities={"early": 0.8, "pre": 0.2})
    later = [(replace(new, time=new.time + timedelta(hours=7 * at)), pixels) for at, (new, pixels) in enumerate(cells)]

    def counted(log, session):
        ids = [each.id for each in log.append_many([(replace(new, session=session), p) for new, p in later])]
        log.decide(ids[:2], Decision(State.CONFIRMED), "Bo")
        log.decide(ids[2:3], Decision(State.CHANGED, "early", "Early", "small"), "Bo")
        log.decide(ids[3:4], Decision(State.REJECTED, reason="a smudge"), "Bo")
        with log.reading() as connection:
            return statistics(connection, Filter(session=session or None))

    with History(DataPaths(tmp_path / "other")) as other:
        assert counted(history, ONE) == counted(other, "")


def test_what_is_decided_of_a_cell_moves_it_as_any_record(history, field):
    ids = [each.id for each in history.append_many(field(uncertain=True))]
    history.decide(ids[:1], Decision(State.CHANGED, "early", "Early", "a nucleolus"), "Bo")
    history.decide(ids[1:2], Decision(State.REJECTED, reason="no cell"), "Bo")
    with pytest.raises(DecisionError, match="Sign the session"):
        history.sign(ids[:1], "Cy", "Seen.")
    assert [each.id for each in history.page("session:0a state:rejected")] == ids[1:2]
    assert history.count("session:0a needs-review:yes") == 1
    assert history.count("session:0a class:Early") == 1
    assert history.check() == []


def test_the_picture_under_many_cells_is_read_once_to_sign_them(history, field, monkeypatch):
    ids = [each.id for each in history.append_many(field(cells=12, session=""))]
    history.decide(ids, Decision(State.CONFIRMED), "Bo")
    read = []
    load = PictureStore.load
    monkeypatch.setattr(PictureStore, "load", lambda store, sha256: (read.append(sha256), load(store, sha256))[1])
    history.sign(ids, "Cy", "Seen.")
    assert len(read) == 1


@pytest.mark.parametrize("first", ["cells", "field"])
def test_what_two_models_say_side_by_side_of_one_picture_was_not_logged_before(history, field, result, first):
    new, pixels = result(5, side=240)
    cells = field(5, session="", sample="S-5", look=look_of(pixels), side=240)
    whole = [(replace(new, sample="S-5", look=look_of(pixels), model_id="of-fields"), pixels)]

    def repeats(records):
        with history.reading() as connection:
            return [repeat_of(connection, each, history.picture) for each in records]

    one, other = (cells, whole) if first == "cells" else (whole, cells)
    earlier = history.append_many(one)
    assert {*repeats(earlier), *repeats(history.append_many(other))} == {None}
    again = history.append_many(one)
    assert [each.record.id for each in repeats(again)] == [each.id for each in earlier], "each is its own repetition"
    elsewhere = history.append_many([(replace(each, sample="S-6"), pixels) for each, pixels in other])
    assert {each.record.sample for each in repeats(elsewhere)} == {"S-5"}


def test_cells_of_a_field_do_not_repeat_each_other_but_their_field_is_known_again(history, field, result):
    new, pixels = result(5, side=240)
    looked = {"look": look_of(pixels), "side": 240}

    def repeat(record):
        with history.reading() as connection:
            return repeat_of(connection, record, history.picture)

    of_session = history.append_many(field(5, **looked))
    alone = history.append_many(field(5, session="", sample="S-0005", **looked))
    assert [repeat(each) for each in of_session] == [None] * 3
    # Logged once more, outside of the session: the same cells, under the same code.
    assert [repeat(each).record.region for each in alone] == [each.region for each in alone]
    elsewhere = history.append(replace(new, sample="S-9", look=looked["look"]), pixels)
    assert repeat(elsewhere).record == of_session[0]
    assert repeat(elsewhere).elsewhere_than(elsewhere)
    again = history.append_many(field(5, session=OTHER, sample="S-8", **looked))
    assert all(repeat(each).elsewhere_than(each) for each in again)
    brighter = pixels // 2 + 20
    near = history.append(*_like(new, brighter))
    assert repeat(near) is not None
    with history.reading() as connection:
        assert code_use(connection, "S-0005") == CodeUse(3, of_session[0].time, sessions=1, cells=3)
        assert code_use(connection, "S-8") == CodeUse(0, again[0].time, sessions=1, cells=3)
    history.decide([again[0].id], Decision(State.REJECTED, reason="No cell."), "Ann")
    history.decide([again[1].id], Decision(State.CONFIRMED), "Ann")
    with history.reading() as connection:
        assert code_use(connection, "S-8").cells == 2, "a rejected cell does not count"


def _like(new, pixels):
    from leukdesk.imaging.frame import pixels_sha256

    return replace(new, sample="S-7", picture_sha256=pixels_sha256(pixels), look=look_of(pixels)), pixels


@pytest.mark.parametrize("column", ["cell", "session"])
def test_a_cell_or_a_session_that_was_changed_is_found(history, paths, field, column):
    record = history.append_many(field())[1]
    with closing(connect(paths.database, 5)) as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'record_never_changes'").fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(f"UPDATE record SET {column} = '' WHERE id = ?", [record.id])
        connection.execute("DROP TRIGGER record_never_changes")
        moved = json.dumps(replace(record.cell, by_hand=True).as_json(), separators=(",", ":"))
        value = {"cell": moved, "session": OTHER}[column]
        connection.execute(f"UPDATE record SET {column} = ? WHERE id = ?", [value, record.id])
        connection.execute(sql)
    assert any(f"record {record.id} is not the one that was logged" in each for each in history.check())


corners = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), max_size=40).map(tuple)
cells = st.builds(
    Cell,
    st.builds(Region, *[st.integers(0, 5000)] * 2, *[st.integers(1, 5000)] * 2),
    corners,
    st.lists(corners, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
)


@given(cell=cells)
def test_any_cell_comes_back_from_its_row(result, cell):
    from leukdesk.history.rows import ORIGIN_HERE, STANDING_AT_FIRST, from_row, to_row

    new = replace(result()[0], cell=cell, region=cell.box, session=ONE)
    back = from_row((1, *to_row(new, "1"), *STANDING_AT_FIRST, *ORIGIN_HERE))
    assert (back.cell, back.region, back.session) == (cell, cell.box, ONE)


def test_the_commands_show_the_cells_of_a_session_where_they_are_asked_for(paths, field, result, capsys):
    with History(paths) as history:
        history.append(*result(1))
        cells = history.append_many(field())

    def listed(*words):
        assert cli.main(["history", "list", *words, "--json", "--data-dir", str(paths.root)]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [line["id"] for line in listed()] == [1]
    assert [line["id"] for line in listed("session:0a")] == [each.id for each in reversed(cells)]
    assert {line["session"] for line in listed("session:all")} == {ONE}
    assert listed("session:all", "--ascending")[0]["cell"] == a_cell().as_json()
    with pytest.raises(SystemExit):
        cli.main(["history", "list", "session:none", "--data-dir", str(paths.root)])
    assert "neither the beginning of a session's id" in capsys.readouterr().err
