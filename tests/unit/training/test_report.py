"""The page of a report: all is on it, nothing is outside it, and what comes from outside is escaped."""

from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from leukdesk import INTENDED_USE
from leukdesk.training.data.dataset import Dataset, Sample
from leukdesk.training.data.overview import ClassOverview, Overview
from leukdesk.training.data.sheet import PER_CLASS, drawn
from leukdesk.training.measuring import answers, by_group, judge, measure, reliability, sweep
from leukdesk.training.report.charts import write_charts
from leukdesk.training.report.contents import (
    Class,
    CrossValidation,
    Data,
    Part,
    Reliability,
    Report,
    Sweep,
    WrongAnswer,
    plain,
    roc_points,
    wrong_answers,
)
from leukdesk.training.report.data_sections import ERRORS_SHOWN
from leukdesk.training.report.markup import THUMBNAIL_SIDE
from leukdesk.training.report.page import Pictures, write_page
from leukdesk.training.report.words import (
    FIGURES,
    LEAKY,
    decimal,
    gaps,
    headline,
    percent,
    published_range,
)
from leukdesk.training.reporting import pictures_of

CLASSES = ("x", "y")
HOSTILE = 'x/<script>alert("1")</script>&.png'
SEEN = Overview(
    folder="made-up",
    grouped_by="patient",
    classes=(
        ClassOverview("x", "x", 30, 6, {"8x8": 28, "9x4": 2}, {"colour": 30}, (150.0, 20.0, 30.0), (50.0, 5.0, 5.0)),
        ClassOverview("y", "y", 30, 1, {"8x8": 30}, {"colour": 30}, (10.0, 20.0, 30.0), (5.0, 5.0, 5.0)),
    ),
    parts={},
    same=(),
    near_copies=(),
    unreadable=(),
    odd_sizes=(("x/1.png", "9x4"),),
    odd_kinds=(),
    left_out=(),
)
EPOCH = {"loss": 0.9, "accuracy": 0.5, "val_loss": 0.8, "val_accuracy": 0.6}


