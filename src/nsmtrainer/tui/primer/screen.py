"""The primer: a few pages to read before, between or after answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.primer.pages import page_of, primer_pages
from nsmtrainer.tui.primer.parts import parts

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room


class PrimerScreen(Page):
    """Pages on the left, the open one on the right."""

    CSS_PATH = "primer.tcss"
    HELP: ClassVar[str] = "Up and down turn the pages; Page Down scrolls a long one."
    BINDINGS = [
        Binding("right,space,pagedown", "scroll(1)", "Scroll", key_display="space"),
        Binding("left,pageup", "scroll(-1)", "Scroll back", show=False),
        Binding("escape,q", "app.pop_screen", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room, criterion: str = "") -> None:
        super().__init__(room)
        self._first = page_of(criterion)

    def compose(self) -> ComposeResult:
        """Lay out the two sides."""
        yield TopBar("Primer")
        with Horizontal():
            pages = [Option(Content(page.title)) for page in primer_pages()]
            yield OptionList(*pages, id="pages", markup=False)
            with VerticalScroll(id="page", classes="panel", can_focus=False):
                yield Vertical(id="read")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Open the page that was asked for."""
        pages = self.query_one("#pages", OptionList)
        pages.highlighted = self._first
        pages.focus()

    @on(OptionList.OptionHighlighted, "#pages")
    async def _turn(self, event: OptionList.OptionHighlighted) -> None:
        page = primer_pages()[event.option_index]
        box = self.query_one("#page")
        box.border_title = page.title
        read = self.query_one("#read")
        async with self.batch():
            await read.remove_children()
            await read.mount_all(
                Markdown(part, open_links=False) if isinstance(part, str) else Static(part, markup=False)
                for part in parts(page.text)
            )
        box.scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """Scroll the page."""
        box = self.query_one("#page")
        if by > 0:
            box.scroll_page_down(animate=False)
        else:
            box.scroll_page_up(animate=False)
