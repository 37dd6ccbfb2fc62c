"""Writing an answer: the question in sight, a large editor, words and time without hurry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static, TextArea

from nsmtrainer.content.models import Prompt
from nsmtrainer.text import MAX_ANSWER
from nsmtrainer.tui.answer.clock import Stopwatch, minutes, nudge, nudges_due
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.answer.hints import HintScreen, shown_hints
from nsmtrainer.tui.answer.question import question
from nsmtrainer.tui.common.content import line, plain
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.messages import Done, Mode, Written
from nsmtrainer.tui.room import Room

if TYPE_CHECKING:
    from nsmtrainer.practice.score import Scored


class AnswerScreen(Page):
    """Question, editor, and beside it the hints asked for or the former text."""

    CSS_PATH = "answer.tcss"
    HELP = (
        "Write as you would say it in the room. Nothing is marked before you press Ctrl+D, and then you are "
        "asked to guess your own levels first.\n\n"
        "Practice mode gives hints and has no hurry. Live mode shows the interview clock and gives none."
    )
    BINDINGS = [
        Binding(
            "ctrl+d", "done", "Done", priority=True, tooltip="Done: guess your levels, then see the marks"
        ),
        Binding("ctrl+t", "hint", "Hint"),
        Binding("ctrl+b", "former", "Former text", tooltip="Show or hide the former text"),
        Binding("ctrl+f", "take_former", "Copy it in", tooltip="Copy the former text in", priority=True),
        Binding("escape", "leave", "Leave"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(
        self, room: Room, prompt: Prompt, mode: Mode, former: Scored | None = None, text: str = ""
    ) -> None:
        super().__init__(room)
        self.prompt = prompt
        self.mode: Mode = mode
        self.former = former
        self._text = text
        self._rubric = room.library.rubric(prompt.rubric)
        self._hints: tuple[str, ...] = ()
        self._watch = Stopwatch(room.clock)
        self._nudges = 0

    def compose(self) -> ComposeResult:
        """Lay out the question above, the editor below, and room for what is asked for beside it."""
        yield TopBar(Content.assemble(line(self.prompt.title), (f" · {self.mode}", "$quiet")))
        with VerticalScroll(id="question", can_focus=False):
            yield Static(question(self.prompt), markup=False)
        with Horizontal(id="desk"):
            yield AnswerEditor(self._text, "Say it as you would in the room ...")
            with Vertical(id="aside"):
                with VerticalScroll(id="former", classes="panel") as former:
                    former.border_title = "Your former text"
                    yield Static(plain(self.former.text if self.former else ""), markup=False)
                with VerticalScroll(id="hinted", classes="panel") as hinted:
                    hinted.border_title = "Hints"
                    yield Static(id="hint-text", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Start the clock and put the cursor into the editor."""
        self.query_one("#former").display = self.former is not None
        self.query_one("#hinted").display = False
        self._arrange()
        editor = self.query_one(AnswerEditor)
        editor.border_title = "Your answer"
        editor.move_cursor(editor.document.end)
        editor.focus()
        self._count()
        self._tick()
        self.set_interval(1.0, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that mean something here."""
        if action == "hint":
            return self.mode == "practice"
        if action in {"former", "take_former"}:
            return self.former is not None
        return True

    @property
    def text(self) -> str:
        """The answer as it stands."""
        return self.query_one(AnswerEditor).text

    @on(TextArea.Changed)
    def _count(self) -> None:
        editor = self.query_one(AnswerEditor)
        count = len(editor.text.split())
        editor.border_subtitle = f"{count} word{'' if count == 1 else 's'}"

    def _tick(self) -> None:
        seconds = self._watch.seconds
        suggested = self.prompt.minutes
        due = nudges_due(seconds, suggested)
        style = "$quiet" if due == 0 or self.mode == "practice" else "bold $level-1"
        said = f"{minutes(seconds)} of {suggested} min" if self.mode == "live" else minutes(seconds)
        self.query_one(TopBar).say(Content.styled(said, style))
        if due > self._nudges and self.mode == "live":
            self._nudges = due
            self.notify(nudge(due, suggested), title="Interview clock", timeout=8, markup=False)

    @on(AnswerEditor.Refused)
    def _refuse(self, event: AnswerEditor.Refused) -> None:
        self.notify(
            f"An answer holds up to {MAX_ANSWER:,} characters. Nothing was taken; your text is unchanged.",
            title="Too long",
            severity="warning",
            markup=False,
        )

    def action_done(self) -> None:
        """Hand the answer on to be guessed at and marked."""
        self.post_message(
            Done(
                Written(
                    self.prompt, None, self.mode, self.text, self._watch.seconds, self._hints, self.former
                )
            )
        )

    def action_hint(self) -> None:
        """Ask on which criterion a hint is wanted."""

        def show(criterion: str | None) -> None:
            if criterion is not None:
                if criterion not in self._hints:
                    self._hints += (criterion,)
                self.query_one("#hint-text", Static).update(
                    shown_hints(self.prompt, self._rubric, self._hints)
                )
                self.query_one("#hinted").display = True
                self._arrange()
                self.query_one("#hinted").scroll_end(animate=False)

        self.app.push_screen(HintScreen(self.prompt, self._rubric, self._hints), show)

    def action_former(self) -> None:
        """Show or hide the former text."""
        former = self.query_one("#former")
        former.display = not former.display
        self._arrange()

    def action_take_former(self) -> None:
        """Put the former text into the editor; undo brings back what was there."""
        if self.former is not None:
            self.query_one(AnswerEditor).take(self.former.text)

    def action_leave(self) -> None:
        """Go home."""
        self.app.go_home()  # type: ignore[attr-defined]

    def _arrange(self) -> None:
        shown = any(self.query_one(name).display for name in ("#former", "#hinted"))
        self.query_one("#aside").display = shown
