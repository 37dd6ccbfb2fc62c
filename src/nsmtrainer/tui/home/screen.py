"""Home: what to do now is one key away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.counts import counted, listed
from nsmtrainer.errors import StoreError
from nsmtrainer.text import quote
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.messages import Chosen, Continued

if TYPE_CHECKING:
    from textual.timer import Timer

    from nsmtrainer.tui.home.past import Past
    from nsmtrainer.tui.room import Room
    from nsmtrainer.tui.unsaved import Unsaved

_PLACES = (
    ("library", "b", "All prompts", "search, filter, preview, live mode"),
    ("primer", "p", "Primer", "what a north star is, in a few pages"),
    ("sessions", "s", "Sessions", "what you wrote, with its marks"),
    ("progress", "g", "Progress", "by criterion, game and time"),
    ("rubrics", "u", "Rubrics", "what is marked, level by level"),
)
_COACHS = ("coach", "c", "Coach's desk", "the cohort, and answers to judge")
_DRAFTS_SHOWN = 3
TRY_AGAIN = 5.0
"""Seconds after which what could not be saved is tried again."""


_SHARED_STYLE = Path(__file__).parents[1] / "common" / "shared.tcss"
_WAITING = Content.styled("★  Opening the library ...\n ", "$quiet")


class HomeScreen(Page):
    """What to do now on top; below it what was done, and how it goes."""

    HELP = (
        "Enter does what is marked: it goes on with your draft, or starts the prompt that is due. "
        "What you write stays on this machine."
    )
    BINDINGS = [
        Binding("enter", "choose", "Start", priority=False),
        Binding("b", "app.library", "Prompts"),
        Binding("p", "app.primer", "Primer"),
        Binding("s", "app.sessions", "Sessions"),
        Binding("g", "app.progress", "Progress"),
        Binding("u", "app.rubrics", "Rubrics"),
        Binding("c", "coach", "Coach"),
        Binding("d", "discard", "Discard", show=False, tooltip="Discard the selected draft"),
        Binding("z", "undo", "Undo", tooltip="Bring the discarded draft back"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.past: Past | None = None
        self._discarded = ""
        self._furnished = False
        self._unsaved = ""
        self._trying: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out what to do now; the rest stands below it once the first frame is there."""
        # Looks as the list will, with as many lines, so that nothing jumps; a list takes longer to draw.
        waiting = Content("\n").join([_WAITING, *(_place(*place) for place in _PLACES)])
        yield (opening := Static(waiting, id="opening", markup=False))
        opening.border_title = "Now"
        opening.border_subtitle = "Enter does it"
        yield TopBar("Home")

    def on_mount(self) -> None:
        """Furnish the room behind the first frame, then wait for the library."""
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        """Put the list in its place, and below it what was done before and how it goes."""
        from nsmtrainer.tui.common.key_footer import KeyFooter
        from nsmtrainer.tui.home.panel import Panel

        todo = OptionList(Option(_WAITING, id="waiting:"), *_places(), id="todo", markup=False)
        todo.border_title = "Now"
        todo.border_subtitle = "Enter does it"
        recent = Panel("Recent", "recent", "attempts")
        picture = Panel("How it goes", "picture", "levels")
        self.app.stylesheet.read(_SHARED_STYLE)
        with self.app.batch_update():
            await self.query_one("#opening").remove()
            await self.mount(todo, Horizontal(recent, picture, id="before"), KeyFooter())
            todo.focus()
        self._furnished = True
        self.watch(self.app, "ready", self._ready)

    def on_screen_resume(self) -> None:
        """Show what is new since the screen was last on top."""
        self._ready(self.room.is_open)

    def _ready(self, ready: bool) -> None:
        if ready and self._furnished:
            self._look_back()

    @work(exclusive=True, group="past")
    async def _look_back(self) -> None:
        from nsmtrainer.tui.home.past import look_back, past_of

        unsaved = await self.run_in_thread(self.room.save_all)  # what was just left belongs into the list
        try:
            self.past = await self.run_in_thread(lambda: look_back(self.room, unsaved))
        except StoreError as error:
            self.past = await self.run_in_thread(lambda: past_of(self.room, (), ()))
            self.query_one(TopBar).say(Content.styled("sessions cannot be read", "bold $level-0"))
            tell(self, error, "Sessions")
        self._show(self.past)
        self._tell_of(unsaved)

    def _tell_of(self, unsaved: Sequence[Unsaved]) -> None:
        """Say what could not be saved, once, and try again until it is."""
        if not unsaved:
            if self._unsaved:
                self._unsaved = ""
                self.query_one(TopBar).say(Content.styled("saved", "$quiet"))
            return
        titles = listed(dict.fromkeys(quote(one.title) for one in unsaved))
        self.query_one(TopBar).say(Content.styled("NOT SAVED · tried again", "bold $level-0"))
        if titles != self._unsaved:
            self._unsaved = titles
            self.notify(
                f"What you wrote on {titles} could not be saved. It is held and tried again; if you leave "
                "before that works, it is put into a file.",
                title="Not saved",
                severity="error",
                timeout=12,
                markup=False,
            )
        if self._trying is not None:  # each return to this screen would begin another round of tries
            self._trying.stop()
        self._trying = self.set_timer(TRY_AGAIN, self._try_again)

    def _try_again(self) -> None:
        if self.app.screen is self:
            self._look_back()

    def _show(self, past: Past) -> None:
        from nsmtrainer.tui.home.past import streak

        self._fill(past)
        days = streak(past.attempts, self.room.now())
        if days > 1:
            self.query_one(TopBar).say(Content.styled(f"{days} days in a row", "$quiet"))
        self.refresh_bindings()

    def _fill(self, past: Past) -> None:
        from nsmtrainer.tui.home.panels import fitting, picture, recent
        from nsmtrainer.tui.home.past import ago

        todo = self.query_one("#todo", OptionList)
        at = todo.highlighted or 0
        options = []
        for draft in past.drafts[:_DRAFTS_SHOWN]:
            words = counted(len(draft.text.split()), "word")
            saved = ago(draft.saved_at, self.room.now()) if draft.saved_at else ""
            where = "open in another window" if draft.open_elsewhere else saved
            options.append(
                _first(f"draft:{draft.id}", "↵", f"Go on: {draft.topic.prompt_title}", f"{words} · {where}")
            )
        if past.next_up is not None:
            prompt = self.room.library.prompt(past.next_up.prompt)
            room = todo.content_size.width - 5  # what an option keeps clear, and the indent
            reason = fitting(past.next_up.reason, room)
            options.append(_first(f"prompt:{prompt.id}", "★", prompt.title, reason))
        options += _places(past.has_desk)
        todo.clear_options()
        todo.add_options(options)
        todo.highlighted = min(at, len(options) - 1) if at else 0
        rows = max(4, self.query_one("#recent").size.height or 4)
        self.query_one("#attempts", Static).update(recent(past.attempts, self.room.now(), rows))
        width = self.query_one("#picture").size.width
        self.query_one("#levels", Static).update(picture(past.progress, width))

    def on_measured_resized(self) -> None:
        """Cut what is shown to its place anew."""
        if self.past is not None:
            self._fill(self.past)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        if action == "undo":
            return bool(self._discarded)
        if action == "coach":
            return self.past is not None and self.past.has_desk
        return True

    async def action_coach(self) -> None:
        """Open the coach's desk, where there is one."""
        await self.app.run_action("app.coach")

    def action_choose(self) -> None:
        """Do what the list stands on."""
        if self._furnished:
            self.query_one("#todo", OptionList).action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen; the screen has no other list."""
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "place":
            await self.app.run_action(f"app.{name}")
        elif kind == "prompt":
            self.post_message(Chosen(name, "practice"))
        elif kind == "draft":
            self._continue(name)

    @work(exclusive=True, group="draft")
    async def _continue(self, draft_id: str) -> None:
        try:
            draft = await self.run_in_thread(lambda: self.room.store().open_draft(draft_id))
        except StoreError as error:
            tell(self, error, "Draft")
        else:
            self.post_message(Continued(draft))

    @work(group="discarded")
    async def action_discard(self) -> None:
        """Discard the draft that the list stands on; it can be brought back."""
        todo = self.query_one("#todo", OptionList)
        if todo.highlighted is None:
            return
        kind, _, name = (todo.get_option_at_index(todo.highlighted).id or "").partition(":")
        if kind != "draft":
            return
        try:
            await self.change_in_thread(lambda: self.room.store().discard_draft(name), "Draft")
        except StoreError as error:
            tell(self, error, "Draft")
            return
        self._discarded = name
        said = (
            "The draft is discarded. Z brings it back; for 30 days so does "
            "`nsmtrainer sessions drafts --restore last`."
        )
        self.notify(said, title="Draft", markup=False)
        self._look_back()

    @work(group="discarded")
    async def action_undo(self) -> None:
        """Bring the discarded draft back."""
        name, self._discarded = self._discarded, ""
        try:
            await self.change_in_thread(lambda: self._restore(name), "Draft")
        except StoreError as error:
            self._discarded = self._discarded or name  # Z tries once more
            tell(self, error, "Draft")
        self._look_back()

    def _restore(self, draft_id: str) -> None:
        store = self.room.store()
        store.restore_draft(draft_id)
        store.release_draft(draft_id)


def _place(_: str, key: str, title: str, says: str) -> Content:
    return Content.assemble(
        (f"{key}  ", "bold $star"), line(title, limit=40), ("  ", ""), line(says, "$quiet")
    )


def _places(has_desk: bool = False) -> list[Option]:
    places = (*_PLACES, _COACHS) if has_desk else _PLACES
    return [Option(_place(*place), id=f"place:{place[0]}") for place in places]


def _first(name: str, key: str, title: str, says: str) -> Option:
    """Return a row of two lines, for what one is most likely to do now."""
    return Option(
        Content.assemble((f"{key}  ", "bold $star"), line(title, limit=70), "\n   ", line(says, "$quiet")),
        id=name,
    )
