from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leukdesk.history.store import History
from leukdesk.inference.stick.signing import make_key, read_secret_key
from leukdesk.model_packages.work import ModelPackages
from leukdesk.paths import DataPaths

from .making import packed


@pytest.fixture(scope="session")
def secret(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A key that no station trusts of itself."""
    path = tmp_path_factory.mktemp("key") / "key"
    make_key(path)
    return read_secret_key(path)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package in order, not signed; not to be changed."""
    return packed(tmp_path_factory.mktemp("file"))


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory, secret: bytes) -> Path:
    """The same, signed; not to be changed."""
    return packed(tmp_path_factory.mktemp("signed"), secret=secret)


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data")


@pytest.fixture
def history(paths: DataPaths) -> Iterator[History]:
    with History(paths) as history:
        yield history


@pytest.fixture
def packages(paths: DataPaths, history: History) -> ModelPackages:
    return ModelPackages(paths, history)
