"""A filter on one line: a name and a value that a key or a click moves on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static


class Chip(Static, can_focus=True):
    """One of several values; the first one filters nothing."""

    DEFAULT_CSS = """
    Chip {
        width: auto;
        max-width: 24;
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        padding: 0 1;
        margin-right: 1;
        background: $panel;
        color: $foreground;
        &:hover { background: $block-cursor-background; }
        &:focus { background: $block-cursor-background; text-style: bold; }
        &.-set { color: $star; }
    }
    """
    BINDINGS = [
        Binding("enter,space,right,down", "turn(1)", "Next value", show=False),
        Binding("left,up,shift+space", "turn(-1)", "Former value", show=False),
    ]

    at: reactive[int] = reactive(0)

    class Turned(Message):
        """Another value was chosen."""

    def __init__(self, label: str, values: Sequence[tuple[str, str]], id: str, tooltip: str) -> None:
        """`values` are (value, what is shown); where nothing is filtered ("") the label stands instead."""
        super().__init__(id=id, markup=False)
        self._label = label
        self._values = tuple(values)
        self.tooltip = tooltip

    @property
    def value(self) -> str:
        """The chosen value; empty where nothing is filtered."""
        return self._values[self.at][0]

    def render(self) -> Content:
        """Return the value, or the name where nothing is filtered."""
        value, shown = self._values[self.at]
        return Content.assemble((shown, "bold") if value else self._label, " ▾")

    def watch_at(self, at: int) -> None:
        """Show whether something is filtered."""
        self.set_class(at > 0, "-set")
        self.refresh(layout=True)

    def action_turn(self, by: int) -> None:
        """Move to another value."""
        self.at = (self.at + by) % len(self._values)
        self.post_message(self.Turned())

    def on_click(self) -> None:
        """A click moves on."""
        self.action_turn(1)
