"""Where stations keep it and what they lack: odd folders, read-only disks, no /tmp, no home, no network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .executable import EXECUTABLE, SAMPLES, Frozen, Screen

SAMPLE = SAMPLES / "pre-01.png"
LOOPBACK = re.compile(r"127\.|::1$|::ffff:127\.")
NAMES = "htons(53)"
"""Whoever asks where a name lies means another computer, though a server on this one may pass the question on."""
ADDRESS = re.compile(r"sa_family=AF_INET6?,.*?inet_(?:addr\(|pton\(AF_INET6, )\"([^\"]+)\"")

linux = pytest.mark.skipif(sys.platform != "linux", reason="names what Linux calls a namespace")


def in_own_mounts(script: str) -> list[str]:
    """What a program is run by so that mounts made by `script` are seen by it alone; skips where that is refused."""
    tried = subprocess.run(["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        pytest.skip(f"mounting for one program is not permitted here: {tried.stderr.strip()}")
    return ["unshare", "--mount", "sh", "-c", f'{script}; exec "$@"', "sh"]


def works(frozen: Frozen, screen: Screen) -> None:
    """What a station does all day: it starts sound, classifies, captures live, and finds it all again."""
    assert all(check["ok"] for check in frozen.answers("selftest"))
    (answer,) = frozen.answers("classify", SAMPLE, "--no-log")
    assert answer["label"]
    row = frozen.capture(screen, "--camera", "virtual")
    assert row["source"] == "virtual microscope"
    frozen.answers("history", "verify")


@pytest.fixture
def read_only_copy(tmp_path: Path) -> Iterator[Path]:
    """The executable on a disk that nobody can write to, under a name with spaces and other letters."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a disk needs Linux and root")
    place = tmp_path / "Clé USB – 顕微鏡 1"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", place], check=False)
    if mounted.returncode != 0:
        pytest.skip("mounting a disk is not permitted here")
    try:
        copy = place / "Leukdesk für Zoë.bin"
        shutil.copy2(EXECUTABLE, copy)
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        yield copy
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_it_works_from_a_read_only_place_with_an_odd_name(tmp_path: Path, screen: Screen, read_only_copy: Path) -> None:
    home = tmp_path / "Žofie's home"
    home.mkdir()
    works(Frozen.at(read_only_copy, home), screen)


@linux
def test_it_works_where_tmp_cannot_be_written_to(tmp_path: Path, screen: Screen) -> None:
    by = in_own_mounts("mount -o bind /tmp /tmp && mount -o remount,bind,ro /tmp")
    # pytest's own folder may lie in /tmp; the station's data must not.
    home = Path("/var/tmp") / f"leukdesk-test-{os.getpid()}"
    home.mkdir()
    try:
        works(Frozen.at(EXECUTABLE, home, by), screen)
    finally:
        shutil.rmtree(home)


@linux
def test_where_no_temporary_file_may_be_run_another_folder_helps(tmp_path: Path) -> None:
    """As README says: from a /tmp without the right to run files it starts only where TMPDIR names another folder."""
    mine = tmp_path / "mine"
    mine.mkdir()
    not_in_tmp = "mount -o bind /tmp /tmp && mount -o remount,bind,noexec /tmp"
    by = in_own_mounts(f"{not_in_tmp} && mount -o bind {mine} {mine} && mount -o remount,bind,exec {mine}")
    station = Frozen.at(EXECUTABLE, mine, by)
    assert station.run("--version").returncode != 0, "it starts from there by now: README need not warn of it"
    assert station.run("--version", TMPDIR=str(mine)).returncode == 0


@pytest.mark.parametrize("home", [None, "/nonexistent", "/proc"])
def test_it_works_without_a_home(tmp_path: Path, screen: Screen, home: str | None) -> None:
    frozen = Frozen.at(EXECUTABLE, tmp_path)
    if home is None:
        del frozen.variables["HOME"]
    else:
        frozen.variables["HOME"] = home
    works(frozen, screen)


def test_without_any_place_to_store_all_but_storing_works(tmp_path: Path) -> None:
    station = Frozen.at(EXECUTABLE, tmp_path, HOME="/nonexistent")
    del station.variables["LEUKDESK_DATA_DIR"]
    if os.access("/", os.W_OK):
        station.variables["HOME"] = "/proc"  # even root makes no folder there
    assert station.run("--version").returncode == 0
    assert station.answers("models")
    (answer,) = station.answers("classify", SAMPLE, "--no-log")
    assert answer["label"]
    done = station.run("--camera", "virtual", QT_QPA_PLATFORM="offscreen", LEUKDESK_QUIT_AFTER="3")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@linux
def test_it_opens_no_connection(tmp_path: Path, screen: Screen) -> None:
    """Cut off from every network, and watched: whoever asks for another computer is told by name."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace, to see every connection that is asked for")
    asked = tmp_path / "asked"
    calls = "trace=connect,bind,sendto,sendmsg"
    by = ["unshare", "--net", "strace", "-f", "-qq", "--seccomp-bpf", "-e", calls, "-A", "-o", str(asked)]
    tried = subprocess.run([*by, "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        pytest.skip(f"watching a program is not permitted here: {tried.stderr.strip()}")
    works(Frozen.at(EXECUTABLE, tmp_path, by), screen)
    told = asked.read_text(errors="replace")
    assert "AF_UNIX" in told, "nothing was seen, not even the screen's connection"
    addressed = [(line, found[1]) for line in told.splitlines() if (found := ADDRESS.search(line))]
    assert [line for line, address in addressed if NAMES in line or not LOOPBACK.match(address)] == []
