"""A prompt as one sees it before answering: the question, never the key."""

from __future__ import annotations

from textual.content import Content

from nsmtrainer.content.models import Prompt, Rubric
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.library.matching import KIND_NAMES


def preview(prompt: Prompt, rubric: Rubric) -> Content:
    """Return title, question, context, and what is marked."""
    facts = f"{KIND_NAMES[prompt.kind]} · about {prompt.minutes} minutes · {len(prompt.exemplars)} exemplars"
    asked = Content.styled("Marked: ", "$quiet") + Content.styled(
        ", ".join(c.title for c in rubric.criteria), "$quiet"
    )
    return joined(
        line(prompt.title, "bold $star"),
        line(facts, "$quiet"),
        Content(" "),
        plain(prompt.question, "bold"),
        Content(" ") if prompt.context else Content(""),
        plain(prompt.context),
        Content(" "),
        asked,
    )
