#!/usr/bin/env python3
"""Run the cases as often as they are meant to be, and write what came of it into docs/reliability.md.

    python tests/reliability/table.py                all cases, then the page (an hour or two, mostly waiting)
    python tests/reliability/table.py 1 9            these cases again; the results of the others stay
    python tests/reliability/table.py --guards       take out each guard in turn; its test must fail
    python tests/reliability/table.py --page         only write the page anew from what was kept

What came of each run is kept in tests/reliability/results.json. Exits with 1 where anything did not pass.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.reliability.cases import CASES, Case  # noqa: E402 - found from wherever this is started
from tests.reliability.guards import run_guards  # noqa: E402
from tests.reliability.homes import HOMES  # noqa: E402
from tests.reliability.record import CASES as WANTED  # noqa: E402
from tests.reliability.record import RESULTS  # noqa: E402

KEPT = ROOT / "tests" / "reliability" / "results.json"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- {} begins: made by tests/reliability/table.py -->", "<!-- {} ends -->"
Results = dict[str, Any]


def main() -> int:
    """Run what was asked for and write the page; return the exit status."""
    parser = argparse.ArgumentParser(description="Run the cases of docs/reliability.md in full.")
    parser.add_argument("cases", nargs="*", type=int, metavar="CASE", help="numbers of cases; none for all")
    parser.add_argument("--guards", action="store_true", help="take out each guard in turn")
    parser.add_argument("--page", action="store_true", help="run nothing, write the page from what was kept")
    asked = parser.parse_args()
    kept: Results = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"cases": {}}
    everything = not (asked.cases or asked.guards or asked.page)
    for number in asked.cases or ([case.number for case in CASES] if everything else []):
        kept["cases"][str(number)] = run_case(number)
        write(kept)
    if asked.guards or everything:
        kept["guards"] = run_guards(ROOT)
    write(kept)
    return 0 if all_passed(kept) else 1


def run_case(number: int) -> Results:
    """Run the tests of one case in full; return what came of them and under what."""
    print(f"Case {number} ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.json"
        environment = {**os.environ, "NSMTRAINER_COUNTS": "full", WANTED: str(number), RESULTS: str(path)}
        command = [sys.executable, "-m", "pytest", "-q", "-m", "slow or not slow", "-p", "no:cacheprovider"]
        command += ["-p", "tests.reliability.record"]
        subprocess.run([*command, *files_of(number)], cwd=ROOT, env=environment, check=False)
        found: Results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for row in sorted({entry["what"] for entry in found.values()}):
        print("  ", row, flush=True)
    return {"at": f"{datetime.now(UTC):%Y-%m-%d}", "under": under(), "tests": found}


def files_of(number: int) -> list[str]:
    """Return the files that hold tests of a case, so that no others are read."""
    named = {home.test.partition("::")[0] for home in HOMES if home.case == number}
    marked = re.compile(rf"@(?:counted|pytest\.mark\.case)\(\s*{number},")
    for path in (ROOT / "tests").rglob("test_*.py"):
        if marked.search(path.read_text(encoding="utf-8")):
            named.add(str(path.relative_to(ROOT)))
    return sorted(named)


def under() -> str:
    """Return what the cases ran under."""
    parts = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    parts += [f"{name} {version(name.lower())}" for name in ("Textual", "PyYAML")]
    return ", ".join([*parts, platform.system()])


def rows_of(case: Case, ran: Results) -> Iterator[str]:
    """Yield the table's rows of a case: one per thing that is done."""
    tests = [entry for _, entry in sorted(ran["tests"].items())]  # in the order in which they are kept
    for what in dict.fromkeys(entry["what"] for entry in tests):
        same = [entry for entry in tests if entry["what"] == what]
        count = sum(entry["count"] for entry in same)
        seconds = sum(entry["seconds"] for entry in same)
        notes = "; ".join(dict.fromkeys(note for entry in same for note in entry.get("notes", ())))
        result = outcome(same) + (f" ({notes})" if notes else "")
        yield f"| {case.number} | {what} | {count:,} | {result} | {seconds:,.0f} |"


def outcome(tests: Iterable[Results]) -> str:
    """Return in a word how tests went."""
    results = [entry["result"] for entry in tests]
    if "failed" in results:
        return f"**{results.count('failed')} failed**"
    if "skipped" in results:
        return (
            "skipped here" if set(results) == {"skipped"} else f"passed, {results.count('skipped')} skipped"
        )
    return "passed"


def all_passed(kept: Results) -> bool:
    """Return whether every case ran and nothing failed."""
    tests = [entry for ran in kept["cases"].values() for entry in ran["tests"].values()]
    ran_all = {str(case.number) for case in CASES} == {n for n, ran in kept["cases"].items() if ran["tests"]}
    guards = kept.get("guards", {}).get("guards", [])
    return ran_all and all(t["result"] != "failed" for t in tests) and all(g["noticed"] for g in guards)


def write(kept: Results) -> None:
    """Keep the results, and put the tables of them into the page."""
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), kept), encoding="utf-8")


def with_tables(page: str, kept: Results) -> str:
    """Return the page with the tables of what was kept in it."""
    for name, table in (("cases", case_table(kept)), ("guards", guard_table(kept))):
        begin, end = BEGIN.format(name), END.format(name)
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}"
    return page


def case_table(kept: Results) -> str:
    """Return the table of cases."""
    lines = []
    group = ""
    for case in CASES:
        if case.group != group:
            group = case.group
            lines += ["", f"### {group}", ""]
        lines += [f"**{case.number}. {case.promise}.**", ""]
        ran = kept["cases"].get(str(case.number))
        if ran and ran["tests"]:
            lines += ["| case | what is done | count | result | seconds |", "|---|---|---|---|---|"]
            lines += [*rows_of(case, ran), "", f"Run on {ran['at']} under {ran['under']}.", ""]
        else:
            lines += ["Not run yet.", ""]
    return "\n".join(lines).strip()


def guard_table(kept: Results) -> str:
    """Return the table of guards."""
    found = kept.get("guards")
    if not found:
        return "Not run yet."
    lines = ["| guard | taken out by | test that notices |", "|---|---|---|"]
    for one in found["guards"]:
        noticed = f"`{one['test']}`" if one["noticed"] else f"**not noticed** by `{one['test']}`"
        lines.append(f"| {one['guard']} | {one['change']} | {noticed} |")
    return "\n".join([*lines, "", f"Run on {found['at']}."])


if __name__ == "__main__":
    sys.exit(main())
