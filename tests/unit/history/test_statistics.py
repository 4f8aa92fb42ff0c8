"""The history in figures, against the records themselves."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from leukdesk.history.review import Decision, State, verdict_of
from leukdesk.history.searching.search import Filter
from leukdesk.history.searching.statistics import control, statistics


@pytest.fixture
def logged(history, result):
    records = history.append_many(
        [
            result(
                seed % 4,
                time=datetime(2026, 11, 1, 11, tzinfo=UTC) + timedelta(days=seed // 10, minutes=3 * seed % 25),
                sample=f"S-{seed % 6}",
                operator="Kim" if seed % 3 else "Ana",
                label="pre" if seed % 2 else "early",
                label_name="Pre-B ALL" if seed % 2 else "Early pre-B",
                quality={"brightness": 0.5 + seed / 1000, "focus": 0.1} if seed % 7 else {},
            )
            for seed in range(120)
        ]
    )
    history.decide([each.id for each in records[:30]], Decision(State.CONFIRMED), "Kim")
    history.decide([each.id for each in records[30:36]], Decision(State.REJECTED, reason="smudge"), "Kim")
    pre = [each.id for each in records[36:60] if each.label == "pre"]
    history.decide(pre, Decision(State.CHANGED, "benign", "Benign", "small"), "Ana")
    history.sign([records[0].id, records[31].id], "Ana", "reviewed")
    return history


def class_of(record):
    """The class that holds now: a rejected suggestion is none, also under a signature."""
    return "" if verdict_of(record) is State.REJECTED else record.class_name


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(operator="Kim"),
        Filter(class_name="Benign"),
        Filter(sample="S-2"),
        Filter.of("S-3 kim"),
        Filter.of("kim 1"),
        Filter(since=datetime(2026, 11, 3, tzinfo=UTC), before=datetime(2026, 11, 9, tzinfo=UTC)),
        Filter(since=datetime(2026, 11, 3, 11, 10, tzinfo=UTC)),
        Filter(sample="S-2", before=datetime(2026, 11, 9, tzinfo=UTC)),
    ],
    ids=str,
)
def test_they_are_those_of_the_records(logged, wanted):
    records = logged.page(wanted, limit=-1)
    assert records
    with logged.reading() as connection:
        found = statistics(connection, wanted)
    assert found.records == len(records)
    assert found.classes == Counter(class_of(each) for each in records)
    assert found.models == Counter(f"{each.model_id} {each.model_version}" for each in records)
    assert found.operators == Counter(each.operator for each in records)
    assert found.states == Counter(each.state.value for each in records)
    decided = [each for each in records if each.state is not State.SUGGESTED]
    assert found.agreement == Counter((each.label_name, each.standing.label_name) for each in decided)
    days = Counter(each.time.astimezone().date() for each in records)
    assert {point.begin.date(): point.records for point in found.days} == days
    for point in found.days:
        of_day = [each for each in records if each.time.astimezone().date() == point.begin.date()]
        assert point.classes == Counter(class_of(each) for each in of_day)
        bright = [each.quality["brightness"] for each in of_day if "brightness" in each.quality]
        assert point.brightness == (pytest.approx(sum(bright) / len(bright)) if bright else None)


def test_what_was_rejected_is_no_part_of_the_class_mix(history, result):
    records = history.append_many([result(0, label="pre", label_name="Pre-B ALL") for _ in range(4)])
    history.decide([each.id for each in records[:2]], Decision(State.REJECTED, reason="smudge"), "Kim")
    history.decide([records[2].id], Decision(State.CHANGED, "benign", "Benign", "small"), "Kim")
    with history.reading() as connection:
        (day,) = statistics(connection, Filter()).days
    assert (day.classes, day.share("Benign"), day.share("Pre-B ALL")) == (
        {"": 2, "Benign": 1, "Pre-B ALL": 1},
        0.5,
        0.5,
    )
    history.decide([each.id for each in records], Decision(State.REJECTED, reason="smear was swapped"), "Ana")
    with history.reading() as connection:
        (day,) = statistics(connection, Filter()).days
    assert day.share("Benign") is None


def test_limits_are_those_of_a_worked_example():
    # Moving ranges 1, 2, 1, 2: their mean is 1.5, and 2.66 times it 3.99.
    found = control([10.0, 11.0, 9.0, 10.0, 12.0])
    assert found is not None
    assert found.centre == pytest.approx(10.4)
    assert (found.lower, found.upper) == (pytest.approx(6.41), pytest.approx(14.39))
    assert found.outside == ()


def test_a_jump_lies_outside_and_a_level_line_does_not():
    assert control([0.7, 0.71, 0.7, 0.69, 0.7, 0.71, 0.7, 0.4]).outside == (7,)
    assert control([0.1 + 0.2] * 20).outside == ()
    assert control([1.0, 2.0]) is None


def test_of_few_days_half_hours_are_drawn(history, result):
    for hour in range(4):
        history.append(*result(hour, time=datetime(2026, 11, 1, 9 + hour, 31, tzinfo=UTC)))
    with history.reading() as connection:
        found = statistics(connection, Filter())
    assert len(found.days) <= 2
    assert len(found.points) == 4
