"""The names of levels and verdicts, as people read them everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nsmtrainer.marking.models import Mark, Verdict

LEVEL_NAMES: tuple[str, ...] = ("missing", "weak", "solid", "strong")

VERDICT_NAMES: Mapping[Verdict, str] = MappingProxyType(
    {"strong_hire": "Strong hire", "hire": "Hire", "mixed": "Mixed", "no_hire": "No hire"}
)


def level_words(mark: Mark) -> str:
    """Return "2 solid", or "2 solid, not sure: 1 or 2" where the mark lies between two levels."""
    said = f"{mark.level} {LEVEL_NAMES[mark.level]}"
    if mark.sure or mark.between is None:
        return said
    return f"{said}, not sure: {mark.between[0]} or {mark.between[1]}"
