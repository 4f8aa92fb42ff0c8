import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.review import Decision, State
from leukdesk.history.searching import queries, trail
from leukdesk.history.searching.events import events
from leukdesk.history.searching.order import ORDER_COLUMNS, Order
from leukdesk.history.store import History

ORDERS = [Order(column, descending) for column in ORDER_COLUMNS for descending in (False, True)]


def key_of(order: Order):
    def key(record):
        names = {"model": ("model_id", "model_version"), "label": ("label_name",)}.get(order.column, (order.column,))
        return [getattr(record, name) for name in names], record.id

    return key


def words_found(record, words):
    texts = [record.sample, record.operator, record.source, record.model_id, record.model_version, record.label]
    texts += [record.label_name, "uncertain, needs review" if record.uncertain else ""]
    return all(any(word.casefold() in text.casefold() for text in texts) for word in words.split())


@pytest.fixture(scope="module")
def filled(tmp_path_factory, result):
    from leukdesk.paths import DataPaths

    chance = random.Random(7)
    with History(DataPaths(tmp_path_factory.mktemp("log"))) as history:
        results = []
        for _ in range(300):
            early = chance.choice([0.2, 0.4, 0.6, 0.8])
            new, pixels = result(
                chance.randrange(3),
                time=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(100)),
                sample=f"S-{chance.randrange(40):03d}",
                operator=chance.choice(["Ana", "Jörg Müller", "李娜", "O'Neil 100%_"]),
                source=chance.choice(["camera", "virtual microscope", "/a b/x*[1]?.png"]),
                model_id=chance.choice(["m-one", "m-two"]),
                model_version=chance.choice(["1.0", "1.1"]),
                probabilities={"benign": 1 - early, "early": early},
                label="early" if early > 0.5 else "benign",
                label_name="Pro-B ALL" if early > 0.5 else "Hematogones",
                uncertain=early in (0.4, 0.6),
            )
            results.append((new, pixels))
            # Cells of slide sessions lie in between, and are never met.
            results += [(replace(new, session=f"{number:x}" * 32), pixels) for number in range(chance.randrange(3))]
        records = [each for each in history.append_many(results) if not each.session]
        yield history, records


FILTERS = [
    "", "S-01", "s-01", "1", "m", "mü", "MÜLLER", "jörg MÜ", "李", "李娜", "o'n", "%", "100%_", "_", "*", "[1]",
    "x*[1]?", "?", '"', "'", "camera early", "early 1.1 m-two", "no such", "a", "AN", "ana -", "NEAR", "OR", "^ana",
    "pro-b", "hema rev", "certain",
    "a*", "(ana)", "sample :S-01", "\0", "ana\0early", "  ", "]", "[", "[a-z]",
]  # fmt: skip


@pytest.mark.parametrize("words", FILTERS)
def test_a_filter_finds_what_holds_all_its_words(filled, words):
    history, records = filled
    plain = words.replace("\0", " ")
    expected = [record for record in records if words_found(record, plain)]
    assert history.count(words) == len(expected)
    assert history.count(words, at_most=3) == min(3, len(expected))
    assert history.page(words, limit=1000) == expected[::-1]


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("words", ["", "ana", "a", "early S-0", "ana 1"])
@pytest.mark.parametrize("few", [0, queries.FEW], ids=["walked", "sorted"])
def test_pages_follow_one_another_in_every_order(filled, monkeypatch, order, words, few):
    monkeypatch.setattr(queries, "FEW", few)
    history, records = filled
    expected = sorted((r for r in records if words_found(r, words)), key=key_of(order), reverse=order.descending)
    assert len(expected) > 20
    found, last = [], None
    while page := history.page(words, order, limit=17, after=last):
        found += page
        last = page[-1]
    assert found == expected


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("words", ["", "a"])
def test_no_order_needs_sorting(filled, monkeypatch, order, words):
    monkeypatch.setattr(queries, "FEW", 0)
    history, records = filled
    statements = []
    with history.reading() as connection:
        connection.set_trace_callback(statements.append)
        list(queries.select(connection, queries.Filter.of(words), order, 10, after=records[100]))
        connection.set_trace_callback(None)
        plans = [[step[-1] for step in connection.execute(f"EXPLAIN QUERY PLAN {each}")] for each in statements]
    assert not any("TEMP B-TREE" in step for plan in plans for step in plan)
    looked_at = [step for plan in plans for step in plan if "record" in step.split()]
    assert looked_at
    assert all(step.startswith("SEARCH record USING") for step in looked_at)


