"""The models that go into the executable: small ones always, large ones when they are asked for."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from leukdesk.inference.catalog import DEFAULT_ID
from leukdesk.paths import bundled_models, bundled_root


@pytest.fixture(scope="module")
def chooser() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_model_set", bundled_root() / "packaging" / "model_set.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def models(chooser: ModuleType, tmp_path: Path) -> Path:
    """A package that is just small enough, with a golden picture of its own, and one that is too large."""
    for name, size in (("large", chooser.LARGEST_BYTES + 1), ("small", chooser.LARGEST_BYTES)):
        folder = tmp_path / name
        for file in ("card.toml", "golden/a.png", "evaluation/report.html"):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).touch()
        with (folder / "model.tflite").open("wb") as graph:
            graph.truncate(size)
    return tmp_path


def test_small_packages_go_in_without_their_evaluation(
    chooser: ModuleType, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chooser.model_files(models, full=False) == [
        (str(models / "small" / "card.toml"), "models/small"),
        (str(models / "small" / "golden" / "a.png"), "models/small/golden"),
        (str(models / "small" / "model.tflite"), "models/small"),
    ]
    assert "Left out: large, 25 MB" in capsys.readouterr().err


def test_the_full_set_has_all_packages(chooser: ModuleType, models: Path) -> None:
    assert {folder for _, folder in chooser.model_files(models, full=True)} == {
        "models/large",
        "models/large/golden",
        "models/small",
        "models/small/golden",
    }


def test_the_default_always_goes_in(chooser: ModuleType) -> None:
    assert f"models/{DEFAULT_ID}" in {folder for _, folder in chooser.model_files(bundled_models(), full=False)}
