"""A microscope whose light and scale are known, and the wizard as the user goes through it."""

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt

from leukdesk.calibration import CalibrationStore
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.calibrating.wizard import CalibrationWizard
from leukdesk.imaging.frame import Frame

from ..conftest import WAIT

HEIGHT, WIDTH = 240, 320


def light(height=HEIGHT, width=WIDTH):
    """Light as a lamp gives it: darker to the corners, and bluish."""
    down, across = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    fall = 1 - 0.2 * (down**2 + across**2)
    return np.stack([190 * fall, 205 * fall, 230 * fall], axis=-1)


def with_cells(seed, height=HEIGHT, width=WIDTH, count=25):
    pixels, random = light(height, width), np.random.default_rng(seed)
    down, across = np.mgrid[:height, :width]
    for y, x in zip(random.integers(0, height, count), random.integers(0, width, count), strict=True):
        pixels[(down - y) ** 2 + (across - x) ** 2 < 100] *= (0.8, 0.5, 0.65)
    return pixels


class Microscope:
    """Gives frames as a camera does: a new one each time, with noise; nothing while it is unplugged."""

    def __init__(self):
        self.scene = light()
        self.plugged = True
        self._random = np.random.default_rng(1)

    def take_frame(self):
        if not self.plugged:
            return None
        noisy = self.scene + self._random.normal(0, 2, self.scene.shape)
        return Frame(np.clip(noisy, 0, 255).astype(np.uint8), "Microscope")


@pytest.fixture
def microscope():
    return Microscope()


@pytest.fixture
def store(tmp_path):
    return CalibrationStore(tmp_path / "calibrations")


@pytest.fixture
def analyst():
    made = Analyst(lambda: None, lambda _: None)
    made.start(lambda _: None, lambda _: None)
    yield made
    assert made.stop()


@pytest.fixture
def open_wizard(qtbot, microscope, store, analyst):
    def run(work, done, failed):
        return analyst.ask(lambda _: work(), done, failed)

    opened = []

    def begin(objective="100× oil"):
        wizard = CalibrationWizard(
            store, "046d:0825", "Microscope", objective, store.own_objectives(), "Ana", microscope.take_frame, run
        )
        # Otherwise it deletes itself when it is closed, and a test could not look at it any more.
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        wizard.show()
        opened.append(wizard)
        return wizard

    yield begin
    for wizard in opened:
        if shiboken6.isValid(wizard):
            wizard.reject()
            wizard.deleteLater()


@pytest.fixture
def wizard(open_wizard):
    return open_wizard()


def press(wizard, qtbot, button):
    qtbot.waitUntil(button.isEnabled, timeout=WAIT)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(choices, key, qtbot):
    qtbot.mouseClick(choices.button(key), Qt.MouseButton.LeftButton, pos=QPoint(8, choices.button(key).height() // 2))
    assert choices.chosen == key


def take_blank(wizard, qtbot):
    press(wizard, qtbot, wizard.next)
    assert wizard.page is wizard.blank
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)


def go_to_scale(wizard, qtbot):
    take_blank(wizard, qtbot)
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.next)
    assert wizard.page is wizard.scale


def lay_the_line(wizard, qtbot):
    """Move an end, and back: it lies as it did, and somebody meant it to."""
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(wizard.scale.view, key)
