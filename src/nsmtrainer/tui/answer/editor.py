"""The editor of an answer: what is typed and pasted stays text, and stays within the limit."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from nsmtrainer.text import MAX_ANSWER, clean_text

_SURELY_TOO_LONG = 10 * MAX_ANSWER
"""A paste of this size is refused unread: cleaning only ever takes away a few characters."""


class AnswerEditor(TextArea):
    """A text area that wraps, refuses what is too long as a whole, and cleans what is pasted."""

    class Refused(Message):
        """More text came than an answer may hold; nothing of it was taken."""

        def __init__(self, characters: int) -> None:
            super().__init__()
            self.characters = characters

    def __init__(self, text: str = "", placeholder: str = "", id: str = "editor") -> None:
        super().__init__(
            text,
            id=id,
            placeholder=placeholder,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        self.match_cursor_bracket = False

    def _on_resize(self) -> None:
        """Draw all lines anew: some were drawn between the new size and the new wrapping of the text."""
        super()._on_resize()
        self.refresh()

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste whole or not at all."""
        event.prevent_default()
        event.stop()
        room = MAX_ANSWER - len(self.text) + len(self.selected_text)
        if len(event.text) > _SURELY_TOO_LONG:
            self.post_message(self.Refused(len(event.text)))
            return
        pasted = clean_text(event.text)
        if len(pasted) > room:
            self.post_message(self.Refused(len(pasted)))
            return
        if self.read_only:
            return
        if result := self._replace_via_keyboard(pasted, *self.selection):
            self.move_cursor(result.end_location)

    async def _on_key(self, event: events.Key) -> None:
        """Keep typing from running over the limit."""
        if event.is_printable and len(self.text) >= MAX_ANSWER and not self.selected_text:
            event.prevent_default()
            event.stop()
            self.post_message(self.Refused(len(self.text) + 1))
            return
        await super()._on_key(event)

    def take(self, text: str) -> None:
        """Replace the whole text, in a step that can be undone."""
        self.replace(
            clean_text(text), self.document.start, self.document.end, maintain_selection_offset=False
        )
        self.move_cursor(self.document.end)
