"""Nothing that steers a terminal gets through a rendered line."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.color import Color

from nsmtrainer.tui.common.line_filter import ControlFilter


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\u202eabc", "\x00", "\U000e0041", "\ufeff", "\x7f"]
)
def test_control_characters_are_left_out(hostile: str) -> None:
    """Escape, C1, bidi overrides, tags and byte order marks never reach the terminal."""
    (segment,) = ControlFilter().apply([Segment(f"a{hostile}b")], Color(0, 0, 0))
    assert not any(
        ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\U000e0041\ufeff" for c in segment.text
    )
    assert segment.text.startswith("a")
    assert segment.text.endswith("b")


@pytest.mark.parametrize("harmless", ["plain", "क्\u200dष", "👩\u200d💻", "עברית\u200f", "é"])
def test_real_scripts_and_emoji_stay(harmless: str) -> None:
    """Joiners of scripts and emoji are text, not control."""
    assert ControlFilter().apply([Segment(harmless)], Color(0, 0, 0)) == [Segment(harmless)]
