"""The executable and the screen of the tests; they need $LEUKDESK_EXECUTABLE, made by packaging/build.sh."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import pytest

from .executable import EXECUTABLE, SAMPLES, Frozen, Screen


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip these tests, and only these, where there is no executable."""
    if EXECUTABLE:
        return
    reason = "needs the executable: run packaging/build.sh, then set LEUKDESK_EXECUTABLE to dist/leukdesk"
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def frozen(tmp_path: Path) -> Frozen:
    return Frozen.at(EXECUTABLE, tmp_path)


@pytest.fixture
def screen() -> Iterator[Screen]:
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
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def wayland(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What names a Wayland desktop that nobody sees."""
    if shutil.which("weston") is None:
        pytest.skip("needs a Wayland desktop: install weston")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    variables = {"XDG_RUNTIME_DIR": str(runtime), "WAYLAND_DISPLAY": "wayland-test"}
    command = ["weston", "--backend=headless-backend.so", f"--socket={variables['WAYLAND_DISPLAY']}"]
    desktop = subprocess.Popen(
        command, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 30
        while not (runtime / variables["WAYLAND_DISPLAY"]).exists():
            assert desktop.poll() is None, "weston did not start"
            assert time.monotonic() < until, "weston did not come up"
            time.sleep(0.1)
        yield variables
    finally:
        desktop.terminate()
        desktop.wait(10)


@pytest.fixture
def write_film() -> Callable[..., Path]:
    """Write a film that lasts longer than a test."""

    def write(path: Path, codec: str = "mp4v") -> Path:
        picture = cv2.imread(str(SAMPLES / "pre-01.png"))
        height, width = picture.shape[:2]
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), 10, (width, height))
        for _ in range(1200):
            writer.write(picture)
        writer.release()
        return path

    return write
