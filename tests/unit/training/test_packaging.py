"""What a card says of a model that is more than its figures."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomli_w

from leukdesk.inference.card import read_card
from leukdesk.inference.crop_rule import read_crop_rule
from leukdesk.inference.elsewhere import read_elsewhere
from leukdesk.inference.tables import Table
from leukdesk.paths import bundled_models
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.describing import CARDS, DescriptionError, describe
from leukdesk.training.exporting import Trial
from leukdesk.training.packaging import crop_table, elsewhere_tables, published
from leukdesk.training.recipe import Study
from leukdesk.training.recipes import RECIPES
from leukdesk.training.report.words import published_range

PLAIN_DATA = Dataset(root=None, classes=(), samples=(), grouped_by=None)  # type: ignore[arg-type]
PLAIN = describe("pbc8", PLAIN_DATA)
STUDIES = [recipe.study for recipe in RECIPES.values() if recipe.study]


def test_what_a_study_published_goes_before_the_data_sets_and_names_its_pictures() -> None:
    said = published(Study("Cells of elsewhere", {"accuracy": 0.9}, "split: 80 % and 20 %"), PLAIN)
    assert said["accuracy"] == "0.9: Cells of elsewhere; split: 80 % and 20 %"
    assert said["macro_f1"] == PLAIN.published["macro_f1"]


def test_the_figures_of_every_study_are_read_from_what_is_said_of_them() -> None:
    assert STUDIES
    for study in STUDIES:
        said = published(study, PLAIN)
        assert {name: published_range(said[name]) for name in study.figures} == {
            name: (value, value) for name, value in study.figures.items()
        }


@pytest.mark.parametrize(("agreement", "apart", "warned"), [(1.0, 0.01, False), (0.98, 0.01, True), (1.0, 0.3, True)])
def test_weights_that_are_not_on_par_have_to_be_told(agreement: float, apart: float, warned: bool) -> None:
    trial = Trial("float32", 9.0, 0.9, apart, agreement, 10.0)
    assert bool(trial.warnings) == warned


@pytest.mark.parametrize("name", ["pbc8", "cnmc2"])
def test_how_a_cell_is_cut_out_goes_from_the_hand_written_card_into_the_models(name: str) -> None:
    """The bundled cards were written by the workbench, or look as if they had been."""
    described = describe(name, PLAIN_DATA)
    bundled = [read_card(path) for path in bundled_models().glob(f"{name}-*/card.toml")]
    assert bundled
    for card in bundled:
        assert card.crop == described.crop
    written = tomllib.loads(tomli_w.dumps(crop_table(described), multiline_strings=True))
    assert read_crop_rule(Table(written), "cell", None) == described.crop


@pytest.mark.parametrize("name", ["pbc8", "cnmc2"])
def test_which_classes_are_no_white_cells_goes_into_the_models_card(name: str) -> None:
    described = describe(name, PLAIN_DATA).classes
    others = {each["id"]: (each.get("white", True), each.get("nucleus", True)) for each in described}
    for path in bundled_models().glob(f"{name}-*/card.toml"):
        assert {each.id: (each.white, each.nucleus) for each in read_card(path).classes} == others
    assert (False in {white for white, _ in others.values()}) == (name == "pbc8")


def test_a_hand_written_class_that_is_white_in_words_is_refused(tmp_path: Path) -> None:
    text = (CARDS / "pbc8.toml").read_text(encoding="utf-8").replace("white = false", 'white = "no"', 1)
    (tmp_path / "odd.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DescriptionError, match="'white' of the class 'erythroblast' was expected to be true or false"):
        describe(str(tmp_path / "odd.toml"), PLAIN_DATA)


def test_what_a_model_was_worth_elsewhere_stays_said_of_those_trained_on_the_same_pictures_later() -> None:
    described = describe("pbc8", PLAIN_DATA)
    bundled = read_card(bundled_models() / "pbc8-mobilenetv2" / "card.toml")
    assert bundled.elsewhere
    for model, expected in (("pbc8-mobilenetv2", bundled.elsewhere), ("pbc8-other", described.elsewhere)):
        tables = tomllib.loads(tomli_w.dumps(elsewhere_tables(model, described), multiline_strings=True))
        assert read_elsewhere(Table(tables)) == expected
    assert {each.model for each in described.elsewhere} == {"pbc8-mobilenetv2"}
    assert set(described.limits) <= set(bundled.limits)
    assert elsewhere_tables("all4", describe("taleqani-all4", PLAIN_DATA)) == {}


def test_a_card_that_says_nothing_of_crops_gets_no_table() -> None:
    described = describe("taleqani-all4", PLAIN_DATA)
    assert described.crop is None
    assert crop_table(described) == {}


def test_a_hand_written_card_with_a_crop_that_is_none_is_refused(tmp_path: Path) -> None:
    text = (CARDS / "pbc8.toml").read_text(encoding="utf-8").replace("margin = 0.38", 'margin = "wide"')
    (tmp_path / "odd.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DescriptionError, match=r"'crop\.margin' is 'wide', and a number from 0\.0 to 10\.0"):
        describe(str(tmp_path / "odd.toml"), PLAIN_DATA)
