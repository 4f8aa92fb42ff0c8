"""What a card says of a model that is more than its figures."""

from __future__ import annotations

import pytest

from leukdesk.training.data.dataset import Dataset
from leukdesk.training.describing import describe
from leukdesk.training.exporting import Trial
from leukdesk.training.packaging import published
from leukdesk.training.recipe import Study
from leukdesk.training.recipes import RECIPES
from leukdesk.training.report.words import published_range

PLAIN = describe("pbc8", Dataset(root=None, classes=(), samples=(), grouped_by=None))  # type: ignore[arg-type]
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
