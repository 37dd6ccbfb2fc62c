"""From a mark to the one sentence that says how to better it, whoever shows it.

A rubric has an advice per level. For those of the rubrics that come with the program `wording.toml` has a
closer sentence, with the candidate's own words or a name from the prompt's key in it; an advice that a
rubric's author wrote is said as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from nsmtrainer.content.findings import BLOCKER_ADVICE
from nsmtrainer.content.models import Criterion, MetricRole, Prompt
from nsmtrainer.feedback.answer import Answered
from nsmtrainer.feedback.wording import step_wording
from nsmtrainer.marking.models import MAX_LEVEL, Mark, MarkSheet, Missing

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


def with_steps(sheet: MarkSheet, prompt: Prompt, text: str) -> MarkSheet:
    """Return a sheet fresh from marking with the sentences that the candidate reads as its advice.

    Once is enough: the sheet is kept, sent and shown with these sentences, so that they are the same
    everywhere. A sheet that has them already stays as it is.
    """
    answered = Answered(sheet, prompt, text)
    marks = {
        name: replace(mark, missing=tuple(_with_step(one, mark, answered) for one in mark.missing))
        for name, mark in sheet.marks.items()
    }
    return replace(sheet, marks=MappingProxyType(marks))


def _with_step(missing: Missing, mark: Mark, answered: Answered) -> Missing:
    quote = _quote_for(mark, missing.finding, answered)
    template = step_wording(mark.criterion, missing.finding, missing.advice, named=bool(quote))
    if template is None:
        return missing
    said = template.format(
        quote=quote,
        key=_key_name(mark.criterion, answered),
        product=answered.prompt.product,
        level=mark.level + 1,
    )
    return replace(missing, advice=said)


def _quote_for(mark: Mark, finding: str, answered: Answered) -> str:
    """Return the candidate's words that the step is about, cut to a line; empty where there are none."""
    role = _ROLE_OF_STEP.get((mark.criterion, finding))
    mention = answered.mention(role) if role else None
    span = mention.span if mention else None
    wanted = _EVIDENCE_OF_STEP.get((mark.criterion, finding))
    if wanted:
        span = next((e.span for e in mark.evidence if e.finding == wanted), None)
    return answered.quoted(span) if span else ""


def _key_name(criterion: str, answered: Answered) -> str:
    entry = answered.vanity if criterion == "vanity_distinction" else answered.guardrail
    return entry.name if entry else "a measure of quality"


def step_at(level: int, marks: Iterable[Mark], criterion: Criterion | None) -> str:
    """Return how to get beyond `level`, empty where nothing is to be said.

    A level that a person gave may be that of none of the `marks`; then the advice of the criterion serves.
    """
    lack = lack_at(level, marks)
    if lack is not None or criterion is None or level >= MAX_LEVEL:
        return lack.advice if lack else ""
    return criterion.levels[level + 1].advice


def lack_at(level: int, marks: Iterable[Mark]) -> Missing | None:
    """Return what keeps an answer on `level`, from the first of its marks on a criterion that is on it."""
    return next((m.missing[0] for m in marks if m.level == level and m.missing), None)


def step_to(criterion: Criterion, finding: str) -> str:
    """Return how to add a finding, or be rid of a blocker, said to many at once: nobody's words are in it."""
    level = next((one for one in criterion.levels if finding in one.needs), None)
    return level.advice if level else BLOCKER_ADVICE.get(finding, "")
