"""One answer of a cohort on the screen: marks on the left, the text on the right, what is said below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.tui.coach.level_row import LevelRow
from nsmtrainer.tui.coach.marks import (
    OVERALL,
    View,
    criteria_of,
    criterion_says,
    overall,
    overall_row,
    question,
    row,
)
from nsmtrainer.tui.common.content import line, plain
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.measured import Measured, MeasuredScroll
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.sought_panel import SoughtPanel
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.reveal.evidence import first_evidence, marked_answer, with_replies
from nsmtrainer.tui.reveal.why import why

if TYPE_CHECKING:
    from nsmtrainer.content.models import Criterion
    from nsmtrainer.practice.desk import Cohort, Queued
    from nsmtrainer.tui.coach.desk import Desk
    from nsmtrainer.tui.room import Room

_VIEWS = {"answer": "The answer", "why": "Why the program marks so", "question": "The question"}


class AnswerPage(Page):
    """A queue of answers, one of which is open: its marks, unless they are hidden, and its text."""

    def __init__(
        self, room: Room, desk: Desk, cohort: Cohort, queue: Sequence[Queued], blind: bool = False
    ) -> None:
        super().__init__(room)
        self.desk = desk
        self.cohort = cohort
        self.queue = tuple(queue)
        self.at = 0
        self.view: View | None = None
        self.blind = blind
        self.seen: set[int] = set()
        """Answers whose marks were in sight, so that no later judgement on them counts as blind."""
        self._shown = "answer"
        self.standing_on = ""

    def compose(self) -> ComposeResult:
        """Lay out the places; they are filled when the answer is there."""
        yield TopBar("Judging")
        with Container(id="body"):
            yield OptionList(id="marks", markup=False)
            yield SoughtPanel(_VIEWS["answer"], Content("Opening the answer ..."))
            with Vertical(id="detail", classes="panel"):
                yield LevelRow()
                with MeasuredScroll(id="scrolled"):
                    yield Static(id="says", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Open the first answer."""
        self.query_one("#marks").focus()
        self._open()

    # Opening an answer

    @property
    def number(self) -> int:
        """What the open answer is called by."""
        return self.queue[self.at].number

    def _open(self) -> None:
        self.view = None
        self.load(fresh=True)

    @work(exclusive=True, group="answer")
    async def load(self, fresh: bool = False) -> None:
        """Read the answer as it is judged now; a `fresh` one is shown from its beginning."""
        number = self.number
        try:
            one = await self.run_in_thread(lambda: self.desk.answer(self.cohort, number))
        except NsmtrainerError as error:
            tell(self, error, "Judging")
            return
        left = one.left_to(self.cohort.coach)
        hidden = self.blind and number not in self.seen and bool(left)
        if self.view is not None and self.view.hidden and not hidden:
            self.notify("Now the program's marks are shown beside yours.", title="Blind", markup=False)
        if not hidden:
            self.seen.add(number)
        self.view = View(one, self.cohort.coach, hidden)
        self._fill(self.view, fresh)

    def _fill(self, view: View, fresh: bool) -> None:
        marks = self.query_one("#marks", OptionList)
        at = 0 if fresh else marks.highlighted or 0
        rows = [Option(overall_row(), id=OVERALL)]
        rows += [Option(row(view, n, c), id=c.id) for n, c in enumerate(criteria_of(view), start=1)]
        marks.clear_options()
        marks.add_options(rows)
        marks.highlighted = min(at, len(rows) - 1)
        if fresh:
            self._shown = "answer"
        titles = self.cohort.known.assignment.titles
        prompt = view.one.whole.entry.prompt
        self.query_one(TopBar).place(
            Content.assemble("Judging · ", line(titles.get(prompt, prompt), limit=40))
        )
        blind = "blind · " if view.hidden else ""
        self.query_one(TopBar).say(Content.styled(f"{blind}{self.at + 1} of {len(self.queue)}", "$quiet"))
        self._show()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#marks")
    def _move(self, event: OptionList.OptionHighlighted) -> None:
        self.standing_on = "" if event.option_id in (None, OVERALL) else str(event.option_id)
        self._show()
        self.refresh_bindings()

    # Showing it

    def criterion(self) -> Criterion | None:
        """Return the criterion that the list stands on, None on its first row."""
        if self.view is None or not self.standing_on:
            return None
        return self.view.one.scored.rubric.criterion(self.standing_on)

    def _show(self) -> None:
        view, criterion = self.view, self.criterion()
        if view is None:
            return
        own = view.own.get(self.standing_on)
        levels = self.query_one(LevelRow)
        levels.display = criterion is not None
        levels.show(own.level if own else None)
        self._say(view)
        self.query_one(MeasuredScroll).scroll_home(animate=False)
        content = self._text(view)
        self.query_one("#body").set_class(self._shown != "answer", "-reading")
        self.query_one(SoughtPanel).put(_VIEWS[self._shown], content, self._sought(view, content))

    def _say(self, view: View) -> None:
        criterion, room = self.criterion(), self.query_one(MeasuredScroll).room
        says = criterion_says(view, criterion, room) if criterion else overall(view)
        self.query_one("#says", Static).update(says)

    @on(Measured.Resized)
    def _refit(self) -> None:
        """Wrap what is said anew."""
        if self.view is not None:
            self._say(self.view)

    def _text(self, view: View) -> Content:
        scored = view.one.scored
        if self._shown == "why":
            return why(scored, self.standing_on)
        if self._shown == "question":
            return question(scored.prompt)
        whole = view.one.whole
        own = plain(whole.text) if view.hidden else marked_answer(whole.sheet, whole.text, self.standing_on)
        return with_replies(own, whole.replies)

    def _sought(self, view: View, content: Content) -> int:
        """Return where what one looks for stands: the first evidence of a criterion that is in sight."""
        if not self.standing_on or self._shown != "answer" or view.hidden:
            return -1
        return first_evidence(view.one.whole.sheet.marks[self.standing_on], content)

    # Moving

    def action_view(self, view: str) -> None:
        """Show another view; the same key again shows the answer."""
        self._shown = "answer" if view == self._shown else view
        self._show()

    def action_read_on(self) -> None:
        """Scroll the answer, or another view."""
        self.query_one(SoughtPanel).read_on()

    def action_turn(self, by: int) -> None:
        """Open another answer."""
        self.at = max(0, min(self.at + by, len(self.queue) - 1))
        self._open()

    def action_leave(self) -> None:
        """Back from another view to the answer, then to the cohort."""
        if self._shown != "answer":
            self.action_view(self._shown)
        else:
            self.app.pop_screen()
