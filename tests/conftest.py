"""Fixtures for all tests."""

from __future__ import annotations

import os
import sqlite3  # noqa: F401  (before TensorFlow, whose own SQLite, without full-text search, else takes its place)
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# What the tests read in the window is English, whatever the machine speaks.
os.environ |= {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "LANGUAGE": ""}


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The picture sets that may be measured on and not distributed; the test is skipped where they are absent."""
    named = os.environ.get("LEUKDESK_SHARED_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no picture sets at {folder}; set LEUKDESK_SHARED_DATA to measure on them")
    return folder


@pytest.fixture
def disk_of(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a real disk of a size such as "64k"; needs Linux and the right to mount."""
    mounted: list[Path] = []

    def mount(size: str) -> Path:
        place = tmp_path / "disk"
        place.mkdir()
        if sys.platform != "linux" or os.geteuid() != 0:
            pytest.skip("mounting a small disk needs Linux and root")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True)
        if done.returncode != 0:
            pytest.skip(f"mounting a small disk is not permitted here: {done.stderr.decode().strip()}")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "--lazy", place], check=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell of a test that failed where every thread was: what was waited for in vain is seldom the test's own."""
    report = yield
    if report.when == "call" and report.failed:
        frames = sys._current_frames()
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and thread.ident in frames:
                stack = traceback.format_stack(frames[thread.ident])
                report.sections.append((f"Thread {thread.name}", "".join(stack[-15:])))
    return report
