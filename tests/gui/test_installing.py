"""The offer to put the single file on this station, in the real window; what is unpacked is a small tree."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from leukdesk.gui.help.about_dialog import AboutDialog
from leukdesk.gui.main_window import MainWindow
from leukdesk.gui.menus.actions import ActionId
from leukdesk.installing import unpacking
from leukdesk.installing.how import Kind, look
from leukdesk.installing.installation import Installation
from leukdesk.installing.places import user_places

from ..unit.installing.conftest import single_file
from .conftest import WAIT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a tree with links, in the places of Linux")

ROOT = Path(__file__).parents[2]


@pytest.fixture
def installation(tmp_path) -> Installation:
    stick = tmp_path / "Zoë's stick 血"
    stick.mkdir()
    return Installation(single_file(stick), user_places("linux", {}, tmp_path / "home"))


def newer(installation: Installation) -> Installation:
    return Installation(single_file(installation.here.executable.parent, "two"), installation._places)


def offered(window: MainWindow, qtbot) -> MainWindow:
    qtbot.waitUntil(window.install_offer.isVisible, timeout=WAIT)
    return window


def looked_at(window: MainWindow, qtbot) -> MainWindow:
    qtbot.waitUntil(lambda: window.installing._looked is not None, timeout=WAIT)
    return window


def done(window: MainWindow, qtbot) -> str:
    qtbot.waitUntil(lambda: not window.records.jobs.running, timeout=WAIT)
    return window.export_bar.text if window.export_bar.isVisible() else ""


def answer(window: MainWindow, button: str, qtbot) -> str:
    """Press a button of the question that the window asks; return the question."""
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)), timeout=WAIT)
    (box,) = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    text = box.text()
    (pressed,) = [each for each in box.buttons() if each.text().replace("&", "") == button]
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    return text


def test_the_first_start_offers_it_and_it_is_there_afterwards(start, qtbot, installation):
    window = offered(start(installation=installation).window, qtbot)
    bar = window.install_offer
    assert "put itself on this station" in bar.text
    assert "4 MB" in bar.copy.text()
    assert bar.menu.isChecked() and bar.copy.isChecked() and bar.go.text() == "&Install"
    qtbot.mouseClick(bar.go, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert "opens fast" in done(window, qtbot)
    assert installation.is_there()
    assert not window.banners.texts()


def test_nothing_is_offered_again_once_it_was_declined_and_the_menu_still_has_it(start, qtbot, installation):
    program = start(installation=installation)
    window = offered(program.window, qtbot)
    qtbot.mouseClick(window.install_offer.later, Qt.MouseButton.LeftButton)
    assert not window.install_offer.isVisible()
    assert "offers it again" in window.status.full_text
    window.leave()
    program.close()
    window = looked_at(start(installation=installation).window, qtbot)
    assert not window.install_offer.isVisible() and not installation.found()
    window.actions_by_id[ActionId.INSTALL].trigger()
    assert window.install_offer.isVisible()
    window.install_offer.menu.setChecked(False)
    window.install_offer.copy.setChecked(False)
    assert not window.install_offer.go.isEnabled()
    window.install_offer.copy.setChecked(True)
    window.install_offer.go.click()
    assert "is unpacked in" in done(window, qtbot)
    assert installation.found().entry is None


def test_another_version_is_offered_to_take_its_place(start, qtbot, installation):
    installation.install(menu=True, copy=True)
    other = newer(installation)
    window = offered(start(installation=other).window, qtbot)
    assert f"Leukdesk {installation.build} is on this station. This one, {other.build}," in window.install_offer.text
    assert window.install_offer.go.text() == "&Replace it"
    window.install_offer.go.click()
    assert "opens fast" in done(window, qtbot)
    assert other.is_there() and not installation.is_there()
    assert len(other.found().copies) == 1


def test_what_is_there_is_not_offered(start, qtbot, installation):
    installation.install(menu=True, copy=True)
    window = looked_at(start(installation=installation).window, qtbot)
    assert not window.install_offer.isVisible()
    assert window.actions_by_id[ActionId.INSTALL].isEnabled()
    assert window.actions_by_id[ActionId.UNINSTALL].isEnabled()


@pytest.mark.parametrize("how", ["portable", "no home", "nowhere to write"])
def test_it_is_not_offered_where_it_makes_no_sense(start, qtbot, installation, tmp_path, how):
    if how == "portable":
        (installation.here.executable.parent / "portable").touch()
    elif how == "no home":
        installation = Installation(installation.here, None)
    else:
        (tmp_path / "home").write_text("a file")
    window = looked_at(start(installation=installation).window, qtbot)
    assert not window.install_offer.isVisible()
    act = window.actions_by_id[ActionId.INSTALL]
    if how in ("portable", "no home"):
        assert not act.isEnabled()
        assert ("portable" if how == "portable" else "home folder") in act.statusTip()


def test_a_program_that_quits_by_itself_offers_nothing(start, qtbot, installation, monkeypatch):
    monkeypatch.setenv("LEUKDESK_QUIT_AFTER", "2")
    window = looked_at(start(installation=installation).window, qtbot)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert window.install_offer.isHidden()


def test_a_checkout_says_why_it_has_nothing_to_install(start):
    window = start().window
    for action in (ActionId.INSTALL, ActionId.UNINSTALL):
        act = window.actions_by_id[action]
        assert not act.isEnabled() and "single file" in act.statusTip()
    assert not window.install_offer.isVisible()


def test_from_a_stick_an_entry_alone_cannot_be_chosen(start, qtbot, installation, monkeypatch):
    monkeypatch.setattr("leukdesk.installing.installation.may_go_away", lambda _: True)
    bar = offered(start(installation=installation).window, qtbot).install_offer
    assert "From a stick or a disc" in bar.text
    assert bar.copy.isChecked() and not bar.copy.isEnabled()
    bar.menu.setChecked(False)
    assert bar.copy.isEnabled()
    bar.copy.setChecked(False)
    bar.menu.setChecked(True)
    assert bar.copy.isChecked() and not bar.copy.isEnabled()


class Held:
    """Reading the program's own files waits until it is let go."""

    def __init__(self, monkeypatch) -> None:
        self.reached, self.go = threading.Event(), threading.Event()
        real = unpacking.blocks

        def blocks(path):
            for number, block in enumerate(real(path)):
                if number:
                    self.reached.set()
                    self.go.wait(60)
                yield block

        monkeypatch.setattr(unpacking, "blocks", blocks)


