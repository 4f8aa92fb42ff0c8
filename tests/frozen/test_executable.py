"""The single executable: what a station receives does what the checkout does.

Needs $LEUKDESK_EXECUTABLE, a file made by packaging/build.sh.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope

if TYPE_CHECKING:
    from PyInstaller.archive.readers import CArchiveReader

EXECUTABLE = os.environ.get("LEUKDESK_EXECUTABLE", "")
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"

pytestmark = pytest.mark.skipif(
    not EXECUTABLE, reason="needs the executable: run packaging/build.sh, then set LEUKDESK_EXECUTABLE to dist/leukdesk"
)


def bare(data: Path, **variables: str) -> dict[str, str]:
    """An environment without Python, without a library path, with nothing of the checkout."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(data), "LEUKDESK_DATA_DIR": str(data / "data"), **variables}


def run(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [EXECUTABLE, *arguments]
    environment = bare(data, **variables)
    return subprocess.run(command, cwd=data, env=environment, capture_output=True, text=True, timeout=120, check=False)


def objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_it_tells_its_version(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "leukdesk")


def test_it_passes_its_own_selftest(tmp_path: Path) -> None:
    done = run(tmp_path, "selftest", "--json")
    checks = objects(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(checks) >= 4
    assert all(check["ok"] for check in checks)


def test_it_classifies_and_logs_every_sample(tmp_path: Path) -> None:
    done = run(tmp_path, "classify", str(SAMPLES), "--json")
    answers = objects(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [Path(a["file"]).name for a in answers] == sorted(p.name for p in SAMPLES.glob("*.png"))
    listed = objects(run(tmp_path, "history", "list", "--json").stdout)
    assert {row["id"] for row in listed} == {a["record_id"] for a in answers}


def test_it_finds_names_and_counts_the_cells_of_rendered_fields(tmp_path: Path) -> None:
    fields = tmp_path / "fields"
    fields.mkdir()
    source = VirtualMicroscope(4, size=(640, 480), pace=False)
    source.open()
    cv2.imwrite(str(fields / "field.png"), source.read()[..., ::-1])
    source.close()
    done = run(tmp_path, "cells", str(fields), "--model", "pbc8-mobilenetv2", "--json")
    (field,) = objects(done.stdout)
    assert done.returncode == 0, done.stderr
    assert field["cells"]
    done = run(tmp_path, "differential", str(fields), "--model", "pbc8-mobilenetv2", "--sample", "S-1", "--json")
    assert done.returncode == 0, done.stderr
    counted = objects(done.stdout)[-1]["cells"]
    assert counted == sum(not each["cut"] for each in field["cells"]) > 0


def test_its_window_opens_on_the_virtual_microscope_and_closes(tmp_path: Path) -> None:
    done = run(tmp_path, "--camera", "virtual", QT_QPA_PLATFORM="offscreen", LEUKDESK_QUIT_AFTER="4")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "The window is open." in (tmp_path / "data" / "logs" / "leukdesk.log").read_text()


@cache
def contents() -> CArchiveReader:
    """What the executable unpacks at its start."""
    from PyInstaller.archive.readers import CArchiveReader

    return CArchiveReader(EXECUTABLE)


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual X screen, by the name that DISPLAY takes."""
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"needs a virtual screen with a keyboard: install {' and '.join(missing)}")
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(tell,), stderr=subprocess.DEVNULL)
    os.close(tell)
    try:
        with os.fdopen(told) as answer:
            number = answer.readline().strip()
        assert number, "the virtual screen did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def hands(screen: str, *arguments: str) -> str:
    """What a person at the screen does, by xdotool."""
    environment = {"PATH": "/usr/bin:/bin", "DISPLAY": screen}
    done = subprocess.run(["xdotool", *arguments], env=environment, stdout=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 0, arguments
    return done.stdout


@pytest.fixture
def film(tmp_path: Path) -> str:
    """A film that lasts longer than a test."""
    path = tmp_path / "film.mp4"
    picture = cv2.imread(str(SAMPLES / "pre-01.png"))
    height, width = picture.shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 10, (width, height))
    for _ in range(1200):
        writer.write(picture)
    writer.release()
    return str(path)


@pytest.mark.parametrize(("camera", "source"), [("virtual", "virtual microscope"), ("film", "film.mp4")])
def test_the_space_bar_captures_classifies_and_logs_a_frame(
    tmp_path: Path, screen: str, film: str, camera: str, source: str
) -> None:
    messages = tmp_path / "messages"
    with messages.open("w") as stream:
        program = subprocess.Popen(
            [EXECUTABLE, "--camera", film if camera == "film" else camera],
            cwd=tmp_path,
            env=bare(tmp_path, DISPLAY=screen),
            stdout=stream,
            stderr=stream,
        )
    try:
        window = hands(screen, "search", "--sync", "--onlyvisible", "--name", "Leukdesk").split()[0]
        # No window manager runs here to give the keyboard to the window.
        hands(screen, "windowfocus", "--sync", window)
        rows: list[dict[str, Any]] = []
        until = time.monotonic() + 90
        while not rows and time.monotonic() < until:
            assert program.poll() is None, messages.read_text()
            # Before the first frame and the model are there it captures nothing; a frame without a result it releases.
            hands(screen, "key", "space")
            time.sleep(2)
            rows = objects(run(tmp_path, "history", "list", "--json").stdout)
        assert [Path(row["source"]).name for row in rows] == [source], messages.read_text()
        assert rows[0]["label"] in rows[0]["probabilities"]
        assert [p.stem for p in (tmp_path / "data" / "pictures").rglob("*.png")] == [rows[0]["picture_sha256"]]
        hands(screen, "key", "ctrl+q")
        assert program.wait(30) == 0, messages.read_text()
        assert "Traceback" not in messages.read_text()
    finally:
        # The file is two processes, the second made by the first; an end by signal reaches both.
        program.terminate()
        program.wait(30)


def test_it_carries_the_licence_texts_of_what_is_in_it() -> None:
    text = contents().extract("licenses/THIRD-PARTY-NOTICES.txt").decode()
    overview = text.split("=====")[0]
    for name in ("Leukdesk", "PySide6_Essentials", "shiboken6", "numpy", "opencv-python-headless"):
        assert f"\n  {name}" in overview
    # Built with the system's own Python, it is one of the system's packages.
    assert "\n  Python 3" in overview or "\n  libpython3" in overview
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "Apache License", "PYTHON SOFTWARE FOUNDATION", "FFmpeg"):
        assert words in text


def test_only_what_the_program_uses_is_in_it() -> None:
    names = [Path(name) for name in contents().toc]
    files = {path.name for path in names}
    screens = {path.name.split(".")[0].removeprefix("lib") for path in names if path.parent.name == "platforms"}
    assert "qoffscreen" in screens
    assert screens <= {"qxcb", "qwayland", "qoffscreen", "qminimal", "qwindows", "qcocoa"}
    for library in ("libgtk-3", "libreadline", "libQt6Network", "libQt6Qml", "Qt6Network", "Qt6Qml", "opengl32sw"):
        assert not {name for name in files if name.startswith(f"{library}.")}
    # A link into nowhere would stand for a library that was left out by mistake.
    links = {Path(name): contents().extract(name) for name, entry in contents().toc.items() if entry[-1] == "n"}
    targets = [os.path.normpath(link.parent / os.fsdecode(target.rstrip(b"\0"))) for link, target in links.items()]
    assert set(map(Path, targets)) <= set(names)


def test_training_is_not_in_it_and_it_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "train", "mobilenetv2", "--data", ".", "--card", "taleqani-all4", "--out", "runs")
    assert done.returncode != 0
    assert "train extra" in done.stderr
    assert "Traceback" not in done.stderr
