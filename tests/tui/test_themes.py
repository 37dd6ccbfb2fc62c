"""Text stands out from its ground in both themes."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem

from nsmtrainer.tui.themes import DARK_COLOURS, LIGHT_COLOURS

GROUNDS = ("ground", "surface", "panel", "cursor-ground")
TEXTS = ("text", "quiet", "star", "link", "level-0", "level-1", "level-2", "level-3")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("text", "selection"),
    ("evidence-text", "evidence-ground"),
    ("added-text", "added-ground"),
    ("removed-text", "removed-ground"),
]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("colours", [DARK_COLOURS, LIGHT_COLOURS], ids=["dark", "light"])
def test_contrast_is_enough_to_read(colours: dict[str, str], text: str, ground: str) -> None:
    """Every text colour reaches 4.5 to 1 on every ground that it is used on."""
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_contrast_of_black_and_white_is_21() -> None:
    """The ratio itself is computed as the standard defines it."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [DARK_COLOURS, LIGHT_COLOURS], ids=["dark", "light"])
@pytest.mark.parametrize("ground", [*GROUNDS, "line"])
def test_grounds_stay_neutral_in_a_terminal_of_256_colours(colours: dict[str, str], ground: str) -> None:
    """The nearest of the 256 colours is a grey, not a blue or a pink."""
    nearest = Color.parse(colours[ground]).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    assert max(nearest) - min(nearest) <= 2
