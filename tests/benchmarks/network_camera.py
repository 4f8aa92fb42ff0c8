"""A network camera for the benchmarks, in a process of its own so that its work and memory are not the program's.

``python network_camera.py``: prints the port that it listens on; sends 1920 x 1080 at 30 frames a second.
"""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2

from leukdesk.capture.virtual.microscope import VirtualMicroscope

FPS = 30


def encoded(count: int) -> list[bytes]:
    """Render pictures beforehand: sending them must not be held up."""
    scope = VirtualMicroscope(seed=1, size=(1920, 1080), pace=False)
    scope.open({})
    return [cv2.imencode(".jpg", scope.read()[..., ::-1])[1].tobytes() for _ in range(count)]


PICTURES = encoded(3 * FPS)


class Camera(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        due, number = time.monotonic(), 0
        while True:
            time.sleep(max(0.0, due - time.monotonic()))
            data = PICTURES[number % len(PICTURES)]
            header = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
            try:
                self.wfile.write(header.encode() + data + b"\r\n")
            except OSError:
                return
            due, number = due + 1 / FPS, number + 1

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Camera)
    print(server.server_port, flush=True)
    server.serve_forever()
