"""Renders the tiles that are about to be looked at, on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from leukdesk.capture.virtual.slide import Slide, Tile


class Ahead:
    """A thread that prepares tiles, the most urgent first, until it is closed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._queue: list[tuple[Slide, Tile]] = []
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="virtual slide", daemon=True)
        self._thread.start()

    def want(self, slide: Slide, tiles: Sequence[Tile]) -> None:
        """Prepare these, in this order, instead of what was wanted before."""
        with self._changed:
            self._queue = [(slide, tile) for tile in tiles]
            self._changed.notify()

    def close(self) -> None:
        """End the thread once the tile at hand is done."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._closed)
                if self._closed:
                    return
                slide, tile = self._queue.pop(0)
            slide.prepare(tile)
