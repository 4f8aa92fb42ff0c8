"""The file of messages, shared by two programs as two windows on one data folder share it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from leukdesk.message_file import SharedFileHandler


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
