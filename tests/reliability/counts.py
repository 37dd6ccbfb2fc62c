"""How often a case is run: a little every day, a seeded quarter in the slow group, all of it on request.

`NSMTRAINER_COUNTS=full` makes the slow group run every case as often as `docs/reliability.md` says, which
`python tests/reliability/table.py` does.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

VARIABLE = "NSMTRAINER_COUNTS"
FULL = "full"
FEW, QUARTER, ALL = "few", "quarter", "all"
"""How the runs of a counted test are called."""

Test = TypeVar("Test", bound=Callable[..., object])


def counts(everyday: int, full: int) -> list[Any]:
    """Return a small count for the everyday run, and a quarter of the full one (or all) for the slow group.

    `everyday` may be 0 where another test of the case is the everyday one.
    """
    often, name = (full, ALL) if os.environ.get(VARIABLE) == FULL else (-(-full // 4), QUARTER)
    few = [pytest.param(everyday, id=FEW)] if everyday else []
    return [*few, pytest.param(often, id=name, marks=pytest.mark.slow)]


def counted(case: int, what: str, *, everyday: int, full: int) -> Callable[[Test], Test]:
    """Give a test the fixture `count` with these counts, and its place in the table of cases.

    Each run has dice of its own (`random.Random(count)`), so that the quarter is not the beginning of all.
    """

    def mark(test: Test) -> Test:
        often = pytest.mark.parametrize("count", counts(everyday, full))
        marked: Test = pytest.mark.case(case, what)(often(test))
        return marked

    return mark
