"""The table of cases speaks of tests that exist, and of all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reliability.cases import CASES
from tests.reliability.guards import GUARDS, Guard
from tests.reliability.homes import HOMES, Home

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.test.partition("::")[2])
def test_the_test_of_a_case_is_there(home: Home) -> None:
    """A test that moves or changes its name takes its place in the table with it."""
    file, _, name = home.test.partition("::")
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_no_case_is_without_a_test() -> None:
    """Every case of the table has a test, here or beside what it is about."""
    marked = {
        int(number)
        for path in Path(__file__).parent.glob("test_*.py")
        for number in re.findall(r"@(?:counted|pytest\.mark\.case)\((\d+)", path.read_text(encoding="utf-8"))
    }
    assert marked | {home.case for home in HOMES} == {case.number for case in CASES}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.guard)
def test_a_guard_stands_where_it_is_taken_out(guard: Guard) -> None:
    """The change that takes a guard out fits its source in one place, and who has to notice is there."""
    assert (ROOT / "src" / "nsmtrainer" / guard.file).read_text(encoding="utf-8").count(guard.old) == 1
    file, _, name = guard.test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
