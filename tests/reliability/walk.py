"""Walks through every view of the practice room and of the coach's desk, in a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.reliability.window import Met, Window

ESCAPE, ENTER, F1 = "\x1b", "\r", "\x1bOP"
DOWN, HOME, END = "\x1b[B", "\x1b[H", "\x1b[F"
EMPTY = "\x15"
"""Empties a line to write in. A step of its own: letters that come with it are written before it acts."""

DONE, HINT, COPY, SAVE, PALETTE, QUIT = "\x04", "\x14", "\x06", "\x13", "\x10", "\x11"
ASLEEP, LONGEST = 5.0, 120.0
"""Seconds that the program sleeps after which a view will not come any more, and the most to wait for one."""


def pasted(text: str) -> str:
    """Return what a terminal sends for a paste; half a character cannot be sent at all."""
    return f"\x1b[200~{text}\x1b[201~".encode(errors="replace").decode()


def without(said: str) -> Callable[[str], bool]:
    """Return a wait for something to be gone."""

    def gone(screen: str) -> bool:
        return said not in screen

    gone.__name__ = f"no {said!r}"
    return gone


def all_of(*said: str) -> Callable[[str], bool]:
    """Return a wait for several things at once."""

    def there(screen: str) -> bool:
        return all(one in screen for one in said)

    there.__name__ = " and ".join(map(repr, said))
    return there


def written(screen: str) -> bool:
    """Return whether an editor holds words."""
    return re.search(r"[1-9]\d* words?\b", screen) is not None


def marked(screen: str) -> bool:
    """Return whether marks are shown."""
    return "w Why" in screen and "Reading your answer" not in screen


def everybody(screen: str) -> bool:
    """Return whether the coach's desk shows the whole cohort, with nothing over it."""
    no_dialog = "esc Cancel" not in screen and "esc Close" not in screen
    return no_dialog and re.search(r"Coach's desk · .* (?<!of )\d+ people · ", screen) is not None


def some_missing(screen: str) -> bool:
    """Return whether the coach's desk counts more people than are done; what is missing may be wrapped."""
    people, done = re.search(r"(\d+) people", screen), re.search(r"(\d+) done\b", screen)
    return everybody(screen) and people is not None and done is not None and int(people[1]) > int(done[1])


def found(screen: str) -> bool:
    """Return whether the coach's desk shows the people that were looked for."""
    return re.search(r"\d+ of \d+ people", screen) is not None and "esc Cancel" not in screen


WORDS, LINE = "<words>", "<line>"
INBOX, NAMES, OUT = "<inbox>", "<names>", "<out>"
Steps = tuple[tuple[str, Met], ...]
"""What to press and what must be on the screen then; each pair is a view or a state of one."""

PRACTICE: Steps = (
    ("", "begin with"),
    (F1, "esc Close"),
    (ESCAPE, without("esc Close")),
    ("b", "Practise"),
    (DOWN, "Practise"),
    (ENTER, "^d Done"),
    (WORDS, written),
    (SAVE, "· saved"),
    (HINT, "A hint on what?"),
    ("1", "─ Hints ─"),
    (DONE, "How well did you do?"),
    ("2", "solid"),
    ("s", marked),
    *((DOWN, marked),) * 5,
    ("w", "─ Why ─"),
    ("l", "Your answer, lifted"),
    ("a", "─ Your answer ─"),
    ("x", "l Stronger"),
    ("h", "1 of 2"),
    (ESCAPE, marked),
    ("f", "1 of 2"),
    (WORDS, written),
    (DONE, "2 of 2"),
    (ESCAPE, without("2 of 2")),
    ("r", "Your earlier text"),
    (COPY, written),
    (DONE, "How well did you do?"),
    ("s", marked),
    ("c", "What changed"),
    (ESCAPE, "─ Your answer ─"),
    (ESCAPE, "How it goes"),
    ("s", "Search answers and notes"),
    ("n", "esc Cancel"),
    (LINE + ENTER, without("esc Cancel")),
    ("m", "marked"),
    (DOWN + "m", "Attempt 2"),
    ("c", "What changed"),
    (ESCAPE, "m Compare"),
    ("e", "esc Cancel"),
    ("nowhere/" + LINE + ENTER, without("esc Cancel")),
    ("/", "Search answers and notes"),
    (LINE, "esc Back"),
    (ENTER, "e Export"),
    (ESCAPE, "How it goes"),
    ("g", "esc Back"),
    *((DOWN, "esc Back"),) * 3,
    (ESCAPE, "How it goes"),
    ("u", "space Scroll"),
    (ESCAPE, "How it goes"),
    (PALETTE, "Search for commands"),
    (LINE, "nsmtrainer"),
    (ESCAPE, without("What to do now")),
    ("p", "esc Back"),
    (ESCAPE, "How it goes"),
)
"""The candidate's day. `WORDS` are the answer and the reply, `LINE` is put wherever a line is asked for."""

