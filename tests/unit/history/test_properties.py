"""Whatever is typed, scanned or named is logged as it is, and found again."""

import json
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from leukdesk.history.checking.findings import ProblemKind
from leukdesk.history.checking.verify import verify
from leukdesk.history.errors import RecordNotFoundError
from leukdesk.history.events import COLUMNS as EVENT_COLUMNS
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.review import Decision, DecisionError, State, verdict_of
from leukdesk.history.rows import COLUMNS, STANDING
from leukdesk.history.searching.order import ORDER_COLUMNS, Order
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region
from leukdesk.paths import DataPaths

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
hostile = st.text(st.sampled_from("ab%_*?[]^-\"'\\;()\0 .:+ÄäßİıſΣς李\ud800\u0301"), max_size=12)
probabilities = st.floats(0, 1, allow_nan=False)
regions = st.none() | st.builds(Region, *[st.integers(0, 10_000)] * 4)
DECISIONS = (
    Decision(State.CONFIRMED),
    Decision(State.CONFIRMED, reason="looked again"),
    Decision(State.CHANGED, "early", "Early pre-B ALL", "small nuclei"),
    Decision(State.CHANGED, "benign", "Benign"),
    Decision(State.REJECTED, reason="blurred"),
    Decision(State.REJECTED),
)
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    with History(DataPaths(tmp_path_factory.mktemp("log"))) as history:
        yield history


@relaxed
@given(
    time=st.datetimes(timezones=st.just(UTC)) | st.datetimes(timezones=st.timezones(), min_value=datetime(1900, 1, 2)),
    sample=texts, operator=texts, source=texts, region=regions,
    model_id=texts, model_version=texts,
    chances=st.dictionaries(texts, probabilities, min_size=1, max_size=5),
    quality=st.dictionaries(texts, st.floats(allow_nan=False, allow_infinity=False), max_size=5),
    uncertain=st.booleans(),
)  # fmt: skip
def test_whatever_is_logged_comes_back(log, result, tmp_path, chances, **values):
    label = max(chances, key=chances.__getitem__)
    try:
        values["time"].astimezone(UTC)
    except OverflowError:
        return
    new, pixels = result(0, **values, probabilities=chances, label=label, label_name=label)
    record = log.append(new, pixels)
    # Two zones do not agree that a time in the hour of a change of clocks is the same one.
    new = replace(new, time=new.time.astimezone(UTC))
    assert {name: getattr(record, name) for name in vars(new)} == vars(new)
    assert log.get(record.id) == record
    assert list(record.probabilities) == list(chances)
    export(log, "", JsonLines(), tmp_path / "all.jsonl", privacy=Privacy(identified=True))
    last = json.loads((tmp_path / "all.jsonl").read_bytes().splitlines()[-1].decode())
    assert (last["id"], last["sample"], last["probabilities"]) == (record.id, record.sample, record.probabilities)


@relaxed
@given(filter_text=hostile | texts, order=st.builds(Order, st.sampled_from(ORDER_COLUMNS), st.booleans()))
def test_no_filter_is_an_error(log, filter_text, order):
    page = log.page(filter_text, order, limit=50)
    assert len(page) == min(50, log.count(filter_text))
    log.page(filter_text, order, limit=5, after=page[0] if page else None)


@relaxed
@given(data=st.data(), sample=texts | hostile.map(lambda text: text.replace("\ud800", "")))
def test_any_piece_of_a_text_finds_it(log, result, data, sample):
    record = log.append(*result(0, sample=sample))
    searchable = sample.split("\0")[0]  # SQLite's search reads no further
    begin = data.draw(st.integers(0, len(searchable)))
    end = data.draw(st.integers(begin, len(searchable)))
    newest = log.page(searchable[begin:end], limit=1)
    assert newest == [record]


