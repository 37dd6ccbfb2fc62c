"""The cases: what may go wrong or be tried, in the order of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A numbered case: its group and what must hold."""

    number: int
    group: str
    promise: str


KEPT = "Nothing that was written is lost"
TEXT = "Text of strangers stays text"
FILES = "Content files are data"
MARKS = "Marks cannot be bought"

CASES = tuple(
    Case(number, group, promise)
    for number, (group, promise) in enumerate(
        (
            (KEPT, "A kill takes nothing that was called saved, and at most 1.5 s of typing"),
            (KEPT, "A signal or a closed window keeps the last key and the terminal; status 128 + n"),
            (KEPT, "Full disk, read-only store, vanished folder: the text stays, it says so, a retry works"),
            (KEPT, "A damaged store is noticed, never taken for sound or made anew; a backup is offered"),
            (KEPT, "A newer store is refused untouched, an older one moves up whole or not at all"),
            (KEPT, "Several windows write at once without an error and without losing anything"),
            (KEPT, "An export leaves the old file or the whole new one"),
            (KEPT, "A clock that is set back changes no order and makes no negative time"),
            (KEPT, "A defect saves the draft and exits with 70; broken bytes on the keyboard do no harm"),
            (TEXT, "No control character of anybody's text reaches the terminal; real scripts and emoji do"),
            (TEXT, "Brackets are text in every view: shown as typed, nothing fails, no click acts"),
            (TEXT, "A paste is text in its order, and one that is too large is refused whole at once"),
            (TEXT, "Reports run nothing, fetch nothing, and lose nobody's words"),
            (FILES, "Bad files are refused fast, in little memory, with their line; good ones still load"),
            (FILES, "Words that YAML would turn into something else stay as they were typed"),
            (FILES, "Phrases of a coach cannot hold up the program"),
            (FILES, "An import takes the good files, names each bad one once, reads nothing outside"),
            (FILES, "No name makes the program write outside its folder or over another file"),
            (MARKS, "What claims nothing earns nothing, and the sheet says why"),
            (MARKS, "What is denied earns nothing"),
            (MARKS, "How it is written moves no mark by more than one level"),
        ),
        start=1,
    )
)