COACHING: Steps = (
    ("", "Nothing was imported yet"),
    ("i", "esc Cancel"),
    (EMPTY, "esc Cancel"),
    (INBOX + ENTER, "new answers"),
    (END, "new answers"),
    (ESCAPE, everybody),
    ("i", "esc Cancel"),
    (EMPTY, "esc Cancel"),
    (NAMES + ENTER, some_missing),
    (DOWN, "attempt"),
    (DOWN, "attempt"),
    ("o", "lowest score"),
    ("/", "esc Cancel"),
    (EMPTY, "esc Cancel"),
    (LINE + ENTER, found),
    (ESCAPE, everybody),
    (HOME, "1 prompt, due"),
    (ENTER, "Judging · "),
    (DOWN, "0-3 Level"),
    ("0", "The candidate reads this sentence"),
    (LINE + ENTER, without("esc Cancel")),
    ("a", without("a Agree")),
    ("u", "a Agree"),
    ("n", "2 of"),
    ("b", "2 of"),
    ("n", "blind · 3 of"),
    (DOWN, "0-3 Level"),
    ("2", "b Blind"),
    ("v", without("blind · ")),
    ("w", "Why the program marks so"),
    ("k", "─ The question ─"),
    (ESCAPE, "─ The answer ─"),
    ("x", "Prove it"),
    (ESCAPE, everybody),
    ("d", "Judging · "),
    (ESCAPE, everybody),
    ("g", "How well marks agree"),
    (ESCAPE, everybody),
    ("y", "esc Cancel"),
    (EMPTY, "esc Cancel"),
    (LINE + ENTER, everybody),
    ("r", "a word to everybody"),
    (LINE + ENTER, "into which folder"),
    (EMPTY, "esc Cancel"),
    (OUT + LINE + ENTER, everybody),
    ("w", "esc Cancel"),
    (EMPTY, "esc Cancel"),
    (OUT + LINE + ".html" + ENTER, everybody),
    (F1, "esc Close"),
    (ESCAPE, everybody),
    (ESCAPE, "How it goes"),
    ("c", everybody),
    (ESCAPE, "How it goes"),
)
"""The coach's day, from an empty desk on: `INBOX` is a folder of submissions, `NAMES` a list of people, `OUT`
the beginning of what is written."""


def visit(
    window: Window, steps: Steps, given: Mapping[str, str], look: Callable[[str], None] = lambda _: None
) -> None:
    """Take steps in turn; `given` is what to paste in place of `WORDS` and the like, `look` gets each screen.

    A step whose view does not come in time fails with its number, its keys and what was shown.
    """
    for number, (keys, wanted) in enumerate(steps, start=1):
        typed = keys
        for place, text in given.items():
            typed = typed.replace(place, pasted(text))
        window.type(typed)
        window.until(wanted, LONGEST, f"step {number} of {len(steps)}, {keys!r}", ASLEEP)
        look(window.rest(0.1))
