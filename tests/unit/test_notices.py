"""The licence texts that go into the executable: nothing in it is left out in silence."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from leukdesk.paths import bundled_root


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    script = bundled_root() / "packaging" / "notices.py"
    spec = importlib.util.spec_from_file_location("packaging_notices", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # where dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_a_file_of_the_environment_that_no_package_claims_is_told(
    notices: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = tmp_path / "build" / "venv"
    stray, own = environment / "lib" / "site-packages" / "stray.so", tmp_path / "leukdesk" / "own.py"
    for file in (stray, own, tmp_path / "LICENSE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("terms", encoding="utf-8")
    monkeypatch.setattr(notices, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(environment))
    notices.write_notices(tmp_path / "notices.txt", [str(stray), str(own)])
    assert f"Nothing tells the terms of {stray}" in capsys.readouterr().err
    written = (tmp_path / "notices.txt").read_text(encoding="utf-8")
    assert "stray.so" in written
    assert "own.py" not in written
