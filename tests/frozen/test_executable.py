"""The single executable does what the checkout does, and carries what it needs and no more."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope

from .executable import EXECUTABLE, SAMPLES, Frozen, Screen

if TYPE_CHECKING:
    from PyInstaller.archive.readers import CArchiveReader


def test_it_tells_its_version(frozen: Frozen) -> None:
    done = frozen.run("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "leukdesk")


def test_it_passes_its_own_selftest(frozen: Frozen) -> None:
    checks = frozen.answers("selftest")
    assert len(checks) >= 4
    assert all(check["ok"] for check in checks)


def test_it_classifies_and_logs_every_sample(frozen: Frozen) -> None:
    answers = frozen.answers("classify", SAMPLES)
    assert [Path(a["file"]).name for a in answers] == sorted(p.name for p in SAMPLES.glob("*.png"))
    assert {row["id"] for row in frozen.answers("history", "list")} == {a["record_id"] for a in answers}


def test_it_finds_names_and_counts_the_cells_of_rendered_fields(frozen: Frozen, tmp_path: Path) -> None:
    fields = tmp_path / "fields"
    fields.mkdir()
    source = VirtualMicroscope(4, size=(640, 480), pace=False)
    source.open()
    cv2.imwrite(str(fields / "field.png"), source.read()[..., ::-1])
    source.close()
    (field,) = frozen.answers("cells", fields, "--model", "pbc8-mobilenetv2")
    assert field["cells"]
    lines = frozen.answers("differential", fields, "--model", "pbc8-mobilenetv2", "--sample", "S-1")
    assert lines[-1]["cells"] == sum(not each["cut"] for each in field["cells"]) > 0


def test_its_window_opens_without_a_screen_to_see(frozen: Frozen) -> None:
    done = frozen.run("--camera", "virtual", QT_QPA_PLATFORM="offscreen", LEUKDESK_QUIT_AFTER="4")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "The window is open." in (frozen.data / "logs" / "leukdesk.log").read_text()


def test_its_window_opens_on_wayland(frozen: Frozen, wayland: dict[str, str]) -> None:
    done = frozen.run("--camera", "virtual", QT_QPA_PLATFORM="wayland", LEUKDESK_QUIT_AFTER="4", **wayland)
    assert done.returncode == 0, done.stderr
    told = (frozen.data / "logs" / "leukdesk.log").read_text()
    assert "The window is open." in told
    assert "WARNING" not in told


def test_the_space_bar_captures_from_the_virtual_microscope(frozen: Frozen, screen: Screen) -> None:
    row = frozen.capture(screen, "--camera", "virtual")
    assert row["source"] == "virtual microscope"


@pytest.mark.parametrize(("name", "codec"), [("film.mp4", "mp4v"), ("film.avi", "MJPG")])
def test_the_space_bar_captures_from_a_film(
    frozen: Frozen, screen: Screen, tmp_path: Path, write_film: Callable[..., Path], name: str, codec: str
) -> None:
    row = frozen.capture(screen, "--camera", str(write_film(tmp_path / name, codec)))
    assert Path(row["source"]).name == name


@cache
def contents() -> CArchiveReader:
    """What the executable unpacks at its start."""
    from PyInstaller.archive.readers import CArchiveReader

    return CArchiveReader(EXECUTABLE)


def test_it_carries_the_licence_texts_of_what_is_in_it() -> None:
    text = contents().extract(str(Path("licenses/THIRD-PARTY-NOTICES.txt"))).decode()
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
    unused = ("libgtk-3", "libreadline", "libQt6Network", "libQt6Qml", "Qt6Network", "Qt6Qml", "opengl32sw")
    for library in (*unused, "libcups", "libgnutls", "libkrb5"):
        assert not {name for name in files if name.startswith(f"{library}.")}


def test_no_link_in_it_leads_nowhere(tmp_path: Path) -> None:
    """It would stand for a library that was left out by mistake."""
    links = {name for name, entry in contents().toc.items() if entry[-1] == "n"}
    for name in contents().toc:
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if name in links:
            place.symlink_to(os.fsdecode(contents().extract(name).rstrip(b"\0")))
        else:
            place.touch()
    assert [name for name in sorted(links) if not (tmp_path / name).exists()] == []


def test_it_is_no_larger_than_a_station_is_promised() -> None:
    """160 MB with the standard models."""
    if os.environ.get("LEUKDESK_MODELS") == "full":
        pytest.skip("the full set of models is larger")
    assert Path(EXECUTABLE).stat().st_size <= 160e6


def test_training_is_not_in_it_and_it_says_so(frozen: Frozen) -> None:
    done = frozen.run("train", "mobilenetv2", "--data", ".", "--card", "taleqani-all4", "--out", "runs")
    assert done.returncode != 0
    assert "train extra" in done.stderr
    assert "Traceback" not in done.stderr
