"""Phrases that a coach writes to look for cannot hold up the program, however they are written."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nsmtrainer.content.library import load_library
from nsmtrainer.content.models import Pattern
from nsmtrainer.errors import ContentError
from nsmtrainer.reading.patterns import pattern_findings
from nsmtrainer.reading.rules import scan_answer
from nsmtrainer.text import MAX_ANSWER
from tests.content.samples import RUBRIC, write_content
from tests.reading.build import stays
from tests.reliability.counts import counted

MOST_SECONDS = 0.05
RUN_AWAY = (
    *("(a+)+$", "(a|aa)+$", "(.*a){20}", ".*.*.*=.*", "(?:x+x+)+y", "([a-z]+)*[0-9]", "^(([a-z])+.)+[A-Z]$"),
    *(
        "a?" * 20 + "a" * 20,
        "(?=(a+))a*b",
        "\\\\1(a)",
        "{OP: '*'}",
        "[[:alpha:]]*",
        "*",
        "?",
        "**",
        "(",
        "\\\\",
    ),
)
"""What would take a matcher of regular expressions, or of token patterns, for ever; here it is just words."""

Made = tuple[str, str]
"""The keys of a pattern in a rubric, and a word to repeat in the answer that it is looked for in."""

SHAPES: tuple[Callable[[int], Made], ...] = (
    lambda n: (f"any_of: ['{RUN_AWAY[n % len(RUN_AWAY)]}']", "a"),
    lambda n: (f"any_of: ['{'a ' * (n + 2)}b']", "a"),
    lambda n: (f"any_of: [{', '.join('a ' * k + 'b' for k in range(1, n + 2))}]", "a"),
    lambda n: (f"any_of: [a], near: [a], within: {10**n if n % 2 else 50}", "a"),
    lambda n: (f"any_of: [{', '.join(f'word{k}' for k in range(60 * n + 1))}]", f"word{n}"),
    lambda n: (f"any_of: ['{'not ' * (n + 1)}']", "not"),
)


@counted(16, "patterns made to run away, in answers of 20,000 characters", everyday=6, full=60)
def test_no_pattern_runs_away(tmp_path: Path, count: int) -> None:
    """Each is refused when it is loaded, or looked for in under 50 ms of the processor's time."""
    looked = 0
    for number in range(count):
        keys, word = SHAPES[number % len(SHAPES)](number // len(SHAPES) * max(1, 60 // count) + 1)
        text = RUBRIC.replace("any_of: [team, squad]", keys)
        assert text != RUBRIC
        library = load_library(write_content(tmp_path, rubrics__house=text), {}, tmp_path)
        if "house" not in library.rubrics:
            with pytest.raises(ContentError, match=r"house\.yaml"):
                library.rubric("house")
            continue
        patterns = tuple(p for criterion in library.rubric("house").criteria for p in criterion.patterns)
        took = least_seconds(patterns, (f"{word} " * MAX_ANSWER)[:MAX_ANSWER])
        assert took < MOST_SECONDS, (keys[:80], took)
        looked += 1
    assert looked > count // 3


def least_seconds(patterns: tuple[Pattern, ...], text: str) -> float:
    """Return how long patterns take in a text that was read already; the best of some tries."""
    pattern_findings(scan_answer("a", stays(patterns)))
    scan = scan_answer(text, stays(patterns))
    least = float("inf")
    for _ in range(5):
        begun = time.thread_time()
        pattern_findings(scan)
        least = min(least, time.thread_time() - begun)
        if least < MOST_SECONDS:
            break
    return least


@pytest.mark.case(16, "phrases with the signs of regular expressions, taken as words", len(RUN_AWAY))
def test_a_phrase_is_no_expression() -> None:
    """A phrase of such signs finds at most itself: never a text that only an expression would match."""
    for phrase in RUN_AWAY:
        pattern = Pattern("names_price", (phrase,), criterion="pricing")
        (found,) = pattern_findings(scan_answer("I would count aaaa xxxx nights.", stays((pattern,))))
        assert not found.present
