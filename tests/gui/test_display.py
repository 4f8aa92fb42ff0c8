"""A machine without a display, or without Qt's libraries: said before Qt aborts the process."""

import os
import subprocess
import sys

import pytest

from leukdesk.gui.display import NoDisplayError, QtLibrariesError, _require_plugin, require_display

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")


@linux_only
def test_no_display_is_said():
    with pytest.raises(NoDisplayError, match="leukdesk classify"):
        require_display({})


@linux_only
def test_a_display_that_does_not_answer_is_said(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":4711")
    try:
        require_display({"DISPLAY": ":4711"})
    except QtLibrariesError as problem:
        assert "apt install" in str(problem)
    except NoDisplayError as problem:
        assert ":4711" in str(problem)
    else:
        raise AssertionError("the display :4711 cannot be there")


@linux_only
def test_a_missing_library_is_named_with_the_packages(monkeypatch):
    import ctypes

    def fail(name):
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", fail)
    with pytest.raises(
        QtLibrariesError, match=r"libxcb-cursor\.so\.0.*apt install .*libxcb-cursor0.*leukdesk classify"
    ):
        _require_plugin("libqxcb.so")


@linux_only
def test_the_packages_of_missing_libraries_are_printed_for_the_set_up(tmp_path):
    command = [sys.executable, "-m", "leukdesk.gui.display"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "", "all are there"
    # A library of that name that is none hides the real one.
    (tmp_path / "libxcb-cursor.so.0").write_text("no library")
    hidden = dict(os.environ, LD_LIBRARY_PATH=str(tmp_path))
    answer = subprocess.run(command, env=hidden, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["libxcb-cursor0", "fonts-dejavu-core"]


@linux_only
def test_without_a_display_the_samples_are_classified_and_the_status_is_0(tmp_path):
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    answer = subprocess.run(
        [sys.executable, "-m", "leukdesk", "--data-dir", str(tmp_path / "data")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert answer.returncode == 0, answer.stderr
    assert "no display" in answer.stderr
    assert "sample pictures" in answer.stderr
    assert not (tmp_path / "data").exists(), "the samples are not logged"
    assert "pre-01.png: " in answer.stdout
    assert "For research use only" in answer.stdout


def test_the_program_quits_by_itself_when_it_is_told_to(tmp_path):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LEUKDESK_QUIT_AFTER="1")
    answer = subprocess.run(
        [sys.executable, "-m", "leukdesk", "--data-dir", str(tmp_path / "data"), "--camera", "virtual"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert answer.returncode == 0, answer.stderr
    assert "Traceback" not in answer.stderr
