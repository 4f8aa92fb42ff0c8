"""How much of a core the virtual microscope takes at 1080p, at rest and while the stage moves, and how evenly."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.microscope import VirtualMicroscope

SIZE = (1920, 1080)
SECONDS = 12


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


@pytest.mark.parametrize("moves", ["at rest", "on its tour", "a long way by hand"])
def test_frames_of_the_virtual_microscope(one_core: str, moves: str) -> None:
    microscope = VirtualMicroscope(seed=int.from_bytes(os.urandom(4)), size=SIZE)
    start = time.perf_counter()
    microscope.open({knobs.DRIVE: knobs.BY_ITSELF if moves == "on its tour" else knobs.BY_HAND})
    opening = time.perf_counter() - start
    try:
        microscope.read()
        if moves == "a long way by hand":
            microscope.change(knobs.STAGE_X, (microscope.position.x + 1200) % 2400)
        began, used, frames, gaps = time.perf_counter(), time.process_time(), 0, []
        last = began
        while last < began + SECONDS:
            picture = microscope.read()
            now = time.perf_counter()
            gaps.append(now - last)
            frames, last = frames + 1, now
        seconds, worked = last - began, time.process_time() - used
    finally:
        microscope.close()
    assert picture is not None
    assert picture.shape == (SIZE[1], SIZE[0], 3)
    promised = microscope.nominal_fps
    print(f"\nvirtual microscope, {SIZE[0]} x {SIZE[1]}, {moves}, {one_core}: opened in {opening:.2f} s")
    print(f"  {frames / seconds / promised:.2f} of {promised:g} frames a second for {worked / seconds:.2f} of the core")
    longest = [float(np.percentile(gaps, share)) * promised for share in (50, 99, 100)]
    print("  from frame to frame, in periods: median {:.2f}, 99 % {:.2f}, longest {:.2f}".format(*longest))
