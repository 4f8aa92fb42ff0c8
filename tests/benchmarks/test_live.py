"""Budget: the slowest model and 1080p video at 30 frames a second leave the window responsive and its memory flat.

So does a model of cells, whose boxes are drawn on the live picture as soon as the stage rests.
LEUKDESK_BENCHMARK_SECONDS sets how long it runs (60; the budget speaks of 600).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer

from leukdesk.app import Options, create_program
from leukdesk.imaging.frame import Frame
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, save_settings
from leukdesk.station import Station
from leukdesk.watching.eye import Observation

SECONDS = float(os.environ.get("LEUKDESK_BENCHMARK_SECONDS", "60"))
TICK = 5  # milliseconds


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A network camera on this computer that sends 1920 x 1080 at 30 frames a second."""
    command = [sys.executable, str(Path(__file__).with_name("network_camera.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as camera:
        yield f"http://127.0.0.1:{camera.stdout.readline().strip()}/video.mjpg"
        camera.kill()


class Painted(QObject):
    """Notes how old each new frame is when the view has painted it."""

    def __init__(self, program) -> None:
        super().__init__()
        self.ages = array("d")  # a list of floats would itself be memory that grows
        self._frame, self._noted = None, None
        # Runs when the paint event, and with it the painting, is over. QTimer.singleShot() would keep some memory of
        # every call.
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._note)
        self._viewport = program.window.view.viewport()
        program.window.live.frame_came.connect(self._came)
        self._viewport.installEventFilter(self)

    def _came(self, frame) -> None:
        self._frame = frame

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._after.start()
        return False

    def _note(self) -> None:
        if self._frame is not None and self._frame is not self._noted:
            self._noted = self._frame
            self.ages.append(time.time() - self._frame.taken.timestamp())


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def slowest_model(folder: Path) -> str:
    """The package whose graph takes longest, measured."""
    with Station.open(DataPaths(folder)) as station:
        frame = Frame(np.full((1080, 1920, 3), 200, np.uint8), "a plain picture")
        times = {}
        for package in station.catalog.packages:
            classifier = station.classifier(package.id)
            times[package.id] = min(classifier.classify(frame).milliseconds for _ in range(5))
    return max(times, key=times.__getitem__)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
@pytest.mark.parametrize(("source", "model"), [("stream", ""), ("virtual", ""), ("virtual", "pbc8-mobilenetv2")])
def test_the_window_under_load(source: str, model: str, request, tmp_path: Path, qapp) -> None:
    spec = request.getfixturevalue("address") if source == "stream" else "virtual:size=1920x1080"
    model = model or slowest_model(tmp_path / "other")
    save_settings(DataPaths(tmp_path / "data").settings, Settings(model_id=model))
    with create_program(Options(tmp_path / "data", spec)) as program:
        # The offscreen platform's screen is small, so the window has taken all of it.
        program.window.showNormal()
        program.window.resize(1366, 768)
        painted = Painted(program)
        stalls, answers = array("d"), array("d")
        memory: list[tuple[float, float]] = []
        counted: dict[str, int] = {}
        boxes = array("d")
        clock, since = QElapsedTimer(), time.monotonic()
        clock.start()

        def tick() -> None:
            stalls.append(clock.nsecsElapsed() / 1e6 - TICK)
            clock.restart()

        def observed(observation: Observation) -> None:
            if observation.prediction is not None:
                answers.append(observation.prediction.milliseconds)
            if observation.cells is not None:
                boxes.append(len(observation.cells.found.cells))

        ticker, sampler = QTimer(), QTimer()
        ticker.setTimerType(Qt.TimerType.PreciseTimer)
        ticker.timeout.connect(tick)
        sampler.timeout.connect(lambda: memory.append((time.monotonic() - since, resident_megabytes())))
        program.window.watching.observed.connect(observed)
        settled = 10.0

        def count() -> tuple[int, int]:
            state = program.window.live.state
            return state.frames, state.dropped

        def begin() -> None:
            del painted.ages[:], stalls[:], answers[:], boxes[:]
            counted["frames"], counted["dropped"] = count()
            clock.restart()
            ticker.start(TICK)
            sampler.start(1000)

        def end() -> None:
            frames, dropped = count()
            counted["frames"], counted["dropped"] = frames - counted["frames"], dropped - counted["dropped"]
            program.window.close()

        QTimer.singleShot(int(settled * 1000), begin)
        QTimer.singleShot(int((settled + SECONDS) * 1000), end)
        program.run()
        ticker.stop()
        sampler.stop()

    stalled, aged = np.array(stalls), np.array(painted.ages) * 1000
    slope = np.polyfit(*np.array(memory).T, 1)[0] * 60
    p99, age = np.percentile(stalled, 99), np.percentile(aged, 95)
    if answers:
        said = f"suggested {len(answers) / SECONDS:.1f} times a second ({statistics.median(answers):.0f} ms each)"
    else:
        share = len(boxes) / SECONDS
        said = f"had boxes {share:.1f} times a second around {statistics.mean(boxes):.1f} cells"
    print(f"\n{source}: {SECONDS:.0f} s of 1080p at 30 frames a second, {counted['frames']} frames came,"
          f" {counted['dropped']} were dropped, {len(aged) / SECONDS:.1f} painted a second; {model} {said}"
          f"\n  event loop stall p99 {p99:.1f} ms: {p99 / 20:.2f} of the budget (20 ms); longest {stalled.max():.0f} ms"
          f"\n  frame on the screen after: median {np.median(aged):.0f} ms, p95 {age:.0f} ms: {age / 50:.2f} of the"
          f" budget (50 ms)\n  memory: {memory[0][1]:.0f} MB at first, {memory[-1][1]:.0f} MB at last,"
          f" slope {slope:+.1f} MB a minute")  # fmt: skip
