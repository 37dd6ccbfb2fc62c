"""Progress over time: a list of what can be looked at, a plot, and the same in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual_plotext import PlotextPlot

from nsmtrainer.counts import counted
from nsmtrainer.errors import StoreError
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.themes import DARK, DARK_COLOURS, LIGHT_COLOURS

if TYPE_CHECKING:
    from nsmtrainer.tui.home.past import Past
    from nsmtrainer.tui.progress.courses import Look
    from nsmtrainer.tui.room import Room

_LATEST = 60
"""The most attempts that a plot shows."""


class ProgressScreen(Page):
    """Choose on the left what is plotted on the right."""

    CSS_PATH = "progress.tcss"
    HELP: ClassVar[str] = (
        "Up and down choose what is plotted. Levels and scores run over your attempts, oldest on the "
        "left; dots are what you volunteered before any follow-up. What the plot shows stands below "
        "it in numbers."
    )
    BINDINGS = [
        Binding("s", "app.sessions", "Sessions"),
        Binding("escape,q", "app.pop_screen", "Back"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._looks: tuple[Look, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list, the plot and the numbers."""
        yield TopBar("Progress")
        with Horizontal():
            yield OptionList(id="looks", markup=False)
            with Vertical(id="look", classes="panel"):
                yield PlotextPlot(id="plot")
                yield Static(id="numbers", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the attempts."""
        self.query_one("#looks").focus()
        self.watch(self.app, "theme", self._draw, init=False)
        self._read()

    @work
    async def _read(self) -> None:
        from nsmtrainer.tui.home.past import look_back
        from nsmtrainer.tui.progress.courses import looks

        try:
            past: Past = await self.run_in_thread(lambda: look_back(self.room))
        except StoreError as error:
            tell(self, error, "Progress")
            return
        self._looks = looks(past.progress, past.attempts)
        said = f"{counted(past.progress.attempts, 'attempt')}, {counted(past.progress.products, 'product')}"
        self.query_one(TopBar).say(Content.styled(said, "$quiet"))
        rows = self.query_one("#looks", OptionList)
        rows.add_options([Option(_row(look), id=look.name) for look in self._looks])
        if self._looks:
            rows.highlighted = 0
        else:
            self.query_one("#plot").display = False
            self.query_one("#numbers", Static).update(
                Content.assemble(
                    ("Nothing to plot yet.\n\n", "bold"),
                    "Answer a prompt (",
                    ("Escape", "bold $star"),
                    ", then Enter), and come back: levels by criterion, by game, your guesses and your time "
                    "stand here.",
                )
            )

    @on(OptionList.OptionHighlighted, "#looks")
    def _draw(self) -> None:
        at = self.query_one("#looks", OptionList).highlighted
        if at is None or at >= len(self._looks):
            return
        look = self._looks[at]
        self.query_one("#look").border_title = line(look.title)  # a text would be parsed as markup
        self.query_one("#numbers", Static).update(look.says)
        self._plot(look)

    def _plot(self, look: Look) -> None:
        widget = self.query_one(PlotextPlot)
        plot: Any = widget.plt
        colours = DARK_COLOURS if self.app.theme == DARK else LIGHT_COLOURS
        plot.clear_figure()
        plot.frame(False)
        values, volunteered = look.values[-_LATEST:], look.volunteered[-_LATEST:]
        numbers = list(range(len(look.values) - len(values) + 1, len(look.values) + 1))
        if volunteered != values:
            plot.scatter(numbers, list(volunteered), marker="●", color=_rgb(colours["quiet"]))
        plot.plot(numbers, list(values), marker="braille", color=_rgb(colours["star"]))
        plot.ylim(look.bottom, look.top)
        plot.yticks(_ticks(look))
        plot.xticks(sorted({numbers[0], numbers[len(numbers) // 2], numbers[-1]}))
        widget.refresh()


def _ticks(look: Look) -> list[float]:
    """Return the values that the side of the plot names."""
    if look.top <= 3:
        return [float(value) for value in range(int(look.bottom), 4)]
    return [round(look.top * part / 4, 0 if look.top >= 8 else 1) for part in range(5)]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _row(look: Look) -> Content:
    digits = 0 if look.top > 10 else 1
    recent = look.values[-5:]
    return Content.assemble(
        (f"{sum(recent) / len(recent):>4.{digits}f}  ", "bold $star"), line(look.title, limit=20)
    )
