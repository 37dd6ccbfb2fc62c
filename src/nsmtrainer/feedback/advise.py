"""From a mark sheet to what the candidate is told: one step per criterion, the first one on top."""

from __future__ import annotations

from types import MappingProxyType

from nsmtrainer.content.findings import BLOCKER_ADVICE
from nsmtrainer.content.models import Exemplar, MetricRole, Prompt, Rubric
from nsmtrainer.feedback.models import Advice, Feedback, FollowUp
from nsmtrainer.feedback.remarks import metric_remarks
from nsmtrainer.feedback.wording import step_wording
from nsmtrainer.marking.models import MAX_LEVEL, Mark, MarkSheet
from nsmtrainer.text import clean_line

MOST_FOLLOW_UPS = 2
LONGEST_QUOTE = 60

_ROLE_OF_STEP: dict[tuple[str, str], MetricRole] = {
    ("single_metric", "single_countable_value"): "north_star",
    ("single_metric", "product_reason"): "north_star",
    ("guardrail", "abuse_or_consequence"): "guardrail",
    ("vanity_distinction", "reason_given"): "set_aside",
    ("frame_confusion", "clean_metric"): "target",
    ("frame_confusion", "terms_told_apart"): "target",
}
"""The role of the mention that a step speaks of."""

_EVIDENCE_OF_STEP: dict[tuple[str, str], str] = {
    ("game_type", "metric_derived"): "game_named",
    ("guardrail", "bearing_measure"): "worry_or_measure",
}
"""The finding whose words a step speaks of, where no mention has them."""


def advise(sheet: MarkSheet, prompt: Prompt, rubric: Rubric, text: str) -> Feedback:
    """Return the feedback on the answer `text` that was marked as `sheet`."""
    advice = {
        name: _advice(mark, sheet, prompt, rubric, text)
        for name, mark in sheet.marks.items()
        if mark.level < MAX_LEVEL and mark.missing
    }
    return Feedback(
        first=_first(advice, sheet),
        advice=MappingProxyType(advice),
        remarks=metric_remarks(sheet, prompt, text),
        weak=_exemplar(prompt, "weak"),
        strong=_exemplar(prompt, "strong"),
        follow_ups=_follow_ups(sheet, prompt, rubric),
    )


def _advice(mark: Mark, sheet: MarkSheet, prompt: Prompt, rubric: Rubric, text: str) -> Advice:
    missing = mark.missing[0]
    return Advice(
        criterion=mark.criterion,
        finding=missing.finding,
        step=_step(mark, sheet, prompt, text),
        gain=_gain(mark.criterion, rubric),
    )


def _step(mark: Mark, sheet: MarkSheet, prompt: Prompt, text: str) -> str:
    missing = mark.missing[0]
    if missing.finding in BLOCKER_ADVICE:
        return missing.advice
    quote = _quote_for(mark, missing.finding, sheet, text)
    template = step_wording(mark.criterion, missing.finding, named=bool(quote))
    if template is None:
        return missing.advice
    return template.format(
        quote=quote, key=_key_name(mark.criterion, prompt), product=prompt.product, level=mark.level + 1
    )


def _quote_for(mark: Mark, finding: str, sheet: MarkSheet, text: str) -> str:
    """Return the candidate's words that the step is about, cut to a line; empty where there are none."""
    role = _ROLE_OF_STEP.get((mark.criterion, finding))
    span = next((m.span for m in sheet.mentions if m.role == role), None) if role else None
    wanted = _EVIDENCE_OF_STEP.get((mark.criterion, finding))
    if wanted:
        span = next((e.span for e in mark.evidence if e.finding == wanted), None)
    return clean_line(span.of(text), LONGEST_QUOTE) if span else ""


def _key_name(criterion: str, prompt: Prompt) -> str:
    entries = prompt.vanity if criterion == "vanity_distinction" else prompt.guardrails
    return entries[0].name if entries else "a measure of quality"


def _gain(criterion: str, rubric: Rubric) -> float:
    whole = sum(c.weight for c in rubric.criteria)
    found = rubric.criterion(criterion)
    return 100.0 * found.weight / (whole * MAX_LEVEL) if found and whole else 0.0


def _first(advice: dict[str, Advice], sheet: MarkSheet) -> Advice | None:
    """Return the step that lifts most: the metric first where it is at 0, as it caps the verdict."""
    if not advice:
        return None
    metric = advice.get("single_metric")
    if metric is not None and sheet.marks["single_metric"].level == 0:
        return metric
    return max(advice.values(), key=lambda a: (a.gain, -sheet.marks[a.criterion].level))


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
        key=lambda m: (m.level - MAX_LEVEL) * _gain(m.criterion, rubric),
    )
    return tuple(FollowUp(m.criterion, prompt.follow_ups[m.criterion][0]) for m in lacking[:MOST_FOLLOW_UPS])
