"""Trees as PyInstaller's single file unpacks itself; names as people give them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from leukdesk.installing.how import Kind, Running, look
from leukdesk.installing.installation import Installation
from leukdesk.installing.places import Places, user_places

if os.name == "nt":
    # Links, rights and locks as Linux and macOS have them; the executable's own tests run on Windows.
    collect_ignore_glob = ["test_*.py"]

ODD = 'Bob\'s "stick" $HOME `ls` 100 % 血液\\x'
SCRIPT = '#!/bin/sh\necho "launched with $# words" "$@"\n'


def single_file(folder: Path, build: str = "one") -> Running:
    """Make a single file, and what it has unpacked for this run."""
    executable = folder / "leukdesk"
    files = folder / f"_MEI {build.strip()}"
    shutil.rmtree(files, ignore_errors=True)
    for name, content in {
        "libfirst.so.6": b"\x7fELF" + bytes(3_000_000),
        "PySide6/Qt/lib/libQt6Core.so.6": b"\x7fELF core" * 1000,
        "resources/icons/leukdesk.svg": b"<svg/>",
        "resources/empty": b"",
        "models/größe 血/card.toml": b"id = 1",
        "launcher/leukdesk": SCRIPT.encode(),
        "build-id.txt": build.encode(),
    }.items():
        path = files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (files / "libfirst.so.6").chmod(0o755)
    (files / "libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    (files / "PySide6" / "lib").symlink_to("Qt/lib", target_is_directory=True)
    executable.write_bytes(b"the single file")
    return look(executable, files, frozen=True)


@pytest.fixture
def stick(tmp_path: Path) -> Running:
    """A single file in a folder with an odd name."""
    folder = tmp_path / ODD
    folder.mkdir()
    here = single_file(folder)
    assert here.kind is Kind.SINGLE_FILE
    return here


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The places of a user of Linux whose home has an odd name as well."""
    found = user_places("linux", {}, tmp_path / "home of Zoë")
    assert found is not None
    return found


@pytest.fixture
def installation(stick: Running, places: Places) -> Installation:
    return Installation(stick, places)
