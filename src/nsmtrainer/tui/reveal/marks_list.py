"""The criteria with their levels; moving through them moves the light in the answer."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from nsmtrainer.tui.common.content import line
from nsmtrainer.tui.common.marks import level_bar
from nsmtrainer.tui.reveal.revealed import Revealed

OVERALL = "overall"
"""Id of the first row, which stands for the whole answer."""


class MarksList(OptionList):
    """A row for the whole and one per criterion."""

    def __init__(self, revealed: Revealed) -> None:
        super().__init__(*marks_rows(revealed), markup=False, id="marks")

    def show(self, revealed: Revealed) -> None:
        """Show other marks of the same criteria, standing where it stands."""
        for option in marks_rows(revealed):
            if option.id is not None:
                self.replace_option_prompt(option.id, option.prompt)


def marks_rows(revealed: Revealed) -> list[Option]:
    """Return a row for the whole and one per criterion: number, level, title, what differs from the guess."""
    rows = [Option(Content.assemble((" ★ ", "$star"), ("Overall", "bold")), id=OVERALL)]
    for number, criterion in enumerate(revealed.scored.rubric.criteria, start=1):
        name, attempt = criterion.id, revealed.attempt
        parts = [
            Content.styled(f"{number:>2}", "$quiet"),
            level_bar(attempt.levels[name]),
            line(criterion.title, limit=20),
        ]
        if revealed.gain(name):
            parts.append(Content.styled("+asked", "$level-2"))
        elif name in attempt.predictions:
            parts.append(_guess(attempt.predictions[name], attempt.volunteered_levels[name]))
        if not revealed.mark(name).sure and not revealed.gain(name):
            parts.append(_unsure(attempt.decisions.get(name)))
        rows.append(Option(Content(" ").join(parts), id=name))
    return rows


def _guess(guessed: int, given: int) -> Content:
    if guessed == given:
        return Content.styled("=", "$level-3")
    return Content.styled(f"({guessed})", "$quiet")


def _unsure(decided: int | None) -> Content:
    if decided is None:
        return Content.styled("?", "bold $level-1")
    return Content.styled(f"you: {decided}", "$quiet")
