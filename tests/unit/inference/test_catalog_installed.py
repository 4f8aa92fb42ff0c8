"""Packages that were installed from files take the place of others; those that were copied by hand never do."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from leukdesk.inference.catalog import DEFAULT_ID, Catalog
from leukdesk.inference.package import ModelPackage, RefusedPackage
from leukdesk.paths import bundled_models

from .test_catalog import add_copies, change_card


def pinned(folder: Path) -> dict[Path, str]:
    return {folder: hashlib.sha256((folder / "card.toml").read_bytes()).hexdigest()}


def test_an_installed_one_takes_the_place_of_the_programs_own_in_its_order_too(
    copied: Path, bundled: ModelPackage
) -> None:
    change_card(copied, f'version = "{bundled.card.version}"', 'version = "99.0.0"')
    before, catalog = Catalog([bundled_models()]), Catalog([bundled_models()], pinned(copied))
    assert catalog.refused == ()
    assert [each.id for each in catalog.packages] == [each.id for each in before.packages]
    default = catalog.default
    assert (default.folder, default.card.version, default.id) == (copied, "99.0.0", DEFAULT_ID)
    assert default.instead == bundled
    assert not default.bundled


def test_a_copy_by_hand_beside_an_installed_one_is_refused(copied: Path, bundled: ModelPackage, tmp_path: Path) -> None:
    add_copies(tmp_path / "own", bundled, ("x", "X", "field"))
    installed = tmp_path / "installed"
    add_copies(installed, bundled, ("x", "X", "field"))
    catalog = Catalog([bundled_models(), tmp_path / "own"], pinned(installed / "x"))
    assert catalog.get("x").folder == installed / "x"
    assert catalog.get("x").instead is None
    assert [each.folder for each in catalog.refused] == [tmp_path / "own" / "x"]
    # It is the station's own, and so comes after all of the program's.
    assert catalog.packages[-1].id == "x"


@pytest.mark.parametrize("name", ["card.toml", "model.tflite"])
def test_one_whose_card_was_changed_since_or_whose_graph_is_gone_is_refused_and_the_programs_own_is_used(
    copied: Path, bundled: ModelPackage, name: str
) -> None:
    known = pinned(copied)
    if name == "card.toml":
        change_card(copied, "below = ", "below = 0.")
    else:
        (copied / name).unlink()
    catalog = Catalog([bundled_models()], known)
    assert catalog.default == bundled
    assert [each.folder for each in catalog.refused] == [copied]


def test_what_was_refused_before_is_listed_with_the_others(tmp_path: Path) -> None:
    refused = RefusedPackage(tmp_path, "installed-models", "It is damaged.")
    assert Catalog([bundled_models()], refused=[refused]).refused == (refused,)


def test_the_cards_of_former_versions_and_of_those_whose_place_is_taken_are_still_known(
    copied: Path, bundled: ModelPackage, tmp_path: Path
) -> None:
    former = tmp_path / "former"
    add_copies(former, bundled, ("x", "X", "field"))
    before, after = f'sha256 = "{bundled.card.sha256}"', f'sha256 = "{"0" * 64}"'
    change_card(former / "x", before, after)
    gone = {tmp_path / "gone": "0" * 64}
    catalog = Catalog([bundled_models()], pinned(copied), former=pinned(former / "x") | gone)
    assert catalog.cards["0" * 64].title == "X"
    assert "x" not in [each.id for each in catalog.packages]
    assert bundled.card in catalog.known
    assert catalog.checked().known == catalog.known
