"""Choosing a prompt: search as you type, filter, preview, start."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.content.models import GAME_TYPES, PROMPT_KINDS, Prompt
from nsmtrainer.text import clean_line
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.library.chip import Chip
from nsmtrainer.tui.library.matching import KIND_NAMES, SHORT_KINDS, matching
from nsmtrainer.tui.library.preview import preview
from nsmtrainer.tui.messages import Chosen, Mode


class LibraryScreen(Page):
    """All prompts, what a search and filters leave of them, and a look at one."""

    CSS_PATH = "library.tcss"
    HELP: ClassVar[str] = (
        "Type to search; the arrow keys choose while you type. Enter starts writing in practice mode, with "
        "hints and no hurry. Live mode runs an interview clock and gives no hints.\n\n"
        "Filtering by game tells you the game of a prompt, which is part of what is asked."
    )
    BINDINGS = [
        Binding("enter", "start('practice')", "Practise", priority=True),
        Binding("ctrl+l", "start('live')", "Live", tooltip="Live mode: interview clock, no hints"),
        Binding("down", "move(1)", "Choose", show=False),
        Binding("up", "move(-1)", "Choose", show=False),
        Binding("ctrl+g", "turn('game')", "Game", tooltip="Filter by game"),
        Binding("ctrl+k", "turn('kind')", "Kind", tooltip="Filter by kind", priority=True),
        Binding("ctrl+r", "clear", "Clear", tooltip="Clear search and filters"),
        Binding("escape", "app.home", "Back"),
        Binding("f1", "app.help", "Help"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out search and list on the left, the preview on the right."""
        games = [("", "any"), *((g, g) for g in GAME_TYPES)]
        kinds = [("", "any"), *((k, SHORT_KINDS[k]) for k in PROMPT_KINDS)]
        yield TopBar("Prompts")
        with Horizontal():
            with Vertical(id="choice"):
                yield Input(placeholder="Search", id="search", select_on_focus=False)
                with Horizontal(id="chips"):
                    yield Chip("Game", games, "game", "Filter by game (Ctrl+G)")
                    yield Chip("Kind", kinds, "kind", "Filter by kind (Ctrl+K)")
                yield OptionList(id="prompts", markup=False)
            with VerticalScroll(id="preview", classes="panel"):
                yield Static(id="about", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show everything."""
        self._fill()

    @on(Input.Changed, "#search")
    @on(Chip.Turned)
    def _fill(self) -> None:
        """Show what search and filters leave."""
        found = matching(
            self.room.library.prompts.values(),
            self.query_one("#search", Input).value,
            self.query_one("#game", Chip).value,
            self.query_one("#kind", Chip).value,
        )
        prompts = self.query_one("#prompts", OptionList)
        prompts.clear_options()
        prompts.add_options([Option(_row(prompt), id=prompt.id) for prompt in found])
        self.query_one(TopBar).say(_count(len(found), len(self.room.library.prompts)))
        if found:
            prompts.highlighted = 0
        else:
            self.query_one("#about", Static).update(_nothing())

    @on(OptionList.OptionHighlighted, "#prompts")
    def _preview(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            prompt = self.room.library.prompt(event.option_id)
            rubric = self.room.library.rubric(prompt.rubric)
            self.query_one("#about", Static).update(preview(prompt, rubric))
            self.query_one("#preview").scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#prompts")
    def _selected(self) -> None:
        self.action_start("practice")

    def action_move(self, by: int) -> None:
        """Move in the list while the search has the focus."""
        prompts = self.query_one("#prompts", OptionList)
        if by > 0:
            prompts.action_cursor_down()
        else:
            prompts.action_cursor_up()

    def action_turn(self, chip: str) -> None:
        """Move a filter on."""
        self.query_one(f"#{chip}", Chip).action_turn(1)

    def action_clear(self) -> None:
        """Take search and filters away."""
        for chip in self.query(Chip):
            chip.at = 0
        self.query_one("#search", Input).value = ""
        self._fill()

    def action_start(self, mode: Mode) -> None:
        """Start an answer to the prompt that the list stands on."""
        if isinstance(self.focused, Chip):
            self.focused.action_turn(1)
            return
        prompts = self.query_one("#prompts", OptionList)
        if prompts.highlighted is not None:
            chosen = prompts.get_option_at_index(prompts.highlighted).id
            if chosen is not None:
                self.post_message(Chosen(chosen, mode))


def _row(prompt: Prompt) -> Content:
    product = clean_line(prompt.product)
    title = clean_line(prompt.title)
    name = title if product.casefold() not in title.casefold() else product
    return Content.assemble(
        line(name, limit=30),
        "\n",
        (KIND_NAMES[prompt.kind], "$quiet"),
        (f" · {prompt.minutes} min", "$quiet"),
    )


def _count(found: int, whole: int) -> Content:
    return Content.styled(f"{whole} prompts" if found == whole else f"{found} of {whole}", "$quiet")


def _nothing() -> Content:
    return Content.assemble(
        ("No prompt fits.\n\n", "bold"),
        "Shorten the search, or press ",
        ("Ctrl+R", "bold $star"),
        " to clear search and filters.",
    )
