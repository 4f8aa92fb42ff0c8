"""The one thread on which files are read, models run and the log is written; the window only asks and is told."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

logger = logging.getLogger(__name__)

T = TypeVar("T")
S = TypeVar("S")

_BUNDLE_SECONDS = 0.1
"""A stream's items are handed to the window at most ten times a second, however fast they come."""


class Job:
    """Something asked for; once it is cancelled, nothing of it reaches the window any more."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop it as soon as it can be."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether it is to stop; also called on the worker, between two pictures."""
        return self._cancelled.is_set()


@dataclass(frozen=True)
class _Call:
    job: Job
    work: Callable[[Any], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    to_be_finished: bool


@dataclass(frozen=True)
class _Stream:
    job: Job
    work: Callable[[Any], Iterator[Any]]
    each: Callable[[list[Any]], None]
    done: Callable[[], None]
    failed: Callable[[Exception], None]


class Analyst(QObject, Generic[S]):
    """Runs jobs in order on a plain thread and calls back on the GUI's.

    A stream (many pictures) is worked off step by step; single jobs that arrive meanwhile go between two steps, so
    that the history can be paged and a frame captured while a folder is classified.

    Parameters
    ----------
    open_service : callable
        Called first, on the worker: makes what every job is given. It is closed there too, at the end.
    """

    _answered = Signal(object)

    def __init__(self, open_service: Callable[[], S], close_service: Callable[[S], None]) -> None:
        super().__init__()
        self._open, self._close = open_service, close_service
        self._wake = threading.Condition()
        self._calls: deque[_Call] = deque()
        self._streams: deque[_Stream] = deque()
        self._stopping = False
        self._ready: Callable[[S], None] = lambda _: None
        self._broken: Callable[[Exception], None] = lambda _: None
        self._thread = threading.Thread(target=self._run, name="analyst", daemon=True)
        self._answered.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self, ready: Callable[[S], None], broken: Callable[[Exception], None]) -> None:
        """Begin; ``ready`` is told the service once it is open, ``broken`` why it could not be."""
        self._ready, self._broken = ready, broken
        self._thread.start()

    def ask(
        self,
        work: Callable[[S], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        to_be_finished: bool = False,
    ) -> Job:
        """Have one thing done on the worker.

        Parameters
        ----------
        work : callable
            Given the service, on the worker.
        done, failed : callable
            One of them is called on the GUI's thread, unless the job was cancelled. An exception that has no
            ``failed`` to go to is a bug, and goes to ``sys.excepthook``.
        to_be_finished : bool
            Done even when the program is closed before its turn comes: what goes into the log.
        """
        call = _Call(Job(), work, done, failed or _raise, to_be_finished)
        with self._wake:
            self._calls.append(call)
            self._wake.notify()
        return call.job

    def stream(
        self,
        work: Callable[[S, Job], Iterator[T]],
        each: Callable[[list[T]], None],
        done: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> Job:
        """Have many things done, one after the other; ``each`` is given what was finished since the last time."""
        job = Job()
        with self._wake:
            self._streams.append(_Stream(job, lambda service: work(service, job), each, done, failed))
            self._wake.notify()
        return job

    def stop(self, timeout: float = 5.0) -> bool:
        """Finish what is under way and what goes into the log, drop the rest, close the service.

        Returns
        -------
        bool
            False when the work under way takes longer than ``timeout`` seconds; the thread dies with the process.
        """
        with self._wake:
            self._stopping = True
            self._calls = deque(call for call in self._calls if call.to_be_finished)
            for stream in self._streams:
                stream.job.cancel()
            self._wake.notify()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    # The worker's thread

    def _run(self) -> None:
        try:
            service = self._open()
        except Exception as problem:
            self._post(partial(self._broken, problem))
            self._refuse(problem)
            return
        self._post(lambda: self._ready(service))
        try:
            self._work(service)
        finally:
            self._close(service)

    def _work(self, service: S) -> None:
        steps: Iterator[Any] | None = None
        bundle: list[Any] = []
        told = 0.0
        while True:
            with self._wake:
                while not (self._stopping or self._calls or self._streams):
                    self._wake.wait()
                if self._stopping and not self._calls and not self._streams:
                    return
                call = self._calls.popleft() if self._calls else None
                stream = self._streams[0] if self._streams else None
            if call is not None:
                self._answer(call, service)
                continue
            assert stream is not None
            ended: Callable[[], None] | None = None
            try:
                if steps is None:
                    steps = stream.work(service)
                bundle.append(next(steps))
            except StopIteration:
                ended = stream.done
            except Exception as problem:
                ended = partial(stream.failed, problem)
            now = time.monotonic()
            if bundle and (ended is not None or now - told >= _BUNDLE_SECONDS):
                self._post(partial(stream.each, bundle))
                bundle, told = [], now
            if ended is not None:
                steps = None
                self._post(ended)
                with self._wake:
                    self._streams.popleft()

    def _refuse(self, problem: Exception) -> None:
        """Answer everything with why there is no service, so that nobody waits for ever."""
        while True:
            with self._wake:
                while not (self._stopping or self._calls or self._streams):
                    self._wake.wait()
                if self._stopping:
                    return
                asked = (self._calls if self._calls else self._streams).popleft()
            self._post(partial(_unless_cancelled, asked.job, asked.failed, problem))

    def _answer(self, call: _Call, service: S) -> None:
        if call.job.cancelled():
            return
        try:
            result = call.work(service)
        except Exception as problem:
            self._post(partial(_unless_cancelled, call.job, call.failed, problem))
        else:
            self._post(partial(_unless_cancelled, call.job, call.done, result))

    def _post(self, callback: Callable[[], None]) -> None:
        if self._stopping:
            return
        self._answered.emit(callback)

    # The GUI's thread

    @Slot(object)
    def _tell(self, callback: Callable[[], None]) -> None:
        if not self._stopping:
            callback()


def _unless_cancelled(job: Job, tell: Callable[[Any], None], what: Any) -> None:
    if not job.cancelled():
        tell(what)


def _raise(problem: Exception) -> None:
    raise problem
