"""Kept attempts: search, filter, sort, look at, compare, note, star, export, delete with undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
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
from nsmtrainer.tui.messages import ShowAttempt
from nsmtrainer.tui.sessions.rows import SORTS, in_order, preview, row

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt, Summary
    from nsmtrainer.tui.room import Room


class SessionsScreen(Page):
    """The list with search and filters on the left, a look at one attempt on the right."""

    CSS_PATH = "sessions.tcss"
    HELP: ClassVar[str] = (
        "All attempts that are kept. Type in the search (/) to look for words in answers and notes. M marks "
        "an attempt and compares it with the next one that you mark. A deleted attempt comes back with Z."
    )
    BINDINGS = [
        Binding("enter", "open", "Open"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("m", "compare", "Compare", tooltip="Mark one, then another, to compare them"),
        Binding("n", "note", "Note"),
        Binding("asterisk", "star", "Star", key_display="*"),
        Binding("e", "export", "Export", tooltip="Export what the list shows"),
        Binding("E", "export(True)", "Export", show=False, tooltip="Export this attempt alone"),
        Binding("d,delete", "delete", "Delete", key_display="d"),
        Binding("z", "undo", "Undo", tooltip="Bring the deleted attempt back"),
        Binding("escape", "back", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1", show=False),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._found: tuple[Summary, ...] = ()
        self._marked: int | None = None
        self._deleted: list[int] = []

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
        if self._left():
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
        if attempt is None or self._left():
            return
        if self._current() == one:  # a search may have emptied the list meanwhile
            self.query_one("#about", Static).update(preview(attempt, self.room.now()))
            self.query_one("#preview").scroll_home(animate=False)

    def _left(self) -> bool:
        """Return whether the screen was left, or the program ended, while the store was read."""
        return not self.query("#attempts")

    async def _attempt(self, seq: int) -> Attempt | None:
        try:
            return await self.run_in_thread(lambda: self.room.store().attempt(seq))
        except NsmtrainerError as error:
            tell(self, error, "Sessions")
            return None

    # Keys

    @on(OptionList.OptionSelected, "#attempts")
    def _selected(self) -> None:
        self.action_open()

    @work(exclusive=True, group="open")
    async def action_open(self) -> None:
        """Look at the attempt with all its marks."""
        one = self._current()
        attempt = await self._attempt(one.seq) if one else None
        if attempt is not None:
            self.post_message(ShowAttempt(attempt))

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    async def action_back(self) -> None:
        """From the search to the list, from the list to where one came from."""
        if isinstance(self.focused, Input):
            self.query_one("#attempts").focus()
        else:
            await self.app.run_action("app.pop_screen")

    @work(exclusive=True, group="compare")
    async def action_compare(self) -> None:
        """Mark an attempt; with one marked already, compare the two."""
        from nsmtrainer.tui.sessions.compare import CompareScreen

        one = self._current()
        if one is None:
            return
        if self._marked is None or self._marked == one.seq:
            self._marked = None if self._marked else one.seq
            self._fill()
            return
        earlier, later = sorted((self._marked, one.seq))
        self._marked = None
        first, second = await self._attempt(earlier), await self._attempt(later)
        if first is not None and second is not None:
            self.app.push_screen(CompareScreen(self.room, first, second))

    def action_star(self) -> None:
        """Star the attempt, or take the star away."""
        one = self._current()
        if one is not None:
            self._apply(lambda: self.room.store().star(one.seq, not one.starred))

    def action_note(self) -> None:
        """Write a note on the attempt."""
        one = self._current()
        if one is not None:
            self._ask_note(one.seq, one.note)

    def _ask_note(self, seq: int, note: str) -> None:
        from nsmtrainer.tui.sessions.ask import AskScreen

        def noted(text: str | None) -> None:
            if text is not None:
                self._note(seq, text)

        self.app.push_screen(
            AskScreen("A note on this attempt", note, "Leave it empty to take the note away."), noted
        )

    @work(group="apply")
    async def _note(self, seq: int, note: str) -> None:
        """Keep a note; one that cannot be kept is asked for again, as it was written."""
        try:
            await self.run_in_thread(lambda: self.room.store().note(seq, note))
        except NsmtrainerError as error:
            tell(self, error, "Note not saved")
            self._ask_note(seq, note)
        else:
            self._fill()

    def action_delete(self) -> None:
        """Delete the attempt; it can be brought back for 30 days."""
        one = self._current()
        if one is not None:
            self._deleted.append(one.seq)
            self._apply(lambda: self.room.store().delete(one.seq))
            self.notify(f"Attempt {one.seq} is deleted. Z brings it back.", title="Sessions", markup=False)
            self.refresh_bindings()

    def action_undo(self) -> None:
        """Bring the attempt back that was deleted last."""
        if self._deleted:
            seq = self._deleted.pop()
            self._apply(lambda: self.room.store().undelete(seq))
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        if action == "undo":
            return bool(self._deleted)
        return True

    @work(group="apply")
    async def _apply(self, change: Callable[[], object]) -> None:
        try:
            await self.run_in_thread(change)
        except NsmtrainerError as error:
            tell(self, error, "Sessions")
        self._fill()

    def action_export(self, alone: bool = False) -> None:
        """Write what the list shows, or the attempt that it stands on, to a file."""
        from nsmtrainer.tui.sessions.ask import AskScreen
        from nsmtrainer.tui.sessions.export import HINT, suggested_name

        one = self._current()
        chosen = ((one,) if one else ()) if alone else self._found
        if not chosen:
            return
        count = len(chosen)
        title = f"Export {counted(count, 'attempt')}"
        seqs = [one.seq for one in chosen]

        def named(path: str | None) -> None:
            if path and path.strip():
                self._write(seqs, path.strip())

        self.app.push_screen(AskScreen(title, suggested_name(chosen, self.room.now()), HINT), named)

    @work(exclusive=True, group="export")
    async def _write(self, seqs: list[int], path: str) -> None:
        from nsmtrainer.tui.sessions.export import export, placed

        try:
            written = await self.run_in_thread(lambda: export(self.room.store(), seqs, path, self.room.now()))
        except NsmtrainerError as error:
            tell(self, error, "Export")
        else:
            self.notify(f"Written: {placed(written)}", title="Export", timeout=8, markup=False)
