"""A marked answer on the screen: what arrives, how it is laid out, and how it is kept."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from nsmtrainer.errors import NsmtrainerError, StoreError
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.reveal import detail
from nsmtrainer.tui.reveal.answer_panel import AnswerPanel
from nsmtrainer.tui.reveal.keeping import Keeping
from nsmtrainer.tui.reveal.marks_list import OVERALL, MarksList

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt
    from nsmtrainer.tui.reveal.revealed import Revealed
    from nsmtrainer.tui.room import Room
    from nsmtrainer.tui.written import Written


class MarkedPage(Page):
    """An attempt with its marks, once they are there; each change of it is shown and kept."""

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
        self._keeping = Keeping(self, self._attempt, self._take, self._told, written.pen if written else None)
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
            yield AnswerPanel(self._text)
            with VerticalScroll(id="detail", classes="panel"):
                yield Static(id="says", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Wait for the marks without holding anything up."""
        self._reveal()

    @work
    async def _reveal(self) -> None:
        try:
            revealed = await self.unless_left(self._arriving)
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
        self._show()
        self.refresh_bindings()
        if self.written is not None or not revealed.kept:
            self._keeping.changed()
            await self._keeping.save()

    async def on_unmount(self) -> None:
        """Save what is left, as when another place was gone to; what cannot be is tried again later."""
        await self.run_to_the_end(lambda: self.room.held.part_with(self._keeping))
        pen = self.written.pen if self.written else None
        if self.revealed is None and pen is not None:
            pen.goes_on = False
            with suppress(StoreError):  # the draft is let go at the end of the program then
                await self.run_to_the_end(pen.release)

    def _attempt(self) -> Attempt | None:
        return self.revealed.attempt if self.revealed else None

    def _take(self, attempt: Attempt) -> None:
        if self.revealed is not None:
            self.revealed = self.revealed.with_attempt(attempt)

    @property
    def saved(self) -> bool:
        """Whether the store has what is shown."""
        return self._keeping.saved

    def _fail(self, error: NsmtrainerError) -> None:
        self._failed = True
        self.query_one("#verdict", Static).update(Content.styled("Not marked", "bold $level-0"))
        self.query_one("#says", Static).update(detail.not_marked(error, kept=self.written is not None))
        self.refresh_bindings()

    def _headline(self) -> None:
        if self.revealed is not None:
            self.query_one("#verdict", Static).update(detail.headline(self.revealed.attempt))

    # Keeping it

    def _change(self, attempt: Attempt) -> None:
        """Show a changed attempt and keep it."""
        self._take(attempt)
        self._keeping.changed()
        if self.revealed is not None:
            self.query_one(MarksList).show(self.revealed)
        self._headline()
        self._show()
        self.refresh_bindings()
        self.action_save()

    @work(group="save")
    async def action_save(self) -> None:
        """Save what is not saved."""
        await self._keeping.save(asked=True)

    def _told(self, fault: StoreError | None) -> None:
        """Show how a save ended."""
        if self.is_left:
            return
        if fault is not None:
            self.query_one(TopBar).say(Content.styled("NOT SAVED · S tries again", "bold $level-0"))
            tell(self, fault, "Not saved")
        elif self.saved:
            self.query_one(TopBar).say(Content.styled("saved", "$quiet"))
        self.tell_notices()
        self.refresh_bindings()

    # Showing it

    @on(OptionList.OptionHighlighted, "#marks")
    def _move(self, event: OptionList.OptionHighlighted) -> None:
        self._focus = "" if event.option_id in (None, OVERALL) else str(event.option_id)
        self._show()

    def _show(self) -> None:
        if (revealed := self.revealed) is None:
            return
        says = detail.criterion(revealed, self._focus) if self._focus else detail.whole(revealed)
        self.query_one("#says", Static).update(says)
        self.query_one("#detail").scroll_home(animate=False)
        self.query_one("#body").set_class(self._view != "answer", "-reading")
        self.query_one(AnswerPanel).show(revealed, self._view, self._focus)
