"""Why a mark is as it is: which words were found, how likely each level is, what the next one wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.content.findings import BLOCKERS, FINDINGS
from nsmtrainer.feedback.wording import looked_for
from nsmtrainer.marking.levels import chance_present
from nsmtrainer.spans import Span
from nsmtrainer.text import quote
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.marks import level_label

if TYPE_CHECKING:
    from nsmtrainer.content.models import Criterion
    from nsmtrainer.marking.models import Mark
    from nsmtrainer.practice.score import Scored
    from nsmtrainer.reading.models import Finding

MOST_QUOTES = 3
LONGEST_QUOTE = 200
"""Characters of a stretch of words that is quoted; a whole sentence fits."""
_EVEN = 0.5
_LEARNED = "model:"
_OWN_PHRASES = "rule:pattern."
_SOURCES = (
    (_LEARNED, "The learned model: trained on marked answers, it weighs the wording as a whole."),
    (_OWN_PHRASES, "The rubric's phrases: its author listed words that count, and words that must be near."),
    ("rule:", "Rules: fixed patterns of words, the same for everybody."),
)
"""How a source is told from the name of it that a finding carries, and what it is, in plain words."""


def why(scored: Scored, criterion_id: str = "") -> Content:
    """Return the reasons for the mark of one criterion, or of all of them, and who read the answer."""
    attempt = scored.sheet.attempt
    chosen = [c for c in scored.rubric.criteria if criterion_id in ("", c.id)]
    blocks = [_block(scored, asked) for asked in chosen]
    if not attempt.counts:
        blocks.insert(0, plain(f"Nothing was marked as an attempt: {attempt.reason}", "bold $level-0"))
    findings = [f for asked in chosen for f in scored.sheet.marks[asked.id].findings]
    return Content("\n\n").join([*blocks, _readers(scored, findings)])


def _block(scored: Scored, asked: Criterion) -> Content:
    mark = scored.sheet.marks[asked.id]
    heading = Content.assemble(
        line(asked.title, "bold"),
        "  ",
        level_label(mark.level),
        (f"  {mark.confidence:.0%} sure of exactly this level", "$quiet"),
    )
    if not scored.sheet.attempt.counts:
        return heading
    return joined(heading, *_steps(scored, asked, mark), *_blockers(mark, scored.text))


def _steps(scored: Scored, asked: Criterion, mark: Mark) -> Iterator[Content]:
    """Yield the levels reached and the next one: what each needs, how likely it is, what carried it."""
    by_name = {f.name: f for f in mark.findings}
    quoted: set[Span] = set()
    for number, needs in enumerate(_needs(asked), start=1):
        found = [by_name[name] for name in needs if name in by_name]
        for finding in found:
            yield _step(number, finding)
            if finding.present:
                yield from _carried(finding, scored.text, quoted)
        if not all(f.present for f in found):
            yield from _wanted(scored, asked, number)
            return


def _needs(asked: Criterion) -> tuple[tuple[str, ...], ...]:
    """Return the findings that each level above 0 needs; those of the built-in list where no rubric says."""
    needs = tuple(level.needs for level in asked.levels[1:])
    return needs if any(needs) else tuple((name,) for name in FINDINGS.get(asked.id, ()))


def _step(number: int, finding: Finding) -> Content:
    sign = ("✓ ", "bold $level-3") if finding.present else ("· ", "bold $star")
    return Content.assemble(
        sign,
        (f"Level {number}", "bold"),
        (f", {_chance(finding)}: ", "$quiet"),
        line(looked_for(finding.criterion, finding.name)),
    )


def _chance(finding: Finding) -> str:
    chance = chance_present(finding)
    return "chance about even" if chance == _EVEN else f"chance {chance:.0%}"


def _carried(finding: Finding, text: str, quoted: set[Span]) -> Iterator[Content]:
    """Yield the words that a finding rests on, those not quoted yet, and what a rule says of them."""
    fresh = [span for span in finding.spans if len(span) and span not in quoted][:MOST_QUOTES]
    if finding.reason and not finding.source.startswith(_LEARNED):
        yield line(f"  {finding.reason}", "$quiet")
    for span in fresh:
        yield Content.assemble(
            "  ", plain(quote(span.of(text), LONGEST_QUOTE), "$evidence-text on $evidence-ground")
        )
    if not finding.spans:
        yield Content.styled("  No single words carry it: the answer was weighed as a whole.", "$quiet")
    quoted |= set(finding.spans)


def _wanted(scored: Scored, asked: Criterion, number: int) -> Iterator[Content]:
    advice = scored.feedback.advice.get(asked.id)
    step = advice.step if advice else asked.levels[number].advice
    if step:
        yield Content.assemble(("  It wants: ", "$quiet"), plain(step))


def _blockers(mark: Mark, text: str) -> Iterator[Content]:
    """Yield what holds the level down, with its words; then in one line what else was looked for."""
    caps = BLOCKERS.get(mark.criterion, {})
    absent = []
    for finding in (f for f in mark.findings if f.name in caps):
        name = looked_for(finding.criterion, finding.name)
        if finding.present:
            yield Content.assemble(
                ("✗ Held at ", "bold $level-0"), (str(caps[finding.name]), "bold $level-0"), ": ", line(name)
            )
            yield from _carried(finding, text, set())
        else:
            absent.append(name)
    if absent:
        yield line(f"Would hold the level down, and was not found: {'; '.join(absent)}.", "$quiet")


def _readers(scored: Scored, findings: list[Finding]) -> Content:
    """Return who looked, for those who want to know what a chance is worth."""
    told = [says for start, says in _SOURCES if any(_source(f) == start for f in findings)]
    reader = scored.sheet.reader
    versions = f"Versions: rules {reader.rules}" + (f", model {reader.model}." if reader.model else ".")
    chance = "A chance says how often answers that read like this one reach at least that level."
    parts = [Content.styled("Who looked", "bold $quiet"), *(line(says, "$quiet") for says in told)]
    return joined(*parts, line(chance, "$quiet"), line(versions, "$quiet"))


def _source(finding: Finding) -> str:
    return next((start for start, _ in _SOURCES if finding.source.startswith(start)), "")
