"""Mark a reading under a rubric: levels, score, verdict."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nsmtrainer.content.models import Bars, Prompt, Rubric
from nsmtrainer.counts import listed
from nsmtrainer.marking.levels import mark_criterion
from nsmtrainer.marking.models import MAX_LEVEL, Mark, MarkSheet, Verdict
from nsmtrainer.reading.models import Reading

VERDICTS: tuple[Verdict, ...] = ("no_hire", "mixed", "hire", "strong_hire")
"""Verdicts from the lowest to the highest."""


def mark(reading: Reading, prompt: Prompt, rubric: Rubric) -> MarkSheet:
    """Return the mark sheet of an answer to `prompt` that was read as `reading`, under `rubric`."""
    marks = {c.id: mark_criterion(reading, c) for c in rubric.criteria}
    levels = {name: m.level for name, m in marks.items()}
    score = score_of(levels, rubric)
    verdict, why = verdict_of(score, levels, rubric)
    if not reading.attempt.counts:
        why = reading.attempt.reason
    return MarkSheet(
        prompt=prompt.id,
        prompt_hash=prompt.content_hash,
        rubric=rubric.id,
        rubric_version=rubric.content_hash[:12],
        reader=reading.reader,
        marks=MappingProxyType(marks),
        mentions=reading.mentions,
        score=score,
        verdict=verdict,
        verdict_reason=why,
        attempt=reading.attempt,
    )


def score_of(levels: Mapping[str, int], rubric: Rubric) -> float:
    """Return the weighted share of the maximum, 0 to 100, over the criteria that have a level."""
    counted = [(c.weight, levels[c.id]) for c in rubric.criteria if c.id in levels]
    whole = sum(weight for weight, _ in counted)
    if whole <= 0:
        return 0.0
    return 100.0 * sum(weight * level for weight, level in counted) / (whole * MAX_LEVEL)


def verdict_of(
    score: float, levels: Mapping[str, int], rubric: Rubric, unprompted: Mapping[str, int] | None = None
) -> tuple[Verdict, str]:
    """Return the verdict on an unrounded score and, in a sentence, what keeps it from being higher.

    *Strong hire* needs no criterion at 0, `single_metric` at 0 caps at *mixed*, and so does a level
    below one that the rubric's bars require. `unprompted` are the levels before any follow-up, those that
    count unless given: what a rubric requires, nobody else may have asked for (docs/marking.md, "Verdicts
    and follow-ups").
    """
    verdict, why = _by_score(score, rubric.bars)
    titles = {c.id: c.title for c in rubric.criteria}
    if levels.get("single_metric") == 0 and _above_mixed(verdict):
        return "mixed", f"{titles['single_metric']} is at 0, which caps the verdict at mixed."
    for name, least in rubric.bars.require.items():
        if _above_mixed(verdict) and (levels if unprompted is None else unprompted).get(name, least) < least:
            when = " before a follow-up" if levels.get(name, least) >= least else ""
            why = f"This rubric gives no hire with {titles.get(name, name)} under level {least}{when}."
            return "mixed", why
    empty = [titles[name] for name, level in levels.items() if level == 0]
    if verdict == "strong_hire" and empty:
        verb = "is" if len(empty) == 1 else "are"
        return "hire", f"A strong hire has no criterion at 0; {listed(empty)} {verb}."
    return verdict, why


def _above_mixed(verdict: Verdict) -> bool:
    return VERDICTS.index(verdict) > VERDICTS.index("mixed")


def _by_score(score: float, bars: Bars) -> tuple[Verdict, str]:
    steps: tuple[tuple[Verdict, float, str], ...] = (
        ("strong_hire", bars.strong_hire, "strong hire"),
        ("hire", bars.hire, "hire"),
        ("mixed", bars.mixed, "mixed"),
    )
    above = ""
    for verdict, bar, name in steps:
        if score >= bar:
            return verdict, above
        above = f"{name[:1].upper()}{name[1:]} starts at {bar:g} of 100."
    return "no_hire", above


def level_changes(before: Mapping[str, Mark], after: Mapping[str, Mark]) -> dict[str, tuple[int, int]]:
    """Return the criteria whose level differs, each with the level before and after."""
    return {
        name: (before[name].level, after[name].level)
        for name in before
        if name in after and before[name].level != after[name].level
    }
