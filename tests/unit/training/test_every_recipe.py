"""Each recipe through training, export, catalog and the classify command."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from pathlib import Path

import pytest

from leukdesk import cli
from leukdesk.training import recipes

from .workbench import FEW, package_of

pytestmark = pytest.mark.usefixtures("few_resamples")

SMALLEST = {"lenet_lld": 64, "modified_cnn": 64, "cml1": 32, "all_stage_cnn": 32, "all_hem_cnn": 32}
# Drawing up the training graph of a network of hundreds of layers takes minutes on two cores.
LARGE = {"densenet201", "efficientnetb7", "resnet101"}
EVERY = [
    pytest.param(name, marks=pytest.mark.skipif(name in LARGE and "LEUKDESK_ALL_RECIPES" not in os.environ, reason=why))
    for why in ["takes minutes: set LEUKDESK_ALL_RECIPES=1 to run it"]
    for name in sorted(recipes.RECIPES)
]


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", EVERY)
def test_every_recipe_goes_through_export_catalog_and_classify(
    name: str, train: list[str], picture_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    side = ["--set", f"input_side={SMALLEST.get(name, 32)}", "--set", "cut_side=0", "--set", "whole_epochs=0"]
    assert cli.main(["train", name, *train, *FEW, *side]) == 0
    folder = package_of(tmp_path / "out")
    card, study = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8")), recipes.RECIPES[name].study
    figures = [*card["figures"].items(), *card["class_figures"]["dark"].items()]
    told = {kind for kind, figure in figures if isinstance(figure, dict) and "published" in figure}
    assert told == set(study.figures if study else ())
    data = tmp_path / "station"
    shutil.copytree(folder, data / "models" / folder.name)
    capsys.readouterr()
    picture = next((picture_set / "dark").glob("*.png"))
    assert cli.main(["--data-dir", str(data), "classify", str(picture), "--model", folder.name, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-3)
    assert set(answer["probabilities"]) == {"dark", "light"}
