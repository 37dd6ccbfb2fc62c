"""From a mark sheet to what the candidate is told: one step per criterion, the first one on top."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nsmtrainer.content.models import Exemplar, Prompt, Rubric
from nsmtrainer.feedback.answer import Answered
from nsmtrainer.feedback.models import Advice, Feedback, FollowUp
from nsmtrainer.feedback.remarks import metric_remarks
from nsmtrainer.marking.models import MAX_LEVEL, Mark, MarkSheet

MOST_FOLLOW_UPS = 2


def advise(sheet: MarkSheet, prompt: Prompt, rubric: Rubric, text: str) -> Feedback:
    """Return the feedback on the answer `text` that was marked as `sheet`, which has its steps in words."""
    advice = {
        name: _advice(mark, rubric)
        for name, mark in sheet.marks.items()
        if mark.level < MAX_LEVEL and mark.missing
    }
    order = by_lift({name: sheet.marks[name].level for name in advice}, rubric)
    return Feedback(
        first=advice[order[0]] if order else None,
        advice=MappingProxyType(advice),
        remarks=metric_remarks(Answered(sheet, prompt, text)),
        weak=_exemplar(prompt, "weak"),
        strong=_exemplar(prompt, "strong"),
        follow_ups=_follow_ups(sheet, prompt, rubric),
    )


def _advice(mark: Mark, rubric: Rubric) -> Advice:
    missing = mark.missing[0]
    return Advice(mark.criterion, missing.finding, missing.advice, gain_of(mark.criterion, rubric))


def by_lift(levels: Mapping[str, int], rubric: Rubric) -> tuple[str, ...]:
    """Return criteria by what their next level adds to the score, of those that add as much the lowest first.

    The metric goes before all where it is at 0, as it caps the verdict.
    """

    def key(name: str) -> tuple[bool, float, int]:
        return (name != "single_metric" or levels[name] > 0, -gain_of(name, rubric), levels[name])

    return tuple(sorted(levels, key=key))


def gain_of(criterion: str, rubric: Rubric) -> float:
    """Return the points of 100 that one more level of a criterion adds to the score."""
    whole = sum(c.weight for c in rubric.criteria)
    found = rubric.criterion(criterion)
    return 100.0 * found.weight / (whole * MAX_LEVEL) if found and whole else 0.0


def _exemplar(prompt: Prompt, label: str) -> Exemplar | None:
    labelled = next((e for e in prompt.exemplars if e.label == label), None)
    if labelled is not None or not prompt.exemplars:
        return labelled
    ordered = sorted(prompt.exemplars, key=lambda e: sum(e.claims.values()))
    return ordered[0] if label == "weak" else ordered[-1]


def _follow_ups(sheet: MarkSheet, prompt: Prompt, rubric: Rubric) -> tuple[FollowUp, ...]:
    """Return up to two questions on what was thin or absent, the weightiest lack first."""
    lacking = sorted(
        (m for m in sheet.marks.values() if m.level < MAX_LEVEL - 1 and prompt.follow_ups.get(m.criterion)),
        key=lambda m: (m.level - MAX_LEVEL) * gain_of(m.criterion, rubric),
    )
    return tuple(FollowUp(m.criterion, prompt.follow_ups[m.criterion][0]) for m in lacking[:MOST_FOLLOW_UPS])
