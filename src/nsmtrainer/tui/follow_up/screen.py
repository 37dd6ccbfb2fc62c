"""One follow-up question after the other, each with room for a reply."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from nsmtrainer.counts import counted
from nsmtrainer.feedback.models import FollowUp
from nsmtrainer.sessions.models import PROMPTED_MOST, Reply
from nsmtrainer.text import MAX_ANSWER
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.common.content import line, plain
from nsmtrainer.tui.common.dialog import Dialog
from nsmtrainer.tui.common.key_footer import KeyFooter


class FollowUpScreen(Dialog[tuple[Reply, ...] | None]):
    """Asks each question in turn; an empty reply passes. What is typed is handed to `typed` at once."""

    CSS_PATH = "follow_up.tcss"
    HELP = (
        "An interviewer follows up where an answer was thin. The reply is marked with the answer; what "
        f"comes only after asking counts up to level {PROMPTED_MOST}, and is shown as such. What you type is "
        "saved as you type; after Not now you can go on with it."
    )
    BINDINGS = [
        Binding("ctrl+d", "reply", "Reply", priority=True, tooltip="Reply; an empty reply passes"),
        Binding("escape", "dismiss(None)", "Not now"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(
        self,
        questions: tuple[FollowUp, ...],
        titles: dict[str, str],
        begun: tuple[Reply, ...],
        typed: Callable[[tuple[Reply, ...]], None],
    ) -> None:
        """`begun` are replies that were typed before and not given."""
        super().__init__()
        self._questions = questions
        self._titles = titles
        before = {(reply.criterion, reply.question): reply.text for reply in begun}
        self._texts = [before.get((one.criterion, one.question), "") for one in questions]
        self._typed = typed
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the question and the room for a reply."""
        box = Vertical(classes="dialog", id="follow-up")
        box.border_title = "The interviewer asks"
        with box:
            yield Static(id="asked", markup=False)
            yield AnswerEditor("", "Two or three sentences ...", id="reply")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask()

    def _ask(self) -> None:
        asked = self._questions[self._at]
        box = self.query_one("#follow-up")
        box.border_subtitle = f"{self._at + 1} of {len(self._questions)}"
        self.query_one("#asked", Static).update(
            Content.assemble(
                plain(asked.question, "bold"), "\n", line(self._titles.get(asked.criterion, ""), "$quiet")
            )
        )
        editor = self.query_one(AnswerEditor)
        editor.take(self._texts[self._at])
        editor.focus()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        editor = self.query_one(AnswerEditor)
        count = len(editor.text.split())
        editor.border_subtitle = counted(count, "word")
        self._texts[self._at] = editor.text
        self._typed(tuple(reply for reply in self._replies() if reply.text.strip()))

    def _replies(self) -> tuple[Reply, ...]:
        asked = zip(self._questions, self._texts, strict=True)
        return tuple(Reply(one.criterion, one.question, text) for one, text in asked)

    @on(AnswerEditor.Refused)
    def _refuse(self) -> None:
        self.notify(f"A reply holds up to {MAX_ANSWER:,} characters. Nothing was added.", markup=False)

    def action_reply(self) -> None:
        """Take the reply, then ask the next question or end."""
        self._texts[self._at] = self.query_one(AnswerEditor).text
        if self._at + 1 < len(self._questions):
            self._at += 1
            self._ask()
        else:
            self.dismiss(self._replies())
