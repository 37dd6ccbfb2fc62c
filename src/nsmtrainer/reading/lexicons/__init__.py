"""Word lists of the reader as plain data, loaded once per process."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

_GROUP = re.compile(r"\(([^()]*)\)")


@cache
def load(name: str) -> dict[str, Any]:
    """Return the word list `name` (without `.toml`).

    Raises FileNotFoundError where the package lacks it.
    """
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_lines(name: str) -> frozenset[str]:
    """Return the words of the plain list `name` (without `.txt`), lines of comment left out."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def word_set(name: str) -> frozenset[str]:
    """Return a small set of words by its name in `wordsets.toml`; raises KeyError for an unknown one."""
    return frozenset(load("wordsets")[name].split())


def spelled_out(phrase: str) -> Iterator[str]:
    """Yield each phrase that a short form stands for: `(my|our) pick` is `my pick` and `our pick`.

    An empty alternative makes the words optional: `(the|) one`.
    """
    if "(" not in phrase:
        yield " ".join(phrase.split())
        return
    parts = _GROUP.split(phrase)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    for chosen in itertools.product(*choices):
        yield " ".join("".join(chosen).split())
