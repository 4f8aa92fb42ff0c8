"""Budgets of the single file: 160 MB; window usable 3 s after a start, 1 s once unpacked; 300 MB with live view.

Beside it the same program with TensorFlow instead of LiteRT. $LEUKDESK_EXECUTABLE is dist/leukdesk as made by
packaging/build.sh, $LEUKDESK_WITH_TENSORFLOW what tests/benchmarks/with_tensorflow.sh makes; all are started in turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

ROUNDS = 5
LIVE_SECONDS = 30
EXECUTABLE = os.environ.get("LEUKDESK_EXECUTABLE", "")
WITH_TENSORFLOW = os.environ.get("LEUKDESK_WITH_TENSORFLOW", "")

pytestmark = pytest.mark.skipif(not EXECUTABLE, reason="needs LEUKDESK_EXECUTABLE, made by packaging/build.sh")


def forms() -> dict[str, Path]:
    """Every way to start the program that is there, by its name."""
    file = Path(EXECUTABLE)
    found = {"single file": file, "unpacked": file.parent / "leukdesk-folder" / file.name}
    if WITH_TENSORFLOW:
        found["single file with TensorFlow"] = Path(WITH_TENSORFLOW)
    return found


def forget_files() -> bool:
    """Let the system forget what it read from disks, as after the morning's start; False where it refuses."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return False
    return True


def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def window_open(program: Path, data: Path) -> float:
    """Start the program; return the seconds until it wrote into its log that the window is open."""
    start = time.time()
    subprocess.run(
        [program, "--data-dir", data], env={**environment(), "LEUKDESK_QUIT_AFTER": "0"}, timeout=300, check=True
    )
    lines = (data / "logs" / "leukdesk.log").read_text(encoding="utf-8").splitlines()
    [told] = [line for line in lines if line.endswith("The window is open.")]
    return datetime.strptime(told[:23], "%Y-%m-%d %H:%M:%S,%f").astimezone().timestamp() - start


def test_sizes_and_starts(tmp_path: Path) -> None:
    seconds: dict[str, list[float]] = {name: [] for name in forms()}
    cold: dict[str, list[float]] = {name: [] for name in forms()}
    can_forget = forget_files()
    for i in range(ROUNDS + 1):
        for name, program in forms().items():
            if can_forget:
                forget_files()
                cold[name].append(window_open(program, tmp_path / f"cold-{name}-{i}"))
            seconds[name].append(window_open(program, tmp_path / f"warm-{name}-{i}"))
    print("\n| program | file, MB | first start after the system's, s | window usable, s | ratio to the single file |")
    print("| --- | --- | --- | --- | --- |")
    ours = statistics.median(seconds["single file"][1:])
    for name, program in forms().items():
        size = (
            sum(each.stat().st_size for each in program.parent.rglob("*") if each.is_file() and not each.is_symlink())
            if name == "unpacked"
            else program.stat().st_size
        )
        usable = statistics.median(seconds[name][1:])
        first = f"{statistics.median(cold[name][1:]):.2f}" if can_forget else "not allowed"
        print(f"| {name} | {size / 1e6:.1f} | {first} | {usable:.2f} | {usable / ours:.2f} |")


@pytest.fixture
def address() -> Iterator[str]:
    """A network camera in a process of its own, 1080p at 30 frames a second."""
    command = [sys.executable, str(Path(__file__).with_name("network_camera.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        server.terminate()


def resident(parent: int) -> float:
    """Return the resident memory of a program and of what it started, in MB."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, above = int(status.parent.name), int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(above, []).append(pid)
    every = [parent]
    for pid in every:
        every += children.get(pid, [])
    page = os.sysconf("SC_PAGE_SIZE")
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in every) * page / 1e6


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
def test_memory_with_live_view(tmp_path: Path, address: str) -> None:
    print(f"\n| program | resident memory after {LIVE_SECONDS} s of live view with suggestions, MB |")
    print("| --- | --- |")
    for name, program in forms().items():
        command = [program, "--data-dir", tmp_path / name, "--camera", address]
        with subprocess.Popen(command, env=environment()) as running:
            time.sleep(LIVE_SECONDS)
            megabytes = resident(running.pid)
            running.terminate()
            assert running.wait(30) == 0
        print(f"| {name} | {megabytes:.0f} |")


def test_what_the_single_file_holds() -> None:
    """Its parts by the room that they take in it; bundled libraries with the package that brings them."""
    from PyInstaller.archive.readers import CArchiveReader

    room: Counter[str] = Counter()
    unpacked: Counter[str] = Counter()
    for name, (_, packed, whole, _, _) in CArchiveReader(EXECUTABLE).toc.items():
        path = Path(name)
        part = path.parts[0] if len(path.parts) > 1 else "python3"
        part = "Python, and libraries of the system" if part.startswith("python3") else part
        part = "launcher of the unpacked copy" if part == "launcher" else part
        part = "modules of Python and of the program" if name == "PYZ.pyz" else part.removesuffix(".libs")
        part = {"opencv_python_headless": "cv2", "shiboken6": "PySide6"}.get(part, part)
        room[part] += packed
        unpacked[part] += whole
    print("\n| part | in the file, MB | unpacked, MB |\n| --- | --- | --- |")
    for part, size in room.most_common():
        if size >= 1e5:
            print(f"| {part} | {size / 1e6:.1f} | {unpacked[part] / 1e6:.1f} |")
    print(f"| all | {sum(room.values()) / 1e6:.1f} | {sum(unpacked.values()) / 1e6:.1f} |")