@pytest.fixture(scope="module")
def report() -> Report:
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1], 30)
    groups = np.array([f"p{i // 5}" for i in range(60)])
    first = np.clip(np.where(labels == 0, 0.75, 0.25) + rng.normal(0, 0.25, 60), 0.02, 0.98)
    probabilities = np.stack([first, 1 - first], axis=1)
    answered = answers(probabilities, (0, 0.6))
    measured = measure(labels, probabilities, groups, CLASSES, before=probabilities, certain_from=0.6, resamples=30)
    trivial = measure(labels, np.tile([0.4, 0.6], (60, 1)), groups, CLASSES, resamples=30)
    files = [HOSTILE, *(f"x/{i}.png" for i in range(1, 60))]
    wrong = wrong_answers(files, labels, 1 - labels, probabilities, CLASSES)
    return Report(
        model="cells-tiny",
        version="1.0.0",
        title="Cells & <others>",
        architecture="two convolutions",
        data=Data("Rendered cells", "this test", "not established", "patient"),
        classes=[Class("x", "Normal"), Class("y", "Other $cells$")],
        parts={"train": Part(200, ["t1", "t2"]), "validation": Part(40, ["v1"]), "test": Part(60, sorted(set(groups)))},
        measured=measured,
        baselines={"majority": trivial, "colours": trivial, "neighbours": trivial},
        verdict=judge(measured, trivial),
        reliability=Reliability(reliability(labels, probabilities), reliability(labels, probabilities)),
        roc=roc_points(labels, probabilities, CLASSES),
        subgroups=by_group(labels, answered, groups, CLASSES),
        errors=wrong,
        curves=[EPOCH, EPOCH],
        temperature=1.3,
        uncertain_below=0.6,
        random_split=measured,
        published={"accuracy": "0.92 to 0.99+, random image splits"},
        cross_validation=CrossValidation(measured, [{"accuracy": 0.8, "macro_f1": 0.79}]),
        sweep=Sweep("x", sweep(labels, probabilities, 0), 0.6),
        overview=SEEN,
        weights_tried=[
            {
                "weights": "float32",
                "megabytes": 8.9,
                "accuracy": 0.9,
                "largest_difference": 3e-6,
                "agreement": 1.0,
                "milliseconds": 11.0,
            }
        ],
        settings={"batch": 32},
        versions={"keras": "3.14"},
        hashes={"model.tflite": "b0695"},
        command="leukdesk train tiny --data 'a & b'",
        seed=20261121,
    )


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name.split(":")[-1] in ("src", "href", "srcset", "data")]
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in ("img", "meta"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("img", "meta"):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def written(tmp_path: Path, report: Report, pictures: Pictures | None = None) -> tuple[Page, str]:
    path = tmp_path / "report.html"
    as_json = json.loads(json.dumps(plain(report), allow_nan=False))
    write_page(path, as_json, pictures)
    text = path.read_text(encoding="utf-8")
    return Page(text), text


def test_the_page_holds_every_figure_and_needs_nothing_beside_itself(tmp_path: Path, report: Report) -> None:
    pixels = np.zeros((300, 300, 3), np.uint8)
    page, text = written(tmp_path, report, Pictures({HOSTILE: pixels}, {"x": [pixels, pixels]}))
    assert page.open == []
    assert "script" not in page.tags
    assert all(link.startswith(("#", "data:image/")) for link in page.links)
    assert not re.search(r"url\((?!#)|@import|https?://", text)
    assert page.tags.count("img") == 3
    assert page.tags.count("svg") == 4
    for name, figure in report.measured.overall.items():
        assert FIGURES[name] in page.text
        assert decimal(figure.value) in page.text
    for figures in report.measured.per_class.values():
        for figure in figures.values():
            assert decimal(figure.value) in page.text
    for group in report.subgroups:
        assert group.right == group.pictures or group.group in page.text
    for said in (
        INTENDED_USE, headline(plain(report)), "0.92 to 0.99+, random image splits", "random split",
        "six colour numbers", "nearest neighbours", "commonest class", "cross-validation", "0.60 in use", "float32",
        "20261121", "b0695", "a & b", "3.14", "Other $cells$", "8 × 8 (58), 9 × 4 (2)",
        "of 6 patients", "of 1 patient", "150 ± 50, 20 ± 5, 30 ± 5",
    ):  # fmt: skip
        assert said in page.text
    assert LEAKY not in page.text
    assert "diagnosis" not in page.text.lower()


def test_a_page_with_pictures_shows_the_wrong_answers_and_says_who_may_see_it(tmp_path: Path, report: Report) -> None:
    page, _ = written(tmp_path, report, Pictures({HOSTILE: np.zeros((9, 9, 3), np.uint8)}, {}))
    worst = report.errors[0]
    names = {each.id: each.name for each in report.classes}
    assert f"{names[worst.true]} → {names[worst.answered]} {worst.probability:.2f}" in page.text
    assert f"{worst.probability:.2f} {worst.file}" in page.text
    assert page.text.count("no picture") == ERRORS_SHOWN - 1
    assert "pass it on only where the licence of the data set allows it: not established" in page.text


def test_pictures_of_a_page_are_read_from_their_files_and_small(tmp_path: Path, report: Report) -> None:
    samples = []
    for label, name in enumerate(CLASSES):
        (tmp_path / name).mkdir()
        for i in range(10):
            samples.append(Sample(tmp_path / name / f"{i}.png", label, f"{name}{i}"))
            cv2.imwrite(str(samples[-1].path), np.full((300, 200, 3), (10 * i, 0, 0), np.uint8))
    (tmp_path / "x" / "1.png").unlink()
    errors = [WrongAnswer(f"x/{i}.png", "x", "y", 0.9, 0.1) for i in (7, 1)]
    told = dataclasses.replace(report, errors=errors, seed=3)
    dataset = Dataset(tmp_path, CLASSES, tuple(samples), None)
    pictures = pictures_of(dataset, told)
    assert list(pictures.errors) == ["x/7.png"], "what is gone is shown without a picture"
    assert pictures.errors["x/7.png"].shape == (THUMBNAIL_SIDE, 117, 3)
    assert pictures.errors["x/7.png"][0, 0].tolist() == [0, 0, 70]
    drawn_blue = [picture[0, 0, 2] // 10 for picture in pictures.samples["y"]]
    assert drawn_blue == [i - 10 for i in drawn(dataset, 3)["y"]]
    assert len(set(drawn_blue)) == PER_CLASS


def test_names_from_outside_are_escaped(tmp_path: Path, report: Report) -> None:
    page, text = written(tmp_path, report)
    assert HOSTILE in page.text
    assert "<script" not in text
    assert "Cells & <others>" in page.text


def test_without_pictures_the_page_says_why(tmp_path: Path, report: Report) -> None:
    page, _ = written(tmp_path, report)
    assert "img" not in page.tags
    assert page.text.count("left out of this page because of the licence of the data set: not established") == 2


def test_a_leak_is_the_first_thing_that_is_said(tmp_path: Path, report: Report) -> None:
    page, _ = written(tmp_path, dataclasses.replace(report, leaky=True))
    assert page.text.index(LEAKY) < page.text.index(report.model)
    assert "never saw" not in page.text


def test_a_report_of_little_has_a_page_as_well(tmp_path: Path, report: Report) -> None:
    labels = np.zeros(4, int)
    measured = measure(labels, np.tile([0.9, 0.1], (4, 1)), labels.astype(str), CLASSES, resamples=10)
    little = Report(
        model="m",
        version="1",
        title="t",
        architecture="a",
        data=Data("d", "s", "l", None),
        classes=report.classes,
        parts={"test": Part(4, [])},
        measured=measured,
        baselines={},
        verdict=judge(measured, measured),
        reliability=Reliability([]),
        roc=roc_points(labels, np.tile([0.9, 0.1], (4, 1)), CLASSES),
        subgroups=[],
        errors=[],
        curves=[],
    )
    page, _ = written(tmp_path, little)
    assert "On 4 pictures that it never saw it named 100.0 % right" in page.text
    assert "divided by the temperature" not in page.text
    assert "Nothing of the test part." in page.text
    assert "answered x for every picture" in page.text
    write_charts(plain(little), tmp_path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "of 12 patients the networks of a 1-fold cross-validation, each asked for those that it never saw, named"),
        ({"cross_validation": None}, "of 12 patients that it never saw it named"),
        ({"cross_validation": None, "unknown": True}, "of 12 patients, which it may have been trained on, it named"),
        ({"cross_validation": None, "leaky": True}, "whose near copies or patients it had seen, it named"),
    ],
)
def test_the_headline_says_who_had_seen_the_pictures(report: Report, changes: dict[str, Any], words: str) -> None:
    said = headline(plain(dataclasses.replace(report, **changes)))
    assert words in said
    assert said.endswith("learnt from all of them.") == (not changes)


