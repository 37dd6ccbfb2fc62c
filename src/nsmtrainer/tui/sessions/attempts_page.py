"""The kept attempts as a list: searched, filtered and sorted, with a look at the one that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.content.models import GAME_TYPES, PROMPT_KINDS
from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.library.chip import Chip
from nsmtrainer.tui.library.matching import SHORT_KINDS
from nsmtrainer.tui.sessions.rows import SORTS, in_order, preview, row

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt, Summary
    from nsmtrainer.tui.room import Room


class AttemptsPage(Page):
    """The list with search and filters on the left, a look at one attempt on the right."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._found: tuple[Summary, ...] = ()
        self._marked: int | None = None

    def compose(self) -> ComposeResult:
        """Lay out search, filters, list and preview."""
        games = [("", "any"), *((g, g) for g in GAME_TYPES)]
        kinds = [("", "any"), *((k, SHORT_KINDS[k]) for k in PROMPT_KINDS)]
        yield TopBar("Sessions")
        with Horizontal():
            with Vertical(id="choice"):
                yield Input(placeholder="Search answers and notes", id="search", select_on_focus=False)
                with Horizontal(id="chips"):
                    yield Chip("", [(s, s) for s in SORTS], "sort", "Order")
                    yield Chip("Game", games, "game", "Filter by game")
                    yield Chip("Kind", kinds, "kind", "Filter by kind")
                    yield Chip("★ all", [("", ""), ("starred", "★ only")], "starred", "Starred ones only")
                yield OptionList(id="attempts", markup=False)
            with VerticalScroll(id="preview", classes="panel"):
                yield Static(id="about", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the latest."""
        self.query_one("#attempts").focus()
        self._fill()

    def on_screen_resume(self) -> None:
        """Show what changed meanwhile."""
        self._fill()

    @on(Input.Changed, "#search")
    @on(Chip.Turned)
    def _changed(self) -> None:
        self._fill()

    @on(Input.Submitted, "#search")
    def _to_list(self) -> None:
        self.query_one("#attempts").focus()

    @work(exclusive=True, group="fill")
    async def _fill(self) -> None:
        """Show what search and filters leave, standing on the same attempt where it is still there."""
        chosen = self._filter()
        try:
            found = await self.run_in_thread(lambda: self._summaries(chosen))
        except NsmtrainerError as error:
            tell(self, error, "Sessions")
            return
        rows = self.query_one("#attempts", OptionList)
        at = self._current()
        order = self.query_one("#sort", Chip).value
        self._found = in_order(found, order)
        rows.clear_options()
        rows.add_options(
            [
                Option(row(one, one.seq == self._marked, self.room.now()), id=str(one.seq))
                for one in self._found
            ]
        )
        count = len(self._found)
        self.query_one(TopBar).say(Content.styled(counted(count, "attempt"), "$quiet"))
        if not self._found:
            self._show_nothing(chosen)
            return
        places = [number for number, one in enumerate(self._found) if at and one.seq == at.seq]
        rows.highlighted = places[0] if places else 0

    def _filter(self) -> Filter:
        game, kind = self.query_one("#game", Chip).value, self.query_one("#kind", Chip).value
        return Filter(
            game=next((g for g in GAME_TYPES if g == game), None),
            kind=next((k for k in PROMPT_KINDS if k == kind), None),
            starred=bool(self.query_one("#starred", Chip).value),
            text=self.query_one("#search", Input).value,
        )

    def _summaries(self, chosen: Filter) -> tuple[Summary, ...]:
        self.room.save_all()  # what was just changed belongs into the list
        store = self.room.present_store()
        return store.summaries(chosen) if store else ()

    def _show_nothing(self, chosen: Filter) -> None:
        said = (
            Content.assemble(
                ("No attempt is kept yet.\n\n", "bold"),
                "Each answer stands here once it is marked. ",
                ("Escape", "bold $star"),
                " leads home, where Enter starts one.",
            )
            if chosen == Filter()
            else Content.assemble(("Nothing fits.\n\n", "bold"), "Shorten the search, or clear the filters.")
        )
        self.query_one("#about", Static).update(said)

    def _current(self) -> Summary | None:
        at = self.query_one("#attempts", OptionList).highlighted
        return self._found[at] if at is not None and at < len(self._found) else None

    @on(OptionList.OptionHighlighted, "#attempts")
    def _look(self) -> None:
        self._preview()

    @work(exclusive=True, group="preview")
    async def _preview(self) -> None:
        one = self._current()
        attempt = await self._attempt(one.seq) if one else None
        if attempt is not None and self._current() == one:  # a search may have emptied the list meanwhile
            self.query_one("#about", Static).update(preview(attempt, self.room.now()))
            self.query_one("#preview").scroll_home(animate=False)

    async def _attempt(self, seq: int) -> Attempt | None:
        try:
            return await self.run_in_thread(lambda: self.room.store().attempt(seq))
        except NsmtrainerError as error:
            tell(self, error, "Sessions")
            return None
