"""The threads on which files are read, models run and the log is written; the window only asks and is told."""

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
    work: Callable[[Any, Job], Iterator[Any]]
    each: Callable[[list[Any]], None]
    done: Callable[[], None]
    failed: Callable[[Exception], None]


class Analyst(QObject, Generic[S]):
    """Runs jobs in order on a plain thread and calls back on the GUI's.

    A stream (many pictures) has a thread of its own, so that the history can be paged and a frame captured while a
    folder is searched or classified, however slow its disk.

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
        self._streams: list[tuple[_Stream, threading.Thread]] = []
        self._stopping = self._muted = False
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
        stream = _Stream(Job(), work, each, done, failed)
        self.ask(partial(self._begin, stream), lambda _: None, failed)
        return stream.job

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
            for stream, _ in self._streams:
                stream.job.cancel()
            self._wake.notify()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def mute(self) -> None:
        """Tell nothing any more: the window that asked is closed. What goes into the log is still done."""
        self._muted = True

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
        while True:
            with self._wake:
                while not (self._stopping or self._calls):
                    self._wake.wait()
                if not self._calls:
                    break
                call = self._calls.popleft()
            self._answer(call, service)
        for _, thread in self._streams:
            thread.join()

    def _begin(self, stream: _Stream, service: S) -> None:
        thread = threading.Thread(target=self._run_stream, args=(stream, service), name="stream", daemon=True)
        with self._wake:
            if self._stopping:
                return
            self._streams = [(each, its) for each, its in self._streams if its.is_alive()]
            self._streams.append((stream, thread))
            thread.start()

    def _run_stream(self, stream: _Stream, service: S) -> None:
        bundle: list[Any] = []
        told = 0.0
        ended: Callable[[], None] = stream.done
        try:
            for result in stream.work(service, stream.job):
                bundle.append(result)
                if time.monotonic() - told >= _BUNDLE_SECONDS:
                    self._post(partial(stream.each, bundle))
                    bundle, told = [], time.monotonic()
        except Exception as problem:
            ended = partial(stream.failed, problem)
        if bundle:
            self._post(partial(stream.each, bundle))
        self._post(ended)

    def _refuse(self, problem: Exception) -> None:
        """Answer everything with why there is no service, so that nobody waits for ever."""
        while True:
            with self._wake:
                while not (self._stopping or self._calls):
                    self._wake.wait()
                if self._stopping:
                    return
                call = self._calls.popleft()
            self._post(partial(_unless_cancelled, call.job, call.failed, problem))

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
        if not (self._stopping or self._muted):
            callback()


def _unless_cancelled(job: Job, tell: Callable[[Any], None], what: Any) -> None:
    if not job.cancelled():
        tell(what)


def _raise(problem: Exception) -> None:
    raise problem