def test_it_can_be_cancelled_and_nothing_is_left(start, qtbot, installation, monkeypatch):
    held = Held(monkeypatch)
    window = offered(start(installation=installation).window, qtbot)
    window.install_offer.go.click()
    qtbot.waitUntil(held.reached.is_set, timeout=WAIT)
    qtbot.waitUntil(lambda: "of 4" in window.export_bar.text, timeout=WAIT)
    visible = window.export_bar.isVisible(), window.export_bar._cancel.isVisible()
    window.export_bar._cancel.click()
    held.go.set()
    assert visible == (True, True)
    done(window, qtbot)
    assert "was cancelled" in window.status.full_text
    assert not window.export_bar.isVisible()
    assert not installation.found() and not installation._places.programs.exists()


def test_closing_meanwhile_is_asked_about_and_leaves_nothing(start, qtbot, installation, monkeypatch):
    held = Held(monkeypatch)
    program = start(installation=installation)
    window = offered(program.window, qtbot)
    window.install_offer.go.click()
    qtbot.waitUntil(held.reached.is_set, timeout=WAIT)
    assert not window.close()
    assert "still being unpacked" in window.banners.texts()[0]
    held.go.set()
    window.leave()
    program.close()
    assert not [each for each in installation.found().copies if each.damage(contents=True)]


