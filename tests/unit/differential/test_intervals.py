from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.differential.intervals import exact_interval


def test_none_of_a_hundred_may_still_be_up_to_three_and_a_half() -> None:
    # Clopper and Pearson for 0 of n: 1 - 0.025 ** (1 / n)
    low, high = exact_interval(0, 100)
    assert low == 0
    assert high == pytest.approx(1 - 0.025 ** (1 / 100), abs=1e-12)


def test_before_the_first_cell_a_share_may_be_anything() -> None:
    assert exact_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "trials"), [(-1, 5), (6, 5)])
def test_more_hits_than_trials_are_no_share(hits: int, trials: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        exact_interval(hits, trials)


@pytest.mark.train
@settings(deadline=None)  # the first call imports SciPy
@given(st.integers(1, 600).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_agrees_with_the_quantiles_of_the_beta_distribution(counts: tuple[int, int]) -> None:
    from leukdesk.training.measuring.intervals import exact

    assert exact_interval(*counts) == pytest.approx(exact(*counts), abs=1e-9)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_holds_the_share_and_is_the_mirror_of_the_others(counts: tuple[int, int]) -> None:
    hits, trials = counts
    low, high = exact_interval(hits, trials)
    assert 0 <= low <= hits / trials <= high <= 1
    assert exact_interval(trials - hits, trials) == pytest.approx((1 - high, 1 - low))