class LogAgainstList(RuleBasedStateMachine):
    """The log, closed and opened at will, against a plain list of records and one of events."""

    result = None
    folder = None

    def __init__(self):
        super().__init__()
        self.paths = DataPaths(self.folder.mktemp("log"))
        self.history = History(self.paths)
        self.model = []
        self.events = self.history.events(limit=-1)

    @rule(seeds=st.lists(st.integers(0, 5), min_size=1, max_size=3), sample=st.sampled_from(["A-1", "a-2", "B"]))
    def log_some(self, seeds, sample):
        results = [self.result(seed, sample=sample, uncertain=seed % 2 == 0) for seed in seeds]
        self.model += self.history.append_many(results)

    @rule(seeds=st.lists(st.integers(0, 5), min_size=1, max_size=3))
    def fail(self, seeds):
        results = [self.result(seed) for seed in seeds]
        with pytest.raises(ValueError, match="another picture"):
            self.history.append_many([*results[:-1], (results[-1][0], self.result(99)[1])])

    @rule(data=st.data(), decision=st.sampled_from(DECISIONS), by=st.sampled_from(["Bo", "Ćiro", ""]))
    def decide(self, data, decision, by):
        ids = self._some(data)
        before = [self.model[each - 1] for each in ids if self.model]
        first = all(each.state is State.SUGGESTED for each in before)
        new = not any(self._decided_just_that(each, decision, by) for each in before)
        if by and before and new and (decision.reason or (first and decision.state is State.CONFIRMED)):
            self._changed(ids, self.history.decide(ids, decision, by))
            for each in ids:
                standing = self.model[each - 1].standing
                assert (standing.state, standing.decided_by, standing.signed_by) == (decision.state, by, "")
        else:
            self._refused(lambda: self.history.decide(ids, decision, by), ids)

    @staticmethod
    def _decided_just_that(record, decision, by):
        same = verdict_of(record) is decision.state and decision.label in ("", record.standing.label)
        return same and record.standing.decided_by == by

    @rule(data=st.data(), by=st.sampled_from(["Bo", "Cy"]))
    def sign(self, data, by):
        ids = self._some(data)
        before = {each: self.model[each - 1].standing for each in ids if self.model}
        unsigned = {State.CONFIRMED, State.CHANGED, State.REJECTED}
        if before and all(each.state in unsigned for each in before.values()):
            self._changed(ids, self.history.sign(ids, by, "I have looked at it."))
            for each, standing in before.items():
                now = self.model[each - 1].standing
                assert (now.state, now.signed_by) == (State.SIGNED, by)
                assert (now.label, now.decided_by, now.decided_at) == (
                    standing.label, standing.decided_by, standing.decided_at,
                )  # fmt: skip
        else:
            self._refused(lambda: self.history.sign(ids, by, "I have looked at it."), ids)

    @rule(kind=st.sampled_from([Kind.SETTING, Kind.MODEL]), subject=texts, reason=hostile)
    def note(self, kind, subject, reason):
        (event,) = self.history.note(NewEvent(kind, "Ana", subject, {"a": None}, {"a": subject}, reason))
        assert event.subject == subject
        self.events.insert(0, event)

    @rule()
    def restart(self):
        self.history.close()
        self.history = History(self.paths)
        assert self.history.notices == ()

    @rule()
    def look_through(self):
        findings = verify(self.history, "there")
        assert findings.problems == ()
        assert (findings.records, findings.head) == (len(self.model), self.history.head())

    @invariant()
    def is_the_same(self):
        assert self.history.page(limit=-1, order=Order(descending=False)) == self.model
        assert self.history.count("a-") == sum(record.sample in ("A-1", "a-2") for record in self.model)
        for state in State:
            wanted = Filter(state=state, words=("b",))
            expected = [
                record for record in self.model
                if record.state is state and (record.sample == "B" or "b" in record.class_name.lower() + "pre-b all"
                                              or record.standing.decided_by == "Bo")
            ]  # fmt: skip
            assert self.history.page(wanted, Order(descending=False), limit=-1) == expected
        assert self.history.count(Filter(needs_review=True)) == sum(record.needs_review for record in self.model)
        assert self.history.events(limit=-1) == self.events
        assert self.history.head().id == len(self.events) + len(self.model)

    def teardown(self):
        assert self.history.check() == []
        self.history.close()

    def _some(self, data):
        if not self.model:
            return [1]
        return data.draw(st.lists(st.integers(1, len(self.model)), min_size=1, max_size=3, unique=True))

    def _changed(self, ids, records):
        assert [record.id for record in records] == ids
        for record in records:
            self.model[record.id - 1] = record
        about = [*reversed(ids)]
        newest = self.history.events(limit=len(ids))
        assert [event.record_id for event in newest] == about
        self.events = [*newest, *self.events]

    def _refused(self, act, ids):
        with pytest.raises(DecisionError if self.model else RecordNotFoundError):
            act()


