"""A log in a temporary folder, results to put in it, and other processes to share it with."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import leukdesk
from leukdesk.history.errors import DiskFullError
from leukdesk.history.records import NewRecord
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.imaging.optics import Optics
from leukdesk.paths import DataDirFullError, DataPaths

from .killer import SERVER, Killer


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data")


@pytest.fixture
def history(paths: DataPaths) -> Iterator[History]:
    with History(paths) as opened:
        yield opened


@pytest.fixture(scope="session")
def result() -> Callable[..., tuple[NewRecord, Any]]:
    """Make a result with its picture: noise, another for every seed."""

    def make(seed: int = 0, side: int = 24, **changes: Any) -> tuple[NewRecord, Any]:
        pixels = np.random.default_rng(seed).integers(0, 256, (side, side + 8, 3), dtype=np.uint8)
        values: dict[str, Any] = {
            "time": datetime(2025, 1, 31, 12, 34, 56, 789012 + seed % 1000, tzinfo=UTC),
            "sample": f"S-{seed:04d}",
            "operator": "Ana",
            "source": f"/pictures/field {seed}.png",
            "region": None,
            "picture_sha256": pixels_sha256(pixels),
            "width": side + 8,
            "height": side,
            "model_id": "all4-mobilenet",
            "model_version": "1.2.0",
            "model_sha256": "0" * 64,
            "probabilities": {"benign": 0.1, "early": 0.2, "pre": 0.7},
            "label": "pre",
            "uncertain": False,
            "quality": {"focus": 12.5, "brightness": 0.5},
            "label_name": "Pre-B ALL",
            "remarks": {"out-of-focus": "The picture is out of focus."},
            "optics": Optics("046d:0825", "100× oil", 0.084, "20260131T101500Z-100oil", True, True),
            "hands_free": True,
        }
        return NewRecord(**(values | changes)), pixels

    return make


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python code in another process, with the package at hand; it is ended with the test."""
    children: list[subprocess.Popen[str]] = []

    def begin(code: str, *arguments: object, **options: Any) -> subprocess.Popen[str]:
        root = Path(leukdesk.__file__).resolve().parent.parent
        child = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(root)},
            **options,
        )
        children.append(child)
        return child

    yield begin
    for child in children:
        if child.poll() is None:
            child.kill()
        child.communicate()


@pytest.fixture(scope="module")
def program_to_kill() -> Iterator[subprocess.Popen[str]]:
    root = Path(leukdesk.__file__).resolve().parent.parent
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], env=os.environ | {"PYTHONPATH": str(root)}, **pipes
    ) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()


@pytest.fixture
def killer(program_to_kill: subprocess.Popen[str]) -> Killer:
    """Four kills, or as many as LEUKDESK_TEST_KILLS says."""
    kills = int(os.environ.get("LEUKDESK_TEST_KILLS", "4"))
    return Killer(program_to_kill, np.random.default_rng(20260201), kills)


@pytest.fixture
def small_disk(disk_of: Callable[[str], Path]) -> Path:
    """A real disk of two megabytes; needs Linux and the right to mount."""
    return disk_of("2m")


@pytest.fixture(scope="session")
def no_room() -> tuple[type[Exception], ...]:
    """Return how it is told that there is no room."""
    return DiskFullError, DataDirFullError


@pytest.fixture(scope="session")
def until_there_is_room(no_room: tuple[type[Exception], ...]) -> Callable[[Path, Callable[[], None]], list[str]]:
    """Do something on a small disk with more and more room until it succeeds, so that it fails at step after step."""

    def leave(disk: Path, room: int) -> Path:
        filler = disk / "filler"
        for size in (1 << 16, 1 << 12):
            with suppress(OSError), filler.open("ab", buffering=0) as stream:
                while stream.write(bytes(size)):
                    pass
        os.truncate(filler, max(0, filler.stat().st_size - room))
        return filler

    def try_on(disk: Path, act: Callable[[], None], step: int = 48 * 1024) -> list[str]:
        said: list[str] = []
        for room in range(0, 300 * step, step):
            filler = leave(disk, room)
            try:
                act()
                return said
            except no_room as problem:
                said.append(str(problem))
            finally:
                filler.unlink()
        raise AssertionError(f"it never succeeded: {said[-1]}")

    return try_on
