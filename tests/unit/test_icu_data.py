"""Qt's data of languages, made smaller for the executable: what the program asks of them stays as it was."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zlib
from pathlib import Path
from types import ModuleType

import PySide6
import pytest

from leukdesk.paths import bundled_root

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Qt for Linux brings such data")

ASKED = """
from PySide6.QtCore import QCollator, QLocale, QTimeZone
for code in ("fr", "en", "C"):
    order = QCollator(QLocale(code))
    order.setNumericMode(code != "C")
    words = sorted(["z", "\u00e9", "e", "E", "\u00e4", "f", "a10", "a9"], key=order.sortKey)
    zone = QTimeZone(b"Europe/Paris").displayName(
        QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale(code)
    )
    print(words, QLocale(code).toUpper("\u00e9t\u00e9"), zone)
"""


@pytest.fixture(scope="module")
def icu_data() -> ModuleType:
    spec = importlib.util.spec_from_file_location("icu_data", bundled_root() / "packaging" / "icu_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def library() -> Path:
    (found,) = (Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*")
    return found


def answers(preload: Path | None) -> subprocess.CompletedProcess[str]:
    more = {"LD_PRELOAD": str(preload)} if preload is not None else {}
    return subprocess.run(
        [sys.executable, "-c", ASKED], env={**os.environ, **more}, capture_output=True, text=True, check=True
    )


def test_most_of_it_goes_and_qt_answers_as_before(icu_data: ModuleType, library: Path, tmp_path: Path) -> None:
    whole = library.read_bytes()
    less = icu_data.trimmed(whole)
    assert len(less) == len(whole)
    assert len(zlib.compress(less, 1)) < len(zlib.compress(whole, 1)) / 8
    smaller = tmp_path / library.name
    smaller.write_bytes(less)
    before, after = answers(None), answers(smaller)
    assert after.stdout == before.stdout
    assert after.stderr == before.stderr == ""


def test_what_is_offered_is_what_is_named(icu_data: ModuleType, library: Path) -> None:
    names = icu_data.names(icu_data.trimmed(library.read_bytes()))
    assert {"coll/ucadata.icu", "coll/root.res", "zone/fr.res", "res_index.res"} <= set(names)
    assert not [name for name in names if name.endswith(".cnv")]
    assert names == sorted(names)


@pytest.mark.parametrize("content", [b"", b"\x7fELF" + bytes(100), bytes(12) + b"CmnD" + bytes(100)])
def test_another_library_is_refused(icu_data: ModuleType, content: bytes) -> None:
    with pytest.raises(icu_data.IcuDataError):
        icu_data.trimmed(content)
