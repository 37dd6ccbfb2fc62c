"""Texts as content of widgets: how they are wrapped behind what leads to them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from nsmtrainer.tui.common.content import hanging, line

LEAD = Content.styled("2 solid  ", "bold")


def test_later_lines_stand_below_the_beginning_of_the_text() -> None:
    """No line is longer than there is room for, and no word is lost."""
    text = "The right game is named, in these words or plain ones, and nothing is derived from it."
    first, *rest = hanging(LEAD, Content(text), 40).plain.splitlines()
    assert first.startswith("2 solid  The right game")
    assert rest
    assert all(one.startswith(" " * 9) and one[9] != " " for one in rest)
    assert all(cell_len(one) <= 40 for one in (first, *rest))
    assert " ".join([first[9:].strip(), *map(str.strip, rest)]) == text


def test_characters_that_take_two_cells_are_counted_so() -> None:
    """A text without blanks is broken where the room ends."""
    rows = hanging(LEAD, Content("王" * 40), 40).plain.splitlines()
    assert all(cell_len(one) <= 40 for one in rows)
    assert sum(one.count("王") for one in rows) == 40


def test_without_room_beside_the_lead_the_text_runs_on() -> None:
    """As before the layout has given a width, when there is none."""
    for width in (0, 5, 28):
        assert hanging(LEAD, Content("A long text"), width).plain == "2 solid  A long text"


def test_a_line_is_cut_by_the_cells_that_it_takes() -> None:
    """Names in scripts whose characters take two cells fill a column as others do, and never more."""
    assert line("Guardrail", limit=9).plain == "Guardrail"
    assert line("A long name of it", limit=7).plain == "A long…"
    assert line("王小明", limit=6).plain == "王小明"
    cut = line("王小明王小明", limit=8)
    assert cut.plain.endswith("…")
    assert cut.cell_length <= 8
