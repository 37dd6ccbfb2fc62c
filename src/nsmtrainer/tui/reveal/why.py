"""Why a mark is as it is: the findings that were looked for, by which rule or model, how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from nsmtrainer.marking.models import Mark
from nsmtrainer.reading.models import Finding
from nsmtrainer.text import quote
from nsmtrainer.tui.common.content import joined, line, plain

if TYPE_CHECKING:
    from nsmtrainer.practice.score import Scored


def why(scored: Scored, criterion_id: str = "") -> Content:
    """Return the findings of one criterion, or of all of them, and who read the answer."""
    marks = scored.sheet.marks
    chosen = {criterion_id: marks[criterion_id]} if criterion_id in marks else dict(marks)
    titles = {c.id: c.title for c in scored.rubric.criteria}
    blocks = [_block(titles.get(name, name), mark, scored.text) for name, mark in chosen.items()]
    reader = scored.sheet.reader
    read_by = f"Read by rules {reader.rules}" + (f" and model {reader.model}." if reader.model else " alone.")
    return Content("\n\n").join([*blocks, line(read_by, "$quiet")])


def _block(title: str, mark: Mark, text: str) -> Content:
    heading = Content.assemble(
        line(title, "bold"), (f"  level {mark.level}, {mark.confidence:.0%} sure of exactly this", "$quiet")
    )
    return joined(heading, *(_finding(finding, text) for finding in mark.findings))


def _finding(finding: Finding, text: str) -> Content:
    sign = ("✓ ", "bold $level-3") if finding.present else ("· ", "$quiet")
    name = finding.name.replace("_", " ")
    parts = [
        Content.assemble(
            sign,
            (name, "bold" if finding.present else ""),
            (f"  {finding.confidence:.0%}  {finding.source}", "$quiet"),
        )
    ]
    if finding.reason:
        parts.append(plain(f"  {finding.reason}"))
    parts += [
        plain(f"  {quote(span.of(text))}", "$evidence-text on $evidence-ground") for span in finding.spans[:2]
    ]
    return joined(*parts)
