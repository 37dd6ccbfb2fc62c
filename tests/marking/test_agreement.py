"""Agreement figures, checked against values worked out by hand and by the definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsmtrainer.marking.agreement import agree

levels = st.integers(0, 3)


def test_perfect_agreement_is_one() -> None:
    """The same levels give kappa 1, exact 1, no bias."""
    got = agree([0, 1, 2, 3], [0, 1, 2, 3])
    assert (got.qwk, got.exact, got.adjacent, got.bias) == (1.0, 1.0, 1.0, 0.0)


def test_kappa_worked_by_hand() -> None:
    """Human 0 0 3 3 against machine 0 3 3 3: weights 9 on one of four, 2 x 9 expected of 16/4."""
    assert agree([0, 0, 3, 3], [0, 3, 3, 3]).qwk == pytest.approx(1 - 9 / (8 * 9 / 4))


def test_constant_markers_leave_kappa_undefined() -> None:
    """Where both always give the same level there is nothing to explain."""
    assert agree([2, 2], [2, 2]).qwk is None


@pytest.mark.parametrize(("human", "machine"), [([], []), ([1], [1, 2]), ([4], [1]), ([1], [-1])])
def test_unusable_levels_are_refused(human: list[int], machine: list[int]) -> None:
    """Lists that cannot be compared are an error, not a figure."""
    with pytest.raises(ValueError, match="levels"):
        agree(human, machine)


@given(st.lists(st.tuples(levels, levels), min_size=1, max_size=40))
def test_figures_stay_in_range_and_are_symmetric(pairs: list[tuple[int, int]]) -> None:
    """Kappa is symmetric and at most 1; the shares lie between 0 and 1."""
    human, machine = [a for a, _ in pairs], [b for _, b in pairs]
    one, two = agree(human, machine), agree(machine, human)
    assert 0 <= one.exact <= one.adjacent <= 1
    assert one.bias == pytest.approx(-two.bias)
    if one.qwk is not None:
        assert two.qwk == pytest.approx(one.qwk)
        assert one.qwk <= 1 + 1e-12


def test_the_interval_holds_the_estimate_and_repeats() -> None:
    """The bootstrap is seeded: the same call gives the same interval around the estimate."""
    human = [0, 1, 2, 3] * 10
    machine = [0, 1, 2, 2] * 10
    one = agree(human, machine, resamples=200)
    assert one == agree(human, machine, resamples=200)
    assert one.interval is not None
    assert one.qwk is not None
    assert one.interval[0] <= one.qwk <= one.interval[1]


def test_a_few_answers_are_no_ground_for_an_interval() -> None:
    """One answer drawn again and again is always the same, which would look like certainty."""
    assert agree([1], [2], resamples=50).interval is None
    assert agree([0, 1, 2] * 3, [0, 1, 3] * 3, resamples=50).interval is None
    assert agree([0, 1, 2, 3, 3] * 2, [0, 1, 3, 3, 2] * 2, resamples=50).interval is not None
