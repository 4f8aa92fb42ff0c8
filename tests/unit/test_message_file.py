"""The file of messages, shared by two programs as two windows on one data folder share it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import leukdesk
from leukdesk.message_file import MessageFile, SharedFileHandler


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "leukdesk.log"


@pytest.fixture
def handlers(path: Path) -> Iterator[list[SharedFileHandler]]:
    """Two on one file; to the disk they are as two programs."""
    handlers = [SharedFileHandler(path, most_bytes=1000) for _ in range(2)]
    yield handlers
    for handler in handlers:
        handler.close()


def write(handlers: list[SharedFileHandler], numbers: range) -> None:
    for number in numbers:
        record = logging.LogRecord("test", logging.INFO, __file__, 1, f"message {number:04d} of all", None, None)
        handlers[number % len(handlers)].emit(record)


def kept(path: Path) -> list[int]:
    files = sorted(path.parent.iterdir(), reverse=True)
    return [int(line.split()[1]) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_two_programs_lose_nothing_of_each_other(
    handlers: list[SharedFileHandler], path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write(handlers, range(150))  # of 21 bytes: a little more than three files
    assert sorted(kept(path)) == list(range(150))
    write(handlers, range(150, 1000))
    names = {file.name for file in path.parent.iterdir()}
    assert names == {"leukdesk.log", "leukdesk.log.1", "leukdesk.log.2", "leukdesk.log.3"}
    assert set(kept(path)) >= set(range(870, 1000))
    assert all(file.stat().st_size < 1100 for file in path.parent.iterdir())
    assert capfd.readouterr().err == ""


def test_a_file_that_another_program_holds_grows_and_the_older_ones_stay(
    handlers: list[SharedFileHandler],
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    write(handlers, range(60))
    with monkeypatch.context() as on_windows:
        rename = Path.replace

        def refuse(self: Path, target: Path) -> Path:
            if self == path:
                raise PermissionError(13, "used by another process", str(self))
            return rename(self, target)

        on_windows.setattr(Path, "replace", refuse)
        write(handlers, range(60, 160))
    assert sorted(kept(path)) == list(range(160))
    write(handlers, range(160, 170))
    assert sorted(kept(path)) == list(range(170))
    assert path.stat().st_size < 1000
    assert capfd.readouterr().err == ""


def test_a_file_that_cannot_be_opened_is_told_once_and_nothing_more(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "logs" / "leukdesk.log"
    path.mkdir(parents=True)
    messages = MessageFile(path)
    for number in range(3):
        logging.getLogger("leukdesk.test").warning("message %d", number)
    messages.close()
    assert [str(path) in record.getMessage() for record in caplog.records] == [True, False, False, False]
    assert "Traceback" not in capfd.readouterr().err


FULL = """
import logging, resource, signal, sys
from pathlib import Path
from leukdesk.message_file import MessageFile

messages = MessageFile(Path(sys.argv[1]))
log = logging.getLogger("leukdesk.test")
log.info("the first")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
for number in range(500):
    log.info("message %d of many, which no longer have room", number)
messages.close()
print("went on")
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
def test_a_disk_that_becomes_full_is_told_in_one_line_and_the_program_goes_on(path: Path) -> None:
    root = Path(leukdesk.__file__).resolve().parent.parent
    ended = subprocess.run(
        [sys.executable, "-c", FULL, path],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "went on\n")
    (line,) = ended.stderr.splitlines()
    assert str(path) in line
    assert "the first" in path.read_text(encoding="utf-8")
