"""Figures, the table that they make, and what was stored of an earlier run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

STORED = Path(__file__).with_name("stored.json")
WORSE = 2.0
"""A ratio this many times the stored one is a failure; less is the noise of machines that others use too."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, and how it stands to a reference measured in the same run.

    `ratio` is what can be compared between machines; `limit` is the most that `limit_on` may be, None where
    nothing is asked for. `group` names the part of the table.
    """

    group: str
    name: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""
    limit: float | None = None
    limit_on: Literal["value", "ratio"] = "value"

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps its limit; None without one."""
        measured = self.value if self.limit_on == "value" else self.ratio
        return None if self.limit is None or measured is None else measured <= self.limit

    @property
    def key(self) -> str:
        """What names the figure over several runs."""
        return f"{self.group}: {self.name}"


def stored(path: Path = STORED) -> dict[str, Any]:
    """Return an earlier run as it was stored; empty where there is none."""
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def joined(figures: Sequence[Figure], earlier: Mapping[str, Any]) -> list[Figure]:
    """Return an earlier run's figures, with those of groups that were measured again in place of theirs."""
    again = {one.group for one in figures}
    before = [Figure(**one) for one in earlier.get("figures", ())]
    found: list[Figure] = []
    for group in dict.fromkeys(one.group for one in (*before, *figures)):
        found += [one for one in (figures if group in again else before) if one.group == group]
    return found


def store(figures: Sequence[Figure], machine: Mapping[str, str], weights: Sequence[Any]) -> None:
    """Keep a run for later ones to be compared with."""
    kept = {
        "machine": dict(machine),
        "figures": [asdict(one) for one in figures],
        "weights": [asdict(one) for one in weights],
    }
    STORED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def worse(figures: Iterable[Figure], earlier: Mapping[str, Any]) -> dict[str, str]:
    """Return by key, in a sentence each, which ratios doubled against an earlier run."""
    known = {Figure(**one).key: Figure(**one) for one in earlier.get("figures", ())}
    found: dict[str, str] = {}
    for one in figures:
        before = known.get(one.key)
        if before is None or not before.ratio or one.ratio is None:
            continue
        if one.ratio >= WORSE * before.ratio:
            found[one.key] = f"{one.key}: {one.ratio:.2f} x {one.against}; {before.ratio:.2f} x is stored."
    return found


def shown(value: float) -> str:
    """Return a number as the table shows it: three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table per group."""
    lines: list[str] = []
    for group in dict.fromkeys(one.group for one in figures):
        lines += ["", f"### {group}", "", "| what | measured | ratio | asked for |", "|---|---:|---:|---|"]
        for one in (figure for figure in figures if figure.group == group):
            ratio = f"{shown(one.ratio)} x {one.against}" if one.ratio is not None else ""
            lines.append(f"| {one.name} | {shown(one.value)} {one.unit} | {ratio} | {_asked(one)} |")
    return "\n".join(lines).strip()


def _asked(one: Figure) -> str:
    if one.limit is None:
        return ""
    most = f"{shown(one.limit)} {one.unit}" if one.limit_on == "value" else f"{shown(one.limit)} x"
    return f"at most {most}: {'met' if one.met else '**not met**'}"
