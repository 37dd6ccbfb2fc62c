"""Judging: one answer after the other, the program's marks beside it or hidden, one's own given by digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
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
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.reveal.evidence import evidence_of, marked_answer
from nsmtrainer.tui.reveal.why import why
from nsmtrainer.tui.sessions.ask import AskScreen

if TYPE_CHECKING:
    from nsmtrainer.content.models import Criterion
    from nsmtrainer.practice.desk import Cohort, Queued
    from nsmtrainer.tui.coach.desk import Desk
    from nsmtrainer.tui.room import Room

_VIEWS = {"answer": "The answer", "why": "Why the program marks so", "question": "The question"}


_ON_AN_ANSWER = {"give", "agree", "undo", "exemplar", "view", "unhide", "turn"}


class JudgingScreen(Page):
    """Marks on the left, the answer on the right, what is said about a mark below."""

    CSS_PATH = "judging.tcss"
    HELP: ClassVar[str] = (
        "Up and down move through the criteria; the words that the program's mark rests on light up in the "
        "answer. 0 to 3 give your own level: where it differs from the program's you say why in a sentence, "
        "which the candidate reads. Both are kept. A takes the program's marks over on all that you have not "
        "judged; U takes your last one back.\n\n"
        "B hides the marks of the next answers until you have given your own on every criterion: the only "
        "fair way to see how good they are. X adds the answer, with the levels that you judged, to the "
        "exemplars of its rubric, which `nsmtrainer check` then holds."
    )
    BINDINGS = [
        *(
            Binding(str(n), f"give({n})", "Level", show=n == 0, key_display="0-3", tooltip="Give your level")
            for n in range(4)
        ),
        Binding("a", "agree", "Agree", tooltip="Take over the program's marks on the rest"),
        Binding("u", "undo", "Undo", tooltip="Take your last mark back"),
        Binding("n,right", "turn(1)", "Next", key_display="n", tooltip="The next answer"),
        Binding("p,left", "turn(-1)", "Former", key_display="p", tooltip="The former answer"),
        Binding("b", "blind", "Blind", tooltip="Hide the program's marks, or show them"),
        Binding("v", "unhide", "Show", tooltip="Show this answer's marks before yours are given"),
        Binding("w", "view('why')", "Why", tooltip="What was looked for and found"),
        Binding("k", "view('question')", "Question", tooltip="What was asked"),
        Binding("x", "exemplar", "Exemplar", tooltip="Add the answer to the rubric's exemplars"),
        Binding("escape", "leave", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(
        self, room: Room, desk: Desk, cohort: Cohort, queue: Sequence[Queued], blind: bool = False
    ) -> None:
        super().__init__(room)
        self._desk = desk
        self._cohort = cohort
        self._queue = tuple(queue)
        self._at = 0
        self._view: View | None = None
        self._blind = blind
        self._seen: set[int] = set()
        """Answers whose marks were in sight, so that no later judgement on them counts as blind."""
        self._shown = "answer"
        self._focus = ""

    def compose(self) -> ComposeResult:
        """Lay out the places; they are filled when the answer is there."""
        yield TopBar("Judging")
        with Container(id="body"):
            yield OptionList(id="marks", markup=False)
            with VerticalScroll(id="text", classes="panel"):
                yield Static("Opening the answer ...", id="shown", markup=False)
            with Vertical(id="detail", classes="panel"):
                yield LevelRow()
                with VerticalScroll(id="scrolled"):
                    yield Static(id="says", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Open the first answer."""
        self.query_one("#marks").focus()
        self._open()

    # Opening an answer

    @property
    def _number(self) -> int:
        return self._queue[self._at].number

    def _open(self) -> None:
        self._view = None
        self._load(fresh=True)

    @work(exclusive=True, group="answer")
    async def _load(self, fresh: bool = False) -> None:
        number = self._number
        try:
            one = await self.run_in_thread(lambda: self._desk.answer(self._cohort, number))
        except NsmtrainerError as error:
            tell(self, error, "Judging")
            return
        left = one.left_to(self._cohort.coach)
        hidden = self._blind and number not in self._seen and bool(left)
        if self._view is not None and self._view.hidden and not hidden:
            self.notify("Now the program's marks are shown beside yours.", title="Blind", markup=False)
        if not hidden:
            self._seen.add(number)
        self._view = View(one, self._cohort.coach, hidden)
        self._fill(self._view, fresh)

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
        titles = self._cohort.known.assignment.titles
        prompt = view.one.whole.entry.prompt
        self.query_one(TopBar).place(
            Content.assemble("Judging · ", line(titles.get(prompt, prompt), limit=40))
        )
        blind = "blind · " if view.hidden else ""
        self.query_one(TopBar).say(Content.styled(f"{blind}{self._at + 1} of {len(self._queue)}", "$quiet"))
        self._show()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#marks")
    def _move(self, event: OptionList.OptionHighlighted) -> None:
        self._focus = "" if event.option_id in (None, OVERALL) else str(event.option_id)
        self._show()
        self.refresh_bindings()

    # Showing it

    def _criterion(self) -> Criterion | None:
        return self._view.one.scored.rubric.criterion(self._focus) if self._view and self._focus else None

    def _show(self) -> None:
        view, criterion = self._view, self._criterion()
        if view is None:
            return
        own = view.own.get(self._focus)
        levels = self.query_one(LevelRow)
        levels.display = criterion is not None
        levels.show(own.level if own else None)
        self.query_one("#says", Static).update(
            criterion_says(view, criterion) if criterion else overall(view)
        )
        self.query_one("#scrolled").scroll_home(animate=False)
        box, shown = self.query_one("#text"), self.query_one("#shown", Static)
        box.border_title = _VIEWS[self._shown]
        content = self._text(view)
        shown.update(content)
        self.query_one("#body").set_class(self._shown != "answer", "-reading")
        box.scroll_to(y=self._line_to_show(view, content), animate=False)

    def _text(self, view: View) -> Content:
        scored = view.one.scored
        if self._shown == "why":
            return why(scored, self._focus)
        if self._shown == "question":
            return question(scored.prompt)
        whole = view.one.whole
        own = plain(whole.text) if view.hidden else marked_answer(whole.sheet, whole.text, self._focus)
        replies = [
            Content.assemble("\n\n", plain(one.question, "italic $quiet"), "\n", plain(one.text))
            for one in whole.replies
        ]
        return Content("").join([own, *replies])

    def _line_to_show(self, view: View, content: Content) -> int:
        """Return the line to scroll to, so that the first evidence is in sight."""
        if not self._focus or self._shown != "answer" or view.hidden:
            return 0
        spans = evidence_of(view.one.whole.sheet.marks[self._focus])
        at = content.plain.find("[", spans[0].start) if spans else -1
        if at < 0:
            return 0
        width = max(self.query_one("#shown", Static).content_region.width, 1)
        return max(0, content[: at + 1].get_height({}, width) - 3)

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        view = self._view
        if view is None:
            return action not in _ON_AN_ANSWER
        if action == "turn":
            return 0 <= self._at + (1 if parameters == (1,) else -1) < len(self._queue)
        if action == "view" and parameters == ("why",):
            return not view.hidden
        return self._offered(view).get(action, True)

    def _offered(self, view: View) -> dict[str, bool]:
        return {
            "give": bool(self._focus),
            "undo": bool(view.own),
            "agree": not view.hidden and bool(view.one.left_to(view.coach)),
            "exemplar": not view.hidden and bool(view.one.decided.judged),
            "unhide": view.hidden,
        }

    def action_view(self, view: str) -> None:
        """Show another view; the same key again shows the answer."""
        self._shown = "answer" if view == self._shown else view
        self._show()

    def action_turn(self, by: int) -> None:
        """Open another answer."""
        self._at = max(0, min(self._at + by, len(self._queue) - 1))
        self._open()

    def action_blind(self) -> None:
        """Hide the program's marks from now on, or show them."""
        self._blind = not self._blind
        if self._blind and self._view is not None and not self._view.own:
            said = "From the next answer on the program's marks are hidden: this one's you have seen."
        elif self._blind:
            said = "The program's marks are hidden from the next answer on."
        else:
            said = "The program's marks are shown."
        self.notify(said, title="Blind", markup=False)
        self._load()

    def action_unhide(self) -> None:
        """Show the marks of this answer; what is judged from here on is not blind."""
        self._seen.add(self._number)
        self._load()

    def action_leave(self) -> None:
        """Back from another view to the answer, then to the cohort."""
        if self._shown != "answer":
            self.action_view(self._shown)
        else:
            self.app.pop_screen()

    @on(LevelRow.Given)
    def _clicked(self, message: LevelRow.Given) -> None:
        if self.check_action("give", (message.level,)):
            self.action_give(message.level)

    def action_give(self, level: int) -> None:
        """Give a level on the criterion; where it differs from the program's in sight, ask why."""
        view, criterion = self._view, self._criterion()
        if view is None or criterion is None:
            return
        if view.hidden or level == view.machine(criterion.id):
            self._judge({criterion.id: level}, "", view.hidden)
            return
        former = view.own.get(criterion.id)
        said = former.comment if former else ""

        def because(comment: str | None) -> None:
            if comment and criterion is not None:
                self._judge({criterion.id: level}, comment, False)
            elif comment is not None:
                self.notify("Without a reason the mark stays as it was.", title=criterion.title, markup=False)

        title = f"{criterion.title}: why {level} and not {view.machine(criterion.id)}?"
        self.app.push_screen(AskScreen(title, said, "The candidate reads this sentence."), because)

    def action_agree(self) -> None:
        """Take over the program's levels on everything that is not judged yet."""
        self._judge({}, "", False)

    def _judge(self, levels: dict[str, int], comment: str, blind: bool) -> None:
        number = self._number
        self._apply(lambda: self._desk.judge(number, levels, comment, blind), move=blind)

    @work(exclusive=False, group="apply")
    async def _apply(self, change: Callable[[], object], move: bool = False) -> None:
        try:
            await self.run_in_thread(change)
        except NsmtrainerError as error:
            tell(self, error, "Judging")
        else:
            marks = self.query_one("#marks", OptionList)
            if move and marks.highlighted is not None and marks.highlighted + 1 < marks.option_count:
                marks.action_cursor_down()
        self._load()

    @work(exclusive=True, group="undo")
    async def action_undo(self) -> None:
        """Take the last judgement on this answer back."""
        number = self._number
        try:
            taken = await self.run_in_thread(lambda: self._desk.undo(number))
        except NsmtrainerError as error:
            tell(self, error, "Undo")
        else:
            self.notify(f"Taken back: {taken.criterion} {taken.level}.", title="Undo", markup=False)
        self._load()

    @work(exclusive=True, group="exemplar")
    async def action_exemplar(self) -> None:
        """Make an exemplar of the answer in its rubric's file."""
        if self._view is None:
            return
        one = self._view.one
        try:
            path, claims = await self.run_in_thread(lambda: self._desk.add_exemplar(self._cohort, one))
        except NsmtrainerError as error:
            tell(self, error, "Exemplar")
            return
        listed = ", ".join(f"{criterion} {level}" for criterion, level in claims.items())
        said = f"Added to {path} with {listed}. Prove it: nsmtrainer check {path}"
        self.notify(said, title="Exemplar", timeout=12, markup=False)
