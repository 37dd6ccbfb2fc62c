"""How often a case is run: a little every day, a seeded quarter in the slow group, all of it on request.

`NSMTRAINER_COUNTS=full` makes the slow group run every case as often as `docs/reliability.md` says, which
`python tests/reliability/table.py` does.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import pytest

VARIABLE = "NSMTRAINER_COUNTS"
FULL = "full"

Test = TypeVar("Test", bound=Callable[..., object])


def counted(case: int, what: str, *, everyday: int, full: int) -> Callable[[Test], Test]:
    """Give a test the fixture `count`, and its place in the table of cases.

    `everyday` may be 0 where another test of the case is the everyday one. Each run has dice of its own
    (`random.Random(count)`), so that the quarter is not the beginning of the whole.
    """
    whole = os.environ.get(VARIABLE) == FULL
    often, name = (full, "all") if whole else (-(-full // 4), "quarter")
    many = pytest.param(often, id=name, marks=pytest.mark.slow)
    few = [pytest.param(everyday, id="few")] if everyday else []

    def mark(test: Test) -> Test:
        counts = pytest.mark.parametrize("count", [*few, many])
        marked: Test = pytest.mark.case(case, what)(counts(test))
        return marked

    return mark
