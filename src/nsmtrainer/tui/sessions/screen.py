"""Kept attempts, and their keys: open, compare, note, star, export, delete with undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.widgets import Input, OptionList

from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.messages import ShowAttempt
from nsmtrainer.tui.sessions.attempts_page import AttemptsPage
from nsmtrainer.tui.unsaved import Typed

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room


class SessionsScreen(AttemptsPage):
    """What can be done with the attempt that the list stands on, or with all that it shows."""

    CSS_PATH = "sessions.tcss"
    HELP: ClassVar[str] = (
        "All attempts that are kept. Type in the search (/) to look for words in answers and notes. M marks "
        "an attempt and compares it with the next one that you mark. A deleted attempt comes back with Z."
    )
    BINDINGS = [
        Binding("o,enter", "open", "Open", key_display="⏎"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("m", "compare", "Compare", tooltip="Mark one, then another, to compare them"),
        Binding("n", "note", "Note"),
        Binding("asterisk", "star", "Star", key_display="*"),
        Binding("e", "export", "Export", tooltip="Export what the list shows"),
        Binding("E", "export(True)", "Export", show=False, tooltip="Export this attempt alone"),
        Binding("d,delete", "delete", "Delete", key_display="d"),
        Binding("z", "undo", "Undo", tooltip="Bring the deleted attempt back"),
        Binding("escape", "back", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._deleted: list[int] = []
        self._in_turn = asyncio.Lock()  # what is asked for last is deleted, and brought back, last

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
            await self.save_typed(
                Typed(
                    self.room.held, f"attempt {seq} (note)", note, lambda: self.room.store().note(seq, note)
                )
            )
        except NsmtrainerError as error:
            tell(self, error, "Note not saved")
            self._ask_note(seq, note)
        else:
            self._fill()

    def action_delete(self) -> None:
        """Delete the attempt; it can be brought back for 30 days."""
        one = self._current()
        if one is not None:
            self._delete(one.seq)

    @work(group="apply")
    async def _delete(self, seq: int) -> None:
        async with self._in_turn:
            if seq in self._deleted or not await self._made(lambda: self.room.store().delete(seq)):
                return
            self._deleted.append(seq)
            self.notify(f"Attempt {seq} is deleted. Z brings it back.", title="Sessions", markup=False)
            self.refresh_bindings()

    def action_undo(self) -> None:
        """Bring the attempt back that was deleted last."""
        self._undelete()

    @work(group="apply")
    async def _undelete(self) -> None:
        async with self._in_turn:
            if not self._deleted:
                return
            seq = self._deleted.pop()
            if not await self._made(lambda: self.room.store().undelete(seq)):
                self._deleted.insert(0, seq)  # behind the others, since it may never come back
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is something for."""
        if action == "undo":
            return bool(self._deleted) or self._in_turn.locked()
        return True

    @work(group="apply")
    async def _apply(self, change: Callable[[], object]) -> None:
        await self._made(change)

    async def _made(self, change: Callable[[], object]) -> bool:
        """Change the store and show what it holds then; return whether the change was made."""
        made = True
        try:
            await self.change_in_thread(change, "Sessions")
        except NsmtrainerError as error:
            tell(self, error, "Sessions")
            made = False
        self._fill()
        return made

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
            written = await self.change_in_thread(
                lambda: export(self.room.store(), seqs, path, self.room.now()), "Export"
            )
        except NsmtrainerError as error:
            tell(self, error, "Export")
        else:
            self.notify(f"Written: {placed(written)}", title="Export", timeout=8, markup=False)
