"""Fixtures for all tests."""

from __future__ import annotations

import os
import sqlite3  # noqa: F401  (before TensorFlow, whose own SQLite, without full-text search, else takes its place)
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The picture sets that may be measured on and not distributed; the test is skipped where they are absent."""
    named = os.environ.get("LEUKDESK_SHARED_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no picture sets at {folder}; set LEUKDESK_SHARED_DATA to measure on them")
    return folder
