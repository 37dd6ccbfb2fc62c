"""Texts that want to be more than text, and a practice room that is full of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from nsmtrainer.content.library import Library
from nsmtrainer.content.parsed import Parsed
from tests.tui.room import tiny_library

CONTROL: tuple[str, ...] = (
    "\x1b[38;5;77171m",
    "\x1b[77172;1H",
    "\x1b[77173J",
    "\x1b[?77174h",
    "\x1b[>77175u",
    "\x1b[77176;77176r",
    "\x1b[77177t",
    "\x1b[77178n",
    "\x1b[77179$p",
    "\x1b]0;owned77180\x07",
    "\x1b]2;owned77181\x1b\\",
    "\x1b]8;;http://owned77182.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;b3duZWQ3NzE4Mw==\x07",
    "\x1b]4;1;rgb:77/18/4f\x07",
    "\x1b]10;#771850\x07",
    "\x1b]1337;File=owned77186:AAAA\x07",
    "\x1b]777;notify;owned77187;x\x07",
    "\x1b]owned77188 never closed",
    "\x1bPowned77189\x1b\\",
    "\x1bP+q77190\x1b\\",
    "\x1b_owned77191\x1b\\",
    "\x1b^owned77192\x1b\\",
    "\x1bXowned77193\x1b\\",
    "\x1bc77194",
    "\x1b#877195",
    "\x1b(077196",
    "\x1b7\x1b8\x1bD\x1bM\x1bE",
    "\x9b77198m",
    "\x9d0;owned77199\x9c",
    "\x90owned77200\x9c",
    "\x9fowned77201\x9c",
    "\x84\x85\x88\x8d\x8e\x8f",
    "a\x00b\x01c\x05d",
    "bell\x07 back\x08\x08 delete\x7f",
    "shift\x0e out\x0f in",
    "over\u202ekcatta\u202c end",
    "iso\u2066lated\u2067 t\u2068e\u2069xt",
    "tag\U000e0001\U000e0041\U000e0042\U000e007f",
    "half\ud83d pair\udc4d",
    "mark\ufeff nonchar\uffff\ufdd0 note\ufff9a\ufffab\ufffb",
)
"""Sequences of every kind that terminals obey, each with a number of its own so that it can be told apart."""

SCRIPTS = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0915\u094d\u200d\u0937",
    "👩\u200d💻",
    "❤\ufe0f",
)
"""Words and emoji that need their joiners."""

FOREIGN = "".join(
    map(chr, [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x2070), 0xFEFF, 0x7F, 0])
)
"""Characters that no terminal should be sent by anybody."""

_PIECES = (
    *("[", "]", "[[", "]]", "\\[", "\\", "[/]", "[/x]", "[bold]", "[/bold]", "[red on blue]", "[link=x]"),
    *(
        "[@click=app.pwned]",
        "[@click=pwned]",
        "[@click=app.pwned('x')]",
        "[@click=screen.pwned()]",
        "[/@click]",
    ),
    *(
        "[$error]",
        "[b",
        "b]",
        "[#ff0000]",
        "[not bold]",
        "[on]",
        "[/red]",
        "[=]",
        "[@",
        "[!]",
        "[\\",
        "{{x}}",
    ),
    *(
        ":smile:",
        "[i]x[/i]",
        "[blink]",
        "[reverse]",
        "[@click=app.quit]",
        "[@click=quit]",
        "[@click=app.bell]",
    ),
)


def brackets(dice: random.Random, number: int) -> str:
    """Return a text of bracket markup, sound and broken, between two words that tell it apart."""
    inner = "".join(dice.choice((*_PIECES, "x")) for _ in range(dice.randint(1, 4)))[:26]
    return f"k{number:04}{inner}q{number:04}"


_LEFT_ALONE = {
    *("id", "kind", "game", "frame", "rubric", "label", "content_hash", "finding", "needs", "criterion"),
    *("for_metric", "quote", "asks", "role", "extends", "prompt", "near", "any_of"),
}


def spoiled(value: Any, payload: Callable[[], str]) -> Any:
    """Return a value of content with a payload in every text that people are shown."""
    if isinstance(value, str):
        return f"{value} {payload()}"
    if isinstance(value, tuple):
        return tuple(spoiled(one, payload) for one in value)
    if isinstance(value, Mapping):
        return {key: one if isinstance(one, int) else spoiled(one, payload) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return replace(
            value, **{name: spoiled(one, payload) for name, one in named if name not in _LEFT_ALONE}
        )
    return value


def hostile_library(payloads: Sequence[str], prompts: int = 1) -> Library:
    """Return a library whose prompts and rubrics hold payloads in every text, past the border's cleaning.

    Half a character stays out: no file can bring one (`tests/content/test_refusals.py`), no store keeps one.
    """
    library = tiny_library()
    payloads = [one.encode(errors="replace").decode() for one in payloads]
    turn = iter(range(1_000_000))

    def payload() -> str:
        return payloads[next(turn) % len(payloads)]

    bakery = library.prompt("bakery")
    made = {}
    for number in range(prompts):
        name = "bakery" if not number else f"bakery{number}"
        library._files["prompt"][name] = library._files["prompt"]["bakery"]
        made[name] = library._read_prompts[name] = Parsed(replace(spoiled(bakery, payload), id=name), ())
    library.prompts = {name: one.value for name, one in made.items() if one.value}
    core = Parsed(spoiled(library.rubric("core"), payload), ())
    library._rubric = lambda _: core  # type: ignore[method-assign, assignment]
    library.rubrics = {"core": core.value} if core.value else {}
    return library