def test_of_cross_validation_the_figures_stand_once_and_parity_is_of_trained_pictures(
    tmp_path: Path, report: Report
) -> None:
    page, _ = written(tmp_path, report)
    assert "found on the validation parts of the folds" in page.text
    assert "drawn from the training part; the last is the one that was taken" in page.text
    alone, _ = written(tmp_path, dataclasses.replace(report, cross_validation=None))
    assert "drawn from the validation part" in alone.text
    assert page.tags.count("figure") == alone.tags.count("figure")
    assert page.words.count("this model") == 3
    assert "cross-validation" not in [word.strip() for word in page.words]


def test_a_published_recall_stands_beside_the_class_that_it_is_of(tmp_path: Path, report: Report) -> None:
    page, _ = written(tmp_path, dataclasses.replace(report, published={"recall": "0.969: a study; its folders"}))
    assert page.text.count("published 0.969") == 1
    assert page.text.index("Normal x") < page.text.index("published 0.969") < page.text.index("Other $cells$ y")


def test_charts_are_small_pictures(tmp_path: Path, report: Report) -> None:
    paths = write_charts(plain(report), tmp_path)
    assert {path.stem for path in paths} == {"confusion", "roc", "reliability", "curves", "thresholds"}
    for path in paths:
        assert 2000 < path.stat().st_size < 30_000


def test_charts_of_a_leaky_measurement_say_so(tmp_path: Path, report: Report) -> None:
    for name, leaky in (("leaky", True), ("honest", False)):
        (tmp_path / name).mkdir()
        paths = write_charts(plain(dataclasses.replace(report, leaky=leaky)), tmp_path / name)
        for path in paths:
            red, green, blue = cv2.imread(str(path))[..., ::-1].astype(int).transpose(2, 0, 1)  # type: ignore[index]
            above = np.s_[: len(red) // 10]
            alarm = (red > 150) & (green < 75) & (blue < 75)
            assert alarm[above].any() == leaky, path


def test_a_page_is_written_alike_twice(tmp_path: Path, report: Report) -> None:
    assert written(tmp_path, report)[1] == written(tmp_path, report)[1]


def test_wrong_answers_come_with_the_surest_first(report: Report) -> None:
    stated = [wrong.probability for wrong in report.errors]
    assert stated == sorted(stated, reverse=True)
    first = report.errors[0]
    assert first.probability + first.true_probability == pytest.approx(1)
    assert first.true != first.answered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.92 to 0.99+, random image splits", (0.92, 0.99)),
        ("98.6 %", (0.986, 0.986)),
        ("99 % of 3256 pictures, 2021", (0.99, 0.99)),
        ("0.96: augmented, then split: 64 % training, 20 % test", (0.96, 0.96)),
        ("very high", None),
    ],
)
def test_what_was_published_is_read_from_its_text(text: str, expected: tuple[float, float] | None) -> None:
    assert published_range(text) == (expected and pytest.approx(expected))


def test_what_is_not_all_is_not_rounded_to_all() -> None:
    assert (percent(0.99999), percent(1.0), percent(None)) == ("99.9 %", "100.0 %", "–")
    assert (decimal(0.99999), decimal(1.0), decimal(0.0), decimal(None)) == ("0.999", "1.000", "0.000", "–")


def test_figures_of_other_pictures_are_told_without_a_difference(report: Report) -> None:
    told = gaps(plain(dataclasses.replace(report, random_split=None)))
    assert told == ["Published accuracy: 0.92 to 0.99+, random image splits."]
