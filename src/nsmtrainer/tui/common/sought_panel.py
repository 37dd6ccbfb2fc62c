"""A panel with a long text, scrolled to what one looks for in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

_ABOVE = 3
"""Lines kept above what is scrolled to, so that it is read with what leads to it."""


class SoughtPanel(VerticalScroll):
    """Shows a text; one place in it is in sight, in whatever width the layout gives."""

    def __init__(self, title: str, content: Content) -> None:
        super().__init__(id="text", classes="panel")
        self.border_title = title
        self._content = content
        self._sought = -1

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(self._content, id="shown", markup=False)

    def put(self, title: str, content: Content, sought: int = -1) -> None:
        """Show another text, scrolled to a character of it, or to its start for -1."""
        self.border_title = title
        self._content = content
        self._sought = sought
        self.query_one("#shown", Static).update(content)
        self._scroll()

    def read_on(self) -> None:
        """Scroll a page further, and from the end back to the beginning."""
        if self.scroll_offset.y < self.max_scroll_y:
            self.scroll_page_down(animate=False)
        else:
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Scroll once more: only now is it known how wide the lines are."""
        self._scroll()

    def _scroll(self) -> None:
        width = self.query_one("#shown", Static).content_region.width
        if width:
            before = self._content[: self._sought + 1]
            at = before.get_height({}, width) - _ABOVE if self._sought >= 0 else 0
            self.scroll_to(y=max(0, at), animate=False)
