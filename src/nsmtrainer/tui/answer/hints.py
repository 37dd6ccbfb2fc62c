"""Hints, one per criterion, each on request."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from nsmtrainer.content.models import Prompt, Rubric
from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.dialog import Dialog
from nsmtrainer.tui.common.key_footer import KeyFooter


class HintScreen(Dialog[str | None]):
    """Choose the criterion that one wants a hint on."""

    CSS_PATH = "hints.tcss"
    HELP = "A hint is a question that points the way. Each one is counted with the attempt."
    BINDINGS = [Binding("escape", "dismiss(None)", "No hint"), Binding("f1", "app.help", "Help")]

    def __init__(self, prompt: Prompt, rubric: Rubric, used: tuple[str, ...]) -> None:
        super().__init__()
        self._criteria = [c for c in rubric.criteria if c.id in prompt.hints]
        self._used = used

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        box = Vertical(classes="dialog", id="hints")
        box.border_title = "A hint on what?"
        box.border_subtitle = "counts as used"
        with box:
            if not self._criteria:
                yield Static("This prompt has no hints.", markup=False)
            yield OptionList(
                *(self._option(n, c.id, c.title) for n, c in enumerate(self._criteria, 1)), markup=False
            )
        yield KeyFooter()

    def _option(self, number: int, criterion: str, title: str) -> Option:
        seen = ("  seen", "$quiet") if criterion in self._used else ""
        return Option(Content.assemble((f"{number} ", "$quiet"), line(title), seen), id=criterion)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the chosen criterion."""
        self.dismiss(event.option_id)

    def on_key(self, event: object) -> None:
        """A digit chooses at once."""
        key = str(getattr(event, "key", ""))
        if key.isdigit() and 1 <= int(key) <= len(self._criteria):
            self.dismiss(self._criteria[int(key) - 1].id)


def shown_hints(prompt: Prompt, rubric: Rubric, used: tuple[str, ...]) -> Content:
    """Return the hints that were asked for, under their criteria."""
    parts = []
    for criterion_id in used:
        criterion = rubric.criterion(criterion_id)
        if criterion is not None:
            parts.append(
                Content.assemble(
                    line(criterion.title, "bold $star"), "\n", line(prompt.hints.get(criterion_id, ""))
                )
            )
    return Content("\n\n").join(parts)
