"""What changed between two attempts, as rows."""

from __future__ import annotations

from nsmtrainer.tui.reveal.changes import level_rows
from nsmtrainer.tui.written import Former


def test_the_difference_is_that_of_the_shown_scores() -> None:
    """Somebody who subtracts the two numbers gets the third: 71.67 and 23.33 are shown as 72 and 23."""
    shown = level_rows(Former("a", "text", {}, 23.33), 71.67, {}, {}).plain
    assert "23 → 72  +49" in shown
