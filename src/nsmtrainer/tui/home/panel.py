"""A panel of the home screen, which tells when the layout has given it another size."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static


class Panel(VerticalScroll, can_focus=False):
    """Holds a text that is cut to the panel's size.

    Only the layout knows that size: what was practised may be read before anything was laid out, and a
    screen hears of a new terminal size before its widgets have theirs.
    """

    class Resized(Message):
        """The panel has a new size."""

    def __init__(self, title: str, id: str, text: str) -> None:
        """`text` is the id of what it holds."""
        super().__init__(Static(id=text, markup=False), id=id, classes="panel")
        self.border_title = title

    def on_resize(self) -> None:
        """Tell the screen."""
        self.post_message(self.Resized())
