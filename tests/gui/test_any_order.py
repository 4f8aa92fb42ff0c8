"""Start, stop, switch, capture, quit: in any order and quickly, on the real program with real sources."""

from __future__ import annotations

import os
import random
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt

from leukdesk.capture.virtual import knobs
from leukdesk.gui.calibrating.wizard import CalibrationWizard
from leukdesk.gui.menus.actions import ActionId

from ..unit.capture.conftest import NetworkCamera, noisy_picture
from .conftest import WAIT

ACTIONS = 200
"""For each seed."""
SWITCHES = (
    ActionId.PAUSE,
    ActionId.HANDS_FREE,
    ActionId.SUGGEST,
    ActionId.AVERAGE,
    ActionId.CONTROLS,
    ActionId.CALIBRATE,
    ActionId.NAMES,
    ActionId.GRID,
    ActionId.TURN,
    ActionId.MIRROR,
)
SEEDS = [int(seed) for seed in os.environ.get("LEUKDESK_TEST_SEEDS", "1,2").split(",")]
"""Others may be given to look further: the sequence depends on nothing else."""


@pytest.fixture
def camera() -> Iterator[NetworkCamera]:
    made = NetworkCamera()
    yield made
    made.close()


@pytest.fixture
def deaf() -> Iterator[str]:
    """An address that takes calls and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/video.mjpg"


@pytest.fixture
def refusing() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/video.mjpg"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "short.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50, (96, 64))
    for number in range(10):
        writer.write(noisy_picture(number))
    writer.release()
    return path


class User:
    """Somebody in a hurry, who does one thing after another by chance."""

    def __init__(self, window, qtbot, camera: NetworkCamera, specs: list[str], sample: Path, chance) -> None:
        self.window, self.qtbot, self.camera, self.chance = window, qtbot, camera, chance
        self.specs, self.sample = specs, sample
        self.done: list[str] = []
        self.actions: list[tuple[int, Callable[[], object]]] = [
            (6, self.start_a_source),
            (2, self.stop_or_go_on),
            (6, self.press_space),
            (1, self.classify),
            (2, self.go_back),
            (2, self.open_a_picture),
            (2, self.look_at_the_history),
            (4, self.change_the_cameras_mode),
            (3, self.set_something),
            (2, self.develop_otherwise),
            (6, self.turn_a_switch),
            (1, self.choose_an_objective),
            (1, self.close_the_calibration),
            (1, self.zoom),
            (3, self.look_for_a_moment),
        ]

    def act(self) -> None:
        weights, actions = zip(*self.actions, strict=True)
        (action,) = self.chance.choices(actions, weights)
        self.done.append(action.__name__)
        action()

    def start_a_source(self) -> None:
        spec = self.chance.choice(self.specs)
        self.done[-1] += f"({spec})"
        self.window.start_live(spec)

    def stop_or_go_on(self) -> None:
        self.window.actions_by_id[ActionId.LIVE].trigger()

    def press_space(self) -> None:
        self.qtbot.keyClick(self.window.view, Qt.Key.Key_Space)

    def classify(self) -> None:
        self.window.actions_by_id[ActionId.CLASSIFY].trigger()

    def go_back(self) -> None:
        self.qtbot.keyClick(self.window.view, Qt.Key.Key_Escape)

    def open_a_picture(self) -> None:
        self.window.open_paths([self.sample])

    def look_at_the_history(self) -> None:
        if self.window.history_model.rowCount():
            self.window.desk.show_record(self.window.history_model.record(0))

    def change_the_cameras_mode(self) -> None:
        self.camera.mode = self.chance.choice(["normal", "normal", "stall", "repeat", "garbage", "gone", "missing"])
        self.done[-1] += f"({self.camera.mode})"

    def set_something(self) -> None:
        knob = self.chance.choice(
            [
                (knobs.FOCUS, 3.0),
                (knobs.STAGE_X, 900.0),
                (knobs.PLUGGED, False),
                (knobs.PLUGGED, True),
                (knobs.PLUGGED, True),
                (knobs.FROZEN, True),
                (knobs.FROZEN, False),
                (knobs.OBJECTIVE, "40×"),
                ("size", "640 × 480"),
                ("nonsense", True),
            ]
        )
        self.done[-1] += f"{knob}"
        self.window.work.controls.change(*knob)

    def develop_otherwise(self) -> None:
        def invert(pixels: np.ndarray) -> tuple[np.ndarray, None]:
            return 255 - pixels, None

        def fail(pixels: np.ndarray) -> tuple[np.ndarray, None]:
            raise ArithmeticError("a flat field of another size")

        self.window.live.develop = self.chance.choice([None, None, invert, fail])

    def turn_a_switch(self) -> None:
        switch = self.chance.choice(SWITCHES)
        self.done[-1] += f"({switch})"
        self.window.actions_by_id[switch].trigger()

    def choose_an_objective(self) -> None:
        self.window.objective_picker.chosen.emit(self.chance.choice(["40×", "100× oil"]))

    def close_the_calibration(self) -> None:
        for wizard in self.window.findChildren(CalibrationWizard):
            wizard.close()

    def look_for_a_moment(self) -> None:
        """Long enough for a source to answer, and for a result."""
        self.qtbot.wait(self.chance.randint(50, 300))

    def zoom(self) -> None:
        self.window.actions_by_id[self.chance.choice([ActionId.ZOOM_IN, ActionId.ZOOM_OUT, ActionId.FIT])].trigger()


@pytest.mark.parametrize("seed", SEEDS)
def test_any_order_of_actions_never_hangs_crashes_or_leaves_a_thread(
    start, qtbot, camera, deaf, refusing, film, sample, tmp_path, caplog, seed
):
    program = start()
    window = program.window
    absent = str(tmp_path / "absent.avi")
    small = "virtual:size=320x240"
    specs = [small, small, camera.address, camera.address, camera.address, str(film), deaf, refusing, absent]
    chance = random.Random(seed)
    user = User(window, qtbot, camera, specs, sample, chance)
    most_threads = 0
    try:
        for _ in range(ACTIONS):
            user.act()
            qtbot.wait(chance.randint(0, 5))
            most_threads = max(most_threads, threading.active_count())
        # It still works: the last thing that a user in a hurry does is to go on working.
        window.live.develop = None
        window.work.controls.change(knobs.PLUGGED, True)
        window.start_live(small)
        qtbot.waitUntil(lambda: window.live.newest() is not None, timeout=WAIT)
        user.act()
        window.close()
        assert not window.isVisible()
    except BaseException as problem:
        problem.add_note(f"LEUKDESK_TEST_SEEDS={seed}, threads {most_threads}; last: {' '.join(user.done[-25:])}")
        raise
    program.close()
    wrong = [r.getMessage() for r in caplog.records if r.exc_info and "cannot be corrected" not in r.getMessage()]
    assert not wrong, f"LEUKDESK_TEST_SEEDS={seed}"
