"""A draft that cannot be gone on with now, and why: its text, to be read and taken along, or tried again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError, StoreError, UsageError
from nsmtrainer.practice.named_files import named, new_file
from nsmtrainer.tui.answer.editor import AnswerEditor
from nsmtrainer.tui.common.content import joined, line, plain
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.messages import Continued

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Draft
    from nsmtrainer.tui.room import Room


class KeptTextScreen(Page):
    """Why the draft cannot be gone on with above, its text below."""

    CSS_PATH = "kept_text.tcss"
    HELP = (
        "You cannot go on with this draft just now; the reason stands above its text. The text is kept all "
        "the same: read it here, copy it, or write it to a file. When the reason is gone (the prompt is "
        "back, the store is free), T goes on with the draft. Home discards it with D."
    )
    BINDINGS = [
        Binding("t", "again", "Try again", tooltip="Try to go on with the draft"),
        Binding("c", "copy", "Copy", tooltip="Copy the whole text"),
        Binding("w", "write", "Write", tooltip="Write the text to a file"),
        Binding("escape,q", "leave", "Back", tooltip="Back; the draft is kept"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room, draft: Draft, why: NsmtrainerError) -> None:
        super().__init__(room)
        self._draft = draft
        self._why = why
        if not draft.read_only:
            room.take(draft.id, self)

    def compose(self) -> ComposeResult:
        """Lay out the reason and the text."""
        yield TopBar(Content.assemble(line(self._draft.topic.prompt_title), (" · draft", "$quiet")))
        with Vertical(id="why"):
            said = Content.assemble(
                "Your text is kept: ",
                *(("C", "bold $star"), " copies it, "),
                *(("W", "bold $star"), " writes it to a file, "),
                *(("T", "bold $star"), " tries to go on with it."),
            )
            why = joined(plain(self._why.message, "bold $level-0"), plain(self._why.hint, "$quiet"), said)
            yield Static(why, markup=False)
        yield AnswerEditor(self._draft.text)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the text from its start; it is not written in."""
        editor = self.query_one(AnswerEditor)
        editor.read_only = True
        editor.border_title = "Your text (read only)"
        editor.border_subtitle = counted(len(self._draft.text.split()), "word")
        editor.focus()

    def action_again(self) -> None:
        """Try to go on with the draft; where that fails again, it is shown anew with the reason."""
        self.post_message(Continued(self._draft))

    def action_copy(self) -> None:
        """Put the text into the clipboard of the terminal."""
        self.app.copy_to_clipboard(self._draft.text)
        said = "Copied, if your terminal lets programs copy. W writes a file."
        self.notify(said, title="Draft", markup=False)

    def action_write(self) -> None:
        """Write the text to a file of the user's choice."""
        from nsmtrainer.tui.sessions.ask import AskScreen

        def chosen(name: str | None) -> None:
            if name and name.strip():
                self._write(name.strip())

        hint = "A plain text file that is not there yet."
        self.app.push_screen(AskScreen("Write the text to", _free_name(self._draft), hint), chosen)

    @work(exclusive=True, group="write")
    async def _write(self, name: str) -> None:
        from nsmtrainer.tui.sessions.export import placed

        try:
            written = await self.run_in_thread(lambda: write_text(name, self._draft.text))
        except UsageError as error:
            tell(self, error, "Draft")
        else:
            self.notify(f"Written: {placed(written)}", title="Draft", timeout=8, markup=False)

    async def action_leave(self) -> None:
        """Go back."""
        await self.app.run_action("app.home")

    async def on_unmount(self) -> None:
        """Let other windows have the draft, whichever way the screen was left."""
        with suppress(StoreError):  # it is let go at the end of the program then
            await self.run_to_the_end(lambda: self.room.release(self._draft.id, self))


def _free_name(draft: Draft) -> str:
    from nsmtrainer.practice.naming import file_name, free_path

    name = file_name("nsmtrainer-draft", draft.topic.prompt, suffix=".txt")
    try:
        return free_path(Path(), name).name
    except OSError:  # the folder is gone or may not be read: writing there will say so
        return name


def write_text(name: str, text: str) -> Path:
    """Write a text to a file that is not there yet, and return its path. Raises UsageError."""
    path = named(name)
    with new_file(path) as file:
        file.write(text + "\n")
    return path