def test_the_log_is_a_list_that_only_grows(result, tmp_path_factory):
    from hypothesis.stateful import run_state_machine_as_test

    LogAgainstList.result = staticmethod(result)
    LogAgainstList.folder = tmp_path_factory
    run_state_machine_as_test(LogAgainstList, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))


@pytest.fixture
def decided_log(history, result):
    history.append_many([result(seed) for seed in range(4)])
    history.decide([1], Decision(State.CONFIRMED), "Bo")
    history.decide([2], Decision(State.REJECTED, reason="blurred"), "Bo")
    history.note(NewEvent(Kind.SETTING))
    return history


STATEMENTS = (
    "UPDATE record SET {column} = ? WHERE id = {id}",
    "UPDATE OR REPLACE record SET {column} = ? WHERE id = {id}",
    "DELETE FROM record WHERE id = {id} OR {column} = ?",
    "INSERT OR REPLACE INTO record SELECT * FROM record WHERE id = {id} OR {column} = ?",
    "REPLACE INTO record (id, {column}) VALUES ({id}, ?)",
    "UPDATE event SET {event_column} = ? WHERE id = {id}",
    "DELETE FROM event WHERE id = {id} OR {event_column} = ?",
    "REPLACE INTO event (id, {event_column}) VALUES ({id}, ?)",
    "INSERT INTO event SELECT * FROM event WHERE id = {id} OR {event_column} = ?",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    statement=st.sampled_from(STATEMENTS),
    column=st.sampled_from(["rowid", *COLUMNS[1:], "station", "station_record", *STANDING]),
    event_column=st.sampled_from([*EVENT_COLUMNS[1:], "previous", "hash"]),
    number=st.integers(1, 4),
    value=st.text(max_size=3) | st.sampled_from([*State, "Bo", None, 1, b"", bytes(32)]),
)
def test_no_statement_changes_what_is_logged(decided_log, statement, column, event_column, number, value):
    before = decided_log.page(limit=-1), decided_log.head()
    sql = statement.format(column=column, event_column=event_column, id=number)
    with suppress(sqlite3.IntegrityError, sqlite3.OperationalError):
        decided_log._writer.connection.execute(sql, [value])
    assert (decided_log.page(limit=-1), decided_log.head()) == before
    assert decided_log.check() == []


FORGED = {"state": "confirmed", "label": "early", "label_name": "Early", "decided_by": "Eve", "decided_at": "",
          "signed_by": "", "signed_at": ""}  # fmt: skip


def test_a_forged_decision_is_refused_or_found(decided_log):
    insert = (
        "INSERT INTO event (id, time, actor, kind, record_id, subject, old_value, new_value, reason, previous, hash) "
        "VALUES (?, '2025-01-31T00:00:00.000000Z', 'Eve', 'decided', 3, '', '{}', ?, '', ?, ?)"
    )
    head = decided_log.head()
    write = decided_log._writer.connection.execute
    for number, previous in ((head.id, head.hash), (head.id + 2, head.hash), (head.id + 1, bytes(32))):
        with pytest.raises(sqlite3.IntegrityError, match="follows the newest"):
            write(insert, (number, json.dumps(FORGED), previous, bytes(32)))
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        write(insert, (head.id + 1, json.dumps(FORGED | {"state": "diagnosed"}), head.hash, bytes(32)))
    assert decided_log.check() == []
    # With the right number and link it gets in, but nobody but the program makes its hash.
    write(insert, (head.id + 1, json.dumps(FORGED), head.hash, bytes(32)))
    assert {(each.kind, each.where) for each in verify(decided_log).problems} == {
        (ProblemKind.CHAIN, f"event {head.id + 1}")
    }
