"""A run: what it follows from, how its pictures are divided, and how it is gone on with."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import keras
import numpy as np
import pytest

from leukdesk import cli
from leukdesk.terminal import INTERRUPTED
from leukdesk.training import recipes
from leukdesk.training.batches import Part
from leukdesk.training.commands import train as training
from leukdesk.training.commands.steps import split_apart
from leukdesk.training.data.errors import DatasetError, LeakError
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.data.splits import Split
from leukdesk.training.fitting import fit
from leukdesk.training.packaging import architecture_of
from leukdesk.training.preparing import Preparation
from leukdesk.training.recipe import Settings
from leukdesk.training.running import Plan, Run, begin_or_resume, manifest_of, with_copies

from .workbench import FEW, pictures_in


def small_plan(root: Path) -> Plan:
    pictures = read_pictures(read_dataset(root, "block"), 32)
    recipe = recipes.RECIPES["cml1"]
    settings = recipe.settings.changed(["input_side=32"])
    return Plan(recipe, settings, pictures.dataset, pictures, Preparation(), 1)


def test_a_manifest_knows_the_teacher_by_its_hash(picture_set: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, split = small_plan(picture_set), Split(*np.arange(120).reshape(3, 40))
    assert manifest_of(plan, split)["teacher"] == ""
    monkeypatch.setattr(training, "teacher_from", lambda *_: None)
    told = []
    for sha256 in ("0" * 64, "1" * 64):
        package = SimpleNamespace(card=SimpleNamespace(id="wise", version="1.0.0", sha256=sha256))
        monkeypatch.setattr(training, "find_package", lambda *_, package=package: package)
        options = SimpleNamespace(teacher="wise", data_dir=None)
        told.append(manifest_of(training.with_teacher(options, plan, split), split)["teacher"])
    assert told[0] != told[1]
    assert told[0].startswith("wise 1.0.0")


def test_a_card_says_what_weights_a_training_began_from(picture_set: Path) -> None:
    plan = replace(small_plan(picture_set), recipe=recipes.RECIPES["mobilenetv2"])
    assert "from scratch" in architecture_of(Run(plan, None, None, []))
    begun = architecture_of(Run(replace(plan, weights=Path("w.h5")), None, None, []))
    assert "pretrained" in begun
    assert "scratch" not in begun


def test_folds_bring_copies_of_two_given_parts_together(tmp_path: Path) -> None:
    root = pictures_in(
        tmp_path, *(f"{part}/{name}/{i}.png" for part in ("train", "test") for name in "ab" for i in range(9))
    )
    shutil.copy(root / "train" / "a" / "0.png", root / "test" / "a" / "again.png")
    pictures = read_pictures(read_dataset(root, None), 32)
    recipe = recipes.RECIPES["all_stage_cnn"]
    plan = Plan(recipe, recipe.settings, pictures.dataset, pictures, Preparation(), 1)
    with pytest.raises(LeakError, match="near copies"):
        split_apart(plan)
    joined, splits = split_apart(plan, 3)
    assert len(splits) == 3
    assert not joined.dataset.has_parts


def test_copies_of_pictures_are_whole_pictures(picture_set: Path) -> None:
    grown = with_copies(small_plan(picture_set), 1).pictures
    lengths = {name: len(value) for name, value in vars(grown).items() if name not in ("dataset", "unreadable")}
    assert set(lengths.values()) == {240}, lengths


def test_a_run_is_begun_whole_or_not_at_all(tmp_path: Path) -> None:
    begin_or_resume(tmp_path, {"seed": 1})
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    begin_or_resume(tmp_path, {"seed": 1})
    with pytest.raises(DatasetError, match=r"begun otherwise \(seed\)"):
        begin_or_resume(tmp_path, {"seed": 2})


@pytest.mark.parametrize("left", ["", '{"recipe": ', "[1]"])
def test_what_is_left_of_a_run_says_what_to_delete(left: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(left)
    with pytest.raises(DatasetError, match=f"delete {tmp_path}"):
        begin_or_resume(tmp_path, {"seed": 1})
    (tmp_path / "curves.json").write_text(left)
    network = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten(), keras.layers.Dense(2)])
    part = Part(np.zeros((2, 32, 32, 3), np.uint8), np.arange(2), np.array(["a", "b"]))
    with pytest.raises(DatasetError, match="delete it"):
        fit(network, Settings(32, 1), part, None, 2, seed=1, checkpoints=tmp_path, report=print)


@pytest.mark.usefixtures("few_resamples")
def test_a_run_with_other_settings_is_not_gone_on_with(train: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    begun = ["train", "all_stage_cnn", *train, *FEW, "--set", "input_side=32"]
    assert cli.main(begun) == 0
    assert cli.main([*begun, "--set", "rate=0.5"]) == 1
    assert "begun otherwise (settings)" in capsys.readouterr().err


def test_stopped_while_it_measures_it_can_be_gone_on_with(
    train: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "run_split", lambda *_: None)
    monkeypatch.setattr(training, "deliver", interrupted)
    assert cli.main(["train", "all_stage_cnn", *train, "--set", "input_side=32"]) == INTERRUPTED
    assert "The same command goes on" in capsys.readouterr().err
