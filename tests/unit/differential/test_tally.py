"""What is no white cell, beside a differential: how many come with 100 white cells, and whose errors count."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from leukdesk.differential.card_errors import errors_of
from leukdesk.differential.correction import Errors
from leukdesk.differential.tally import per_hundred_of
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import bundled_models


def test_eight_beside_ten_are_eighty_per_hundred() -> None:
    ratio = per_hundred_of(8, 10)
    assert ratio is not None
    assert ratio.value == pytest.approx(80)
    # Clopper and Pearson for 8 of 18: 0.2153 to 0.6924
    assert (ratio.low, ratio.high) == (pytest.approx(27.44, abs=0.01), pytest.approx(225.1, abs=0.1))
    none = per_hundred_of(0, 100)
    assert none is not None
    assert (none.value, none.low) == (0, 0)
    assert per_hundred_of(3, 0) is None, "of no white cell there is no hundred"


@pytest.mark.parametrize("white", [10, 100])
@pytest.mark.parametrize("truth", [0.01, 0.05, 0.3, 1.0, 2.5])
def test_its_interval_holds_the_truth_where_counting_stops_with_the_white_cells(white: int, truth: float) -> None:
    share, held, all_of_it = truth / (1 + truth), 0.0, 0.0
    for count in range(round(white * truth * 4) + 40):
        # Cells of the other kind before the last white one: a negative binomial number.
        ways = math.lgamma(count + white) - math.lgamma(count + 1) - math.lgamma(white)
        chance = math.exp(ways + count * math.log(share) + white * math.log1p(-share))
        ratio = per_hundred_of(count, white)
        assert ratio is not None
        held += chance * (ratio.low <= 100 * truth <= ratio.high)
        all_of_it += chance
    assert all_of_it == pytest.approx(1, abs=1e-6)
    assert held >= 0.95


def test_the_errors_of_white_cells_are_not_diluted_by_cells_that_are_none() -> None:
    card = Catalog([bundled_models()]).get("pbc8-mobilenetv2").card
    ids = ("lymphocyte", "monocyte", "erythroblast", "platelet")
    classes = tuple(each for name in ids for each in card.classes if each.id == name)
    # True classes in rows: of 10 lymphocytes 6 are called so, 2 monocytes, 1 an erythroblast, 1 a platelet.
    card = replace(card, classes=classes, confusion=((6, 2, 1, 1), (0, 10, 0, 0), (5, 0, 5, 0), (0, 0, 0, 10)))
    assert errors_of(card, ("erythroblast", "platelet")) == {
        "lymphocyte": Errors(6 / 8, 1.0),
        "monocyte": Errors(1.0, 1 - 2 / 8),
    }
    without = replace(card, confusion=())
    told = card.class_figures["monocyte"]
    assert told.specificity is not None
    found = errors_of(without, ("erythroblast", "platelet"))
    assert found["monocyte"] == Errors(told.recall.value, told.specificity.value)
    assert not {"erythroblast", "platelet"} & {*found}
    assert "platelet" in errors_of(card), "in a session from before, every class counts"
