"""Model packages to be installed: the smallest bundled model under other versions and ids, packed and signed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from leukdesk.inference.stick.packing import pack
from leukdesk.paths import bundled_models

SMALL = "taleqani-all4-all_stage_cnn"
VERSION = "1.0.0"
"""Of the bundled one."""


def folder_of(where: Path, version: str = "2.0.0", model_id: str = SMALL, title: str = "", source: str = SMALL) -> Path:
    """Copy a bundled model under another version, id or title."""
    folder = where / f"{model_id}-{version}{title.replace(' ', '')}"
    shutil.copytree(bundled_models() / source, folder)
    card = folder / "card.toml"
    text = card.read_text("utf-8")
    changes = {"id": model_id, "version": version} | ({"title": title} if title else {})
    for key, value in changes.items():
        text, changed = re.subn(rf'^{key} = ".*"$', f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
        assert changed
    card.write_text(text, "utf-8")
    return folder


def packed(
    where: Path, version: str = "2.0.0", model_id: str = SMALL, secret: bytes | None = None, title: str = ""
) -> Path:
    """Return a file of a model."""
    folder = folder_of(where / "folders", version, model_id, title)
    target = where / f"{folder.name}{'-signed' if secret else ''}.leukmodel"
    pack(folder, target, secret)
    shutil.rmtree(folder)
    return target
