"""The licence texts that go into the executable: nothing in it is left out in silence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import platformdirs
import PySide6
import pytest
from PySide6 import QtCore


def test_a_file_of_the_environment_that_no_package_claims_is_told(
    script: Callable[[str], ModuleType],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    environment = tmp_path / "build" / "venv"
    stray, own = environment / "lib" / "site-packages" / "stray.so", tmp_path / "leukdesk" / "own.py"
    for file in (stray, own, tmp_path / "LICENSE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("terms", encoding="utf-8")
    (tmp_path / "leukdesk" / "__init__.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    notices, parts = script("notices"), script("parts")
    monkeypatch.setattr(parts, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(environment))
    notices.write_notices(tmp_path / "notices.txt", [str(stray), str(own)])
    assert f"Nothing tells the terms of {stray}" in capsys.readouterr().err
    written = (tmp_path / "notices.txt").read_text(encoding="utf-8")
    assert "stray.so" in written
    assert "own.py" not in written
    assert "\n  Leukdesk 1.2.3, Apache-2.0\n" in written


def test_a_part_without_a_licence_text_stops_the_build(
    script: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices, parts = script("notices"), script("parts")
    monkeypatch.setattr(parts, "LICENCE_NAME", parts.re.compile("no file is called so"))
    with pytest.raises(notices.NoticesError, match=r"platformdirs .* TEXTS"):
        notices.write_notices(tmp_path / "notices.txt", [platformdirs.__file__])


def test_a_text_stands_once_and_a_model_tells_what_it_was_trained_on(
    script: Callable[[str], ModuleType], root: Path, tmp_path: Path
) -> None:
    cards = sorted(str(card) for card in (root / "models").glob("*/card.toml"))
    script("notices").write_notices(tmp_path / "notices.txt", [platformdirs.__file__, *cards])
    written = (tmp_path / "notices.txt").read_text(encoding="utf-8")
    assert written.count("\nLICENSE stands above, under Leukdesk ") == len(cards) > 0
    assert "\n  pbc8-mobilenetv2 1.1.0, training data: CC BY 4.0" in written
    assert f"\n  platformdirs {platformdirs.__version__}, MIT" in written


def test_what_is_under_the_lgpl_may_be_exchanged_and_what_qt_brings_has_its_terms(
    script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    script("notices").write_notices(tmp_path / "notices.txt", [PySide6.__file__, QtCore.__file__])
    head, _, texts = (tmp_path / "notices.txt").read_text(encoding="utf-8").partition("=====")
    assert "You may put your own builds in their place" in head
    assert "\n  PySide6_Essentials" in head
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE", "UNICODE, INC. LICENSE AGREEMENT"):
        assert words in texts
