"""A box that holds only the newest item: whoever is slow misses items, never falls behind."""

from __future__ import annotations

import threading
import time
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """One slot between a thread that puts and any number of threads that look.

    Looking does not empty the slot: display and inference each pull the newest item at
    their own pace, and tell by identity whether they have already seen it.

    One reader, the live view, is to see every item if it can, and says so by ``counts``; what it missed is counted.
    The others take what they have time for, and it does not matter what they miss.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._item: T | None = None
        self._seen = True
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """How many items were replaced before the reader that counts had looked at them."""
        return self._dropped

    def put(self, item: T) -> None:
        """Make ``item`` the newest; the one before it is forgotten."""
        with self._changed:
            if not self._seen:
                self._dropped += 1
            self._item, self._seen = item, False
            self._changed.notify_all()

    def get(self, timeout: float = 0.0, newer_than: T | None = None, *, counts: bool = False) -> T | None:
        """Return the newest item, or None when there is none in time.

        Parameters
        ----------
        timeout : float
            Seconds to wait at most; 0 looks and returns.
        newer_than : T, optional
            The item that the caller has already; it waits for another one.
        counts : bool
            Whether the item is seen by this: what is replaced before is ``dropped``.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            while True:
                if self._item is not None and self._item is not newer_than:
                    self._seen = self._seen or counts
                    return self._item
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self._changed.wait(left)

    def clear(self) -> None:
        """Empty the slot, so that nobody takes an old item for a new one."""
        with self._changed:
            self._item, self._seen = None, True
