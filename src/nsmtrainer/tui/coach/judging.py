"""Judging: one answer after the other, the program's marks beside it or hidden, one's own given by digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.widgets import OptionList

from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.text import clean_line, clean_text
from nsmtrainer.tui.coach.answer_page import AnswerPage
from nsmtrainer.tui.coach.level_row import LevelRow
from nsmtrainer.tui.coach.marks import View
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.sessions.ask import AskScreen
from nsmtrainer.tui.unsaved import Typed

if TYPE_CHECKING:
    from nsmtrainer.content.models import Criterion

_ON_AN_ANSWER = {"give", "agree", "undo", "exemplar", "view", "unhide", "turn"}


class JudgingScreen(AnswerPage):
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
        Binding("p,left", "turn(-1)", "Prev", key_display="p", tooltip="The previous answer"),
        Binding("b", "blind", "Blind", tooltip="Hide the program's marks, or show them"),
        Binding("v", "unhide", "Show", tooltip="Show this answer's marks before yours are given"),
        Binding("w", "view('why')", "Why", tooltip="What was looked for and found"),
        Binding("k", "view('question')", "Question", tooltip="What was asked"),
        Binding("space", "read_on", "Read on", show=False, tooltip="Scroll the text, and back from its end"),
        Binding("x", "exemplar", "Exemplar", tooltip="Add the answer to the rubric's exemplars"),
        Binding("escape", "leave", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        view = self.view
        if view is None:
            return action not in _ON_AN_ANSWER
        if action == "turn":
            return 0 <= self.at + (1 if parameters == (1,) else -1) < len(self.queue)
        if action == "view" and parameters == ("why",):
            return not view.hidden
        return self._offered(view).get(action, True)

    def _offered(self, view: View) -> dict[str, bool]:
        return {
            "give": bool(self.standing_on),
            "undo": bool(view.own),
            "agree": not view.hidden and bool(view.one.left_to(view.coach)),
            "exemplar": not view.hidden and bool(view.one.decided.judged),
            "unhide": view.hidden,
        }

    def action_blind(self) -> None:
        """Hide the program's marks from now on, or show them."""
        self.blind = not self.blind
        if self.blind and self.view is not None and not self.view.own:
            said = "From the next answer on the program's marks are hidden: this one's you have seen."
        elif self.blind:
            said = "The program's marks are hidden from the next answer on."
        else:
            said = "The program's marks are shown."
        self.notify(said, title="Blind", markup=False)
        self.load()

    def action_unhide(self) -> None:
        """Show the marks of this answer; what is judged from here on is not blind."""
        self.seen.add(self.number)
        self.load()

    @on(LevelRow.Given)
    def _clicked(self, message: LevelRow.Given) -> None:
        if self.check_action("give", (message.level,)):
            self.action_give(message.level)

    def action_give(self, level: int) -> None:
        """Give a level on the criterion; where it differs from the program's in sight, ask why."""
        view, criterion = self.view, self.criterion()
        if view is None or criterion is None:
            return
        if view.hidden or level == view.machine(criterion.id):
            self._judge({criterion.id: level}, view.hidden)
            return
        former = view.own.get(criterion.id)
        why = f"{criterion.title}: why {level} and not {view.machine(criterion.id)}?"
        self._ask_why(self.number, criterion, level, why, former.comment if former else "")

    def _ask_why(self, number: int, criterion: Criterion, level: int, why: str, said: str) -> None:
        def because(comment: str | None) -> None:
            if comment:
                self._give_because(number, criterion, level, why, comment)
            elif comment is not None:
                self.notify("Without a reason the mark stays as it was.", title=criterion.title, markup=False)

        self.app.push_screen(AskScreen(why, said, "The candidate reads this sentence."), because)

    @work(exclusive=False, group="apply")
    async def _give_because(
        self, number: int, criterion: Criterion, level: int, why: str, comment: str
    ) -> None:
        """Keep a level with its reason; where that fails the reason is asked for again, as it was written."""
        title = f"answer {number}, {criterion.title}"
        given = {criterion.id: level}
        try:
            await self.save_typed(
                Typed(
                    self.room.held,
                    title,
                    f"{level}: {comment}",
                    lambda: self.desk.judge(number, given, comment, False),
                )
            )
        except NsmtrainerError as error:
            tell(self, error, "Judging")
            self._ask_why(number, criterion, level, why, comment)
        self.load()

    def action_agree(self) -> None:
        """Take over the program's levels on everything that is not judged yet."""
        self._judge({}, False)

    def _judge(self, levels: dict[str, int], blind: bool) -> None:
        number = self.number
        self._apply(lambda: self.desk.judge(number, levels, "", blind), move=blind)

    @work(exclusive=False, group="apply")
    async def _apply(self, change: Callable[[], object], move: bool = False) -> None:
        try:
            await self.change_in_thread(change, "Judging")
        except NsmtrainerError as error:
            tell(self, error, "Judging")
        else:
            marks = self.query_one("#marks", OptionList)
            if move and marks.highlighted is not None and marks.highlighted + 1 < marks.option_count:
                marks.action_cursor_down()
        self.load()

    @work(exclusive=True, group="undo")
    async def action_undo(self) -> None:
        """Take the last judgement on this answer back."""
        number = self.number
        try:
            taken = await self.change_in_thread(lambda: self.desk.undo(number), "Undo")
        except NsmtrainerError as error:
            tell(self, error, "Undo")
        else:
            found = self.view.one.scored.rubric.criterion(taken.criterion) if self.view else None
            what = clean_line(found.title if found else taken.criterion)
            self.notify(f"Taken back: {what}, {taken.level}.", title="Undo", markup=False)
        self.load()

    @work(exclusive=True, group="exemplar")
    async def action_exemplar(self) -> None:
        """Make an exemplar of the answer in its rubric's file."""
        number = self.number
        try:
            added = await self.change_in_thread(
                lambda: self.desk.add_exemplar(self.cohort, number), "Exemplar"
            )
        except NsmtrainerError as error:
            tell(self, error, "Exemplar")
            return
        self.notify(clean_text(added.words), title="Exemplar", timeout=12, markup=False)
