"""How many of what, and which, as a person writes it: one answer, two answers; a, b and c."""

from __future__ import annotations

from collections.abc import Iterable


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 answer`, `1,200 answers`; `many` where the plural takes no "s"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words: "a", "a and b", "a, b and c"; nothing for none."""
    *before, last = [*names] or [""]
    return f"{', '.join(before)} and {last}" if before else last
