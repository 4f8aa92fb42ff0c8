"""A picture was taken by itself: it is seen and heard, briefly, and nothing of it stays behind."""

import importlib.util
import io
import os
import shutil
import stat
import sys
import threading
import wave
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from leukdesk.gui.live import sounds
from leukdesk.gui.picture import flash
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.imaging.frame import Frame
from leukdesk.paths import bundled_root, resources

from .conftest import WAIT, Still


@pytest.fixture
def view(qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.show_frame(Frame(np.full((120, 160, 3), 60, np.uint8), "test"))
    return view


def middle(view) -> int:
    return view.viewport().grab().toImage().pixelColor(view.viewport().rect().center()).green()


def test_a_flash_fades_once_and_is_never_all_white(view, qtbot):
    seen = []
    view.flashing.changed.connect(lambda: seen.append(view.flashing.opacity))
    view.flash()
    assert middle(view) > 120, "it is seen"
    qtbot.waitUntil(lambda: seen[-1] == 0.0, timeout=WAIT)
    assert middle(view) == 60
    strengths = [opacity for opacity in seen if opacity > 0]
    assert max(strengths) <= 0.6
    assert strengths == sorted(strengths, reverse=True), "one fade, no flicker"


def test_flashes_come_at_most_twice_a_second(view, qtbot):
    since, begun = QElapsedTimer(), []
    since.start()
    view.flash("Captured 1")
    qtbot.waitUntil(lambda: view.flashing.opacity == 0.0, timeout=WAIT)
    view.flashing.changed.connect(lambda: begun.append(since.elapsed()) if view.flashing.opacity > 0 else None)

    def again() -> bool:
        view.flash("Captured 2")
        return bool(begun)

    qtbot.waitUntil(again, timeout=WAIT)
    assert view.flashing.words == "Captured 2"
    assert begun[0] >= flash.LEAST_APART


def test_words_stay_in_the_corner_and_go_by_themselves(view, qtbot):
    plain = view.viewport().grab().toImage()
    view.flash("Captured 12")
    assert view.flashing.words == "Captured 12"
    qtbot.waitUntil(lambda: view.flashing.opacity == 0.0, timeout=WAIT)
    assert view.flashing.words == "Captured 12", "longer than the light"
    assert view.viewport().grab().toImage() != plain
    qtbot.waitUntil(lambda: view.flashing.words == "", timeout=WAIT)
    assert view.viewport().grab().toImage() == plain


def test_nothing_of_it_outlives_the_view(view):
    view.flash("Captured 12")
    view.close()
    assert not view.flashing.words
    assert view.flashing.opacity == 0.0
    view.flash("Captured 13")
    assert not view.flashing.words, "nobody sees it"


def test_who_wants_no_animations_gets_the_words_alone(view):
    style = Still("Fusion")
    style.setParent(view)  # a style has to live as long as who wears it
    view.setStyle(style)
    view.flash("Captured 12")
    assert view.flashing.opacity == 0.0
    assert view.flashing.words == "Captured 12"


# Sound


def render_sounds():
    script = bundled_root() / "packaging" / "render_sounds.py"
    spec = importlib.util.spec_from_file_location("packaging_render_sounds", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(data: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(int)


def test_the_sound_is_what_its_script_renders_small_and_without_clicks():
    data = (resources() / "sounds" / "capture.wav").read_bytes()
    assert len(data) < 30_000
    sound = samples(data)
    script = render_sounds()
    rendered = samples(script.as_wave(script.chime()))
    assert np.abs(sound - rendered).max() <= 1, "the last digit may differ between processors"
    assert np.abs(sound).max() < 0.5 * 32767, "soft"
    assert abs(sound[0]) < 100 > abs(sound[-1])


pytestmark_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself, not by a program")


@pytest.fixture
def players(tmp_path, monkeypatch):
    """A folder that is all of the search path: what is put there is what is installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!{shutil.which('sh', path=os.defpath)}\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def no_sound_thread() -> bool:
    return not any(thread.name == "sound" for thread in threading.enumerate())


@pytestmark_unix
def test_the_first_player_that_can_is_given_the_sound_and_leaves_no_zombie(players, qtbot, tmp_path):
    told = tmp_path / "told"
    install(players, "paplay", "exit 1")  # no server answers
    install(players, "aplay", f'echo "$$ $@" >> "{told}"')
    sounds.play_capture()
    qtbot.waitUntil(no_sound_thread, timeout=WAIT)
    pid, *arguments = told.read_text().split(" ", 2)
    assert arguments == ["-q", f"{resources() / 'sounds' / 'capture.wav'}\n"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)  # a zombie would still take signals


@pytestmark_unix
def test_there_is_one_sound_at_a_time_and_the_caller_never_waits(players, qtbot, tmp_path):
    told, gate = tmp_path / "told", tmp_path / "gate"
    os.mkfifo(gate)
    install(players, "paplay", f'echo x >> "{told}"; read line < "{gate}"')
    for _ in range(3):
        sounds.play_capture()  # returns although the player does not
    qtbot.waitUntil(told.exists, timeout=WAIT)
    gate.write_text("go\n")
    qtbot.waitUntil(no_sound_thread, timeout=WAIT)
    assert told.read_text() == "x\n"
    sounds.play_capture()
    gate.write_text("go\n")
    qtbot.waitUntil(no_sound_thread, timeout=WAIT)
    assert told.read_text() == "x\nx\n"


@pytestmark_unix
def test_a_player_that_never_ends_is_ended(players, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(sounds, "_LONGEST", 0.2)
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    install(players, "paplay", f'read line < "{gate}"')
    sounds.play_capture()
    qtbot.waitUntil(no_sound_thread, timeout=WAIT)


@pytestmark_unix
def test_without_a_player_or_without_the_sound_it_beeps(players, qapp, monkeypatch, tmp_path):
    beeps = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))  # it cannot be heard here
    sounds.play_capture()
    assert beeps == [1]
    monkeypatch.setattr(sounds, "resources", lambda: tmp_path)
    sounds.play_capture()
    assert beeps == [1, 1]


@pytestmark_unix
def test_a_player_that_cannot_be_started_harms_nothing(players, qtbot):
    (players / "paplay").write_bytes(b"\x7fELF not a program")
    (players / "paplay").chmod(0o755)
    sounds.play_capture()
    qtbot.waitUntil(no_sound_thread, timeout=WAIT)


@pytestmark_unix
def test_in_the_single_executable_players_get_the_systems_libraries(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/unpacked")
    assert "LD_LIBRARY_PATH" not in sounds._environment()
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    assert sounds._environment()["LD_LIBRARY_PATH"] == "/usr/local/lib"
