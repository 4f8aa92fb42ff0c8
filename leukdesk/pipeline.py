"""Three stages at once, results in the order of the items: prepare | work | finish in groups.

While one item is worked on, the next ones are being prepared and the last ones finished, so that many items take
about as long as their work alone. Knows nothing of pictures.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
Prepared = TypeVar("Prepared")
Worked = TypeVar("Worked")
Finished = TypeVar("Finished")

_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Limits:
    """How much may be under way.

    Attributes
    ----------
    preparers : int
        Threads that prepare.
    items, weight : int
        From being taken up, or being prepared, until being handed out. An item that would go beyond the weight waits
        until it does not, or until nothing else is under way: one alone may be as heavy as it likes.
    group : int
        Items finished together, at most.
    linger_seconds : float
        How long an unfinished group waits for more.
    stop_seconds : float
        How long stopping waits for the stages; they are daemon threads, so one that hangs (a dead network drive)
        keeps neither the caller nor the program.
    """

    preparers: int
    items: int = 64
    weight: int = 256 * 1024**2
    group: int = 32
    linger_seconds: float = 0.05
    stop_seconds: float = 5.0


@dataclass
class _Slot(Generic[Item, Prepared]):
    """An item's place in the order, filled by whichever thread prepares it."""

    item: Item
    number: int
    ready: threading.Event = field(default_factory=threading.Event)
    prepared: Prepared | None = None
    weight: int = 0
    problem: BaseException | None = None


@dataclass(frozen=True)
class _Passed(Generic[Worked]):
    """What a stage hands to the next, with the weight that it still holds."""

    value: Worked
    weight: int


@dataclass(frozen=True)
class _End:
    """The last thing that a stage hands on: nothing follows, because of a problem or not."""

    problem: BaseException | None = None


