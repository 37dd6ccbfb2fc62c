"""Prompts and rubrics as plain text for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nsmtrainer.content.library import Library
from nsmtrainer.content.models import KeyGuardrail, KeyMetric, Prompt, Rubric
from nsmtrainer.counts import counted
from nsmtrainer.marking.wording import LEVEL_NAMES


def prompt_text(library: Library, prompt: Prompt, key: bool = False, rubric: str = "") -> str:
    """Return the question with its context, and with `key` everything a good answer may rest on.

    `rubric` marks its answers, the prompt's own where it is "".
    """
    marks = library.rubrics.get(rubric or prompt.rubric)
    title = marks.title if marks else rubric or prompt.rubric
    lines = [prompt.title, "", prompt.question]
    if prompt.context:
        lines += ["", prompt.context]
    lines += ["", f"About {counted(prompt.minutes, 'minute')}. Marked under: {title}."]
    if key:
        lines += ["", *_key_lines(prompt)]
    return "\n".join(lines)


def _key_lines(prompt: Prompt) -> Iterator[str]:
    for game in prompt.games:
        yield f"Game: {game.game}. {game.reason}"
    yield from _entries("Good metrics", prompt.metrics)
    yield from _entries("Solid when argued", prompt.tolerated)
    yield from _entries("Tempting, but not value", prompt.vanity)
    yield from _guardrails(prompt.guardrails)
    yield f"Rhythm: {prompt.cadence}"
    for trap in prompt.traps:
        yield f"Trap: {trap}"
    for source in prompt.sources:
        yield f"Source: {source.fact} ({source.said_by}, {source.year})"


def _entries(title: str, entries: Iterable[KeyMetric]) -> Iterator[str]:
    listed = [f"  {entry.name}: {entry.why}" for entry in entries]
    if listed:
        yield from (f"{title}:", *listed)


def _guardrails(guardrails: Iterable[KeyGuardrail]) -> Iterator[str]:
    listed = [f"  {g.name}: {g.catches}" for g in guardrails]
    if listed:
        yield from ("Guardrails:", *listed)


def rubric_text(rubric: Rubric, findings: bool) -> str:
    """Return the criteria with weights and levels, and with `findings` what each level needs."""
    whole = sum(c.weight for c in rubric.criteria)
    bars = rubric.bars
    lines = [
        rubric.title,
        f"Strong hire from {bars.strong_hire:g}, hire from {bars.hire:g}, mixed from {bars.mixed:g}.",
    ]
    for name, least in bars.require.items():
        lines.append(f"No hire without {name} at {least} or more.")
    for criterion in rubric.criteria:
        lines += ["", f"{criterion.title} ({criterion.id}), {criterion.weight / whole:.0%} of the score"]
        for number, level in enumerate(criterion.levels):
            lines.append(f"  {number} {LEVEL_NAMES[number]}: {level.descriptor}")
            if findings and level.needs:
                lines.append(f"      needs {', '.join(level.needs)}")
    return "\n".join(lines)
