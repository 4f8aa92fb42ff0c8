"""Whatever is typed, scanned or named is logged as it is, and found again."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.queries import ORDER_COLUMNS, Order
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region
from leukdesk.paths import DataPaths

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
hostile = st.text(st.sampled_from("ab%_*?[]^-\"'\\;()\0 .:+ÄäßİıſΣς李\ud800\u0301"), max_size=12)
probabilities = st.floats(0, 1, allow_nan=False)
regions = st.none() | st.builds(Region, *[st.integers(0, 10_000)] * 4)
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
    """The log, closed and opened at will, against a plain list."""

    result = None
    folder = None

    def __init__(self):
        super().__init__()
        self.paths = DataPaths(self.folder.mktemp("log"))
        self.history = History(self.paths)
        self.model = []

    @rule(seeds=st.lists(st.integers(0, 5), min_size=1, max_size=3), sample=st.sampled_from(["A-1", "a-2", "B"]))
    def log_some(self, seeds, sample):
        self.model += self.history.append_many([self.result(seed, sample=sample) for seed in seeds])

    @rule(seeds=st.lists(st.integers(0, 5), min_size=1, max_size=3))
    def fail(self, seeds):
        results = [self.result(seed) for seed in seeds]
        with pytest.raises(ValueError, match="another picture"):
            self.history.append_many([*results[:-1], (results[-1][0], self.result(99)[1])])

    @rule()
    def restart(self):
        self.history.close()
        self.history = History(self.paths)

    @invariant()
    def is_the_same(self):
        assert self.history.page(limit=-1, order=Order(descending=False)) == self.model
        assert self.history.count("a-") == sum(record.sample in ("A-1", "a-2") for record in self.model)

    def teardown(self):
        assert self.history.check() == []
        self.history.close()


def test_the_log_is_a_list_that_only_grows(result, tmp_path_factory):
    from hypothesis.stateful import run_state_machine_as_test

    LogAgainstList.result = staticmethod(result)
    LogAgainstList.folder = tmp_path_factory
    run_state_machine_as_test(LogAgainstList, settings=settings(max_examples=8, stateful_step_count=8, deadline=None))
