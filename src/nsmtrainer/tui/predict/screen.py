"""Guess first: one's own levels, by single keys, before the marks are shown."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from nsmtrainer.content.models import Rubric
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.marking.wording import LEVEL_NAMES
from nsmtrainer.tui.common.content import hanging, joined, line
from nsmtrainer.tui.common.dialog import Dialog
from nsmtrainer.tui.common.key_footer import KeyFooter
from nsmtrainer.tui.common.marks import level_bar, level_style
from nsmtrainer.tui.common.measured import Measured

_BAR_AT = 26
_DIGITS_AT = _BAR_AT + MAX_LEVEL + 2
_APART = 4
"""Columns of a row, and from one of its digits to the next; a digit takes three, with its brackets."""


class Guess(Static):
    """One criterion and the level guessed for it, if any."""

    def __init__(self, title: str, number: int) -> None:
        super().__init__(markup=False, classes="guess")
        self._title = title
        self.number = number
        self.level: int | None = None

    def render(self) -> Content:
        """Return the row."""
        title = line(self._title).truncate(_BAR_AT - 2, ellipsis=True)
        bar = level_bar(self.level) if self.level is not None else Content.styled("···", "$quiet")
        digits = Content(" " * (_APART - 3)).join(map(self._digit, range(MAX_LEVEL + 1)))
        name = "" if self.level is None else Content.styled(LEVEL_NAMES[self.level], level_style(self.level))
        return Content.assemble(title, " " * (_BAR_AT - title.cell_length), bar, "  ", digits, "  ", name)

    def _digit(self, level: int) -> Content:
        chosen = level == self.level
        return Content.styled(f"[{level}]" if chosen else f" {level} ", "bold" if chosen else "$quiet")

    def set_level(self, level: int | None) -> None:
        """Show another guess."""
        self.level = level
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click on a digit guesses; elsewhere it chooses the row."""
        place = event.get_content_offset_capture(self).x - _DIGITS_AT
        if 0 <= place < _APART * (MAX_LEVEL + 1):
            self.set_level(place // _APART)
        screen = self.screen
        if isinstance(screen, PredictScreen):
            screen.choose(self.number)


class Levels(Static, Measured):
    """The descriptors of a criterion, wrapped to its width."""


class PredictScreen(Dialog[dict[str, int] | None]):
    """One row per criterion; a digit guesses and moves on. The descriptors of the row stand below."""

    CSS_PATH = "predict.tcss"
    HELP = (
        "Guess what you will be given, 0 to 3, before you see it. Guessing well is half of practice: the gap "
        "between guess and mark is kept. Skip it whenever you like."
    )
    BINDINGS = [
        *(Binding(str(n), f"guess({n})", "Guess", show=False, tooltip="Guess a level") for n in range(4)),
        Binding("down,j,tab", "move(1)", "Next", show=False),
        Binding("up,k,shift+tab,backspace", "move(-1)", "Former", show=False),
        Binding("enter", "reveal", "Marks", tooltip="Show the marks"),
        Binding("s", "skip", "Skip", tooltip="Skip the guess"),
        Binding("escape", "dismiss(None)", "Back to writing"),
        Binding("f1,question_mark", "app.help", "Help", key_display="f1"),
    ]

    def __init__(self, rubric: Rubric) -> None:
        super().__init__()
        self._rubric = rubric
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the rows and the descriptors of the current one."""
        box = Vertical(classes="dialog", id="predict")
        box.border_title = "How well did you do?"
        box.border_subtitle = "0 to 3 guess, Enter shows the marks"
        with box:
            for number, criterion in enumerate(self._rubric.criteria):
                yield Guess(criterion.title, number)
            yield Levels(id="levels", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start with the first criterion."""
        self.choose(0)

    def choose(self, number: int) -> None:
        """Make a criterion the current one."""
        self._at = max(0, min(number, len(self._rubric.criteria) - 1))
        for guess in self.query(Guess):
            guess.set_class(guess.number == self._at, "-current")
        self._describe()

    @on(Measured.Resized)
    def _describe(self) -> None:
        """Say what each level of the current criterion takes."""
        shown = self.query_one(Levels)
        rows = [
            hanging(
                Content.styled(f"{n} ", f"bold $level-{n}"),
                line(level.descriptor, "$quiet"),
                shown.content_region.width,
            )
            for n, level in enumerate(self._rubric.criteria[self._at].levels)
        ]
        shown.update(joined(*rows))

    def action_guess(self, level: int) -> None:
        """Guess a level and move on."""
        self._rows()[self._at].set_level(level)
        self.choose(self._at + 1)

    def action_move(self, by: int) -> None:
        """Move between criteria."""
        self.choose(self._at + by)

    def action_reveal(self) -> None:
        """Hand over the guesses, those that were made."""
        criteria = self._rubric.criteria
        self.dismiss({criteria[g.number].id: g.level for g in self._rows() if g.level is not None})

    def action_skip(self) -> None:
        """Show the marks without a guess."""
        self.dismiss({})

    def _rows(self) -> list[Guess]:
        return list(self.query(Guess))
