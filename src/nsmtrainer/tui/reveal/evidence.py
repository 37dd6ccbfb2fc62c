"""The answer with the words that earned its marks: by colour, and by brackets with the criterion's number."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from textual.content import Content

from nsmtrainer.marking.models import Mark, MarkSheet
from nsmtrainer.sessions.models import Reply
from nsmtrainer.spans import Span, merge_spans
from nsmtrainer.tui.common.content import plain
from nsmtrainer.tui.common.marks import superscript

FOCUSED = "bold $evidence-text on $evidence-ground"
UNDERLINED = "underline"
BRACKET = "bold $star"


def evidence_of(mark: Mark) -> tuple[Span, ...]:
    """Return the stretches of the answer that a mark rests on, in order, none of them overlapping."""
    return tuple(span for span in merge_spans((e.span for e in mark.evidence), gap=1) if len(span))


def marked_answer(sheet: MarkSheet, text: str, focus: str = "") -> Content:
    """Return the answer with its evidence marked.

    With the id of a criterion as `focus` its evidence stands out and that of the others is underlined
    only; without, all evidence is bracketed with the numbers of the criteria that it counts for.
    """
    bracketed: list[tuple[Span, int]] = []
    underlined: list[Span] = []
    for number, (name, mark) in enumerate(sheet.marks.items(), start=1):
        spans = evidence_of(mark)
        underlined.extend(spans)
        if focus in ("", name):
            bracketed.extend((span, number) for span in spans)
    return _drawn(text, bracketed, merge_spans(underlined), lit=bool(focus))


def first_evidence(mark: Mark, shown: Content) -> int:
    """Return where the first evidence of a mark stands in its answer as it is drawn, -1 for none."""
    spans = evidence_of(mark)
    return shown.plain.find("[", spans[0].start) if spans else -1


def with_replies(own: Content, replies: Iterable[Reply]) -> Content:
    """Return an answer with the questions and replies that followed it."""
    asked = [
        Content.assemble("\n\n", plain(one.question, "italic $quiet"), "\n", plain(one.text))
        for one in replies
    ]
    return Content("").join([own, *asked])


def _drawn(text: str, bracketed: list[tuple[Span, int]], underlined: tuple[Span, ...], lit: bool) -> Content:
    points = {0, len(text)}
    for span in (*(s for s, _ in bracketed), *underlined):
        points |= {span.start, span.end}
    parts: list[tuple[str, str]] = []
    for start, end in [*pairwise(sorted(points)), (len(text), len(text))]:
        parts.append((_closing(bracketed, start) + _opening(bracketed, start), BRACKET))
        inside = any(span.start <= start < span.end for span, _ in bracketed)
        under = any(span.start <= start < span.end for span in underlined)
        parts.append((text[start:end], FOCUSED if inside and lit else UNDERLINED if under else ""))
    return Content.assemble(*parts)


def _opening(bracketed: list[tuple[Span, int]], at: int) -> str:
    """Return a bracket per stretch that starts here; the same stretch of two criteria has one."""
    return "[" * len({span.end for span, _ in bracketed if span.start == at})


def _closing(bracketed: list[tuple[Span, int]], at: int) -> str:
    """Return a bracket per stretch that ends here, inner ones first; no line breaks within its numbers."""
    starts = sorted({span.start for span, _ in bracketed if span.end == at}, reverse=True)
    return "".join(
        "]" + "·".join(superscript(n) for span, n in bracketed if span == Span(start, at)) for start in starts
    )
