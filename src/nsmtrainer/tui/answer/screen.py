"""Writing an answer: the question in sight, a large editor, words and time without hurry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError, StoreError
from nsmtrainer.sessions.models import DraftTopic
from nsmtrainer.text import MAX_ANSWER
from nsmtrainer.tui.answer.aside import Aside
from nsmtrainer.tui.answer.autosave import Autosave, SaveState
from nsmtrainer.tui.answer.clock import Stopwatch, minutes, nudge, nudges_due
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.answer.hints import HintScreen, shown_hints
from nsmtrainer.tui.answer.own_editor import edited, own_editor
from nsmtrainer.tui.answer.pen import Pen, Writing
from nsmtrainer.tui.answer.question import question
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.messages import Done
from nsmtrainer.tui.written import Former, Mode, Written

if TYPE_CHECKING:
    from nsmtrainer.content.models import Prompt
    from nsmtrainer.sessions.models import Draft
    from nsmtrainer.tui.room import Room

_STATES: dict[SaveState, str] = {
    "": "",
    "unsaved": " · saving",
    "saved": " · saved",
    "failed": " · NOT SAVED",
}


class AnswerScreen(Page):
    """Question, editor, and beside it the hints asked for or the former text."""

    CSS_PATH = "answer.tcss"
    HELP = (
        "Write as you would say it in the room. What you type is saved as you type, and nothing is marked "
        "before you press Ctrl+D; then you are asked to guess your own levels first.\n\n"
        "Practice mode gives hints and has no hurry. Live mode shows the interview clock and gives none."
    )
    BINDINGS = [
        Binding(
            "ctrl+d", "done", "Done", priority=True, tooltip="Done: guess your levels, then see the marks"
        ),
        Binding("ctrl+t", "hint", "Hint"),
        Binding("ctrl+b", "former", "Earlier", tooltip="Show or hide your earlier text"),
        Binding("ctrl+f", "take_former", "Copy in", tooltip="Copy your earlier text in", priority=True),
        Binding("ctrl+o", "own_editor", "Editor", tooltip="Write in your own editor ($EDITOR)"),
        Binding("ctrl+s", "save", "Save now", show=False, priority=True),
        Binding("escape", "leave", "Leave", tooltip="Leave; the draft is kept"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(
        self,
        room: Room,
        prompt: Prompt,
        mode: Mode,
        *,
        former: Former | None = None,
        draft: Draft | None = None,
        written: Written | None = None,
        assignment: str = "",
    ) -> None:
        """`draft` is one that is gone on with; `written` is an answer that could not be marked."""
        super().__init__(room)
        self.prompt = prompt
        self.mode: Mode = mode
        self.former = former
        begun = written or draft
        self._text = begun.text if begun else ""
        self._read_only = draft.read_only if draft else False
        self._assignment = assignment
        rubric = written.rubric_id if written else draft.topic.rubric if draft else prompt.rubric
        self._rubric = room.library_of(assignment).rubric(rubric)
        self._hints: tuple[str, ...] = written.hints if written else draft.hints_used if draft else ()
        self._watch = Stopwatch(room.clock, begun.seconds if begun else 0.0)
        self._started = begun.started_at if begun else room.now()
        self._nudges = nudges_due(self._watch.seconds, prompt.minutes)
        self._state: SaveState = ""
        self._labelled = ""
        topic = DraftTopic(
            prompt.id, prompt.title, self._rubric.id, mode, former.id if former else "", assignment
        )
        self._pen = (written.pen if written else None) or Pen(room, topic, draft)
        self._autosave = Autosave(self, self._pen, self._writing, self._saved)

    def compose(self) -> ComposeResult:
        """Lay out the question above, the editor below, and room for what is asked for beside it."""
        yield TopBar(Content.assemble(line(self.prompt.title), (f" · {self.mode}", "$quiet")))
        with VerticalScroll(id="question", can_focus=False):
            yield Static(question(self.prompt), markup=False)
        with Horizontal(id="desk"):
            yield AnswerEditor(self._text, "Say it as you would in the room ...")
            yield Aside(self.former.text if self.former else None)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start the clock and put the cursor into the editor."""
        self._show_hints()
        editor = self.query_one(AnswerEditor)
        editor.border_title = "Your answer"
        editor.read_only = self._read_only
        editor.move_cursor(editor.document.end)
        editor.focus()
        self._label()
        self._tick()
        self.set_interval(1.0, self._tick)
        if self._read_only:
            editor.border_title = "Your answer (read only)"
            self.notify(
                "This draft is open in another window. Close that one to go on writing here.",
                title="Read only",
                severity="warning",
                timeout=10,
                markup=False,
            )
        else:
            self.room.held.add(self._autosave)
            self._autosave.touched()  # what comes back from marking may not have been saved before

    async def on_unmount(self) -> None:
        """Save what is left, as when another place was gone to; what cannot be is tried again later."""
        await self.run_to_the_end(lambda: self.room.held.part_with(self._autosave))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that mean something here."""
        if action == "hint":
            return self.mode == "practice"
        if action in {"former", "take_former"}:
            return self.former is not None
        if action in {"done", "own_editor", "save"}:
            return not self._read_only
        return True

    @property
    def text(self) -> str:
        """The answer as it stands."""
        return self.query_one(AnswerEditor).text

    def _current(self) -> str:
        """Return the text, also while the screen is being taken down."""
        if self.is_attached and self.query(AnswerEditor):
            self._text = self.text
        return self._text

    def _writing(self) -> Writing:
        return Writing(self._current(), self._watch.seconds, self._hints)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._text = self.text
        self._label()
        if not self._read_only:
            self._autosave.touched()

    def _saved(self, state: SaveState, error: StoreError | None) -> None:
        self._state = state
        if not self.is_left:
            self._label()
            self.tell_notices()
            if error is not None:
                tell(self, error, "Not saved")

    def _label(self) -> None:
        editor = self.query_one(AnswerEditor)
        count = len(editor.text.split())
        label = f"{counted(count, 'word')}{_STATES[self._state]}"
        if label != self._labelled:  # to set it draws the whole editor once more, which is felt while typing
            self._labelled = label
            editor.border_subtitle = label
            editor.set_class(self._state == "failed", "-not-saved")

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
    def _refuse(self) -> None:
        self.notify(
            f"An answer holds up to {MAX_ANSWER:,} characters. Nothing was added; your text is unchanged.",
            title="Too long",
            severity="warning",
            markup=False,
        )

    @work(exclusive=True, group="done")
    async def action_done(self) -> None:
        """Save, then hand the answer on to be guessed at and marked."""
        await self.unless_left(self._autosave.save())
        self._pen.goes_on = True
        self.post_message(
            Done(
                Written(
                    prompt=self.prompt,
                    rubric_id=self._rubric.id,
                    mode=self.mode,
                    text=self.text,
                    started_at=self._started,
                    seconds=self._watch.seconds,
                    hints=self._hints,
                    pen=self._pen,
                    assignment=self._assignment,
                    former=self.former,
                )
            )
        )

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save now, for those whose fingers do it anyway."""
        await self._autosave.save()

    def action_hint(self) -> None:
        """Ask on which criterion a hint is wanted."""
        self.app.push_screen(HintScreen(self.prompt, self._rubric, self._hints), self._show_hint)

    def _show_hint(self, criterion: str | None) -> None:
        if criterion is None:
            return
        if criterion not in self._hints:
            self._hints += (criterion,)
            self._autosave.touched()
        self._show_hints()

    def _show_hints(self) -> None:
        """Show the hints used so far, if there are any."""
        self.query_one(Aside).show_hints(shown_hints(self.prompt, self._rubric, self._hints))

    def action_former(self) -> None:
        """Show or hide the former text."""
        self.query_one(Aside).turn_former()

    def action_take_former(self) -> None:
        """Put the former text into the editor; undo brings back what was there."""
        if self.former is not None:
            self.query_one(AnswerEditor).take(self.former.text)

    @work(exclusive=True, group="editor")
    async def action_own_editor(self) -> None:
        """Write in the user's own editor, and take the text back."""
        await self.unless_left(self._autosave.save())
        try:
            command = own_editor()
            with self.app.suspend():
                text = edited(self.text, command)
        except SuspendNotSupported:
            self.notify(
                "This terminal cannot make room for another program. Write here; your text is as it was.",
                title="$EDITOR",
                severity="warning",
                markup=False,
            )
        except NsmtrainerError as error:
            tell(self, error, "$EDITOR")
        else:
            if text != self.text:
                self.query_one(AnswerEditor).take(text)

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Go home; the draft is kept and can be gone on with there."""
        if not self._read_only:
            saved = await self._autosave.save()
            if not saved:
                said = "It could not be saved, so this screen stays open. Ctrl+Q leaves it in a file."
                self.notify(said, title="Not saved", severity="error", timeout=10, markup=False)
                return
        await self.app.run_action("app.home")
