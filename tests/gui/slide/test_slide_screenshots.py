"""Pictures of a slide session at work, of its gallery and its report; LEUKDESK_SCREENSHOTS=FOLDER keeps them."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import Script, Stop
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.report.slide_dialog import WantedSlide
from leukdesk.gui.slide.status import Way
from leukdesk.history.exporting.privacy import Privacy

from ..conftest import WAIT
from .test_session_in_window import LONG, begin

STOPS = 6


@pytest.fixture
def folder(tmp_path):
    chosen = Path(os.environ.get("LEUKDESK_SCREENSHOTS") or tmp_path / "screenshots")
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


@pytest.fixture
def scripted(monkeypatch):
    """The virtual microscope goes over six fields that hardly overlap."""
    script = Script([Stop(500 + 150 * number, 640, 0.0, 2.5) for number in range(STOPS)], 0.6)
    monkeypatch.setattr("leukdesk.app._open_source", lambda _: VirtualMicroscope(4, size=(1280, 960), script=script))


def saved(widget, path):
    """Keep a picture of a widget; return its pixels, uint8 (H, W, 3)."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    assert picture.save(str(path))
    lines = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return lines[:, : 3 * picture.width()].reshape(picture.height(), picture.width(), 3).astype(int)


def purple(pixels):
    """Return the share of pixels of the colour of nuclei."""
    return ((pixels[..., 2] > pixels[..., 1] + 40) & (pixels[..., 0] > pixels[..., 1] + 10)).mean()


def test_a_slide_session_is_worth_looking_at(scripted, start, qtbot, tmp_path, folder):
    window = start(camera="virtual").window
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.live.newest() is not None, timeout=WAIT)
    begin(window, qtbot, "S-2024-112", Way.HANDS_FREE)
    work = window.slide.work
    qtbot.waitUntil(lambda: len(work.slide.session.fields) == STOPS, timeout=LONG)
    window.view.fit()
    qtbot.wait(300)
    assert purple(saved(window, folder / "session.png")) > 0.002

    window.actions_by_id[ActionId.GALLERY].trigger()
    gallery = work.review.gallery
    qtbot.waitUntil(gallery.isVisible, timeout=WAIT)
    gallery.resize(1100, 700)
    qtbot.waitUntil(lambda: purple(saved(gallery, folder / "gallery.png")) > 0.005, timeout=WAIT)

    window.slide.reports.save(work.slide.session, WantedSlide("A4", Privacy(identified=True)), tmp_path / "slide.pdf")
    qtbot.waitUntil((tmp_path / "slide.pdf").is_file, timeout=LONG)
    qtbot.waitUntil(lambda: not window.records.jobs.running, timeout=LONG)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-png", "-r", "70", tmp_path / "slide.pdf", folder / "report"], check=True)
        assert list(folder.glob("report*.png"))
