"""Any text is read, in a time that grows with its length and no faster, with places that lie in the text."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Lexicon
from nsmtrainer.reading.models import Reading
from nsmtrainer.reading.read import read, read_by_rules
from nsmtrainer.text import MAX_ANSWER
from tests.reading.test_read import STRONG
from tests.reliability.counts import FULL, VARIABLE, counted

MOST_SECONDS = 2.0 if os.environ.get(VARIABLE) == FULL else 3.5  # a shared core takes half as long again
"""For the longest answer there may be, model and all, in the processor's time."""

TIMES, MOST_GROWTH = 8, 24.0
"""A text eight times as long may take three times eight times as long; grown with the square, 64 times."""

WORDS = [
    *("north star", "nights booked", "not", "rather than", "because", "refund rate", "10M by Q4", "I", "we"),
    *(
        "if",
        "wait",
        "actually, no",
        "transaction game",
        "DAU",
        "OKR",
        ".",
        ",",
        ";",
        "(",
        ")",
        "—",
        "\n",
        "\n\n",
    ),
    *(
        "\u202e",
        "\ud800",
        "\x00",
        "\u200d",
        "👩\u200d💻",
        "é",
        "שלום",
        "क्ष",
        "ﬁ",
        "İ",
        "ß",
        "\u0345",
        "％",
        "𝟙𝟘",
    ),
    *(
        "'s",
        "’",
        "“",
        "”",
        '"',
        "...",
        "…",
        "!!!",
        "\t",
        "\xa0",
        "\u2028",
        "[",
        "]",
        "<b>",
        "http://x.y/z?a=b",
    ),
]


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in library, loaded once."""
    return load_library(env={})


@pytest.fixture(scope="module")
def airbnb(library: Library) -> Lexicon:
    """What a reader knows of the prompt about Airbnb."""
    return library.lexicon(library.prompt("airbnb"), library.rubric("core"))


def check_places(found: Reading, text: str) -> None:
    """Every place that a reading names lies in the text and is not empty."""
    spans = [clause.span for clause in found.clauses]
    spans += [mention.span for mention in found.mentions]
    spans += [span for finding in found.findings for span in finding.spans]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)


anything = st.text(st.characters(exclude_categories=()), max_size=400)
mixed = st.lists(st.sampled_from(WORDS) | anything, max_size=40).map(" ".join)
unhurried = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(unhurried, max_examples=60)
@given(text=anything | mixed)
def test_any_text_is_read(airbnb: Lexicon, text: str) -> None:
    """Whatever characters an answer holds, the rules read it and name places that are there."""
    check_places(read_by_rules(text, airbnb), text)


@counted(21, "random texts of all of Unicode through rules and model", everyday=0, full=2000)
def test_many_texts_are_read(airbnb: Lexicon, count: int) -> None:
    """The same with the model, over many more texts."""

    @settings(unhurried, max_examples=count)
    @given(text=anything | mixed)
    def check(text: str) -> None:
        check_places(read(text, airbnb), text)

    check()


LONG: dict[str, Callable[[int], str]] = {
    "an answer": lambda size: (STRONG + " ") * (size // len(STRONG) + 1),
    "one word": lambda size: "x" * size,
    "a list": lambda size: "refund rate, " * (size // 12 + 1),
    "denials": lambda size: "I would not count nights booked, not, no, never. " * (size // 40 + 1),
    "turns": lambda size: (
        "wait, actually no, rather than nights booked, searches rise when " * (size // 50 + 1)
    ),
    "brackets": lambda size: "((((" * size,
    "quotes": lambda size: "\"'’“" * size,
    "apostrophes": lambda size: "a's'" * size,
    "line breaks": lambda size: "nights booked\n" * size,
    "numbers": lambda size: "10M by Q4 " * size,
    "letters apart": lambda size: "a " * size,
    "combining": lambda size: "e\u0301\u0345" * size,
    "emoji": lambda size: "👩\u200d💻" * size,
    "slips": lambda size: "nigths bookd refnd raet " * size,
    "any": lambda size: "".join(random.Random(1).choices("abc .,;:'-\n()\"", k=size)),
}


def seconds(text: str, lexicon: Lexicon) -> float:
    """Return the least processor time of three readings by the rules."""
    least = float("inf")
    for _ in range(3):
        begun = time.thread_time()
        read_by_rules(text, lexicon)
        least = min(least, time.thread_time() - begun)
    return least


@pytest.mark.parametrize("kind", LONG)
def test_time_grows_in_step_with_length(airbnb: Lexicon, kind: str) -> None:
    """Eight times the text takes about eight times as long, whatever it repeats."""
    long = LONG[kind](MAX_ANSWER)[:MAX_ANSWER]
    short = long[: MAX_ANSWER // TIMES]
    seconds(short, airbnb)
    for _ in range(3):  # a busy machine may be slow once
        ratio = seconds(long, airbnb) / max(seconds(short, airbnb), 0.001)
        if ratio < MOST_GROWTH:
            return
    pytest.fail(f"{TIMES} times the text took {ratio:.0f} times as long")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["an answer", "turns", "brackets", "one word"])
def test_the_longest_answer_is_read_in_time(airbnb: Lexicon, kind: str) -> None:
    """20,000 characters, by rules and model, in under two seconds of the processor's time."""
    text = LONG[kind](MAX_ANSWER)[:MAX_ANSWER]
    read("I would count nights booked.", airbnb)
    took = []
    for _ in range(4):
        begun = time.process_time()
        check_places(read(text, airbnb), text)
        took.append(time.process_time() - begun)
        if took[-1] < MOST_SECONDS:
            return
    pytest.fail(f"at least {min(took):.1f} s")
