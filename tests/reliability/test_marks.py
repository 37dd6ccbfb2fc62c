"""Marks can't be bought, what is denied earns nothing, and how a thing is written changes next to nothing.

With the model that is shipped, over all prompts of the built-in library.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from statistics import mean
from typing import Any

import pytest

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Prompt
from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.practice.attacks.cases import MOST_LEVEL, Attack, attacks_on
from nsmtrainer.practice.score import score_answer
from tests.reliability.counts import counted

Note = Any
CLEAN = 0.95
"""Share of attacks that must earn at most 1 everywhere; docs/marking.md says what is left and where."""

NEAR, MOST_POINTS = 0.95, 8.0
"""Share of marks that may not move by more than a level, and the most that the score moves on average."""


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in library, loaded once."""
    return load_library(env={})


def attacks(library: Library, count: int, wanted: Callable[[str], bool]) -> Iterator[Attack]:
    """Yield so many attacks of some kinds, over the prompts in turn."""
    prompts = list(library.prompts.values())
    random.Random(count).shuffle(prompts)
    made = 0
    for number in range(100):
        for prompt in prompts:
            others = [one for one in prompts if one.id != prompt.id]
            for attack in attacks_on(prompt, library.rubric(prompt.rubric), others, number + 1):
                if attack.number == number and wanted(attack.kind):
                    yield attack
                    made += 1
                    if made == count:
                        return


UNSEEN = 0.07
"""Share of strong answers to another prompt that may pass for answers to this one."""


def overpaid(library: Library, listed: Iterator[Attack]) -> tuple[Counter[str], list[str]]:
    """Return how many attacks of each kind there were, and the names of those that earned too much.

    None earns a hire, but for a strong answer to another prompt that shares its words with this one:
    docs/marking.md says how many of these pass.
    """
    total: Counter[str] = Counter()
    hired: Counter[str] = Counter()
    paid = []
    for attack in listed:
        sheet = score_answer(library, attack.prompt, attack.text).sheet
        total[attack.kind] += 1
        if max(mark.level for mark in sheet.marks.values()) > MOST_LEVEL:
            paid.append(attack.name)
        hired[attack.kind] += sheet.verdict in {"hire", "strong_hire"}
        assert sheet.attempt.kind == "attempt" or sheet.attempt.reason, attack.name
    assert hired.pop("other_product", 0) <= 1 + UNSEEN * total["other_product"]
    assert hired.total() == 0, hired
    return total, paid


@counted(19, "term lists, pasted rubrics, echoes, other products, filler, noise", everyday=7, full=644)
def test_what_claims_nothing_earns_nothing(library: Library, count: int, record_property: Note) -> None:
    """Nearly all earn at most 1 on every criterion, next to none a hire, and the sheet says why."""
    total, paid = overpaid(library, attacks(library, count, lambda kind: kind != "negated"))
    assert total.total() == count
    record_property("note", f"{len(paid)} earn more than 1 somewhere")
    assert len(paid) <= (1 - CLEAN) * count + 1, paid


@counted(20, "strong answers with every sentence denied", everyday=2, full=184)
def test_what_is_denied_earns_nothing(library: Library, count: int, record_property: Note) -> None:
    """Nearly all earn at most 1 on every criterion, and none a hire."""
    total, paid = overpaid(library, attacks(library, count, lambda kind: kind == "negated"))
    assert total.total() == count
    record_property("note", f"{len(paid)} earn more than 1 somewhere")
    assert len(paid) <= (1 - CLEAN) * count + 1, paid


def filler() -> list[str]:
    """Return paragraphs that say nothing."""
    raw = files("nsmtrainer.practice.attacks").joinpath("texts.toml").read_text(encoding="utf-8")
    listed: list[str] = tomllib.loads(raw)["filler"]
    return listed


def padded(text: str, dice: random.Random) -> str:
    """Return a text with 500 words of filler after it."""
    more: list[str] = []
    while sum(len(one.split()) for one in more) < 500:
        more.append(dice.choice(filler()))
    return " ".join([text, *more])


def with_slips(text: str, dice: random.Random) -> str:
    """Return a text with two letters swapped, or one lost, in a twentieth of its words."""
    words = text.split(" ")
    for place in dice.sample(range(len(words)), max(1, len(words) // 20)):
        word = words[place]
        if len(word) > 3:
            at = dice.randrange(1, len(word) - 2)
            lost = word[:at] + word[at + 1 :]
            words[place] = dice.choice([lost, word[:at] + word[at + 1] + word[at] + word[at + 2 :]])
    return " ".join(words)


SPELLINGS = (
    *(("behavior", "behaviour"), ("color", "colour"), ("favorite", "favourite"), ("neighbor", "neighbour")),
    *(
        ("optimize", "optimise"),
        ("prioritize", "prioritise"),
        ("organize", "organise"),
        ("analyze", "analyse"),
    ),
    *(("canceled", "cancelled"), ("traveler", "traveller"), ("center", "centre"), ("program", "programme")),
    *(("monetize", "monetise"), ("realize", "realise"), ("recognize", "recognise"), ("fulfill", "fulfil")),
)


def _other(american: str, british: str, found: re.Match[str]) -> str:
    return british if found[0] == american else american


def respelled(text: str, dice: random.Random) -> str:
    """Return a text in the other English: American words British, British ones American."""
    for american, british in SPELLINGS:
        text = re.sub(rf"{american}|{british}", partial(_other, american, british), text)
    return text


WRITTEN: dict[str, Callable[[str, random.Random], str]] = {
    "padded": padded,
    "in capitals": lambda text, _: text.upper(),
    "in small letters": lambda text, _: text.lower(),
    "without punctuation": lambda text, _: re.sub(r"[^\w\s%$€£'’]", "", text),
    "with slips": with_slips,
    "in the other English": respelled,
}


def strong(prompts: list[Prompt]) -> list[tuple[Prompt, str]]:
    """Return the strong exemplars of prompts."""
    return [(prompt, one.text) for prompt in prompts for one in prompt.exemplars if one.label == "strong"]


@counted(21, "strong answers padded, in capitals, unpunctuated, with slips, respelled", everyday=6, full=276)
def test_how_it_is_written_moves_next_to_nothing(library: Library, count: int, record_property: Note) -> None:
    """In 95 % of cases a mark moves by a level at most, and the score by less than 8 points on average."""
    dice = random.Random(count)
    answers = strong(list(library.prompts.values()))
    near: list[bool] = []
    points: dict[str, list[float]] = {}
    as_written: dict[str, MarkSheet] = {}
    for number in range(count):
        prompt, text = answers[number // len(WRITTEN) % len(answers)]
        name = list(WRITTEN)[number % len(WRITTEN)]
        if text not in as_written:
            as_written[text] = score_answer(library, prompt.id, text).sheet
        before, after = as_written[text], score_answer(library, prompt.id, WRITTEN[name](text, dice)).sheet
        near += [abs(after.marks[one].level - before.marks[one].level) <= 1 for one in before.marks]
        points.setdefault(name, []).append(abs(after.score - before.score))
    moved = mean(one for many in points.values() for one in many)
    most = max(points, key=lambda name: mean(points[name]))
    said = f"{mean(near):.1%} within a level; {moved:.1f} points on average, {mean(points[most]):.1f} {most}"
    record_property("note", said)
    assert mean(near) >= NEAR or count < 50, said
    assert moved < MOST_POINTS or count < 50, said
