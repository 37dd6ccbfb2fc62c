"""Choosing a prompt: search as you type, filter, preview, start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.content.models import GAME_TYPES, PROMPT_KINDS
from nsmtrainer.counts import counted
from nsmtrainer.errors import NsmtrainerError
from nsmtrainer.practice.named_files import path_of
from nsmtrainer.text import clean_line
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.page import Page
from nsmtrainer.tui.common.told import tell
from nsmtrainer.tui.common.top_bar import TopBar
from nsmtrainer.tui.library.chip import Chip
from nsmtrainer.tui.library.matching import KIND_NAMES, SHORT_KINDS, Wanted, asked_criteria, matching
from nsmtrainer.tui.library.offers import Offer, Tried, look_up
from nsmtrainer.tui.library.preview import preview
from nsmtrainer.tui.messages import Chosen
from nsmtrainer.tui.sessions.ask import AskScreen
from nsmtrainer.tui.written import Mode

if TYPE_CHECKING:
    from nsmtrainer.tui.room import Room


class LibraryScreen(Page):
    """All prompts, what a search and filters leave of them, and a look at one."""

    CSS_PATH = "library.tcss"
    HELP: ClassVar[str] = (
        "Type to search; the arrow keys choose while you type. Enter starts writing in practice mode, with "
        "hints and no hurry. Live mode runs an interview clock and gives no hints.\n\n"
        "Filtering by game tells you the game of a prompt, which is part of what is asked. Assigned shows "
        "what a coach asked of you, in the mode that they chose; Ctrl+O opens the file that they sent."
    )
    BINDINGS = [
        Binding("enter", "start('practice')", "Practise", priority=True),
        Binding("ctrl+l", "start('live')", "Live", tooltip="Live mode: interview clock, no hints"),
        Binding("down", "move(1)", "Choose", show=False),
        Binding("up", "move(-1)", "Choose", show=False),
        Binding("tab", "app.focus_next", "Filters", tooltip="To the filters; Space turns them"),
        Binding("ctrl+g", "turn('game')", "Game", show=False, tooltip="Filter by game"),
        Binding("ctrl+k", "turn('kind')", "Kind", show=False, tooltip="Filter by kind", priority=True),
        Binding(
            "ctrl+t", "turn('asked')", "Asks", show=False, tooltip="Filter by what is asked beside the usual"
        ),
        Binding("ctrl+n", "turn('which')", "Which", show=False, tooltip="All, not yet tried, or assigned"),
        Binding("ctrl+o", "ask_file", "Open", show=False, tooltip="Open the assignment that a coach sent"),
        Binding("ctrl+r", "clear", "Clear", tooltip="Clear search and filters"),
        Binding("escape", "app.home", "Back"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._tried = Tried()
        self._offers: dict[str, Offer] = {}

    def compose(self) -> ComposeResult:
        """Lay out search and list on the left, the preview on the right."""
        games = [("", "any"), *((g, g) for g in GAME_TYPES)]
        kinds = [("", "any"), *((k, SHORT_KINDS[k]) for k in PROMPT_KINDS)]
        asked = [("", "any"), *asked_criteria(self._own())]
        yield TopBar("Prompts")
        with Horizontal():
            with Vertical(id="choice"):
                yield Input(placeholder="Search", id="search", select_on_focus=False)
                with Horizontal(classes="chips"):
                    yield Chip("Game", games, "game", "Filter by game (Ctrl+G)")
                    yield Chip("Kind", kinds, "kind", "Filter by kind (Ctrl+K)")
                with Horizontal(classes="chips"):
                    yield Chip("All", _WHICH, "which", "All, not yet tried, or assigned (Ctrl+N)")
                    yield Chip("Asks", asked, "asked", "What is asked beside the usual criteria (Ctrl+T)")
                yield OptionList(id="prompts", markup=False)
            with VerticalScroll(id="preview", classes="panel"):
                yield Static(id="about", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show everything; what was tried and what is assigned comes as soon as the store has told it."""
        self._fill()
        self._look_up()

    @work
    async def _look_up(self) -> None:
        try:
            self._tried = await self.run_in_thread(lambda: look_up(self.room))
        except NsmtrainerError as error:
            tell(self, error, "Prompts")
        self._fill()

    def action_ask_file(self) -> None:
        """Ask for the file of an assignment, and open it."""
        hint = "The file that your coach sent, with its folder where it does not lie in this one."
        self.app.push_screen(AskScreen("Open an assignment", "", hint), self._open_named)

    def _open_named(self, name: str | None) -> None:
        if name:
            self._open(name)

    @work(group="open")
    async def _open(self, name: str) -> None:
        try:
            path = path_of(name)
            opened, fresh = await self.run_in_thread(lambda: self.room.open_assignment(path))
            self._tried = await self.run_in_thread(lambda: look_up(self.room))
        except NsmtrainerError as error:
            tell(self, error, "Open")
            return
        self.action_clear()
        self.query_one("#which", Chip).at = [value for value, _ in _WHICH].index("assigned")
        self._fill()
        title = clean_line(opened.assignment.title)
        said = "is ready." if fresh else "was opened before; what you did since is kept."
        hand_in = f"To hand in: nsmtrainer submit {opened.assignment.id}"
        self.notify(f"{title} {said}\n{hand_in}", title="Open", timeout=10, markup=False)

    def _own(self) -> list[Offer]:
        """Return what the user's own library offers."""
        library = self.room.library
        rubrics = library.rubrics
        return [
            Offer(prompt, rubrics[prompt.rubric], best=self._tried.best.get(prompt.id))
            for prompt in library.prompts.values()
            if prompt.rubric in rubrics  # one that cannot be used marks nothing
        ]

    @on(Input.Changed, "#search")
    @on(Chip.Turned)
    def _fill(self) -> None:
        """Show what search and filters leave, standing on the same prompt where it is still there."""
        which = self.query_one("#which", Chip).value
        offers = self._tried.assigned if which == "assigned" else self._own()
        found = matching(
            offers,
            Wanted(
                self.query_one("#search", Input).value,
                self.query_one("#game", Chip).value,
                self.query_one("#kind", Chip).value,
                self.query_one("#asked", Chip).value,
                untried=which == "untried",
            ),
        )
        prompts = self.query_one("#prompts", OptionList)
        at = self._current()
        self._offers = {one.id: one for one in found}
        prompts.clear_options()
        prompts.add_options([Option(_row(one), id=one.id) for one in found])
        self.query_one(TopBar).say(_count(len(found), len(offers)))
        if found:
            prompts.highlighted = prompts.get_option_index(at.id) if at and at.id in self._offers else 0
        else:
            self.query_one("#about", Static).update(_nothing(which, bool(offers)))
        self.refresh_bindings()

    def _current(self) -> Offer | None:
        """Return what the list stands on."""
        at = self.query_one("#prompts", OptionList).highlighted
        if at is None:
            return None
        return self._offers.get(self.query_one("#prompts", OptionList).get_option_at_index(at).id or "")

    @on(OptionList.OptionHighlighted, "#prompts")
    def _preview(self) -> None:
        offer = self._current()
        if offer is not None:
            self.query_one("#about", Static).update(preview(offer, self.room.now()))
            self.query_one("#preview").scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#prompts")
    def _selected(self) -> None:
        self.action_start("practice")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer clearing only where something is searched or filtered."""
        if action == "clear":
            searched = self.query_one("#search", Input).value
            return bool(searched or any(chip.value for chip in self.query(Chip)))
        return True

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
        self.query_one("#search").focus()
        self._fill()

    def action_start(self, mode: Mode) -> None:
        """Start an answer to the prompt that the list stands on; an assignment chooses the mode itself."""
        if isinstance(self.focused, Chip):
            self.focused.action_turn(1)
            return
        offer = self._current()
        if offer is None:
            return
        if offer.opened is not None:
            asked = offer.opened.assignment
            if asked.mode != mode and mode == "live":
                said = f"{clean_line(asked.title)} asks for {asked.mode} mode."
                self.app.notify(said, title="Assigned", markup=False)
            mode = asked.mode
        self.post_message(Chosen(offer.prompt.id, mode, offer.assignment))


_WHICH = (("", "All"), ("untried", "not tried"), ("assigned", "assigned"))


def _row(offer: Offer) -> Content:
    prompt = offer.prompt
    product = clean_line(prompt.product)
    title = clean_line(prompt.title)
    name = title if product.casefold() not in title.casefold() else product
    facts = [f"{KIND_NAMES[prompt.kind]} · {prompt.minutes} min"]
    if offer.opened is not None:
        facts.append(offer.opened.assignment.mode)
    if offer.best is not None:
        facts.append(f"best {offer.best:.0f}")
    return Content.assemble(line(name, limit=32), "\n", line(" · ".join(facts), "$quiet"))


def _count(found: int, whole: int) -> Content:
    return Content.styled(counted(whole, "prompt") if found == whole else f"{found} of {whole}", "$quiet")


def _nothing(which: str, offered: bool) -> Content:
    """Say why the list is empty, and what to do."""
    if which == "assigned" and not offered:
        return Content.assemble(
            ("Nothing is assigned.\n\n", "bold"),
            "A coach's assignment is a file. Open it once with ",
            ("Ctrl+O", "bold $star"),
            ", and its prompts stand here. On the command line:\n\n",
            ("nsmtrainer assign open FILE", "$star"),
        )
    return Content.assemble(
        ("No prompt fits.\n\n", "bold"),
        "Shorten the search, or press ",
        ("Ctrl+R", "bold $star"),
        " to clear search and filters.",
    )
