from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leukdesk.inference.catalog import DEFAULT_ID, Catalog, NoModelError, UnknownModelError
from leukdesk.inference.package import ModelLoadError, ModelPackage
from leukdesk.inference.runtime import Classifier
from leukdesk.paths import bundled_models


def change_card(folder: Path, there: str, instead: str) -> None:
    card = folder / "card.toml"
    text = card.read_text(encoding="utf-8")
    assert there in text
    card.write_text(text.replace(there, instead, 1), encoding="utf-8")


def put_model(folder: Path, content: bytes, bundled: ModelPackage) -> None:
    """Exchange the graph, and the hash on its card with it."""
    (folder / "model.tflite").write_bytes(content)
    change_card(folder, bundled.card.sha256, hashlib.sha256(content).hexdigest())


def test_the_bundled_package_is_found_and_fits(bundled: ModelPackage) -> None:
    catalog = Catalog([bundled_models()]).checked()
    assert catalog.refused == ()
    assert catalog.default.id == bundled.id
    assert catalog.get(bundled.id).bundled


def test_a_scan_loads_neither_the_runtime_nor_opencv() -> None:
    code = (
        "import sys; from leukdesk.inference.catalog import Catalog; from leukdesk.paths import bundled_models;"
        "assert Catalog([bundled_models()]).packages; print([m for m in ('ai_edge_litert', 'cv2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_scan_reads_no_graph(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(package: ModelPackage) -> bytes:
        raise AssertionError(f"{package.model_file} was read")

    monkeypatch.setattr(ModelPackage, "read_model", never)
    assert Catalog([copied.parent]).packages


def test_a_changed_model_is_refused_and_never_run(copied: Path) -> None:
    content = bytearray((copied / "model.tflite").read_bytes())
    content[len(content) // 2] ^= 1
    (copied / "model.tflite").write_bytes(content)
    with pytest.raises(ModelLoadError, match="SHA-256"):
        Classifier(Catalog([copied.parent]).default)
    catalog = Catalog([copied.parent]).checked()
    assert catalog.packages == ()
    assert "SHA-256" in catalog.refused[0].reason
    with pytest.raises(UnknownModelError, match="is refused"):
        catalog.get(copied.name)
    with pytest.raises(NoModelError, match="SHA-256"):
        _ = catalog.default


def add_copies(folder: Path, bundled: ModelPackage, *models: tuple[str, str, str]) -> None:
    """Put copies of the bundled package into a folder, each with an id, a title and a scope of its own."""
    for model_id, title, scope in models:
        package = folder / model_id
        package.mkdir(parents=True)
        (package / "model.tflite").symlink_to(bundled.model_file)
        shutil.copy(bundled.folder / "card.toml", package)
        change_card(package, f'id = "{bundled.id}"', f'id = "{model_id}"')
        change_card(package, bundled.card.title, title)
        change_card(package, f'scope = "{bundled.card.scope}"', f'scope = "{scope}"')


def test_the_default_comes_first_then_the_programs_own_by_what_they_look_at(
    copied: Path, bundled: ModelPackage, tmp_path: Path
) -> None:
    own = ("b-cells", "Cells (B)", "cell"), ("a-cells", "cells (C)", "cell"), ("z-fields", "Fields", "field")
    add_copies(copied.parent, bundled, *own)
    add_copies(tmp_path / "station", bundled, ("a-station", "A", "field"))
    catalog = Catalog([copied.parent, tmp_path / "station"])
    assert [package.id for package in catalog.packages] == [DEFAULT_ID, "z-fields", "b-cells", "a-cells", "a-station"]
    assert catalog.default.id == DEFAULT_ID


def test_where_the_default_cannot_be_run_the_next_one_is(copied: Path, bundled: ModelPackage) -> None:
    add_copies(copied.parent, bundled, ("a-cells", "A", "cell"), ("b-fields", "B", "field"))
    (copied / "model.tflite").unlink()
    assert Catalog([copied.parent]).default.id == "b-fields"


def test_no_model_of_the_station_stands_in_for_the_default_while_the_program_has_another(
    copied: Path, bundled: ModelPackage, tmp_path: Path
) -> None:
    add_copies(tmp_path / "program", bundled, ("b-cells", "B", "cell"))
    assert Catalog([tmp_path / "program", copied.parent]).default.id == "b-cells"


def test_the_default_is_bundled() -> None:
    assert Catalog([bundled_models()]).checked().default.id == DEFAULT_ID


def test_a_model_exchanged_after_the_scan_is_not_loaded(copied: Path) -> None:
    package = Catalog([copied.parent]).default
    (copied / "model.tflite").write_bytes(b"something else")
    with pytest.raises(ModelLoadError, match="not the one that its card describes"):
        Classifier(package)


def test_a_malformed_card_is_refused_with_the_reason(copied: Path) -> None:
    change_card(copied, 'scope = "field"', "")
    (refused,) = Catalog([copied.parent]).refused
    assert (refused.folder, refused.id) == (copied, copied.name)
    assert "'scope' is missing" in refused.reason


def test_a_package_without_its_model_or_card_is_refused(copied: Path) -> None:
    shutil.copytree(copied, copied.parent / "no-card").joinpath("card.toml").unlink()
    (copied / "model.tflite").unlink()
    refused = Catalog([copied.parent]).refused
    assert [(r.id, "cannot be read" in r.reason) for r in refused] == [("no-card", True), (copied.name, True)]


def test_other_folders_and_files_are_no_packages(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes.txt").touch()
    (tmp_path / ".new.part").mkdir()
    (tmp_path / ".new.part" / "card.toml").touch()
    catalog = Catalog([tmp_path, tmp_path / "not-there"])
    assert (catalog.packages, catalog.refused) == ((), ())


def test_of_two_packages_with_one_id_the_first_folder_wins(copied: Path, bundled: ModelPackage) -> None:
    catalog = Catalog([bundled_models(), copied.parent])
    assert [package.folder for package in catalog.packages if package.id == bundled.id] == [bundled.folder]
    assert "is already that of the package" in catalog.refused[0].reason


def test_an_unknown_id_tells_the_known_ones(bundled: ModelPackage) -> None:
    with pytest.raises(UnknownModelError, match=bundled.id):
        Catalog([bundled_models()]).get("nope")


@pytest.mark.parametrize("content", [b"", b"no graph at all", b"TFL3" * 100, b"\x1c\0\0\0TFL3" + b"\0" * 200])
def test_a_file_that_is_no_graph_is_refused_when_it_is_checked(
    copied: Path, bundled: ModelPackage, content: bytes
) -> None:
    put_model(copied, content, bundled)
    catalog = Catalog([copied.parent])
    assert len(catalog.packages) == 1
    checked = catalog.checked()
    assert checked.packages == ()
    assert str(copied / "model.tflite") in checked.refused[0].reason


@pytest.mark.parametrize(
    ("there", "instead", "message"),
    [
        ("input_height = 224", "input_height = 192", "'image' is uint8 [1, 224, 224, 3], and uint8 [1, 192, 224, 3]"),
        ("input_width = 224", "input_width = 16", "'image' is uint8 [1, 224, 224, 3], and uint8 [1, 224, 16, 3]"),
    ],
)
def test_a_graph_with_another_input_is_refused(copied: Path, there: str, instead: str, message: str) -> None:
    change_card(copied, there, instead)
    catalog = Catalog([copied.parent])
    assert catalog.refused == ()
    assert message in catalog.checked().refused[0].reason


TWO_CLASSES = """
format = 1
id = "two"
version = "1.0.0"
title = "Two"
summary = "Two."
architecture = "?"
scope = "field"
limits = ["All."]
[model]
sha256 = "{sha256}"
input_height = 224
input_width = 224
[uncertain]
below = 0.5
reason = "None."
[[classes]]
id = "a"
name = "A"
description = "A."
[[classes]]
id = "b"
name = "B"
description = "B."
[training]
data = "?"
source = "?"
licence = "?"
split = "?"
counts = {{ train = 1 }}
[figures]
[[golden]]
picture = "a.png"
probabilities = {{ a = 0.5, b = 0.5 }}
"""


def test_a_graph_with_more_classes_than_its_card_is_refused(copied: Path, bundled: ModelPackage) -> None:
    (copied / "card.toml").write_text(TWO_CLASSES.format(sha256=bundled.card.sha256), encoding="utf-8")
    catalog = Catalog([copied.parent])
    assert catalog.refused == ()
    assert "and float32 [1, 2] was expected" in catalog.checked().refused[0].reason
    with pytest.raises(ModelLoadError, match="does not fit its card"):
        Classifier(catalog.default)
