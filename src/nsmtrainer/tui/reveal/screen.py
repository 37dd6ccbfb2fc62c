"""The marks: verdict first, then criterion by criterion with the words that earned them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static

from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.tui.common.content import joined, line, plain, verdict
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.messages import Again, Rewrite, Written
from nsmtrainer.tui.reveal import detail
from nsmtrainer.tui.reveal.evidence import evidence_of, marked_answer
from nsmtrainer.tui.reveal.exemplars import ExemplarsScreen
from nsmtrainer.tui.reveal.marks_list import OVERALL, MarksList
from nsmtrainer.tui.reveal.why import why
from nsmtrainer.tui.room import Room

if TYPE_CHECKING:
    from nsmtrainer.practice.score import Scored

_VIEWS = {"answer": "Your answer", "why": "Why"}


class RevealScreen(Page):
    """Levels on the left, the answer with its evidence on the right."""

    CSS_PATH = "reveal.tcss"
    HELP: ClassVar[str] = (
        "Up and down move through the criteria; the words that count for one light up in your answer, in "
        "brackets with its number. Beside each level a guess that differed stands in parentheses.\n\n"
        "Why shows what was looked for and found. Exemplars shows weak and strong answers beside yours."
    )
    BINDINGS = [
        Binding("a", "view('answer')", "Answer", show=False),
        Binding("w", "view('why')", "Why"),
        Binding("x", "exemplars", "Exemplars"),
        Binding("r", "again", "Try again"),
        Binding("e", "rewrite", "Edit text", tooltip="Go on with the same text"),
        Binding("n", "app.library", "Next prompt"),
        Binding("escape", "app.home", "Home"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(
        self, room: Room, written: Written, marking: asyncio.Task[Scored], guess: Mapping[str, int]
    ) -> None:
        super().__init__(room)
        self.written = written
        self.scored: Scored | None = None
        self._marking = marking
        self._guess = dict(guess)
        self._view = "answer"
        self._focus = ""

    def compose(self) -> ComposeResult:
        """Lay out the places; they are filled when the marks are there."""
        yield TopBar(Content.assemble(line(self.written.prompt.title), (" · marks", "$quiet")))
        yield Static("Reading your answer ...", id="verdict", markup=False)
        with Container(id="body"):
            yield Static(id="waiting", classes="panel", markup=False)
            with VerticalScroll(id="text", classes="panel") as text:
                text.border_title = _VIEWS["answer"]
                yield Static(plain(self.written.text), id="shown", markup=False)
            with VerticalScroll(id="detail", classes="panel"):
                yield Static(id="says", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Wait for the marks without holding anything up."""
        self._reveal()

    @work
    async def _reveal(self) -> None:
        try:
            scored = await self._marking
        except NsmtrainerError as error:
            self._fail(error)
            return
        except Exception as error:
            # A defect in marking must not take the text with it.
            self._fail(
                NsmtrainerError(f"Marking failed with a defect of the program ({type(error).__name__}).")
            )
            return
        self.scored = scored
        self.query_one("#verdict", Static).update(_headline(scored))
        await self.query_one("#waiting").remove()
        marks = MarksList(scored, self._guess)
        await self.query_one("#body").mount(marks, before=0)
        marks.highlighted = 0
        marks.focus()
        self.refresh_bindings()

    def _fail(self, error: NsmtrainerError) -> None:
        self.query_one("#verdict", Static).update(Content.styled("Not marked", "bold $level-0"))
        self.query_one("#says", Static).update(
            joined(
                plain(error.message, "bold"),
                plain(error.hint),
                Content.assemble("Your text is kept. ", ("E", "bold $star"), " goes on with it."),
            )
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        if action in {"view", "exemplars", "again"}:
            return self.scored is not None
        return True

    @on(OptionList.OptionHighlighted, "#marks")
    def _move(self, event: OptionList.OptionHighlighted) -> None:
        self._focus = "" if event.option_id in (None, OVERALL) else str(event.option_id)
        self._show()

    def _show(self) -> None:
        scored = self.scored
        if scored is None:
            return
        says = (
            detail.criterion(scored, self._focus, self._guess)
            if self._focus
            else detail.whole(scored, self._guess)
        )
        self.query_one("#says", Static).update(says)
        self.query_one("#detail").scroll_home(animate=False)
        box, shown = self.query_one("#text"), self.query_one("#shown", Static)
        box.border_title = _VIEWS[self._view]
        if self._view == "why":
            shown.update(why(scored, self._focus))
            box.scroll_home(animate=False)
        else:
            content = marked_answer(scored.sheet, scored.text, self._focus)
            shown.update(content)
            box.scroll_to(y=self._line_of_evidence(content), animate=False)

    def _line_of_evidence(self, content: Content) -> int:
        """Return the line to scroll to, so that the first evidence of the criterion is in sight."""
        if self.scored is None or not self._focus:
            return 0
        spans = evidence_of(self.scored.sheet.marks[self._focus])
        if not spans:
            return 0
        shown = self.query_one("#shown", Static)
        before = content[: content.plain.index("[", spans[0].start) + 1] if spans else content
        height = before.get_height({}, max(shown.content_region.width, 1))
        return max(0, height - 3)

    def action_view(self, view: str) -> None:
        """Show another view of the answer; the same key again shows the answer."""
        self._view = "answer" if view == self._view else view
        self._show()

    def action_exemplars(self) -> None:
        """Show the exemplars beside the answer."""
        if self.scored is not None:
            self.app.push_screen(ExemplarsScreen(self.room, self.scored))

    def action_again(self) -> None:
        """Answer once more, with this text at hand."""
        if self.scored is not None:
            self.post_message(Again(self.written, self.scored))

    def action_rewrite(self) -> None:
        """Go on with the same text."""
        self.post_message(Rewrite(self.written))


def _headline(scored: Scored) -> Content:
    return Content.assemble(
        verdict(scored.sheet.verdict, scored.sheet.score), "   ", line(scored.rubric.title, "$quiet")
    )
