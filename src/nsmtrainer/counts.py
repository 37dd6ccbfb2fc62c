"""How many of what, as a person writes it: one answer, two answers."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 answer`, `1,200 answers`; `many` where the plural takes no "s"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
