"""A pytest plugin: choose the tests of some cases, and write what came of them as JSON.

`table.py` loads it; `NSMTRAINER_CASES` names the cases, `NSMTRAINER_RESULTS` the file.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.counts import ALL, FEW, QUARTER
from tests.reliability.homes import HOMES

CASES, RESULTS = "NSMTRAINER_CASES", "NSMTRAINER_RESULTS"


@dataclass(frozen=True, slots=True)
class Part:
    """What a test is part of: a case, in words what it does, and how often where it is not counted."""

    case: int
    what: str
    count: int = 1


def part_of(item: pytest.Item) -> Part | None:
    """Return what a test is part of, None for one of no case."""
    mark = item.get_closest_marker("case")
    if mark is not None:
        return Part(*mark.args)
    named = item.nodeid.partition("[")[0]
    return next((Part(home.case, home.what, home.count) for home in HOMES if home.test == named), None)


def is_smaller(item: pytest.Item) -> bool:
    """Return whether a test is the everyday run of one that also runs more often."""
    return _count_name(item) == FEW


def count_of(item: pytest.Item, part: Part) -> int:
    """Return how often a test does what it does."""
    given = getattr(item, "callspec", None)
    if given is None or _count_name(item) not in (FEW, QUARTER, ALL):
        return part.count
    return next(one for one in given.params.values() if isinstance(one, int))


def _count_name(item: pytest.Item) -> str:
    given = getattr(item, "callspec", None)
    names = set(given.id.split("-")) if given is not None else set()
    return next((name for name in (FEW, QUARTER, ALL) if name in names), "")


class Recorder:
    """Gathers the outcome of each test of a case."""

    def __init__(self, wanted: set[int], path: Path) -> None:
        self._wanted = wanted
        self._path = path
        self._found: dict[str, dict[str, Any]] = {}

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep the tests of the wanted cases; of one that is counted, only the largest count."""
        kept: list[pytest.Item] = []
        left: list[pytest.Item] = []
        for item in items:
            part = part_of(item)
            wanted = part is not None and part.case in self._wanted and not is_smaller(item)
            (kept if wanted else left).append(item)
        items[:] = kept
        config.hook.pytest_deselected(items=left)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Any:
        """Note how a test went, whatever phase it failed in."""
        report: pytest.TestReport = yield
        part = part_of(item)
        if part is not None:
            new = {"case": part.case, "what": part.what, "seconds": 0.0, "result": "passed"}
            entry = self._found.setdefault(item.nodeid, new)
            entry["count"] = count_of(item, part)
            entry["seconds"] += report.duration
            entry["notes"] = [str(value) for name, value in report.user_properties if name == "note"]
            if report.outcome != "passed":
                entry["result"] = report.outcome
        return report

    def pytest_sessionfinish(self) -> None:
        """Write what was found."""
        self._path.write_text(json.dumps(self._found, indent=1), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Record where both variables are set."""
    if os.environ.get(CASES) and os.environ.get(RESULTS):
        wanted = {int(one) for one in os.environ[CASES].split(",")}
        config.pluginmanager.register(Recorder(wanted, Path(os.environ[RESULTS])))
