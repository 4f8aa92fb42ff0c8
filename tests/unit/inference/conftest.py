from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import ModelPackage
from leukdesk.paths import bundled_models


@pytest.fixture(scope="session")
def bundled() -> ModelPackage:
    return Catalog([bundled_models()]).default


@pytest.fixture
def copied(bundled: ModelPackage, tmp_path: Path) -> Path:
    """A copy of the bundled package, to be tampered with."""
    folder = tmp_path / "models" / bundled.id
    folder.mkdir(parents=True)
    for name in ("card.toml", "model.tflite"):
        shutil.copy(bundled.folder / name, folder / name)
    return folder
