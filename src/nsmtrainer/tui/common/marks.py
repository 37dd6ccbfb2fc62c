"""Levels and verdicts as content of widgets, readable with and without colour."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from nsmtrainer.marking.models import MAX_LEVEL, Verdict
from nsmtrainer.marking.wording import LEVEL_NAMES, VERDICT_NAMES

VERDICT_STYLES: dict[Verdict, str] = {
    "strong_hire": "bold $level-3",
    "hire": "bold $level-2",
    "mixed": "bold $level-1",
    "no_hire": "bold $level-0",
}

_HEAD = max(map(len, LEVEL_NAMES)) + 4
"""Cells of a level's number and longest name, and a gap."""


def level_style(level: int) -> str:
    """Return the style of a level's colour; 0 to 3."""
    return f"$level-{level}"


def level_bar(level: int) -> Content:
    """Return a level as filled and open squares, which is readable without colour."""
    return Content.assemble(("■" * level, level_style(level)), ("□" * (MAX_LEVEL - level), "$quiet"))


def level_label(level: int) -> Content:
    """Return "2 solid" in the level's colour."""
    return Content.styled(f"{level} {LEVEL_NAMES[level]}", f"bold {level_style(level)}")


def level_head(level: int) -> Content:
    """Return "2 solid" with a gap behind it, as wide for each level: texts behind it stand in line."""
    label = level_label(level)
    return label.pad_right(_HEAD - label.cell_length)


def clickable(text: str, style: str, action: str) -> Content:
    """Return words that do what a key does when they are clicked; `action` is one of the screen's."""
    return Content.styled(text, style).stylize(Style.from_meta({"@click": f"screen.{action}"}))


def verdict(name: Verdict, score: float) -> Content:
    """Return "Hire  72 of 100" in the verdict's colour."""
    return Content.assemble((VERDICT_NAMES[name], VERDICT_STYLES[name]), (f"  {score:.0f} of 100", "bold"))


SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """Return a criterion's number as it stands behind the words that count for it."""
    return str(number).translate(SUPERSCRIPTS)