@pytest.mark.parametrize("order", [each for each in ORDERS if each.column in ("sample", "source", "state")], ids=str)
@pytest.mark.parametrize("words", ["camera", "S-01"])
def test_frequent_words_of_a_records_own_texts_are_not_looked_for_kind_by_kind(filled, monkeypatch, words, order):
    """What is met only at the far end of an order would have each record before it read."""
    monkeypatch.setattr(queries, "FEW", 5)
    monkeypatch.setattr(queries, "LOOKED_AT", 10)
    history, records = filled
    expected = sorted((r for r in records if words_found(r, words)), key=key_of(order), reverse=order.descending)
    statements = []
    with history.reading() as connection:
        connection.set_trace_callback(statements.append)
        found = list(queries.select(connection, queries.Filter.of(words), order, 30))
        connection.set_trace_callback(None)
    assert found == expected[:30]
    assert not [each for each in statements if "FROM place" in each and "WHERE facet = " in each]


def test_a_page_is_not_upset_by_what_is_logged_in_between(history, result):
    history.append_many([result(seed) for seed in range(6)])
    first = history.page(limit=3)
    history.append(*result(9))
    assert [r.sample for r in history.page(limit=3, after=first[-1])] == ["S-0002", "S-0001", "S-0000"]


def test_the_newest_matches_are_read_off_the_text_index(filled):
    history, records = filled
    statements = []
    with history.reading() as connection:
        connection.set_trace_callback(statements.append)
        list(queries.select(connection, queries.Filter.of("ana"), Order(), 10, after=records[100]))
        connection.set_trace_callback(None)
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statements[-1]}").fetchall()
    assert not any("TEMP B-TREE" in step[-1] for step in plan)


@pytest.mark.parametrize("words", ["Pro-B ALL", "pro-b", "needs review", "uncertain", "ro", "rev"])
def test_records_are_found_by_the_words_that_the_table_shows(history, result, words):
    sought = history.append(*result(1, label="early", label_name="Pro-B ALL", uncertain=True))
    history.append(*result(2, label="early", label_name="Early pre-B", sample="x", operator="y"))
    assert history.page(words) == [sought]


def test_records_are_sorted_by_the_name_of_their_class(history, result):
    last = history.append(*result(1, label="pre", label_name="Z"))
    first = history.append(*result(2, label="early", label_name="A"))
    assert history.page(order=Order("label", descending=False)) == [first, last]


# Events


def test_the_trail_of_a_record_begins_with_its_being_logged(history, result):
    records = history.append_many([result(seed) for seed in range(3)])
    history.decide([2], Decision(State.REJECTED, reason="blurred"), "Bo")
    history.decide([3], Decision(State.CONFIRMED), "Bo")
    history.sign([2], "Cy", "I have looked at it.")
    (noted,) = history.note(NewEvent(Kind.SETTING, "Cy"))

    def kinds(**wanted):
        return [each.kind for each in trail.page(history, trail.Wanted(**wanted))]

    assert [each.kind for each in trail.page(history, trail.Wanted(record_id=2))] == [
        Kind.SIGNED, Kind.DECIDED, Kind.RECORDED,
    ]  # fmt: skip
    assert kinds(record_id=2, kinds=(Kind.DECIDED, Kind.SETTING)) == [Kind.DECIDED]
    assert kinds(record_id=2, actor="Cy") == [Kind.SIGNED]
    assert kinds(record_id=4) == []
    assert kinds(actor="Cy") == [Kind.SETTING, Kind.SIGNED]
    assert kinds(actor="") == [Kind.BEGUN]
    assert kinds(kinds=(Kind.RECORDED,)) == [Kind.RECORDED] * len(records)
    assert history.events() == trail.page(history, trail.Wanted())
    assert [each.id for each in history.events(limit=2)] == [noted.id, noted.id - 1]
    assert [each.id for each in history.events(limit=2, before=noted.id - 1)] == [noted.id - 2, noted.id - 3]


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"before": 50},
        {"actor": "Bo"},
        {"kinds": [Kind.SETTING]},
        {"record_id": 3},
        {"record_id": 3, "kinds": [Kind.RECORDED, Kind.ADOPTED, Kind.DECIDED]},
    ],
    ids=str,
)
def test_no_question_about_events_looks_at_those_of_all_records(history, result, arguments):
    history.append_many([result(seed, side=8) for seed in range(20)])
    with history.reading() as connection:
        asked = []
        connection.set_trace_callback(asked.append)
        list(events(connection, limit=200, **arguments))
        connection.set_trace_callback(None)
        (sql,) = asked
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert [each for each in plan if "event" in each]
    assert not [each for each in plan if "SCAN event" in each]
