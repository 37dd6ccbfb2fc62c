"""The one line at the top of every screen: where one is, and what is going on."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

SMALLEST = (60, 16)
"""Columns and lines below which a window shows little more than what is being written."""


class TopBar(Widget):
    """Name of the program and the screen on the left, a changing state on the right.

    One widget, not one for each end: every screen has it, and the first frame waits for it.
    """

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    """

    def __init__(self, where: Content | str, state: Content | str = "") -> None:
        super().__init__()
        self._where = where
        self._state = Content("") + state

    def render(self) -> Content:
        """Return the line; in a window that is too small, what to do about it."""
        columns, lines = self.app.size
        if columns < SMALLEST[0] or lines < SMALLEST[1]:
            return Content.styled("Enlarge the window", "bold $star").truncate(self.content_size.width)
        where = Content.assemble(("★ ", "bold $star"), ("nsmtrainer", "bold"), ("  ", ""), self._where)
        room = self.content_size.width - self._state.cell_length - (1 if self._state else 0)
        placed = where.truncate(max(room, 0), ellipsis=True, pad=True)
        return Content.assemble(placed, " ", self._state) if self._state else placed

    def place(self, where: Content | str) -> None:
        """Say where one is."""
        self._where = where
        self.refresh()

    def say(self, state: Content | str) -> None:
        """Show a state on the right."""
        self._state = Content("") + state
        self.refresh()
