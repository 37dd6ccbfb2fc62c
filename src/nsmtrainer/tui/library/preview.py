"""A prompt as one sees it before answering: the question, never the key."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.counts import counted
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.library.matching import KIND_NAMES
from nsmtrainer.tui.library.offers import Offer


def preview(offer: Offer, now: datetime) -> Content:
    """Return title, question, context, what is marked, and what an assignment wants."""
    prompt = offer.prompt
    facts = f"{KIND_NAMES[prompt.kind]} · about {counted(prompt.minutes, 'minute')}"
    facts += f" · {counted(len(prompt.exemplars), 'exemplar')}"
    tried = f"tried: best score {offer.best:.0f}" if offer.best is not None else "not tried yet"
    return joined(
        line(prompt.title, "bold $star"),
        line(facts, "$quiet"),
        line(tried, "$quiet"),
        Content(" "),
        *(_asked(offer.opened.assignment, now) if offer.opened else ()),
        plain(prompt.question, "bold"),
        Content(" ") if prompt.context else Content(""),
        plain(prompt.context),
        Content(" "),
        line("Marked: " + ", ".join(c.title for c in offer.rubric.criteria), "$quiet"),
    )


def _asked(assignment: Assignment, now: datetime) -> tuple[Content, ...]:
    attempts = counted(assignment.attempts, "attempt")
    over = ", which has passed" if assignment.is_over(now) else ""
    due = [f"due {assignment.due:%d %b %Y %H:%M} UTC{over}"] if assignment.due else []
    return (
        Content.assemble(("Assigned  ", "bold $star"), line(assignment.title, "bold")),
        line(" · ".join([f"{assignment.mode} mode", attempts, *due]), "$quiet"),
        plain(assignment.message),
        Content(" "),
    )
