"""What changed between two attempts: word by word, and mark by mark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\s*(?:[\w'’%-]+|[^\w\s])|\s+")
"""A word or a sign with the white space before it."""
_MANY = 1500
"""From this many words on the comparison looks past very common ones, which keeps it fast."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that both have, or only the former or only the later one."""

    kind: Literal["same", "removed", "added"]
    text: str


def changed_words(before: str, after: str) -> tuple[Stretch, ...]:
    """Return both texts as stretches in reading order; a removed stretch comes before what replaced it.

    The stretches that are not "added" make up `before`, those that are not "removed" make up `after`.
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _MANY)
    stretches: list[Stretch] = []
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            stretches.append(Stretch("same", "".join(old[i:j])))
            continue
        if i < j:
            stretches.append(Stretch("removed", "".join(old[i:j])))
        if k < m:
            stretches.append(Stretch("added", "".join(new[k:m])))
    return tuple(stretches)


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A criterion's level before and after; None where one of the attempts was not marked on it."""

    criterion: str
    before: int | None
    after: int | None


def changed_levels(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[LevelChange, ...]:
    """Return every criterion of both, those of `after` first and in their order."""
    names = [*after, *(name for name in before if name not in after)]
    return tuple(LevelChange(name, before.get(name), after.get(name)) for name in names)
