"""The marks: verdict first, then criterion by criterion with the words that earned them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static

from nsmtrainer.errors import NsmtrainerError, StoreError
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.marks import verdict
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.follow_up.screen import FollowUpScreen
from nsmtrainer.tui.messages import Again, Rewrite
from nsmtrainer.tui.reveal import detail
from nsmtrainer.tui.reveal.changes import changes
from nsmtrainer.tui.reveal.evidence import evidence_of, marked_answer
from nsmtrainer.tui.reveal.exemplars import ExemplarsScreen
from nsmtrainer.tui.reveal.lifted import lifted
from nsmtrainer.tui.reveal.marks_list import OVERALL, MarksList
from nsmtrainer.tui.reveal.why import why
from nsmtrainer.tui.written import Former, Written

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt, Reply
    from nsmtrainer.tui.reveal.revealed import Revealed
    from nsmtrainer.tui.room import Room

_VIEWS = {
    "answer": "Your answer",
    "why": "Why",
    "lifted": "Your answer, lifted",
    "changes": "What changed",
}


class RevealScreen(Page):
    """Levels on the left, the answer with its evidence on the right, what is said about them with it."""

    CSS_PATH = "reveal.tcss"
    HELP: ClassVar[str] = (
        "Up and down move through the criteria; the words that count for one light up in your answer, "
        "in brackets with its number. Behind a title, = means that you guessed right, a number in "
        "parentheses is your guess, and ? that the mark is not sure: press one of the two levels to "
        "decide yourself.\n\n"
        "Why shows what was looked for and found. Lift puts the missing pieces into your own text. P "
        "opens the primer on the criterion."
    )
    BINDINGS = [
        Binding("w", "view('why')", "Why", tooltip="Why: what was looked for and found"),
        Binding("l", "view('lifted')", "Lift", tooltip="Your answer, lifted"),
        Binding("x", "exemplars", "Exemplars", tooltip="Weak and strong answers beside yours"),
        Binding("f", "follow_up", "Follow-up", tooltip="Answer the interviewer's follow-up questions"),
        Binding("c", "view('changes')", "Diff", tooltip="What changed since the former attempt"),
        Binding("r", "again", "Again", tooltip="Try again with this text at hand"),
        Binding("p", "primer", "Primer", show=False, tooltip="What the primer says on this criterion"),
        Binding("a", "view('answer')", "Answer", show=False),
        Binding("e", "rewrite", "Edit", tooltip="Go on with the text"),
        Binding("s", "save", "Save", tooltip="Try to save once more"),
        *(Binding(str(n), f"decide({n})", "Decide", show=False) for n in range(4)),
        Binding("escape", "leave", "Home"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(
        self,
        room: Room,
        arriving: asyncio.Task[Revealed],
        title: str,
        text: str,
        written: Written | None = None,
    ) -> None:
        """`written` is an answer that is new: its attempt is saved once it is marked."""
        super().__init__(room)
        self.written = written
        self.revealed: Revealed | None = None
        self.saved = written is None
        self._assignment = written.assignment if written else ""
        self._arriving = arriving
        self._title = title
        self._text = text
        self._failed = False
        self._view = "answer"
        self._focus = ""

    def compose(self) -> ComposeResult:
        """Lay out the places; they are filled when the marks are there."""
        yield TopBar(Content.assemble(line(self._title), (" · marks", "$quiet")))
        yield Static("Reading your answer ...", id="verdict", markup=False)
        with Container(id="body"):
            yield Static(id="waiting", classes="panel", markup=False)
            with VerticalScroll(id="text", classes="panel") as text:
                text.border_title = _VIEWS["answer"]
                yield Static(plain(self._text), id="shown", markup=False)
            with VerticalScroll(id="detail", classes="panel"):
                yield Static(id="says", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Wait for the marks without holding anything up."""
        self._reveal()

    @work
    async def _reveal(self) -> None:
        try:
            revealed = await self._arriving
        except NsmtrainerError as error:
            self._fail(error)
            return
        except Exception as error:
            # A defect in marking must not take the text with it.
            self._fail(NsmtrainerError(f"Marking failed: a defect of the program ({type(error).__name__})."))
            return
        self.revealed = revealed
        await self.query_one("#waiting").remove()
        marks = MarksList(revealed)
        await self.query_one("#body").mount(marks, before=0)
        self._headline()
        marks.highlighted = 0
        marks.focus()
        self.refresh_bindings()
        if not self.saved:
            self.room.save_at_the_end(self._save_at_once)
            await self._save()

    def on_unmount(self) -> None:
        """Nothing of this screen is left to save."""
        self.room.saved(self._save_at_once)

    def _fail(self, error: NsmtrainerError) -> None:
        self._failed = True
        self.query_one("#verdict", Static).update(Content.styled("Not marked", "bold $level-0"))
        kept = Content.assemble("Your text is kept. ", ("E", "bold $star"), " goes on with it.")
        self.query_one("#says", Static).update(
            joined(plain(error.message, "bold"), plain(error.hint), kept if self.written else Content(""))
        )
        self.refresh_bindings()

    def _headline(self) -> None:
        if self.revealed is None:
            return
        attempt = self.revealed.attempt
        said = [verdict(attempt.verdict[0], attempt.score), line(attempt.yardstick.title, "$quiet")]
        if attempt.prompted is not None:
            said.append(Content.styled(f"volunteered {attempt.volunteered.score:.0f}", "$quiet"))
        if attempt.hints_used:
            count = len(attempt.hints_used)
            said.append(Content.styled(f"{count} hint{'' if count == 1 else 's'}", "$quiet"))
        self.query_one("#verdict", Static).update(Content("   ").join(said))

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        revealed = self.revealed
        if action == "rewrite":
            return self._failed and self.written is not None
        if action == "save":
            return revealed is not None and not self.saved and self.written is not None
        if action in {"view", "exemplars", "again", "follow_up", "decide", "primer"} and revealed is None:
            return False
        if action == "follow_up" and revealed is not None:
            return bool(revealed.scored.feedback.follow_ups) and not revealed.attempt.follow_ups
        if action == "view" and parameters == ("changes",) and revealed is not None:
            return revealed.former is not None
        return True

    def action_view(self, view: str) -> None:
        """Show another view of the answer; the same key again shows the answer."""
        self._view = "answer" if view == self._view else view
        self._show()

    def action_exemplars(self) -> None:
        """Show the exemplars beside the answer."""
        if self.revealed is not None:
            self.app.push_screen(ExemplarsScreen(self.room, self.revealed.scored))

    def action_again(self) -> None:
        """Answer once more, with this text at hand."""
        if self.revealed is not None:
            attempt = self.revealed.attempt
            former = Former(attempt.id, attempt.text, attempt.levels, attempt.score)
            self.post_message(Again(attempt.prompt.id, attempt.mode, former, self._assignment))

    def action_rewrite(self) -> None:
        """Go on with the same text."""
        if self.written is not None:
            self.post_message(Rewrite(self.written))

    async def action_primer(self) -> None:
        """Open the primer where it speaks of this criterion."""
        await self.app.run_action(f"app.primer('{self._focus}')")

    async def action_leave(self) -> None:
        """Go home; what is not saved yet is tried once more."""
        if self.revealed is not None and not self.saved:
            await self._save()
        await self.app.run_action("app.home")

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
        scored = self.revealed.scored
        titles = {c.id: c.title for c in scored.rubric.criteria}
        self.app.push_screen(FollowUpScreen(scored.feedback.follow_ups, titles), self._replied)

    def _replied(self, replies: tuple[Reply, ...] | None) -> None:
        if replies and any(reply.text.strip() for reply in replies):
            self._mark_replies(replies)

    @work
    async def _mark_replies(self, replies: tuple[Reply, ...]) -> None:
        revealed = self.revealed
        if revealed is None:
            return
        # Imported here, as it brings the reader along, which is loaded once there are marks.
        from nsmtrainer.practice.practised import followed_up

        attempt = revealed.attempt
        prompt, rubric, asked = attempt.prompt.id, attempt.yardstick.rubric, self._assignment
        try:
            self._change(
                await self.run_in_thread(
                    lambda: followed_up(
                        attempt, replies, lambda text: self.room.score(prompt, text, rubric, asked)
                    )
                )
            )
        except NsmtrainerError as error:
            tell(self, error, "Follow-up")

    # Keeping it

    def _change(self, attempt: Attempt) -> None:
        """Show a changed attempt and keep it."""
        if self.revealed is None:
            return
        self.revealed = self.revealed.with_attempt(attempt)
        self.saved = False
        self.query_one(MarksList).show(self.revealed)
        self._headline()
        self._show()
        self.refresh_bindings()
        self.room.saved(self._save_at_once)
        self.room.save_at_the_end(self._save_at_once)
        self.action_save()

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save what is not saved."""
        await self._save()

    async def _save(self) -> None:
        if self.revealed is None:
            return
        try:
            kept = await self.run_in_thread(self._keep)
        except StoreError as error:
            self.query_one(TopBar).say(Content.styled("NOT SAVED · S tries again", "bold $level-0"))
            tell(self, error, "Not saved")
        else:
            self.saved = True
            self.revealed = self.revealed.with_attempt(kept)
            self.room.saved(self._save_at_once)
            self.query_one(TopBar).say(Content.styled("saved", "$quiet"))
        self.refresh_bindings()

    def _keep(self) -> Attempt:
        """Keep the attempt as it stands, new or changed; called in a thread."""
        if self.revealed is None:
            raise LookupError("there is nothing to keep yet")
        attempt = self.revealed.attempt
        draft = self.written.draft_id if self.written else ""
        return self.room.keep(attempt, draft)

    def _save_at_once(self) -> None:
        try:
            self._keep()
        except (StoreError, LookupError):
            return

    # Showing it

    @on(OptionList.OptionHighlighted, "#marks")
    def _move(self, event: OptionList.OptionHighlighted) -> None:
        self._focus = "" if event.option_id in (None, OVERALL) else str(event.option_id)
        self._show()

    def _show(self) -> None:
        revealed = self.revealed
        if revealed is None:
            return
        says = detail.criterion(revealed, self._focus) if self._focus else detail.whole(revealed)
        self.query_one("#says", Static).update(says)
        self.query_one("#detail").scroll_home(animate=False)
        box, shown = self.query_one("#text"), self.query_one("#shown", Static)
        box.border_title = _VIEWS[self._view]
        content = self._viewed(revealed)
        shown.update(content)
        self.query_one("#body").set_class(self._view != "answer", "-reading")
        box.scroll_to(y=self._line_to_show(revealed, content), animate=False)

    def _viewed(self, revealed: Revealed) -> Content:
        if self._view == "why":
            return why(revealed.scored, self._focus)
        if self._view == "lifted":
            return lifted(revealed, self._focus)
        if self._view == "changes" and revealed.former is not None:
            return changes(revealed, revealed.former)
        own = marked_answer(revealed.scored.sheet, revealed.scored.text, self._focus)
        replies = [
            Content.assemble(("\n\n", ""), plain(r.question, "italic $quiet"), "\n", plain(r.text))
            for r in revealed.attempt.follow_ups
        ]
        return Content("").join([own, *replies])

    def _line_to_show(self, revealed: Revealed, content: Content) -> int:
        """Return the line to scroll to, so that the first evidence or suggestion is in sight."""
        if not self._focus or self._view not in ("answer", "lifted"):
            return 0
        spans = evidence_of(revealed.mark(self._focus))
        if self._view == "lifted":
            at = content.plain.find("«", content.plain.find("\n"))
        else:
            at = content.plain.find("[", spans[0].start) if spans else -1
        if at < 0:
            return 0
        shown = self.query_one("#shown", Static)
        before = content[: at + 1]
        return max(0, before.get_height({}, max(shown.content_region.width, 1)) - 3)
