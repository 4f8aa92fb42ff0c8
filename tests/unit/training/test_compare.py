"""The evaluate and compare commands, their tables, and what a finished package is measured on."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from leukdesk import cli
from leukdesk.inference.card import Figure as CardFigure
from leukdesk.training.commands.compare import without_nan
from leukdesk.training.comparing import Place, Row, as_markdown, relation, row_of
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.evaluating import Evaluation
from leukdesk.training.masks import CornerMask
from leukdesk.training.measuring import Figure
from leukdesk.training.packages import PackageError, Seen
from leukdesk.training.preparing import Preparation

from .workbench import CHARTS, FEW

pytestmark = pytest.mark.usefixtures("few_resamples")

CLASSES = ("dark", "light")
FIGURE = Figure(0.9, 0.8, 1.0)


def test_evaluate_and_compare_leave_trained_pictures_out(
    train: list[str],
    picture_set: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("all_stage_cnn", "cml1"):
        assert cli.main(["train", name, *train, *FEW, "--set", "input_side=32"]) == 0
    folders = sorted(str(card.parent) for card in (tmp_path / "out").glob("*/card.toml"))
    data = ["--data", str(picture_set), "--group-by", "block"]
    capsys.readouterr()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert cli.main(["evaluate", folders[0], *data, "--out", str(tmp_path / "report"), "--json"]) == 0
    told = capsys.readouterr()
    assert "reading pictures 120/120" in told.err
    report = json.loads(told.out)
    own = json.loads((Path(folders[0]) / "evaluation" / "report.json").read_text(encoding="utf-8"))
    assert report["parts"]["test"] == own["parts"]["test"]
    assert report["measured"]["confusion"] == own["measured"]["confusion"]
    assert {path.name for path in (tmp_path / "report").iterdir()} == {"report.json", "report.html", *CHARTS} - {
        "thresholds.png"
    }
    shown = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert shown.count("data:image/jpeg;base64,") == len(report["errors"]) + 2 * 8
    assert f"with pictures, is {tmp_path / 'report' / 'report.html'}" in told.err
    again = Path(folders[0]) / "again"
    assert cli.main(["evaluate", folders[0], *data, "--out", str(again)]) == 0
    assert "<img" not in (again / "report.html").read_text("utf-8"), "packages are passed on"
    assert "without pictures" in capsys.readouterr().err

    page = tmp_path / "PAGE.md"
    page.write_text(f"before\n<!-- compare {picture_set.name} -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    assert cli.main(["compare", *folders, *data, "--into", str(page)]) == 0
    assert "reading pictures 120/120" in capsys.readouterr().err
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert text.count("\n| `") == 2


def test_a_table_holds_the_cards_figures_only_against_the_models_own_test_part() -> None:
    hashes = tuple(f"{i:064x}"[::-1] for i in range(4))
    known = [each[:16] for each in hashes]
    seen = Seen(train=frozenset(known[:1]), test=frozenset(known[2:]))
    for chosen, of, expected in (
        ([2, 3], seen, "test part"),
        ([3], seen, "other pictures"),
        ([1, 2, 3], seen, "other pictures"),
        ([2, 3], Seen(), "may know these"),
    ):
        evaluation = SimpleNamespace(seen=of, chosen=chosen, pictures=SimpleNamespace(sha256=hashes))
        assert relation(evaluation) == expected
    card = SimpleNamespace(title="X", figures={"accuracy": CardFigure(0.9, 0.8, 1.0, 0.6, 0.99)})
    package = SimpleNamespace(id="x", card=card, model_file=Path(__file__))
    overall = {"accuracy": FIGURE, "macro_f1": FIGURE}
    own, other = (row_of(package, 2, "how", overall, 1.0, on_card=on_card) for on_card in (True, False))
    assert (own.colours, own.gap) == (0.6, pytest.approx(0.09))
    assert (other.colours, other.gap, other.macro_auc) == (None, None, None)


def test_a_table_of_one_class_has_no_area() -> None:
    row = Row("x", "X", 5, "test part", FIGURE, FIGURE, None, None, None, 0.99, None, 1.0, 1.0)
    assert "| – |" in as_markdown([row])


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"no place"])
def test_a_table_without_a_place_is_refused(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "page.md").write_bytes(content)
    with pytest.raises(PackageError, match=r"page\.md"):
        Place.find(tmp_path / "page.md", "x")


def test_json_has_none_for_what_is_no_number() -> None:
    assert without_nan({"low": float("nan"), "high": 1.0, "how": "NaN"}) == {"low": None, "high": 1.0, "how": "NaN"}


def test_baselines_see_what_the_graph_sees(picture_set: Path) -> None:
    """All that tells the classes apart stands in the corner that is painted over."""
    pictures = read_pictures(read_dataset(picture_set, "block"), 32)
    labels = pictures.dataset.labels()
    pixels = np.random.default_rng(2).integers(0, 255, pictures.pixels.shape, dtype=np.uint8)
    pixels[:, -8:, -8:] = 255 * labels[:, None, None, None]
    package = SimpleNamespace(card=SimpleNamespace(classes=CLASSES, class_ids=CLASSES))
    half = np.arange(0, 120, 2)
    seen = Seen(train=frozenset(pictures.sha256[i][:16] for i in half))
    evaluation = Evaluation(
        package, replace(pictures, pixels=pixels), half + 1, 60, seen, np.eye(2)[labels[half + 1]], 1.0, Preparation()
    )
    covered = replace(evaluation, preparation=Preparation(CornerMask(0.25, 0.25)))
    accuracy = [each.baselines()["colours"].overall["accuracy"].value for each in (evaluation, covered)]
    assert accuracy[0] == 1
    assert accuracy[1] < 0.9
