"""The cohort at a glance: everybody's levels on the left, what it comes to on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.tui.coach.agreement import agreement
from nsmtrainer.tui.coach.files import FilesPage
from nsmtrainer.tui.coach.paper import PaperScreen
from nsmtrainer.tui.coach.people import ORDERS, cohort_content, heading, in_order, person_content, person_row
from nsmtrainer.tui.coach.roster import Roster
from nsmtrainer.tui.coach.rows import Row, RowList
from nsmtrainer.tui.common.content import joined, line
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.measured import Measured, MeasuredScroll
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.library.chip import Chip
from nsmtrainer.tui.sessions.ask import AskScreen

if TYPE_CHECKING:
    from nsmtrainer.practice.cohort_people import Person
    from nsmtrainer.practice.desk import Cohort, Queued
    from nsmtrainer.tui.room import Room

_BESIDE_NAMES = 32
"""Cells of a row that are not its name."""


class CohortScreen(FilesPage):
    """Roster, levels, what is missing, what to talk about; from here answers are judged and returned."""

    CSS_PATH = "cohort.tcss"
    HELP: ClassVar[str] = (
        "Everybody who handed in or is expected, with a digit per criterion: the mean level of the latest "
        "answers. The first row stands for all of them. Enter judges the answers of the row; those that "
        "candidates ask about and that the program is unsure of come first.\n\n"
        "I imports a folder of submissions, again and again; every answer is marked here anew. R writes the "
        "feedback files that candidates open. What the screens do, `nsmtrainer coach` does as well."
    )
    BINDINGS = [
        Binding("j,enter", "judge", "Judge", key_display="⏎", tooltip="Judge the answers of this row"),
        Binding("b", "judge(True)", "Blind", tooltip="Judge them with the program's marks hidden"),
        Binding("i", "take_in", "Import", tooltip="Import a folder of submissions"),
        Binding("d", "discuss", "Discuss", tooltip="Open the answers worth discussing"),
        Binding("r", "give_back", "Return", tooltip="Write the feedback files"),
        Binding("slash", "find", "Find", key_display="/", tooltip="Find somebody by name"),
        Binding("g", "agreement", "Agreement", tooltip="How well marks agree"),
        Binding("w", "write", "Write", tooltip="Write the report as a page or table"),
        Binding("o", "turn_order", "Order", tooltip="Another order"),
        Binding("a", "turn_assignment", "Assignment", tooltip="The next assignment"),
        Binding("y", "name", "You", tooltip="The name under which you judge"),
        Binding("escape", "leave", "Home"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._judging = False
        self._shown: list[Person] = []
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Lay out the roster and what is said about it."""
        yield TopBar("Coach's desk")
        with Horizontal(id="desk"):
            with Roster(id="people", classes="panel"):
                yield Static(id="heading", markup=False)
                yield RowList(id="rows", markup=False)
                yield Chip("", [(one, one) for one in ORDERS], "order", "Order (O)")
            with MeasuredScroll(id="about", classes="panel"):
                yield Static("Opening the desk ...", id="says", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Look at what there is."""
        self.query_one("#rows").focus()
        self._look()

    def on_screen_resume(self) -> None:
        """Show what was judged meanwhile."""
        if self._judging:
            self._judging = False
            self._look()

    @on(Measured.Resized)
    def _refit(self) -> None:
        """Give names and levels the room that there is."""
        if self.cohort is not None:
            self._fill()
            self._say()

    # Looking

    def look(self) -> None:
        """Show the cohort as it is now."""
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self, assignment: str = "") -> None:
        asked = assignment or (self.cohort.known.assignment.id if self.cohort else "")
        try:
            self.cohort = await self.run_in_thread(lambda: self.desk.cohort(asked))
        except NsmtrainerError as error:
            self.query_one(TopBar).say(Content.styled("the desk cannot be read", "bold $level-0"))
            self.query_one("#says", Static).update(joined(line(error.message, "bold"), line(error.hint)))
            tell(self, error, "Coach's desk")
            return
        for notice in self.desk.heard():
            self.notify(notice, title="Coach's desk", severity="warning", timeout=12, markup=False)
        self._fill()
        self.refresh_bindings()

    def _fill(self) -> None:
        cohort = self.cohort
        rows = self.query_one("#rows", RowList)
        if cohort is None:
            rows.clear_options()
            self.query_one("#says", Static).update(_nothing())
            return
        at = rows.highlighted
        width = max(8, self.query_one("#people").content_region.width - _BESIDE_NAMES)
        wanted, found = self._wanted.casefold(), cohort.report.people
        if wanted:
            found = tuple(one for one in found if wanted in one.name.casefold())
        self._shown = in_order(found, self.query_one("#order", Chip).value)
        width -= max(0, len(cohort.report.criteria) - 5)
        self.query_one("#heading", Static).update(heading(len(cohort.report.criteria), width))
        criteria = cohort.report.criteria
        rows.set_options(
            [
                Option(Content.assemble(("★ ", "$star"), ("The cohort", "bold"))),
                *(Row(partial(person_row, one, criteria, width)) for one in self._shown),
            ]
        )
        rows.highlighted = min(at or 0, rows.option_count - 1)
        self._tell_state(cohort)

    def _tell_state(self, cohort: Cohort) -> None:
        self.query_one(TopBar).place(
            Content.assemble("Coach's desk · ", line(cohort.known.assignment.title, limit=40))
        )
        found, everybody = len(self._shown), len(cohort.report.people)
        everybody_said = counted(everybody, "person", "people")
        said = f"{found:,} of {everybody_said}" if self._wanted else everybody_said
        if not self.importing:
            self.query_one(TopBar).say(
                Content.assemble((f"{said} · ", "$quiet"), line(cohort.coach, limit=20))
            )

    @on(OptionList.OptionHighlighted, "#rows")
    def _move(self) -> None:
        self._say()
        self.query_one(MeasuredScroll).scroll_home(animate=False)

    def _say(self) -> None:
        cohort, person = self.cohort, self._person()
        if cohort is None:
            return
        room = self.query_one(MeasuredScroll).room
        says = person_content(person, cohort, room) if person else cohort_content(cohort, room)
        self.query_one("#says", Static).update(says)

    @on(Chip.Turned)
    def _reorder(self) -> None:
        if self.cohort is not None:
            self._fill()

    def _person(self) -> Person | None:
        at = self.query_one("#rows", OptionList).highlighted
        return self._shown[at - 1] if at else None

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        if action == "turn_assignment":
            return self.cohort is not None and len(self.cohort.assignments) > 1
        if action == "discuss":
            return self.cohort is not None and bool(self.cohort.report.worth)
        if action in {"judge", "give_back", "agreement", "write", "find", "turn_order", "name"}:
            return self.cohort is not None
        return True

    @on(OptionList.OptionSelected, "#rows")
    def _selected(self) -> None:
        self.action_judge()

    def action_judge(self, blind: bool = False) -> None:
        """Judge the answers of the person that the list stands on, or all of them."""
        if self.cohort is None:
            return
        person = self._person()
        queue = [
            one for one in self.cohort.queue if person is None or one.decided.entry.candidate == person.key
        ]
        self._open(queue, blind)

    def action_discuss(self) -> None:
        """Go through the answers that are worth discussing."""
        if self.cohort is not None:
            by_number = {one.number: one for one in self.cohort.queue}
            self._open([by_number[one.number] for one in self.cohort.report.worth])

    def _open(self, queue: list[Queued], blind: bool = False) -> None:
        from nsmtrainer.tui.coach.judging import JudgingScreen

        if self.cohort is not None and queue:
            self._judging = True
            self.app.push_screen(JudgingScreen(self.room, self.desk, self.cohort, queue, blind))
        else:
            self.notify("There is no answer yet.", title="Judge", markup=False)

    def action_turn_order(self) -> None:
        """Show people in another order."""
        self.query_one("#order", Chip).action_turn(1)

    def action_turn_assignment(self) -> None:
        """Look at the next assignment."""
        if self.cohort is not None:
            ids = self.cohort.assignments
            self._wanted = ""
            self._look(ids[(ids.index(self.cohort.known.assignment.id) + 1) % len(ids)])

    def action_find(self) -> None:
        """Show only the people with a name like this."""

        def found(text: str | None) -> None:
            if text is not None:
                self._wanted = text
                self._fill()

        self.app.push_screen(
            AskScreen("Find somebody", self._wanted, "Leave it empty to see everybody."), found
        )

    async def action_leave(self) -> None:
        """From a search to everybody, then home."""
        if self._wanted:
            self._wanted = ""
            self._fill()
        else:
            await self.app.run_action("app.home")

    def action_agreement(self) -> None:
        """Show how well marks agree."""
        if self.cohort is not None:
            self._show_agreement(self.cohort)

    @work(exclusive=True, group="agreement")
    async def _show_agreement(self, cohort: Cohort) -> None:
        try:
            found = await self.run_in_thread(lambda: self.desk.agreement(cohort))
        except NsmtrainerError as error:
            tell(self, error, "Agreement")
        else:
            titles = {c.id: c.title for rubric in cohort.rubrics.values() for c in rubric.criteria}
            said = agreement(found, cohort.coach, titles)
            self.app.push_screen(PaperScreen("How well marks agree", said))

    def action_name(self) -> None:
        """Change the name under which judgements are given."""
        if self.cohort is not None:
            hint = "Several coaches at one computer judge under their own names."
            self.app.push_screen(AskScreen("Your name", self.cohort.coach, hint), self._named)

    def _named(self, name: str | None) -> None:
        if name:
            self._keep_name(name)

    @work(exclusive=True, group="name")
    async def _keep_name(self, name: str) -> None:
        try:
            await self.change_in_thread(lambda: self.desk.set_coach(name), "Your name")
        except NsmtrainerError as error:
            tell(self, error, "Your name")
        self._look()


def _nothing() -> Content:
    return Content.assemble(
        ("Nothing was imported yet.\n\n", "bold"),
        "Put the files that candidates sent you and the assignment's file into one folder, and press ",
        ("I", "bold $star"),
        ".\n\nTo hand out an assignment: ",
        ("nsmtrainer assign new", "bold"),
        ". The page docs/coaches.md leads through all of it.",
    )
