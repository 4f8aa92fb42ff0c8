"""What is left out of the executable, and the links that stay for what is in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import PySide6
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


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("objdump") is None, reason="reads Linux libraries by objdump"
)
def test_a_library_goes_with_the_last_that_asks_for_it_and_its_framework_with_it(trim: ModuleType) -> None:
    qt = Path(PySide6.__file__).parent / "Qt"
    network, core = qt / "lib" / "libQt6Network.so.6", qt / "lib" / "libQt6Core.so.6"
    plugin = qt / "plugins" / "tls" / "libqopensslbackend.so"
    framework = "PySide6/Qt/lib/Network.framework"
    asked = [
        (f"PySide6/Qt/plugins/tls/{plugin.name}", str(plugin), "BINARY"),
        (f"{framework}/Versions/A/{network.name}", str(network), "BINARY"),
        (f"{framework}/Versions/A/Resources/Info.plist", __file__, "DATA"),
        (f"{framework}/Versions/Current", "A", "SYMLINK"),
    ]
    # Nothing here asks for it, so it may be loaded by name.
    alone = (f"PySide6/Qt/lib/{core.name}", str(core), "BINARY")
    user = ("PySide6/QtNetwork.abi3.so", str(qt.parent / "QtNetwork.abi3.so"), "EXTENSION")
    assert trim.without_unused(asked) == []
    assert trim.without_unused([*asked[1:], alone]) == [*asked[1:], alone]
    assert trim.without_unused([*asked, user]) == [*asked[1:], user]