class Pipeline(Generic[Item, Prepared, Worked, Finished]):
    """One run over some items; iterate over :meth:`results` once.

    Parameters
    ----------
    items : iterable
    prepare : callable
        Run by several threads.
    weigh : callable
        Weight that an item will have when it is prepared, in the unit of ``limits.weight``. Run by several threads.
    work : callable
        Run by one thread, in order.
    finish : callable
        Run by one thread, in order; given a group, returns as many results.
    """

    def __init__(
        self,
        items: Iterable[Item],
        prepare: Callable[[Item], Prepared],
        weigh: Callable[[Item], int],
        work: Callable[[Prepared], Worked],
        finish: Callable[[Sequence[Worked]], Sequence[Finished]],
        limits: Limits,
    ) -> None:
        self._items = iter(items)
        self._prepare, self._weigh, self._work, self._finish = prepare, weigh, work, finish
        self._limits = limits
        self._gate = threading.Condition()
        self._taken, self._held = 0, 0
        self._numbered, self._admitted = 0, 0
        self._exhausted, self._stopping = False, False
        self._slots: queue.SimpleQueue[_Slot[Item, Prepared] | _End] = queue.SimpleQueue()
        self._worked: queue.SimpleQueue[_Passed[Worked] | _End] = queue.SimpleQueue()
        self._finished: queue.SimpleQueue[_Passed[Finished] | _End] = queue.SimpleQueue()
        stages = [self._work_all, self._finish_all, *[self._prepare_all] * limits.preparers]
        self._threads = [
            threading.Thread(target=stage, name=f"pipeline-{stage.__name__[1:]}", daemon=True) for stage in stages
        ]

    def results(self, cancelled: Callable[[], bool] = lambda: False) -> Generator[Finished, None, None]:
        """Run, and yield the results in the order of the items.

        An exception of a stage is raised here, after the results before it. A result is finished before it is
        yielded; once ``cancelled`` says so or the iterator is closed, no new group is begun. After a cancel, what was
        finished by then is still yielded.

        Parameters
        ----------
        cancelled : callable
            Asked by the thread that iterates, between two results and at least every 50 ms.
        """
        for thread in self._threads:
            thread.start()
        deadline: float | None = None
        try:
            while deadline is None or time.monotonic() < deadline:
                if deadline is None and cancelled():
                    self._stop()
                    deadline = time.monotonic() + self._limits.stop_seconds
                try:
                    outcome = self._finished.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    continue
                if isinstance(outcome, _End):
                    if outcome.problem is not None:
                        raise outcome.problem
                    return
                yield outcome.value
                with self._gate:
                    self._taken -= 1
                    self._held -= outcome.weight
                    self._gate.notify_all()
        finally:
            self._stop()
            self._join()

    def _stop(self) -> None:
        with self._gate:
            self._stopping = True
            self._gate.notify_all()
        # Wakes stages that wait for one before them which may hang.
        self._slots.put(_End())
        self._worked.put(_End())

    def _join(self) -> None:
        deadline = time.monotonic() + self._limits.stop_seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if slow := [thread.name for thread in self._threads if thread.is_alive()]:
            logger.warning("%s did not stop within %g s", ", ".join(slow), self._limits.stop_seconds)

    # The stages' threads

    def _prepare_all(self) -> None:
        while (slot := self._take()) is not None:
            try:
                slot.weight = self._weigh(slot.item)
                if self._admit(slot):
                    slot.prepared = self._prepare(slot.item)
            except BaseException as problem:
                slot.problem = problem
            slot.ready.set()

    def _admit(self, slot: _Slot[Item, Prepared]) -> bool:
        """Wait until an item's weight fits; False when there is no more use in it.

        Items are admitted in their order. So whatever one waits for comes before it, needs nothing that it holds, and
        is handed out sooner or later; were a later one let past, each could wait for the other for ever.
        """

        def may_go_on() -> bool:
            fits = self._held == 0 or self._held + slot.weight <= self._limits.weight
            return self._stopping or (self._admitted == slot.number and fits)

        with self._gate:
            self._gate.wait_for(may_go_on)
            self._held += slot.weight
            self._admitted += 1
            self._gate.notify_all()
            return not self._stopping

    def _take(self) -> _Slot[Item, Prepared] | None:
        """Wait until another item may be under way, and give it its place in the order."""
        with self._gate:
            self._gate.wait_for(self._may_take)
            if self._stopping or self._exhausted:
                return None
            try:
                slot: _Slot[Item, Prepared] = _Slot(next(self._items), self._numbered)
            except BaseException as problem:
                self._exhausted = True
                self._gate.notify_all()
                self._slots.put(_End(None if isinstance(problem, StopIteration) else problem))
                return None
            self._taken += 1
            self._numbered += 1
            self._slots.put(slot)
            return slot

    def _may_take(self) -> bool:
        return self._stopping or self._exhausted or self._taken < self._limits.items

    def _work_all(self) -> None:
        end = _End()
        try:
            while not isinstance(slot := self._slots.get(), _End):
                slot.ready.wait()
                if self._stopping:
                    break
                if slot.problem is not None:
                    raise slot.problem
                assert slot.prepared is not None
                self._worked.put(_Passed(self._work(slot.prepared), slot.weight))
            else:
                end = slot
        except BaseException as problem:
            end = _End(problem)
        self._worked.put(end)

    def _finish_all(self) -> None:
        end: _End | None = None
        try:
            while end is None:
                group, end = self._gather()
                if self._stopping:
                    break
                if group:
                    results = self._finish([passed.value for passed in group])
                    for passed, result in zip(group, results, strict=True):
                        self._finished.put(_Passed(result, passed.weight))
        except BaseException as problem:
            end = _End(problem)
        self._finished.put(end or _End())

    def _gather(self) -> tuple[list[_Passed[Worked]], _End | None]:
        """Wait for one item, then a little for those behind it."""
        group: list[_Passed[Worked]] = []
        deadline: float | None = None
        while len(group) < self._limits.group:
            try:
                wait = None if deadline is None else max(0.0, deadline - time.monotonic())
                passed = self._worked.get(timeout=wait)
            except queue.Empty:
                break
            if isinstance(passed, _End):
                return group, passed
            group.append(passed)
            deadline = time.monotonic() + self._limits.linger_seconds if deadline is None else deadline
        return group, None
