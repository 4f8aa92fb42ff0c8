"""What is left out of the executable, and the links that stay for what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("PyInstaller", reason="needs the package extra")


@pytest.fixture
def trim(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("trim")


def test_links_stay_that_lead_to_what_stays_be_it_through_others(trim: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "file"
    source.touch()
    core = "PySide6/Qt/lib/QtCore.framework"
    framework = [
        (f"{core}/Versions/A/QtCore", str(source), "DATA"),
        (f"{core}/Versions/A/Resources/Info.plist", str(source), "DATA"),
        (f"{core}/Versions/Current", "A", "SYMLINK"),
        (f"{core}/QtCore", "Versions/Current/QtCore", "SYMLINK"),
        (f"{core}/Resources", "Versions/Current/Resources", "SYMLINK"),
        ("QtCore", f"{core}/Versions/A/QtCore", "SYMLINK"),
    ]
    nowhere = [
        (f"{core}/QtGui", "Versions/Current/QtGui", "SYMLINK"),
        ("QtGui", "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", "SYMLINK"),
    ]
    assert trim.without_unused([*framework, *nowhere]) == framework
