"""Rubric sets, readable in full: what each level of each criterion takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.content.models import Rubric
from nsmtrainer.counts import counted
from nsmtrainer.tui.common.content import hanging, joined, line, plain
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.marks import level_head
from nsmtrainer.tui.common.measured import Measured, MeasuredScroll
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room


class RubricsScreen(Page):
    """Rubrics on the left, their criteria and levels on the right."""

    CSS_PATH = "rubrics.tcss"
    HELP: ClassVar[str] = (
        "What an answer is marked by; up and down choose a rubric. A prompt names its own; all that come "
        "with the program share the core criteria."
    )
    BINDINGS = [
        Binding("right,space,pagedown", "scroll(1)", "Scroll", key_display="space"),
        Binding("left,pageup", "scroll(-1)", "Scroll back", show=False),
        Binding("p", "app.primer", "Primer"),
        Binding("escape,q", "app.pop_screen", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._opened = ""

    def compose(self) -> ComposeResult:
        """Lay out the two sides."""
        yield TopBar("Rubrics")
        rubrics = self.room.library.rubrics
        with Horizontal():
            ids = sorted(rubrics, key=lambda name: (name != "core", name))
            options = [
                Option(
                    Content.assemble(
                        line(name, "bold"),
                        (f"\n{counted(len(rubrics[name].criteria), 'criterion', 'criteria')}. ", "$quiet"),
                        line(rubrics[name].title, "$quiet"),
                    ),
                    id=name,
                )
                for name in ids
            ]
            yield OptionList(*options, id="sets", markup=False)
            with MeasuredScroll(id="set", classes="panel", can_focus=False):
                yield Static(id="criteria", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Open the first set."""
        sets = self.query_one("#sets", OptionList)
        sets.highlighted = 0
        sets.focus()

    @on(OptionList.OptionHighlighted, "#sets")
    def _open(self, event: OptionList.OptionHighlighted) -> None:
        self._opened = event.option_id or ""
        self._show()
        self.query_one("#set").scroll_home(animate=False)

    @on(Measured.Resized)
    def _show(self) -> None:
        """Wrap the set to the room that there is."""
        if self._opened:
            rubric, room = self.room.library.rubric(self._opened), self.query_one(MeasuredScroll).room
            self.query_one("#criteria", Static).update(rubric_content(rubric, room))

    def action_scroll(self, by: int) -> None:
        """Scroll the set."""
        box = self.query_one("#set")
        if by > 0:
            box.scroll_page_down(animate=False)
        else:
            box.scroll_page_up(animate=False)


def rubric_content(rubric: Rubric, width: int) -> Content:
    """Return a rubric's bars, criteria, weights and descriptors, in lines of so many cells."""
    weights = sum(c.weight for c in rubric.criteria)
    bars = rubric.bars
    parts = [
        line(rubric.title, "bold $star"),
        Content.styled(
            f"Strong hire from {bars.strong_hire:g}, hire from {bars.hire:g}, mixed from {bars.mixed:g}.",
            "$quiet",
        ),
    ]
    for name, least in bars.require.items():
        asked = rubric.criterion(name)
        parts.append(line(f"No hire with {asked.title if asked else name} under {least}.", "$quiet"))
    for criterion in rubric.criteria:
        share = criterion.weight / weights if weights else 0.0
        parts += [
            Content(" "),
            Content.assemble(line(criterion.title, "bold"), (f"  {share:.0%} of the score", "$quiet")),
        ]
        parts += [
            hanging(level_head(number), plain(level.descriptor), width)
            for number, level in enumerate(criterion.levels)
        ]
    return joined(*parts)
