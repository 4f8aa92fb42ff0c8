"""The pictures of the manual, made of the real window on the virtual microscope with every run of the tests.

LEUKDESK_SCREENSHOTS=docs/manual/pictures keeps them for the manual; else they go to a temporary folder. With
LEUKDESK_SCREENSHOTS_LANGUAGE=fr the window speaks French; its pictures belong to docs/manual/pictures/fr.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage

from leukdesk.calibration import Calibration, CalibrationStore
from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.objectives import OBJECTIVES
from leukdesk.capture.virtual.stage import Script, Stop
from leukdesk.gui.calibrating.wizard import CalibrationWizard
from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.help.manual_window import ManualWindow
from leukdesk.gui.history.export_dialog import ExportDialog
from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.models.card_dialog import CardDialog
from leukdesk.gui.slide.status import Way
from leukdesk.history.people.laboratory import Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import State
from leukdesk.history.safety.backups import Backups
from leukdesk.history.store import History
from leukdesk.language import ENGLISH
from leukdesk.paths import DataPaths, manual
from leukdesk.settings import CameraSettings, Settings, save_settings

from .calibrating.conftest import press
from .conftest import WAIT, capture, wait_for_live
from .palettes import save_small
from .slide.test_session_in_window import LONG, begin
from .test_review import stands

LANGUAGE = os.environ.get("LEUKDESK_SCREENSHOTS_LANGUAGE", ENGLISH)
SHOWN = manual() / "pictures" / ("" if LANGUAGE == ENGLISH else LANGUAGE)
CELLS, FIELDS = "pbc8-mobilenetv2", "taleqani-all4-mobilenetv2"
WINDOW = (1366, 768)
MOST_BYTES = 250_000
ALMOST = 0.3
"""Share by which a window may be wider or higher where other fonts are installed."""
SIZE = (1280, 960)
DOTS = OBJECTIVES["100× oil"].scale(SIZE[0])
"""Pixels of a micrometre."""


class Album:
    """Keeps pictures of windows, and holds each against the one that the manual shows."""

    def __init__(self, folder: Path, qtbot) -> None:
        self.folder, self._qtbot = folder, qtbot
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, widget, name: str) -> None:
        """Take a picture of a window as it is now."""
        self._qtbot.wait(300)
        image = widget.grab().toImage()
        assert image.devicePixelRatio() == 1
        path = self.folder / f"{name}.png"
        save_small(image, path)
        assert 5_000 < path.stat().st_size <= MOST_BYTES, f"{name}: {path.stat().st_size:,} bytes"
        shown = QImage(str(SHOWN / path.name))
        assert not shown.isNull(), f"the manual has no picture {path.name}"
        assert shown.width() == pytest.approx(image.width(), rel=ALMOST)
        assert shown.height() == pytest.approx(image.height(), rel=ALMOST)


@pytest.fixture
def data_dir():
    """A folder whose name can stand in a manual."""
    with tempfile.TemporaryDirectory(prefix="station-") as folder:
        yield Path(folder)


@pytest.fixture
def album(tmp_path, qtbot):
    return Album(Path(os.environ.get("LEUKDESK_SCREENSHOTS") or tmp_path / "pictures").absolute(), qtbot)


@pytest.fixture
def at(monkeypatch):
    """Let the virtual microscope rest at some places, one after the other."""

    def choose(*stops, style="smear"):
        script = Script(stops, 0.6)
        monkeypatch.setattr(
            "leukdesk.app._open_source", lambda _: VirtualMicroscope(4, style, size=SIZE, script=script)
        )

    return choose


@pytest.fixture
def station(start, qtbot, data_dir):
    """Start the program as a laboratory has it: calibrated, with operators, light."""

    def begin_with(model, operators=True, calibrated=True):
        paths = DataPaths(data_dir)
        if calibrated:
            made = datetime.now(UTC) - timedelta(days=3)
            known = Calibration("", made, "Ada Keller", "virtual", "100× oil", *SIZE, 1 / DOTS, "stage micrometer")
            CalibrationStore(paths.calibrations).save(known, None)
        save_settings(
            paths.settings,
            Settings(
                model_id=model, scheme="light", language=LANGUAGE, cameras={"virtual": CameraSettings("100× oil")}
            ),
        )
        if operators:
            with History(paths) as history:
                people = Operators(history)
                people.add("Ada Keller", pin="2468")
                people.add("Ana Vogt", Role.REVIEWER, by="Ada Keller")
        program = start(camera="virtual")
        window = program.window
        window.resize(*WINDOW)
        if operators:
            qtbot.waitUntil(lambda: window.operators.sign_in_dialog is not None, timeout=WAIT)
            dialog = window.operators.sign_in_dialog
            dialog.names.setCurrentRow(0)
            qtbot.keyClicks(dialog.pin, "2468")
            qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: window.session.operator == "Ada Keller", timeout=WAIT)
        wait_for_live(program, qtbot)
        window.panes.share_across()
        window.panes.down.setSizes([560, 120])
        return program

    return begin_with


def dialog_of(window, kind):
    return next(each for each in window.findChildren(kind) if each.isVisible())


def go_back_to_live(window, qtbot):
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.LIVE and window.live.newest() is not None, timeout=WAIT)


def test_the_live_view_and_its_controls(at, station, album, qtbot):
    at(Stop(1320, 700))
    window = station(CELLS).window
    window.entry_bar.set_sample("S-2026-0417")
    qtbot.waitUntil(lambda: len(window.view.cells.named) > 2, timeout=WAIT)
    window.view.fit()
    window.view.cells.select(0)
    qtbot.wait(1500)  # then the rate is known
    album.keep(window, "live")
    window.actions_by_id[ActionId.CONTROLS].trigger()
    qtbot.waitUntil(lambda: window.work.controls.panel.isVisible(), timeout=WAIT)
    qtbot.wait(300)
    album.keep(window, "controls")


def test_a_capture_that_is_clear_and_one_that_needs_review(at, station, album, qtbot):
    at(Stop(700, 640), style="pre")
    program = station(FIELDS)
    window = program.window
    window.entry_bar.set_sample("S-2026-0417")
    capture(program, qtbot)
    assert not window.result.answer.uncertain
    album.keep(window, "captured")
    go_back_to_live(window, qtbot)
    window.live.change(knobs.FOCUS, 3.0)
    qtbot.wait(2000)
    capture(program, qtbot)
    assert window.result.answer.uncertain
    album.keep(window, "needs-review")


def test_a_decision_a_signature_and_what_becomes_of_them(at, station, album, qtbot):
    at(Stop(700, 640), style="pre")
    program = station(FIELDS)
    window = program.window
    for number, code in enumerate(("S-2026-0415", "S-2026-0416", "S-2026-0417")):
        window.entry_bar.set_sample(code)
        window.live.change(knobs.STAGE_X, 700.0 + 300 * number)
        qtbot.wait(2500)  # the stage glides there
        capture(program, qtbot)
        go_back_to_live(window, qtbot)
    window.history.table.selectRow(window.history_model.row_of(3))
    qtbot.waitUntil(lambda: window.review.reviewed is not None, timeout=WAIT)
    qtbot.keyClick(window.view, Qt.Key.Key_F10)
    stands(window, qtbot, 3, State.CONFIRMED)
    album.keep(window, "decided")
    window.actions_by_id[ActionId.SIGN].trigger()
    qtbot.waitUntil(lambda: window.review.signing.dialog is not None, timeout=WAIT)
    album.keep(window.review.signing.dialog, "sign")
    window.review.signing.dialog.reject()

    window.actions_by_id[ActionId.EXPORT].trigger()
    dialog = dialog_of(window, ExportDialog)
    dialog.target.setText("/media/usb/leukdesk.csv")
    album.keep(dialog, "export")
    dialog.reject()

    window.actions_by_id[ActionId.BACK_UP].trigger()
    qtbot.waitUntil(lambda: bool(Backups(program.paths).all()) and not window.records.jobs.running, timeout=WAIT)
    window.actions_by_id[ActionId.RESTORE].trigger()
    dialog = dialog_of(window, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1, timeout=WAIT)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
    qtbot.waitUntil(dialog.agree.isEnabled, timeout=WAIT)
    album.keep(dialog, "backups")
    dialog.reject()


def lay_line(view, qtbot, half):
    """Draw the line along the ruler, so many pixels to both sides of the picture's middle."""
    ends = [view.mapFromScene(QPointF(SIZE[0] / 2 + side * half, 0.45 * SIZE[1])) for side in (-1, 1)]
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=ends[0])
    qtbot.mouseMove(view.viewport(), ends[1])
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=ends[1])


