"""Two attempts side by side, mark by mark and word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.reveal.changes import changed_text, level_rows
from nsmtrainer.tui.sessions.rows import preview
from nsmtrainer.tui.written import former_of

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Attempt
    from nsmtrainer.tui.room import Room


class CompareScreen(Page):
    """The earlier attempt on the left, the later one on the right; or both in one, with what changed."""

    CSS_PATH = "compare.tcss"
    HELP: ClassVar[str] = (
        "Two attempts beside each other. C shows both texts in one, with what changed between them."
    )
    BINDINGS = [
        Binding("c", "turn", "Diff", tooltip="Side by side, or what changed"),
        Binding("tab", "app.focus_next", "Other side"),
        Binding("escape,q", "app.pop_screen", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room, earlier: Attempt, later: Attempt) -> None:
        super().__init__(room)
        self._earlier = earlier
        self._later = later

    def compose(self) -> ComposeResult:
        """Lay out both sides, and the joint view that is hidden at first."""
        yield TopBar(Content.assemble("Compare ", line(self._later.prompt.title, "$quiet")))
        with Horizontal(id="sides"):
            for attempt, name in ((self._earlier, "earlier"), (self._later, "later")):
                with VerticalScroll(id=name, classes="panel") as side:
                    side.border_title = f"Attempt {attempt.seq}"
                    yield Static(preview(attempt, self.room.now()), markup=False)
        with VerticalScroll(id="joint", classes="panel") as joint:
            joint.border_title = "What changed"
            yield Static(self._joint(), markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin side by side."""
        self.query_one("#joint").display = False
        self.query_one("#later").focus()

    def action_turn(self) -> None:
        """Change between side by side and what changed."""
        joint, sides = self.query_one("#joint"), self.query_one("#sides")
        joint.display, sides.display = not joint.display, joint.display
        (joint if joint.display else self.query_one("#later")).focus()

    def _joint(self) -> Content:
        earlier, later = self._earlier, self._later
        former = former_of(earlier)
        titles = {name: later.yardstick.title_of(name) for name in later.levels}
        rows = level_rows(former, later.score, later.levels, titles)
        return Content("\n\n").join([rows, changed_text(earlier.text, later.text)])
