"""Keep the notices of LiteRT and TensorFlow off the terminal.

Its native code writes "INFO: Created TensorFlow Lite XNNPACK delegate for CPU." straight to file descriptor 2 when
the first graph of a process is loaded, and offers no setting against it (ai-edge-litert 2.1 to 2.3: the least
severity of its logger can be read, not set). A program whose standard error is for its own progress and errors must
not show that; warnings and errors of the native code must not be lost.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2
_NOTICES = (b"INFO: ", b"I0000 ", b"WARNING: All log messages before absl::InitializeLog()")
_lock = threading.Lock()


@contextmanager
def hold_back_notices() -> Iterator[None]:
    """Collect what is written to file descriptor 2 meanwhile; pass it on afterwards, less the notices.

    Meant for loading a graph or a library: what other threads write arrives late, not lost. A program without a
    standard error stream (a windowed one on Windows) has nothing to hold back.
    """
    with _lock:
        if sys.stderr is not None:
            sys.stderr.flush()
        try:
            kept = os.dup(_STDERR)
        except OSError:
            yield
            return
        try:
            held = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
        except OSError:  # nowhere to write: better a notice too many than no model
            os.close(kept)
            yield
            return
        try:
            with held:
                os.dup2(held.fileno(), _STDERR)
                try:
                    yield
                finally:
                    os.dup2(kept, _STDERR)
                held.seek(0)
                lines = held.read().splitlines(keepends=True)
        finally:
            os.close(kept)
        if rest := b"".join(line for line in lines if not line.startswith(_NOTICES)):
            os.write(_STDERR, rest)