def test_a_calibration(at, station, album, qtbot):
    at(Stop(700, 640))
    window = station(CELLS, calibrated=False).window
    window.actions_by_id[ActionId.CALIBRATE].trigger()
    wizard = dialog_of(window, CalibrationWizard)
    window.live.change(knobs.BLANK, True)
    press(wizard, qtbot, wizard.next)
    qtbot.wait(1500)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)
    album.keep(wizard, "blank-field")
    window.live.change(knobs.BLANK, False)
    window.live.change(knobs.MICROMETER, True)
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.next)
    qtbot.wait(1500)
    wizard.scale.again.click()
    lay_line(wizard.scale.view, qtbot, 40 * DOTS)
    wizard.scale.micrometres.setValue(80.0)
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT)
    album.keep(wizard, "scale")
    wizard.reject()


def test_a_slide_session_and_its_gallery(at, station, album, qtbot):
    fields = 6
    at(*(Stop(500 + 150 * number, 640, 0.0, 2.5) for number in range(fields)))
    window = station(CELLS, operators=False).window
    begin(window, qtbot, "S-2026-0417", Way.HANDS_FREE)
    work = window.slide.work
    qtbot.waitUntil(lambda: len(work.slide.session.fields) == fields, timeout=LONG)
    window.view.fit()
    qtbot.wait(300)
    album.keep(window, "session")
    window.actions_by_id[ActionId.GALLERY].trigger()
    gallery = work.review.gallery
    qtbot.waitUntil(gallery.isVisible, timeout=WAIT)
    gallery.resize(1100, 620)
    qtbot.wait(1500)
    album.keep(gallery, "gallery")


def test_a_model_card_and_the_manual(start, album, qtbot, data_dir):
    save_settings(DataPaths(data_dir).settings, Settings(model_id=CELLS, scheme="light", language=LANGUAGE))
    window = start().window
    window.actions_by_id[ActionId.MODEL_CARD].trigger()
    card = dialog_of(window, CardDialog)
    card.resize(980, 620)
    album.keep(card, "card")
    card.reject()
    window.actions_by_id[ActionId.MANUAL].trigger()
    shown = dialog_of(window, ManualWindow)
    shown.resize(980, 620)
    shown.open_page("live-work")
    qtbot.wait(300)
    album.keep(shown, "manual")
    shown.reject()
