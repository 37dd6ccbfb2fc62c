"""The answer and the other views of it: what is shown, and scrolled to what one looks for in it."""

from __future__ import annotations

from textual.content import Content

from nsmtrainer.tui.common.content import plain
from nsmtrainer.tui.common.sought_panel import SoughtPanel
from nsmtrainer.tui.reveal.changes import changes
from nsmtrainer.tui.reveal.evidence import first_evidence, marked_answer, with_replies
from nsmtrainer.tui.reveal.lifted import lifted
from nsmtrainer.tui.reveal.revealed import Revealed
from nsmtrainer.tui.reveal.why import why

VIEWS = {
    "answer": "Your answer",
    "why": "Why",
    "lifted": "Your answer, lifted",
    "changes": "What changed",
}


class AnswerPanel(SoughtPanel):
    """Shows one of the views; before there are marks, the text alone."""

    def __init__(self, text: str) -> None:
        super().__init__(VIEWS["answer"], plain(text))

    def show(self, revealed: Revealed, view: str, focus: str) -> None:
        """Show a view; with a criterion as `focus`, where it speaks of that one."""
        content = viewed(revealed, view, focus)
        self.put(VIEWS[view], content, sought(revealed, view, focus, content))


def viewed(revealed: Revealed, view: str, focus: str) -> Content:
    """Return what a view shows."""
    if view == "why":
        return why(revealed.scored, focus)
    if view == "lifted":
        return lifted(revealed, focus)
    if view == "changes" and revealed.former is not None:
        return changes(revealed, revealed.former)
    own = marked_answer(revealed.scored.sheet, revealed.scored.text, focus)
    return with_replies(own, revealed.attempt.replies)


def sought(revealed: Revealed, view: str, focus: str, content: Content) -> int:
    """Return where the first evidence or suggestion stands in what is shown, -1 where the start will do."""
    if not focus or view not in ("answer", "lifted"):
        return -1
    if view == "lifted":
        return content.plain.find("«", content.plain.find("\n"))
    return first_evidence(revealed.mark(focus), content)
