"""The marks: what can be done with them, criterion by criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding

from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.follow_up.screen import FollowUpScreen
from nsmtrainer.tui.messages import Again, Rewrite
from nsmtrainer.tui.reveal.answer_panel import AnswerPanel
from nsmtrainer.tui.reveal.exemplars import ExemplarsScreen
from nsmtrainer.tui.reveal.marked_page import MarkedPage
from nsmtrainer.tui.written import former_of

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Reply
    from nsmtrainer.tui.reveal.revealed import Revealed

_ON_MARKS = frozenset({"view", "exemplars", "again", "follow_up", "decide", "primer", "save"})
"""Actions that have nothing to work on before there are marks."""

_BACK_TO = 2
"""Screens over which what lies below the marks is another one than home."""


class RevealScreen(MarkedPage):
    """Levels on the left, the answer with its evidence on the right, what is said about them with it."""

    CSS_PATH = "reveal.tcss"
    HELP: ClassVar[str] = (
        "Up and down move through the criteria; the words that count for one light up in your answer, "
        "in brackets with its number. Behind a title, = means that you guessed right, a number in "
        "parentheses is your guess, and ? that the mark is not sure: press one of the two levels to "
        "decide yourself.\n\n"
        "Why shows what was looked for and found. Lift puts the missing pieces into your own text. Space "
        "scrolls it, P opens the primer on the criterion."
    )
    BINDINGS = [
        Binding("w", "view('why')", "Why", tooltip="Why: what was looked for and found"),
        Binding("l", "view('lifted')", "Lift", tooltip="Your answer, lifted"),
        Binding("x", "exemplars", "Exemplars", tooltip="Weak and strong answers beside yours"),
        Binding("f", "follow_up", "Follow-up", tooltip="Answer the interviewer's follow-up questions"),
        Binding("c", "view('changes')", "Diff", tooltip="What changed since the attempt before"),
        Binding("r", "again", "Again", tooltip="Try again with this text at hand"),
        Binding("p", "primer", "Primer", show=False, tooltip="What the primer says on this criterion"),
        Binding("a", "view('answer')", "Answer", show=False),
        Binding("space", "read_on", "Read on", show=False, tooltip="Scroll the text, and back from its end"),
        Binding("e", "rewrite", "Edit", tooltip="Go on with the text"),
        Binding("s", "save", "Save", tooltip="Try to save once more"),
        *(Binding(str(n), f"decide({n})", "Decide", show=False) for n in range(4)),
        Binding("escape", "back", "Back", tooltip="Back to your answer, or to where you came from"),
        Binding("escape", "leave", "Home"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        revealed = self.revealed
        if action == "rewrite":
            return self._failed and self.written is not None
        if action in {"back", "leave"}:
            return (action == "back") == (self._view != "answer" or len(self.app.screen_stack) > _BACK_TO)
        if action in _ON_MARKS:
            return revealed is not None and self._has_use(action, parameters, revealed)
        return True

    def _has_use(self, action: str, parameters: tuple[object, ...], revealed: Revealed) -> bool:
        if action == "save":
            return not self.saved
        if action == "follow_up":
            return bool(revealed.scored.feedback.follow_ups) and revealed.attempt.prompted is None
        return parameters != ("changes",) or revealed.former is not None

    def action_view(self, view: str) -> None:
        """Show another view of the answer; the same key again shows the answer."""
        self._view = "answer" if view == self._view else view
        self._show()
        self.refresh_bindings()

    def action_read_on(self) -> None:
        """Scroll the answer, or another view of it."""
        self.query_one(AnswerPanel).read_on()

    def action_back(self) -> None:
        """Return to the answer from another view of it, and from there to the screen before."""
        if self._view != "answer":
            self.action_view("answer")
        else:
            self.action_leave()

    def action_exemplars(self) -> None:
        """Show the exemplars beside the answer."""
        if self.revealed is not None:
            self.app.push_screen(ExemplarsScreen(self.room, self.revealed.scored))

    def action_again(self) -> None:
        """Answer once more, with this text at hand."""
        if self.revealed is not None:
            one, assignment = self.revealed.attempt, self.revealed.assignment
            self.post_message(Again(one.prompt.id, one.mode, former_of(one), assignment))

    def action_rewrite(self) -> None:
        """Go on with the same text."""
        if self.written is not None:
            self.post_message(Rewrite(self.written))

    async def action_primer(self) -> None:
        """Open the primer where it speaks of this criterion."""
        await self.app.run_action(f"app.primer('{self._focus}')")

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Go to the screen before; what is not saved yet is tried once more, and is held until it is."""
        await self._keeping.save(asked=True)
        if self.app.screen is self:
            self.app.pop_screen()

    def action_decide(self, level: int) -> None:
        """Keep the candidate's own level where the program was not sure; it never changes the score."""
        revealed = self.revealed
        if revealed is None or not self._focus:
            return
        from nsmtrainer.practice.practised import decided

        mark = revealed.mark(self._focus)
        if mark.between is not None and not mark.sure and level in mark.between:
            self._change(decided(revealed.attempt, self._focus, level))

    def action_follow_up(self) -> None:
        """Let the interviewer follow up."""
        if self.revealed is None:
            return
        scored, begun = self.revealed.scored, self.revealed.attempt.follow_ups
        titles = {c.id: c.title for c in scored.rubric.criteria}
        page = FollowUpScreen(scored.feedback.follow_ups, titles, begun, self._replying)
        self.app.push_screen(page, self._replied)

    def _replying(self, replies: tuple[Reply, ...]) -> None:
        """Keep replies while they are being written; they are marked once they are given."""
        attempt = self._attempt()
        # Opened again while the first ones were being marked: the sheet of those is not of other words.
        if attempt is not None and attempt.prompted is None and replies != attempt.follow_ups:
            self._take(replace(attempt, follow_ups=replies))
            self._keeping.typed()

    def _replied(self, replies: tuple[Reply, ...] | None) -> None:
        if replies and any(reply.text.strip() for reply in replies):
            self._mark_replies(replies)
        self._show()

    @work
    async def _mark_replies(self, replies: tuple[Reply, ...]) -> None:
        if (revealed := self.revealed) is None:
            return
        attempt, assignment = revealed.attempt, revealed.assignment
        try:
            marked = await self.run_in_thread(lambda: self.room.followed_up(attempt, replies, assignment))
        except NsmtrainerError as error:
            tell(self, error, "Follow-up")
        else:
            now = self._attempt() or attempt  # a decision may have been made meanwhile
            self._change(replace(now, follow_ups=marked.follow_ups, prompted=marked.prompted))
