"""Ends the program tidily when it is told to by a signal: at a shutdown, by Ctrl+C in a terminal."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier


@contextmanager
def ended_by_signals(end: Callable[[], None]) -> Iterator[None]:
    """Call ``end`` on the GUI's thread when the process is told to end, for as long as the block lasts.

    Python runs a signal's handler only between two steps of its own, and none comes while Qt waits for events; the
    socket, to which Python writes at once, wakes Qt.
    """
    ours, woken = socket.socketpair()
    for each in (ours, woken):
        each.setblocking(False)
    notifier = QSocketNotifier(woken.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: woken.recv(64))
    before = {number: signal.signal(number, lambda *_: end()) for number in (signal.SIGTERM, signal.SIGINT)}
    wakes = signal.set_wakeup_fd(ours.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakes)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        ours.close()
        woken.close()
