"""Answers to measure with, of any length, made of the built-in exemplars' own sentences."""

from __future__ import annotations

import json
import random
from functools import cache

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Lexicon

PROMPT = "airbnb"
SEED = 8


@cache
def library() -> Library:
    """Return the built-in library."""
    return load_library()


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the prompt that is measured with."""
    prompt = library().prompt(PROMPT)
    return library().lexicon(prompt, library().rubric(prompt.rubric))


@cache
def _sentences() -> tuple[str, ...]:
    texts = [one.text for name in library().ids("prompt") for one in library().prompt(name).exemplars]
    return tuple(f"{said.strip()}." for text in texts for said in text.split(". ") if len(said.split()) > 3)


def answers(words: int, count: int) -> list[str]:
    """Return answers of that many words each, all different, the same in every run."""
    dice = random.Random(SEED + words)
    made = []
    for _ in range(count):
        said: list[str] = []
        while len(said) < words:
            said += dice.choice(_sentences()).split()
        made.append(" ".join(said[:words]))
    return made


def lines(count: int, words: int = 150) -> str:
    """Return a file of answers as `nsmtrainer mark` takes it."""
    return "".join(
        json.dumps({"id": str(number), "prompt": PROMPT, "text": text}) + "\n"
        for number, text in enumerate(answers(words, count))
    )
