"""The criteria with their levels; moving through them moves the light in the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from nsmtrainer.tui.common.content import level_bar, line, mark_note

if TYPE_CHECKING:
    from nsmtrainer.practice.score import Scored

OVERALL = "overall"
"""Id of the first row, which stands for the whole answer."""


class MarksList(OptionList):
    """A row for the whole and one per criterion."""

    def __init__(self, scored: Scored, guess: Mapping[str, int]) -> None:
        rows = [Option(Content.assemble(("★ ", "$star"), ("Overall", "bold")), id=OVERALL)]
        for number, criterion in enumerate(scored.rubric.criteria, start=1):
            mark = scored.sheet.marks[criterion.id]
            parts = [
                Content.styled(f"{number:>2}", "$quiet"),
                level_bar(mark.level),
                line(criterion.title, limit=20),
            ]
            if criterion.id in guess:
                parts.append(_gap(guess[criterion.id], mark.level))
            parts.append(mark_note(mark))
            rows.append(Option(Content(" ").join([p for p in parts if p.plain]), id=criterion.id))
        super().__init__(*rows, markup=False, id="marks")


def _gap(guessed: int, given: int) -> Content:
    """Return what was guessed, where it differs: "you: 3"."""
    if guessed == given:
        return Content.styled("=", "$level-3")
    return Content.styled(f"({guessed})", "$quiet")
