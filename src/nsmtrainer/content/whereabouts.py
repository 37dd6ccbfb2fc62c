"""Where something stands in a file of values, said as people would say it."""

from __future__ import annotations

from collections.abc import Sequence

from nsmtrainer.text import clean_line, quote

Step = str | int
"""One step down a tree of values: a key, or a place in a list, counted from 0."""

LONGEST_NAME = 40
"""How much of a key is shown, in characters; keys of files can be anybody's."""

_ONE = {
    "answers": "answer",
    "criteria": "criterion",
    "evidence": "evidence",
    "findings": "finding",
    "follow_ups": "follow-up",
    "games": "game",
    "hints_used": "hint",
    "marks": "mark",
    "metrics": "metric",
    "missing": "missing finding",
    "overrides": "override",
    "re_marks": "re-mark",
    "requests": "request",
    "spans": "span",
}
"""What one entry of a list is called; of others it is "entry"."""


def said_at(path: Sequence[Step]) -> str:
    """Return what to call the value at `path`: "answer 1, follow-up 2: `text`", "it" for the whole."""
    words: list[str] = []
    for step in path:
        if isinstance(step, str):
            words.append(clean_line(step, LONGEST_NAME))
        elif words:
            words[-1] = f"{_ONE.get(words[-1], f'{words[-1]}, entry')} {step + 1}"
        else:
            words.append(f"entry {step + 1}")
    if not words:
        return "it"
    *around, last = (word.replace("_", " ") for word in words)
    if isinstance(path[-1], str):
        last = code(path[-1], LONGEST_NAME)
    return f"{', '.join(around)}: {last}" if around else last


def code(word: str, limit: int = 60) -> str:
    """Return a key or value as it is typed, cleaned, between backticks."""
    return f"`{quote(word, limit)[1:-1]}`"
