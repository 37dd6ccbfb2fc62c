"""A walk through every view of the practice room, in a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.reliability.window import Window

ESCAPE, ENTER, DOWN, F1 = "\x1b", "\r", "\x1b[B", "\x1bOP"
DONE, HINT, COPY, SAVE, PALETTE, QUIT = "\x04", "\x14", "\x06", "\x13", "\x10", "\x11"
Met = str | Callable[[str], object]


def pasted(text: str) -> str:
    """Return what a terminal sends for a paste; half a character cannot be sent at all."""
    return f"\x1b[200~{text}\x1b[201~".encode(errors="replace").decode()


def without(said: str) -> Callable[[str], bool]:
    """Return a wait for something to be gone."""
    return lambda screen: said not in screen


def written(screen: str) -> bool:
    """Return whether an editor holds words."""
    return re.search(r"[1-9]\d* words?\b", screen) is not None


def marked(screen: str) -> bool:
    """Return whether marks are shown."""
    return "w Why" in screen and "Reading your answer" not in screen


WORDS, LINE = "<words>", "<line>"
STEPS: tuple[tuple[str, Met], ...] = (
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
    ("2", "2 solid"),
    ("s", marked),
    *((DOWN, marked),) * 5,
    ("w", "─ Why ─"),
    ("l", "Your answer, lifted"),
    ("a", "─ Your answer ─"),
    ("x", "· exemplars"),
    ("h", "1 of 2"),
    (ESCAPE, marked),
    ("f", "1 of 2"),
    (WORDS, written),
    (DONE, "2 of 2"),
    (ESCAPE, without("2 of 2")),
    ("r", "Your former text"),
    (COPY, written),
    (DONE, "How well did you do?"),
    ("s", marked),
    ("c", "What changed"),
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
    (LINE, "esc Home"),
    (ESCAPE, "How it goes"),
    ("g", "esc Home"),
    (ESCAPE, "How it goes"),
    ("u", "of the score"),
    (ESCAPE, "How it goes"),
    (PALETTE, "Search for commands"),
    (LINE, "Search for commands"),
    (ESCAPE, without("What to do now")),
    ("p", "esc Back"),
    (ESCAPE, "How it goes"),
)
"""What to press and what must be on the screen then; each pair is a view or a state of one."""


def every_view(window: Window, words: str, line: str, look: Callable[[str], None] = lambda _: None) -> None:
    """Visit every view in turn; `look` is given each screen.

    `words` are the answer and the reply, `line` is put wherever one line is asked for.
    """
    for keys, wanted in STEPS:
        window.type(keys.replace(WORDS, pasted(words)).replace(LINE, pasted(line)))
        window.until(wanted)
        look(window.rest(0.1))
