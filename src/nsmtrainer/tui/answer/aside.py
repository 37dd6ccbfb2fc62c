"""What stands beside the editor when it is asked for: the former text, and the hints used."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nsmtrainer.tui.common.content import plain


class Aside(Vertical):
    """Two panels, each there only while it holds something to be seen; without either it takes no room."""

    def __init__(self, former: str | None) -> None:
        """`former` is the text of the attempt that is tried again, None where there is none."""
        super().__init__(id="aside")
        self._former = former

    def compose(self) -> ComposeResult:
        """Lay out both panels."""
        with VerticalScroll(id="former", classes="panel") as former:
            former.border_title = "Your earlier text"
            former.display = self._former is not None
            yield Static(plain(self._former or ""), markup=False)
        with VerticalScroll(id="hinted", classes="panel") as hinted:
            hinted.border_title = "Hints"
            hinted.display = False
            yield Static(id="hint-text", markup=False)

    def show_hints(self, hints: Content) -> None:
        """Show the hints used so far, down to the latest."""
        hinted = self.query_one("#hinted")
        self.query_one("#hint-text", Static).update(hints)
        hinted.display = bool(hints)
        hinted.scroll_end(animate=False)
        self._arrange()

    def turn_former(self) -> None:
        """Show or hide the former text."""
        former = self.query_one("#former")
        former.display = not former.display
        self._arrange()

    def _arrange(self) -> None:
        self.display = any(self.query_one(name).display for name in ("#former", "#hinted"))
