"""The sentences of `wording.toml`, filled in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class MetricProperty:
    """A property of a good metric, phrases of metrics that lack it, and how they fail it."""

    name: str
    phrases: tuple[str, ...]
    fails: str


@cache
def _wording() -> dict[str, Any]:
    text = files("nsmtrainer.feedback").joinpath("wording.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def step_wording(criterion: str, finding: str, advice: str, named: bool) -> str | None:
    """Return the template for a missing finding, None where the rubric's own `advice` has to serve.

    A template stands in for the advice that comes with the program, or for none; never for an author's own.
    """
    templates = _wording()["step"].get(criterion, {}).get(finding)
    if templates is None or advice not in ("", templates["instead_of"]):
        return None
    chosen = templates.get("named") if named else None
    return str(chosen or templates["plain"])


def looked_for(criterion: str, finding: str) -> str:
    """Return what a finding or blocker is, in a few plain words; for a coach's own, its name."""
    return str(_wording()["looked_for"].get(criterion, {}).get(finding) or finding.replace("_", " "))


@cache
def metric_properties() -> tuple[MetricProperty, ...]:
    """Return the properties of a good metric in the order in which they are tried."""
    return tuple(MetricProperty(p["name"], tuple(p["phrases"]), p["fails"]) for p in _wording()["property"])
