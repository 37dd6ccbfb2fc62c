"""The two themes: a calm dark one for the evening and a paper-like light one.

Every pair of text and ground reaches a WCAG contrast of 4.5 to 1 or more; a test computes them.
The grounds are nearly grey, so that a terminal of 256 colours shows them as greys, not as the nearest blue.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = "nsmtrainer-dark"
LIGHT = "nsmtrainer-light"


def _theme(name: str, dark: bool, colours: dict[str, str]) -> Theme:
    c = colours
    return Theme(
        name=name,
        dark=dark,
        primary=c["star"],
        secondary=c["link"],
        accent=c["star"],
        foreground=c["text"],
        background=c["ground"],
        surface=c["surface"],
        panel=c["panel"],
        success=c["level-3"],
        warning=c["level-1"],
        error=c["level-0"],
        variables={
            "star": c["star"],
            "quiet": c["quiet"],
            "line": c["line"],
            "level-0": c["level-0"],
            "level-1": c["level-1"],
            "level-2": c["level-2"],
            "level-3": c["level-3"],
            "evidence-ground": c["evidence-ground"],
            "evidence-text": c["evidence-text"],
            "added-ground": c["added-ground"],
            "added-text": c["added-text"],
            "removed-ground": c["removed-ground"],
            "removed-text": c["removed-text"],
            "text": c["text"],
            "text-muted": c["quiet"],
            "text-disabled": c["quiet"],
            "foreground-muted": c["quiet"],
            "footer-background": c["panel"],
            "footer-foreground": c["text"],
            "footer-description-foreground": c["text"],
            "footer-key-foreground": c["star"],
            "block-cursor-background": c["cursor-ground"],
            "block-cursor-foreground": c["text"],
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": c["panel"],
            "block-cursor-blurred-foreground": c["text"],
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": c["panel"],
            "input-cursor-background": c["text"],
            "input-cursor-foreground": c["ground"],
            "input-selection-background": c["selection"],
            "border": c["star"],
            "border-blurred": c["line"],
            "scrollbar": c["line"],
            "scrollbar-hover": c["quiet"],
            "scrollbar-active": c["star"],
            "scrollbar-background": c["surface"],
            "scrollbar-background-hover": c["surface"],
            "scrollbar-background-active": c["surface"],
            "scrollbar-corner-color": c["surface"],
        },
    )


DARK_COLOURS: dict[str, str] = {
    "ground": "#14161a",
    "surface": "#1a1d22",
    "panel": "#25292f",
    "cursor-ground": "#343a42",
    "selection": "#35507a",
    "line": "#474d57",
    "text": "#e3e8f2",
    "quiet": "#a3aec2",
    "star": "#f3c562",
    "link": "#8cc4ef",
    "level-0": "#f59a8d",
    "level-1": "#f2b96e",
    "level-2": "#84c8ee",
    "level-3": "#8adba6",
    "evidence-ground": "#4a3d12",
    "evidence-text": "#ffe9ae",
    "added-ground": "#173a2a",
    "added-text": "#a8ebc0",
    "removed-ground": "#43232a",
    "removed-text": "#f7b6ac",
}

LIGHT_COLOURS: dict[str, str] = {
    "ground": "#f6f5f3",
    "surface": "#fdfdfc",
    "panel": "#e9e7e4",
    "cursor-ground": "#d9d6d0",
    "selection": "#c9dbf0",
    "line": "#bdb9b1",
    "text": "#1f2533",
    "quiet": "#565d6b",
    "star": "#7a4e00",
    "link": "#1b5482",
    "level-0": "#a12f24",
    "level-1": "#7f4a00",
    "level-2": "#115a85",
    "level-3": "#1a6239",
    "evidence-ground": "#fbe6a6",
    "evidence-text": "#3b2900",
    "added-ground": "#d2eed9",
    "added-text": "#0f4a27",
    "removed-ground": "#f7d9d3",
    "removed-text": "#7a1f16",
}

THEMES: tuple[Theme, ...] = (_theme(DARK, True, DARK_COLOURS), _theme(LIGHT, False, LIGHT_COLOURS))
