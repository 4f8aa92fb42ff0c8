"""Pictures of the window at work, small and large, light and dark.

With LEUKDESK_SCREENSHOTS=FOLDER they are kept there.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from leukdesk.app import Options, create_program
from leukdesk.gui.desk.shown import Mode
from leukdesk.paths import DataPaths
from leukdesk.settings import load_settings, save_settings

WAIT = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    chosen = Path(os.environ.get("LEUKDESK_SCREENSHOTS") or tmp_path / "screenshots")
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (2560, 1440)])
def test_the_window_at_work_is_worth_looking_at(qtbot, tmp_path, folder, scheme, width, height):
    paths = DataPaths(tmp_path / "data")
    paths.create()
    save_settings(paths.settings, replace(load_settings(paths.settings), scheme=scheme, operator="R. Vogt"))
    # A style of its own and a seed, so that the picture in the README hardly changes from run to run.
    with create_program(Options(paths.root, "virtual:seed=5,style=pre")) as program:
        window = program.window
        window.showNormal()
        window.resize(width, height)
        for sample in ("S-2024-112", "S-2024-113"):
            qtbot.waitUntil(lambda: window.desk.mode is Mode.LIVE and window.desk.shown.frame is not None, timeout=WAIT)
            qtbot.waitUntil(lambda: window.picker.package is not None, timeout=WAIT)
            window.entry_bar.set_sample(sample)
            window.view.setFocus()
            rows = window.history_model.rowCount()
            qtbot.keyClick(window.view, Qt.Key.Key_Space)
            qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
            qtbot.waitUntil(lambda before=rows: window.history_model.rowCount() > before, timeout=WAIT)
            if sample == "S-2024-112":
                qtbot.keyClick(window.view, Qt.Key.Key_Space)
        window.view.fit()
        qtbot.wait(200)
        shot = window.grab()
        assert shot.save(str(folder / f"{width}x{height}-{scheme}.png"))
        picture = shot.toImage().convertToFormat(QImage.Format.Format_RGB888)
        view = window.view.geometry().translated(window.view.parentWidget().mapTo(window, window.view.pos() * 0))
    assert (picture.width(), picture.height()) == (width, height)
    lines = np.frombuffer(picture.constBits(), np.uint8).reshape(height, picture.bytesPerLine())
    pixels = lines[:, : 3 * width].reshape(height, width, 3).astype(int)
    # The ground is what the scheme says, and the smear is really painted, in purple.
    ground = pixels[-4, 4].mean()
    assert (ground > 200) if scheme == "light" else (ground < 70)
    inside = pixels[view.top() : view.bottom(), view.left() : view.right()]
    purple = (inside[..., 2] > inside[..., 1] + 40) & (inside[..., 0] > inside[..., 1] + 10)
    assert purple.mean() > 0.02
