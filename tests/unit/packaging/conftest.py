"""Fixtures for the tests of what makes the executable and its installers."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from leukdesk.paths import bundled_root


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return bundled_root()


@pytest.fixture
def script(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a module of ``packaging/`` by its name, as PyInstaller's recipe does, and forgets it after the test."""
    folder = root / "packaging"
    monkeypatch.syspath_prepend(str(folder))

    def load(name: str) -> ModuleType:
        module = importlib.import_module(name)
        assert module.__file__ is not None
        assert Path(module.__file__).parent == folder
        return module

    yield load
    for name in [path.stem for path in folder.glob("*.py")]:
        sys.modules.pop(name, None)
