"""A prompt as one sees it before answering: the question, never the key."""

from __future__ import annotations

from textual.content import Content

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.library.matching import KIND_NAMES
from nsmtrainer.tui.library.offers import Offer


def preview(offer: Offer) -> Content:
    """Return title, question, context, what is marked, and what an assignment wants."""
    prompt = offer.prompt
    facts = f"{KIND_NAMES[prompt.kind]} · about {prompt.minutes} minutes · {len(prompt.exemplars)} exemplars"
    tried = f"tried: best score {offer.best:.0f}" if offer.best is not None else "not tried yet"
    return joined(
        line(prompt.title, "bold $star"),
        line(facts, "$quiet"),
        line(tried, "$quiet"),
        Content(" "),
        *(_asked(offer.opened.assignment) if offer.opened else ()),
        plain(prompt.question, "bold"),
        Content(" ") if prompt.context else Content(""),
        plain(prompt.context),
        Content(" "),
        line("Marked: " + ", ".join(c.title for c in offer.rubric.criteria), "$quiet"),
    )


def _asked(assignment: Assignment) -> tuple[Content, ...]:
    attempts = "1 attempt" if assignment.attempts == 1 else f"{assignment.attempts} attempts"
    due = [f"due {assignment.due:%d %b %Y %H:%M} UTC"] if assignment.due else []
    return (
        Content.assemble(("Assigned  ", "bold $star"), line(assignment.title, "bold")),
        line(" · ".join([f"{assignment.mode} mode", attempts, *due]), "$quiet"),
        plain(assignment.message),
        Content(" "),
    )
