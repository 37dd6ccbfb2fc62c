"""What is asked, as it stands above the editor."""

from __future__ import annotations

from textual.content import Content

from nsmtrainer.content.models import Prompt
from nsmtrainer.tui.common.content import joined, plain


def question(prompt: Prompt) -> Content:
    """Return the question and its context."""
    return joined(plain(prompt.question, "bold"), plain(prompt.context, "$quiet"))
