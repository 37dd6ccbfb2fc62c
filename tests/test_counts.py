"""Counts as a person writes them."""

from __future__ import annotations

import pytest

from nsmtrainer.counts import counted, listed


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 answers"), (1, "1 answer"), (2, "2 answers"), (1200, "1,200 answers")]
)
def test_one_is_singular_and_all_else_plural(number: int, said: str) -> None:
    """Nothing too: no answers, one answer, two answers."""
    assert counted(number, "answer") == said


def test_a_plural_of_its_own_is_used() -> None:
    """Not every plural ends in s."""
    assert [counted(n, "criterion", "criteria") for n in (1, 3)] == ["1 criterion", "3 criteria"]


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_has_one_and(names: list[str], said: str) -> None:
    """Before the last name stands "and", before the others a comma."""
    assert listed(names) == said
