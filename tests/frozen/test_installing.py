"""The single file puts itself on a station, starts from there, updates and removes itself; portable, it does not."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from leukdesk.installing.places import Places, user_places

from .executable import EXECUTABLE, FOLDER_BUILD, SAMPLES, Frozen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks where Linux keeps a user's own programs")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = user_places(home=tmp_path, environment={})
    assert found is not None
    return found


@pytest.fixture
def station(tmp_path: Path) -> Frozen:
    return Frozen.at(EXECUTABLE, tmp_path)


def installed(places: Places) -> Path:
    (launcher,) = places.programs.glob("*/leukdesk")
    return launcher


def test_it_puts_itself_on_the_station_and_starts_from_there(tmp_path: Path, station: Frozen, places: Places) -> None:
    done = station.run("--install")
    assert (done.returncode, done.stderr) == (0, "")
    launcher = installed(places)
    assert f'Exec="{launcher}"' in (places.menu / "leukdesk.desktop").read_text()
    copy = Frozen.at(launcher, tmp_path)
    checks = {check["name"]: check for check in copy.answers("selftest")}
    assert all(check["ok"] for check in checks.values())
    assert str(launcher.parent) in checks["copy on this station"]["detail"]
    (answer,) = copy.answers("classify", SAMPLES / "pre-01.png")
    assert answer["record_id"] == 1
    done = copy.run("--camera", "virtual", QT_QPA_PLATFORM="offscreen", LEUKDESK_QUIT_AFTER="3")
    assert done.returncode == 0, done.stderr
    # What it starts from now on is what the folder build is: nothing of it was lost on the way.
    names = {path.relative_to(launcher.parent) for path in launcher.parent.rglob("*") if not path.is_dir()}
    built = {path.relative_to(FOLDER_BUILD.parent) for path in FOLDER_BUILD.parent.rglob("*") if not path.is_dir()}
    assert names - {Path("leukdesk-copy.json")} == built


@pytest.mark.parametrize("by", ["the single file", "the copy"])
def test_it_takes_itself_away_and_leaves_the_data(tmp_path: Path, station: Frozen, places: Places, by: str) -> None:
    assert station.run("--install").returncode == 0
    station.answers("classify", SAMPLES / "pre-01.png")
    remover = station if by == "the single file" else Frozen.at(installed(places), tmp_path)
    done = remover.run("--uninstall")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"stays, in {station.data}" in done.stdout
    assert not places.programs.exists()
    assert not list(places.menu.iterdir()) and not list(places.icons.iterdir())
    assert len(station.answers("history", "list")) == 1


def test_a_damaged_copy_is_found_and_mended(tmp_path: Path, station: Frozen, places: Places) -> None:
    assert station.run("--install").returncode == 0
    broken = next((installed(places).parent / "_internal" / "models").rglob("*.tflite"))
    pixels = bytearray(broken.read_bytes())
    pixels[len(pixels) // 2] ^= 1
    broken.write_bytes(pixels)
    done = station.run("selftest")
    assert done.returncode == 1 and broken.name in done.stdout
    broken.unlink()
    assert station.run("--install").returncode == 0
    assert station.run("selftest").returncode == 0


def test_portable_it_keeps_all_beside_it_and_puts_nothing_on_the_station(tmp_path: Path) -> None:
    stick, home = tmp_path / "Clé 血", tmp_path / "home"
    stick.mkdir()
    home.mkdir()
    copy = stick / "leukdesk"
    shutil.copy2(EXECUTABLE, copy)
    (stick / "portable").touch()
    station = Frozen.at(copy, home)
    del station.variables["LEUKDESK_DATA_DIR"]
    station.answers("classify", SAMPLES / "pre-01.png")
    done = station.run("--camera", "virtual", QT_QPA_PLATFORM="offscreen", LEUKDESK_QUIT_AFTER="3")
    assert done.returncode == 0, done.stderr
    done = station.run("--install")
    assert done.returncode == 1 and "portable" in done.stderr
    assert list(home.iterdir()) == []
    assert (stick / "leukdesk-data" / "leukdesk.sqlite3").exists()
