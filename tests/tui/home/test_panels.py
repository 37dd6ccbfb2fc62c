"""What the panels of the home screen say."""

from __future__ import annotations

import pytest

from nsmtrainer.tui.home.panels import fitting

REASON = "Single metric, attention games: not practised yet. Facebook is new to you."


@pytest.mark.parametrize(
    ("width", "left"),
    [
        (80, REASON),
        (len(REASON), REASON),
        (len(REASON) - 1, "Single metric, attention games: not practised yet."),
        (10, "Single metric, attention games: not practised yet."),
        (0, "Single metric, attention games: not practised yet."),
    ],
)
def test_a_reason_stands_on_one_line_in_whole_sentences(width: int, left: str) -> None:
    """What does not fit goes as a sentence; the first one always stays."""
    assert fitting(REASON, width) == left
