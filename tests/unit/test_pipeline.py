from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.pipeline import Limits, Pipeline

LIMITS = Limits(preparers=3, items=8, weight=1000, group=4, linger_seconds=0.005, stop_seconds=2.0)


def same(value: Any) -> Any:
    return value


def as_list(group: Sequence[Any]) -> list[Any]:
    return list(group)


def make(
    items: Any,
    prepare: Callable[[Any], Any] = same,
    work: Callable[[Any], Any] = same,
    finish: Callable[[Sequence[Any]], Sequence[Any]] = as_list,
    weigh: Callable[[Any], int] = lambda _: 1,
    limits: Limits = LIMITS,
) -> Pipeline[Any, Any, Any, Any]:
    return Pipeline(items, prepare, weigh, work, finish, limits)


@pytest.fixture(autouse=True)
def _no_thread_is_left_behind():
    yield
    assert [t.name for t in threading.enumerate() if t.name.startswith("pipeline")] == []


@given(
    pauses=st.lists(st.integers(0, 3), max_size=30),
    preparers=st.integers(1, 4),
    items=st.integers(1, 10),
    group=st.integers(1, 5),
    weight=st.integers(1, 5),
)
@settings(max_examples=30, deadline=None)
def test_results_come_in_the_order_of_the_items(
    pauses: list[int], preparers: int, items: int, group: int, weight: int
) -> None:
    limits = Limits(preparers, items, weight, group, 0.002, 2.0)

    def slow(numbered: tuple[int, int]) -> int:
        time.sleep(numbered[1] / 1000)
        return numbered[0]

    pipeline = make(enumerate(pauses), prepare=slow, limits=limits)
    assert list(pipeline.results()) == list(range(len(pauses)))


def test_the_stages_run_side_by_side() -> None:
    lock = threading.Lock()
    inside: set[str] = set()
    together: set[frozenset[str]] = set()

    def stage(name: str, value: Any) -> Any:
        with lock:
            inside.add(name)
            together.add(frozenset(inside))
        time.sleep(0.01)
        with lock:
            inside.discard(name)
        return value

    list(
        make(
            range(40),
            prepare=lambda v: stage("prepare", v),
            work=lambda v: stage("work", v),
            finish=lambda group: stage("finish", list(group)),
        ).results()
    )
    assert frozenset({"prepare", "work", "finish"}) in together


def test_no_more_is_taken_up_than_may_be_under_way() -> None:
    taken: list[int] = []
    results = make(range(1000), prepare=lambda n: taken.append(n) or n).results()
    next(results)
    time.sleep(0.1)
    assert len(taken) <= LIMITS.items + 1
    results.close()


def test_heavy_items_go_one_by_one_and_are_not_stuck() -> None:
    taken: list[int] = []
    limits = Limits(preparers=1, items=8, weight=1000, group=4, linger_seconds=0.005, stop_seconds=2.0)
    results = make(range(20), prepare=lambda n: taken.append(n) or n, weigh=lambda _: 5000, limits=limits).results()
    for number in range(20):
        assert next(results) == number
        assert len(taken) <= number + 2
    assert list(results) == []


@given(
    weights=st.lists(st.integers(0, 12), max_size=40),
    preparers=st.integers(1, 6),
    items=st.integers(1, 10),
    group=st.integers(1, 5),
)
@settings(max_examples=60, deadline=None)
def test_no_more_weight_is_prepared_than_may_be_and_nothing_is_stuck(
    weights: list[int], preparers: int, items: int, group: int
) -> None:
    lock = threading.Lock()
    under_way: list[int] = []
    limits = Limits(preparers, items, 10, group, 0.001, 2.0)

    def prepare(weight: int) -> int:
        with lock:
            under_way.append(weight)
            assert sum(under_way) <= 10 or sum(under_way) == weight
        time.sleep(weight / 10_000)
        return weight

    seen = []
    for weight in make(weights, prepare=prepare, weigh=same, limits=limits).results():
        with lock:
            under_way.remove(weight)
        seen.append(weight)
    assert seen == weights


@pytest.mark.parametrize("stage", ["items", "weigh", "prepare", "work", "finish"])
def test_an_exception_comes_out_after_the_results_before_it(stage: str) -> None:
    def fail_at_7(value: Any) -> Any:
        if value == 7 or value == [7]:
            raise ZeroDivisionError(stage)
        return value

    def items():
        for number in range(20):
            if stage == "items":
                fail_at_7(number)
            yield number

    stages = {} if stage == "items" else {stage: lambda v: fail_at_7(list(v) if stage == "finish" else v)}
    limits = Limits(preparers=2, items=8, group=1, stop_seconds=2.0)
    seen = []
    results = make(items(), **stages, limits=limits).results()
    with pytest.raises(ZeroDivisionError, match=stage):
        while True:
            seen.append(next(results))
    assert seen == list(range(7))


def test_after_a_cancel_exactly_what_was_finished_comes_out() -> None:
    finished: list[int] = []
    seen: list[int] = []

    def finish(group: Sequence[int]) -> list[int]:
        time.sleep(0.02)
        finished.extend(group)
        return list(group)

    start = 0.0
    for result in make(iter(int, 1), prepare=lambda _: 1, finish=finish).results(lambda: len(seen) >= 10):
        seen.append(result)
        start = start or time.perf_counter()
    assert len(seen) == len(finished) >= 10
    assert time.perf_counter() - start < 8  # bounded; without the bound it would never end, or after 10 s


def test_cancelling_before_the_first_result_is_prompt() -> None:
    start = time.perf_counter()

    def slowly(value: int) -> int:
        time.sleep(0.05)
        return value

    assert list(make(iter(int, 1), prepare=slowly, finish=as_list).results(lambda: True)) == []
    assert time.perf_counter() - start < 8  # bounded; without the bound it would never end, or after 10 s


def test_closing_ends_all_threads() -> None:
    results = make(iter(int, 1), prepare=lambda _: 1).results()
    next(results)
    results.close()


def test_a_stage_that_hangs_keeps_nobody() -> None:
    release = threading.Event()

    def hang(number: int) -> int:
        if number == 3:
            release.wait(10)
        return number

    limits = Limits(preparers=1, group=1, stop_seconds=0.3)
    results = make(range(10), prepare=hang, limits=limits).results()
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    start = time.perf_counter()
    results.close()
    assert time.perf_counter() - start < 8  # bounded; without the bound it would never end, or after 10 s
    release.set()
    for thread in threading.enumerate():
        if thread.name.startswith("pipeline"):
            thread.join(2)
