"""A pytest plugin: choose the tests of some cases, and write what came of them as JSON.

`table.py` loads it; `NSMTRAINER_CASES` names the cases, `NSMTRAINER_RESULTS` the file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

CASES, RESULTS = "NSMTRAINER_CASES", "NSMTRAINER_RESULTS"


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
            mark = item.get_closest_marker("case")
            (kept if mark and mark.args[0] in self._wanted and not _smaller(item) else left).append(item)
        items[:] = kept
        config.hook.pytest_deselected(items=left)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Any:
        """Note how a test went, whatever phase it failed in."""
        report: pytest.TestReport = yield
        mark = item.get_closest_marker("case")
        if mark is not None:
            new = {"case": mark.args[0], "what": mark.args[1], "seconds": 0.0, "result": "passed"}
            entry = self._found.setdefault(item.nodeid, new)
            entry["count"] = _count(item, mark)
            entry["seconds"] += report.duration
            entry["notes"] = [str(value) for name, value in report.user_properties if name == "note"]
            if report.outcome != "passed":
                entry["result"] = report.outcome
        return report

    def pytest_sessionfinish(self) -> None:
        """Write what was found."""
        self._path.write_text(json.dumps(self._found, indent=1), encoding="utf-8")


def _count(item: pytest.Item, mark: pytest.Mark) -> int:
    given = getattr(item, "callspec", None)
    if given is not None and "count" in given.params:
        return int(given.params["count"])
    return int(mark.args[2]) if len(mark.args) > 2 else 1


def _smaller(item: pytest.Item) -> bool:
    """Return whether a test is the everyday run of one that also runs more often."""
    given = getattr(item, "callspec", None)
    return given is not None and "count" in given.params and not item.get_closest_marker("slow")


def pytest_configure(config: pytest.Config) -> None:
    """Record where both variables are set."""
    if os.environ.get(CASES) and os.environ.get(RESULTS):
        wanted = {int(one) for one in os.environ[CASES].split(",")}
        config.pluginmanager.register(Recorder(wanted, Path(os.environ[RESULTS])))
