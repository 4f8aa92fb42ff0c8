"""How much of a core the virtual microscope leaves: its frames against the 30 a second that it promises."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import cv2
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope

FRAMES = 150


@pytest.fixture
def one_core() -> Iterator[str]:
    """Keep this process, and OpenCV's threads, to one core."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    if not hasattr(os, "sched_setaffinity"):  # macOS and Windows
        yield "one thread, on any core"
    else:
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})
        yield "one core"
        os.sched_setaffinity(0, cores)
    cv2.setNumThreads(threads)


def test_frames_of_the_virtual_microscope(one_core: str) -> None:
    microscope = VirtualMicroscope()
    microscope.open()
    try:
        for _ in range(10):
            microscope.read()
        start, used = time.perf_counter(), time.process_time()
        for _ in range(FRAMES):
            picture = microscope.read()
        seconds, worked = time.perf_counter() - start, time.process_time() - used
    finally:
        microscope.close()
    assert picture is not None
    height, width = picture.shape[:2]
    fps, promised = FRAMES / seconds, microscope.nominal_fps
    print(
        f"\nvirtual microscope, {width} x {height}, {one_core}: {fps / promised:.2f} times {promised:g} frames a second"
    )
    print(f"  {fps:.1f} frames a second; the core was ours {100 * worked / seconds:.0f} % of the time")
