"""Make the attack cases for one prompt under one rubric."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nsmtrainer.content.models import Prompt, Rubric

MOST_LEVEL = 1
"""The highest level that an attack may earn on any criterion."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One text that must earn at most `most` on every criterion of the prompt's rubric."""

    kind: str
    prompt: str
    number: int
    text: str
    most: int = MOST_LEVEL

    @property
    def name(self) -> str:
        """A stable name for reports."""
        return f"{self.kind}:{self.prompt}:{self.number}"


@cache
def _texts() -> dict[str, tuple[str, ...]]:
    raw = files("nsmtrainer.practice.attacks").joinpath("texts.toml").read_text(encoding="utf-8")
    return {name: tuple(listed) for name, listed in tomllib.loads(raw).items()}


def attacks_on(prompt: Prompt, rubric: Rubric, others: Sequence[Prompt], per_kind: int) -> Iterator[Attack]:
    """Yield `per_kind` attacks of each kind on the prompt (fewer where the content has no more)."""
    for kind, make in KINDS.items():
        chooser = random.Random(f"{kind}:{prompt.id}")
        for number in range(per_kind):
            text = make(prompt, rubric, others, chooser)
            if text:
                yield Attack(kind, prompt.id, number, text)


Maker = Callable[[Prompt, Rubric, Sequence[Prompt], random.Random], str]


def _term_list(prompt: Prompt, _r: Rubric, _o: Sequence[Prompt], chooser: random.Random) -> str:
    terms = [*chooser.sample(_texts()["terms"], 7)]
    terms += [e.name for e in (*prompt.metrics[:2], *prompt.vanity[:1])]
    terms += [g.name for g in prompt.guardrails[:2]]
    chooser.shuffle(terms)
    return chooser.choice([", ", "\n", "; ", " / ", ". "]).join(terms)


def _pasted_rubric(_p: Prompt, rubric: Rubric, _o: Sequence[Prompt], chooser: random.Random) -> str:
    lines = [level.descriptor for c in rubric.criteria for level in c.levels[2:]]
    lines += [level.advice for c in rubric.criteria for level in c.levels[2:] if level.advice]
    return " ".join(chooser.sample(lines, min(len(lines), chooser.randint(3, 7))))


def _echo(prompt: Prompt, _r: Rubric, _o: Sequence[Prompt], chooser: random.Random) -> str:
    parts = [prompt.question, prompt.context, prompt.title]
    opening = chooser.choice(_texts()["echo_openings"])
    chosen = [part for part in parts if part and (part == prompt.question or chooser.random() < 0.6)]
    return " ".join([opening, *chosen, chooser.choice(_texts()["echo_endings"])]).strip()


def _other_product(prompt: Prompt, _r: Rubric, others: Sequence[Prompt], chooser: random.Random) -> str:
    """Return a strong answer to a prompt about another product that plays another game."""
    games = {g.game for g in prompt.games}
    foreign = [o for o in others if o.product != prompt.product and not games & {g.game for g in o.games}]
    strong = [e.text for o in foreign for e in o.exemplars if e.label == "strong"]
    return chooser.choice(strong) if strong else ""


def _jargon(_p: Prompt, _r: Rubric, _o: Sequence[Prompt], chooser: random.Random) -> str:
    return chooser.choice(_texts()["jargon"])


def _filler(_p: Prompt, _r: Rubric, _o: Sequence[Prompt], chooser: random.Random) -> str:
    return " ".join(chooser.sample(_texts()["filler"], 5))


def _gibberish(_p: Prompt, _r: Rubric, _o: Sequence[Prompt], chooser: random.Random) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ("".join(chooser.choices(letters, k=chooser.randint(2, 10))) for _ in range(40))
    return " ".join(words)


def _negated(prompt: Prompt, _r: Rubric, _o: Sequence[Prompt], chooser: random.Random) -> str:
    """Return a strong exemplar with each sentence put under a denial."""
    strong = [e.text for e in prompt.exemplars if e.label == "strong"]
    if not strong:
        return ""
    frames = _texts()["denials"]
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", chooser.choice(strong)) if s]
    return " ".join(_denied(chooser.choice(frames), sentence) for sentence in sentences)


def _denied(frame: str, sentence: str) -> str:
    return frame.replace("{}", sentence[:1].lower() + sentence[1:].rstrip(".!?")) + "."


KINDS: dict[str, Maker] = {
    "term_list": _term_list,
    "pasted_rubric": _pasted_rubric,
    "echo": _echo,
    "other_product": _other_product,
    "jargon": _jargon,
    "filler": _filler,
    "gibberish": _gibberish,
    "negated": _negated,
}
"""The kinds of attack, each with what makes one case of it."""
