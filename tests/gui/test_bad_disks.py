"""A disk that is full or read-only, and a log that another program holds: real ones, no stand-ins."""

import subprocess
import sys

import cv2
import numpy as np
import pytest

from leukdesk.gui.history import disk_watch
from leukdesk.paths import DataPaths

from .conftest import WAIT, show_picture

_HOLD = """
import sqlite3, sys
log = sqlite3.connect(sys.argv[1], isolation_level=None)
log.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def small_disk(disk_of, monkeypatch):
    """A real disk of four megabytes; needs Linux and the right to mount.

    That it is small is not said: another message is waited for.
    """
    monkeypatch.setattr(disk_watch, "WARN_BELOW", 0)
    monkeypatch.setattr(disk_watch, "FAIL_BELOW", 0)
    return disk_of("4m")


def _classify_in_vain(window, qtbot):
    window.desk.classify()
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert window.result.answer is None
    assert not window.desk.busy
    assert "…" not in window.status.full_text + window.result.sentence
    assert window.history_model.rowCount() == 0
    return " ".join(window.banners.texts())


def _classify_well(window, qtbot):
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    assert window.result.answer is not None
    assert not window.banners.texts()


def test_a_full_disk_stores_nothing_is_said_and_works_once_there_is_room(start, qtbot, sample, small_disk):
    program = start(where=small_disk / "data")
    window = program.window
    show_picture(program, qtbot, sample)
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    assert "full" in _classify_in_vain(window, qtbot)
    assert not [*(small_disk / "data" / "pictures").glob("??/*.png")]
    filler.unlink()
    _classify_well(window, qtbot)


def test_a_log_held_by_another_program_is_said_and_works_once_it_lets_go(start, qtbot, sample, data_dir):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(DataPaths(data_dir).database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline().strip() == b"held"
        assert DataPaths(data_dir).database.name in _classify_in_vain(window, qtbot)
    finally:
        holder.communicate(b"")
    _classify_well(window, qtbot)


def test_a_read_only_data_folder_still_classifies_and_says_that_nothing_is_saved(start, qtbot, sample, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    program = start(where=small_disk / "data")
    window = program.window
    assert window.status.says_unsaved
    said = " ".join(window.banners.texts())
    assert str(small_disk) in said
    assert "nothing is saved" in said
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    assert "Not saved" in window.result.aside


def test_a_full_disk_stops_a_folder_and_leaves_what_was_stored(start, qtbot, tmp_path, small_disk):
    noise = np.random.default_rng(1)
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(60):  # together more than the disk holds
        cv2.imwrite(str(folder / f"{number:02}.png"), noise.integers(0, 256, (240, 320, 3), np.uint8))
    window = start(where=small_disk / "data").window
    window.open_paths([folder])
    qtbot.waitUntil(lambda: "60 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()
    qtbot.waitUntil(lambda: not window.batch.running, timeout=WAIT)
    assert any("full" in text for text in window.banners.texts())
    done = int(window.batch_bar.text.split()[0])
    assert 0 <= done < 60
    qtbot.waitUntil(lambda: window.history_model.rowCount() == done, timeout=WAIT)
