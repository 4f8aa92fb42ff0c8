"""Rogan and Gladen's correction, against numbers worked by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leukdesk.differential.correction import Errors
from leukdesk.differential.intervals import exact_interval
from leukdesk.differential.tally import Classes, tally_of
from leukdesk.history.records import Record
from leukdesk.history.review import Standing, State
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region

ERRORS = Errors(sensitivity=0.87, specificity=0.80)


@pytest.mark.parametrize(
    ("share", "true"),
    [
        (0.20, 0.0),  # what the errors alone give
        (0.50, 0.3 / 0.67),
        (0.87, 1.0),
        (0.10, 0.0),  # never below nothing
        (0.95, 1.0),  # nor above all
    ],
)
def test_a_share_is_corrected_by_sensitivity_and_specificity(share: float, true: float) -> None:
    assert ERRORS.corrected(share) == pytest.approx(true, abs=1e-9)
    assert ERRORS.false_alone == pytest.approx(0.20)


def test_a_class_that_is_hardly_told_apart_is_not_corrected() -> None:
    assert Errors(0.55, 0.60).corrected(0.5) is None
    assert Errors(0.55, 0.66).corrected(0.5) == pytest.approx((0.5 - 0.34) / 0.21)


def cell(number: int, label: str, decided: str = "") -> Record:
    standing = Standing(State.CHANGED, decided, decided, "Ann") if decided else Standing()
    box = Region(10, 10, 40, 40)
    return Record(
        time=datetime(2026, 11, 1, tzinfo=UTC),
        sample="S-1",
        operator="Ann",
        source="test",
        region=box,
        picture_sha256="ab" * 32,
        width=640,
        height=480,
        model_id="two-kinds",
        model_version="1.0.0",
        model_sha256="a" * 64,
        probabilities={label: 1.0},
        label=label,
        uncertain=False,
        quality={},
        cell=Cell(box),
        id=number,
        program_version="1",
        standing=standing,
    )


def test_what_is_corrected_are_the_suggestions_with_both_ends_of_their_interval() -> None:
    cells = [cell(number, "neutrophil" if number < 10 else "monocyte") for number in range(20)]
    cells[:6] = [cell(number, "neutrophil", "monocyte") for number in range(6)]
    tally = tally_of(cells, Classes({"neutrophil": "Neutrophil", "monocyte": "Monocyte"}, {"neutrophil": ERRORS}), 100)
    neutrophils, monocytes = tally.classes
    assert (neutrophils.count, neutrophils.suggested) == (4, 10)
    corrected = neutrophils.corrected
    assert corrected is not None
    low, high = exact_interval(10, 20)
    assert corrected.value == pytest.approx(0.3 / 0.67)
    assert corrected.low == pytest.approx((low - 0.2) / 0.67)
    assert corrected.high == pytest.approx((high - 0.2) / 0.67)
    assert corrected.low < corrected.value < corrected.high < 1
    assert neutrophils.false_alone == pytest.approx(0.2)
    assert monocytes.corrected is None
