"""Bad input to train and export: a sentence that says what is wrong, before anything is trained."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from leukdesk import cli
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.describing import CARDS

from .workbench import FEW, pictures_in

WHOLE = ["--set", "cut_side=0", "--set", "whole_epochs=0"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (["train", "resnet9000"], "no recipe"),
        (["--card", "nowhere"], "no card"),
        (["--weights", "missing.h5"], "begins from nothing"),
        (["train", "mobilenetv2", "--weights", "missing.h5"], "cannot be read"),
        (["train", "mobilenetv2", "--weights", __file__, *WHOLE], "weights of mobilenetv2"),
        (["--set", "head_first=0.01"], "begins from nothing: --set head_first=0"),
        (["train", "mobilenetv2", "--set", "head_first=0.01"], "give them by --weights"),
        (["--id", "Own Model"], "--id"),
        (["--version", "one"], "--version"),
        (["--data", "nowhere"], "nowhere"),
        (["--card", "taleqani-all4"], "label"),
        (["--set", "colour=blue"], "name=value"),
        (["--set", "epochs=many"], "whole number"),
        (["--set", "augmentation=sepia"], "no augmentation"),
        (["--set", "augmentation=sepia", "--allow-leak"], "no augmentation"),
        (["--set", "threshold=1"], "threshold"),
        (["--set", "threshold=0"], "threshold"),
        (["--set", "label_smoothing=1"], "label_smoothing"),
        (["--set", "teacher_weight=1.5"], "teacher_weight"),
        (["--set", "input_side=4096"], "2048"),
        (["--set", "high=grey"], "dark, light"),
        (["--set", "look=field"], "picture, cell"),
        (["--set", "cut_side=24"], "one size only"),
    ],
)
def test_what_cannot_begin_says_why(
    train: list[str], change: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    begin = change if change[0] == "train" else ["train", "all_stage_cnn"]
    rest = [] if change[0] == "train" else change
    assert cli.main([*begin, *train, "--set", "input_side=32", *rest]) == 1
    told = capsys.readouterr().err
    assert message in told
    assert "Make room" not in told


@pytest.mark.parametrize("seed", ["-1", "4294967296", "one"])
def test_a_seed_that_cannot_be_is_refused(seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.make_parser().parse_args(["train", "cml1", "--data", "d", "--seed", seed])
    assert "from 0 to" in capsys.readouterr().err


def test_a_threshold_is_for_two_classes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = pictures_in(tmp_path / "three", *(f"{name}/{i}.png" for name in "abc" for i in range(2)))
    options = ["--data", str(root), "--out", str(tmp_path / "out"), "--set", "input_side=32"]
    assert cli.main(["train", "all_stage_cnn", *options, "--set", "threshold=0.4"]) == 1
    assert "3 classes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "message"), [('scope = "tissue"', "field or cell"), ('id = "My Card"', "'My Card'"), ("id = 3", "card")]
)
def test_a_card_that_the_program_would_refuse_is_refused_before_training(
    written: str, message: str, train: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = written.partition(" ")[0]
    own = (CARDS / "taleqani-benign2.toml").read_text("utf-8")
    (tmp_path / "own.toml").write_text(re.sub(rf"^{key} = .*$", written, own, count=1, flags=re.MULTILINE), "utf-8")
    assert cli.main(["train", "cml1", *train, "--card", str(tmp_path / "own.toml")]) == 1
    assert message in capsys.readouterr().err


def test_a_run_that_cannot_be_written_says_so(
    train: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "runs").touch()
    assert cli.main(["train", "all_stage_cnn", *train, *FEW, "--set", "input_side=32"]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(("full", "message"), [("runs", "is resumed from"), ("packages", "its package")])
def test_both_disks_need_room(
    full: str,
    message: str,
    train: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "packages"
    (out / "runs").mkdir(parents=True)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda at: usage._replace(free=0 if at.name == full else 10**12))
    assert cli.main(["train", "all_stage_cnn", *train, "--out", str(out)]) == 1
    assert message in capsys.readouterr().err


def test_more_pictures_than_memory_holds_are_refused(picture_set: Path) -> None:
    dataset = read_dataset(picture_set, "block")
    with pytest.raises(DatasetError, match="GB of memory"):
        read_pictures(replace(dataset, samples=dataset.samples * 1000), 100_000)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("net.h5", b"x", "code"),
        ("net.pkl", b"x", "pickle"),
        ("net.keras", b"no zip", "cannot be loaded safely"),
        ("net.txt", b"x", ".keras"),
    ],
)
def test_a_file_that_could_run_code_is_refused(
    name: str, content: bytes, message: str, picture_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert cli.main(["export", str(tmp_path / name), "--data", str(picture_set)]) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("text", ["0-1", "1..0", "0..0", "0..inf", "nan..1", "..", "0..1..2"])
def test_what_is_no_range_of_values_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.make_parser().parse_args(["export", "x.keras", "--data", "d", f"--pixels={text}"])
    assert "no range of values" in capsys.readouterr().err
