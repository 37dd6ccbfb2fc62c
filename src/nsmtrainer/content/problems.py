"""What is wrong with a content file: where, in which words, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from nsmtrainer.text import clean_line

MAX_PROBLEMS = 30
"""Problems that are listed of one file; what comes after the first few rarely helps."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file.

    `line` and `column` count from 1; both are 0 where the file as a whole is meant. `excerpt` is that
    line, cleaned and cut. `message` and `hint` are lower-case clauses without a final stop; `hint` says
    what to do and may be empty.
    """

    file: str
    line: int
    column: int
    excerpt: str
    message: str
    hint: str = ""

    def render(self) -> str:
        """Return the problem as people read it: place, message and hint, and the line below."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        said = f"{place}: {self.message}" + (f"; {self.hint}" if self.hint else "")
        return f"{said}\n    {self.excerpt}" if self.excerpt else said


def whole_file(file: str, message: str, hint: str = "") -> Problem:
    """Return a problem of a file (or folder) as a whole."""
    return Problem(clean_line(file), 0, 0, "", message, hint)


def clause(sentence: str) -> str:
    """Return a sentence as problems are told: beginning small, without its final stop."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known word that is most like `word`, "" where none is near (or one is very long)."""
    if len(word) > 60:
        return ""
    found = get_close_matches(word, [one for one in known if len(one) <= 60], n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return a hint at the nearest known word, or at all of them where they are few; else ""."""
    near = nearest(word, known)
    if near:
        return f"did you mean `{near}`?"
    if 0 < len(known) <= 8:
        return "known here: " + ", ".join(f"`{one}`" for one in known)
    return ""