def test_a_disk_without_room_is_told_in_the_window(start, qtbot, installation, disk_of):
    disk = disk_of("4m")
    small = Installation(installation.here, user_places("linux", {}, disk))
    window = offered(start(installation=small).window, qtbot)
    window.install_offer.go.click()
    done(window, qtbot)
    (text,) = window.banners.texts()
    assert "There is no room for a copy" in text and "Free some space" in text
    assert not [path for path in disk.rglob("*") if path.is_file()]


def test_it_is_removed_when_that_is_wanted_and_the_data_stay(start, qtbot, installation, data_dir):
    installation.install(menu=True, copy=True)
    window = looked_at(start(installation=installation).window, qtbot)
    window.actions_by_id[ActionId.UNINSTALL].trigger()
    text = answer(window, "Cancel", qtbot)
    assert str(installation._places.programs) in text and f"stays in {data_dir}" in text and "4 MB" in text
    assert installation.is_there()
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox), timeout=WAIT)
    window.actions_by_id[ActionId.UNINSTALL].trigger()
    answer(window, "Remove", qtbot)
    assert "was removed from this station" in done(window, qtbot)
    assert not installation.found() and (data_dir / "leukdesk.sqlite3").exists()
    act = window.actions_by_id[ActionId.UNINSTALL]
    qtbot.waitUntil(lambda: not act.isEnabled(), timeout=WAIT)


def test_the_copy_that_runs_is_gone_when_its_window_is_closed(start, qtbot, installation):
    copy = installation.install(menu=True, copy=True).copies[0]
    itself = Installation(look(copy.launcher, copy.folder / "_internal", frozen=True), installation._places)
    assert itself.here.kind is Kind.UNPACKED
    program = start(installation=itself)
    window = looked_at(program.window, qtbot)
    assert not window.actions_by_id[ActionId.INSTALL].isEnabled()
    window.actions_by_id[ActionId.UNINSTALL].trigger()
    assert "Leukdesk is closed for it" in answer(window, "Remove", qtbot)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert itself.found()
    program.close()
    assert not itself.found() and not copy.folder.exists()


def test_about_says_what_makes_it_portable_and_where_nothing_is_kept(start, qtbot, installation):
    beside = installation.here.executable.parent
    (beside / "portable").touch()
    window = start(installation=installation).window
    paths = replace(window._help._paths, root=beside / "leukdesk-data")
    about = AboutDialog(paths, installation.here, window)
    words = " ".join(label.text() for label in about.findChildren(QLabel))
    about.close()
    assert str(beside / "leukdesk-data") in words
    assert "Portable: the file portable keeps them beside the program." in words


_FROZEN = """
import sys
sys.frozen, sys._MEIPASS, sys.executable = True, sys.argv[1], sys.argv[2]
from leukdesk.cli import main
sys.exit(main(sys.argv[3:]))
"""


@pytest.mark.parametrize("marker", ["portable", ""])
def test_a_portable_program_leaves_nothing_in_the_home(tmp_path, marker):
    home, stick = tmp_path / "home", tmp_path / "stick 血"
    home.mkdir()
    stick.mkdir()
    (stick / "leukdesk").touch()
    if marker:
        (stick / marker).touch()
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
        "LEUKDESK_QUIT_AFTER": "3",
    }  # fmt: skip
    command = [sys.executable, "-c", _FROZEN, str(ROOT), str(stick / "leukdesk"), "--camera", "virtual"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    data = stick / "leukdesk-data"
    if marker:
        assert list(home.iterdir()) == []
        assert (data / "leukdesk.sqlite3").exists() and (data / "settings.json").exists()
    else:
        assert not data.exists() and list(home.iterdir())


def test_without_a_home_folder_the_window_opens_and_says_that_nothing_is_saved(start, qtbot):
    from leukdesk.paths import NO_HOME

    window = start(where=NO_HOME).window
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert any("there is no home folder" in text and "nothing is saved" in text for text in window.banners.texts())
    assert window.status.says_unsaved
    about = AboutDialog(window._help._paths, window.installing._installation.here, window)
    assert "this user has no home folder" in " ".join(label.text() for label in about.findChildren(QLabel))
    about.close()
