"""Real video for the tests: films that OpenCV writes, and a small network camera on the loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

WIDTH, HEIGHT = 96, 64


def noisy_picture(number: int) -> np.ndarray:
    """A grey level that tells the number, with noise as from a sensor; BGR."""
    rng = np.random.default_rng(number)
    return rng.integers(0, 40, (HEIGHT, WIDTH, 3), np.uint8) + np.uint8(number % 200)


class NetworkCamera:
    """An MJPEG stream over HTTP; ``mode`` may be changed while it runs.

    normal: a new picture every 20 ms. stall: the connection stays, nothing comes. repeat: one picture again and again.
    gone: the connection is cut and new ones are refused. garbage: bytes that are no picture. missing: 404.
    slow: as normal, but a new connection waits until ``answer`` is set.
    """

    def __init__(self) -> None:
        self.mode = "normal"
        self.connections = 0
        self.answer = threading.Event()
        self._number = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/video.mjpg"
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self.answer.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _jpeg(self) -> bytes:
        if self.mode != "repeat":
            self._number += 1
        return cv2.imencode(".jpg", noisy_picture(self._number))[1].tobytes()

    def _handler(camera) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                camera.connections += 1
                if camera.mode == "gone":
                    return
                if camera.mode == "missing":
                    self.send_error(404)
                    return
                if camera.mode == "slow":
                    camera.answer.wait(20)
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                try:
                    while camera.mode != "gone" and not camera._closing.is_set():
                        if camera.mode != "stall":
                            body = bytes(range(256)) * 8 if camera.mode == "garbage" else camera._jpeg()
                            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(body)}\r\n\r\n"
                            self.wfile.write(head.encode() + body + b"\r\n")
                        time.sleep(0.02)
                except OSError:
                    pass  # the reader went away

        return Handler


@pytest.fixture
def network_camera() -> Iterator[NetworkCamera]:
    camera = NetworkCamera()
    yield camera
    camera.close()


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    def write(frames: int = 10, fps: float = 50.0, name: str = "film.avi", still: bool = False) -> Path:
        path = tmp_path / name
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, (WIDTH, HEIGHT))
        for number in range(frames):
            writer.write(noisy_picture(0 if still else 10 * number))
        writer.release()
        return path

    return write


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Every thread that a test starts is gone when it ends."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left


@pytest.fixture
def wait_until() -> Callable[..., None]:
    def wait(condition: Callable[[], Any], seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.005)

    return wait
