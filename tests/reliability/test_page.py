"""The page on what the program survives says what came of the last full runs, of every case."""

from __future__ import annotations

import json
import re

import pytest

from tests.reliability.table import KEPT, PAGE, ROOT, Results, all_passed, with_tables


@pytest.fixture
def kept() -> Results:
    """What came of the last full runs."""
    found: Results = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def test_every_case_ran_in_full_and_passed(kept: Results) -> None:
    """So that no promise stands on the page without a run behind it."""
    assert all_passed(kept)


def test_the_page_says_what_was_kept(kept: Results) -> None:
    """The tables are those that the command makes of the results."""
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page, kept) == page
    assert "Not run yet" not in page


def test_every_test_of_a_case_has_been_run_in_full(kept: Results) -> None:
    """A test that was added since is on the page too."""
    marked = re.compile(r'@(?:counted|pytest\.mark\.case)\(\s*(\d+),\s*"([^"]+)"')
    ran = {(n, one["what"]) for n, each in kept["cases"].items() for one in each["tests"].values()}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for number, what in marked.findall(path.read_text(encoding="utf-8")):
            assert (number, what) in ran, path.name
