"""The answer and the other views of it: what is shown, and scrolled to what one looks for in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nsmtrainer.tui.common.content import plain
from nsmtrainer.tui.reveal.changes import changes
from nsmtrainer.tui.reveal.evidence import evidence_of, marked_answer
from nsmtrainer.tui.reveal.lifted import lifted
from nsmtrainer.tui.reveal.revealed import Revealed
from nsmtrainer.tui.reveal.why import why

VIEWS = {
    "answer": "Your answer",
    "why": "Why",
    "lifted": "Your answer, lifted",
    "changes": "What changed",
}
_ABOVE = 3
"""Lines kept above what is scrolled to, so that it is read with what leads to it."""


class AnswerPanel(VerticalScroll):
    """Shows one of the views; before there are marks, the text alone."""

    def __init__(self, text: str) -> None:
        super().__init__(id="text", classes="panel")
        self.border_title = VIEWS["answer"]
        self._content = plain(text)
        self._sought = -1

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(self._content, id="shown", markup=False)

    def show(self, revealed: Revealed, view: str, focus: str) -> None:
        """Show a view; with a criterion as `focus`, where it speaks of that one."""
        self.border_title = VIEWS[view]
        self._content = viewed(revealed, view, focus)
        self._sought = sought(revealed, view, focus, self._content)
        self.query_one("#shown", Static).update(self._content)
        self._scroll()

    def on_resize(self) -> None:
        """Scroll once more: only now is it known how wide the lines are."""
        self._scroll()

    def _scroll(self) -> None:
        width = self.query_one("#shown", Static).content_region.width
        if width:
            before = self._content[: self._sought + 1]
            at = before.get_height({}, width) - _ABOVE if self._sought >= 0 else 0
            self.scroll_to(y=max(0, at), animate=False)


def viewed(revealed: Revealed, view: str, focus: str) -> Content:
    """Return what a view shows."""
    if view == "why":
        return why(revealed.scored, focus)
    if view == "lifted":
        return lifted(revealed, focus)
    if view == "changes" and revealed.former is not None:
        return changes(revealed, revealed.former)
    own = marked_answer(revealed.scored.sheet, revealed.scored.text, focus)
    replies = [
        Content.assemble(("\n\n", ""), plain(r.question, "italic $quiet"), "\n", plain(r.text))
        for r in revealed.attempt.follow_ups
    ]
    return Content("").join([own, *replies])


def sought(revealed: Revealed, view: str, focus: str, content: Content) -> int:
    """Return where the first evidence or suggestion stands in what is shown, -1 where the start will do."""
    if not focus or view not in ("answer", "lifted"):
        return -1
    if view == "lifted":
        return content.plain.find("«", content.plain.find("\n"))
    spans = evidence_of(revealed.mark(focus))
    return content.plain.find("[", spans[0].start) if spans else -1
