"""How the program fares with what was written to mislead it: `python training/attacked.py`.

Attacks and paired wordings are those of `tests/practice`, by people who had seen neither rules nor answers.
Answers to other prompts are the strong exemplars and the strong marked answers to prompts of another game,
told by the rules alone; right ones that might be taken for such are marked answers that earn a 2 somewhere.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from statistics import mean
from typing import Any

from answers import HERE, library, load
from nsmtrainer.practice.score import score_answer
from nsmtrainer.reading.rules import scan_answer

CASES = HERE.parent / "tests" / "practice"
ARGUED = ("single_metric", "game_type", "guardrail", "vanity_distinction")
STRONG = 8
"""Levels on the four criteria above from which a marked answer counts as strong."""
EACH = 25
"""Strong marked answers to other prompts that each prompt is given."""


def main() -> None:
    """Print all figures."""
    for line in (*attacks(), *jargon_pairs(), *terse_pairs(), *other_prompts()):
        print(line)


def attacks() -> Iterator[str]:
    """How many attacks earn 2 and 3 on any criterion, by kind."""
    count, paid = Counter[str](), Counter[tuple[str, int]]()
    for case in cases("hand_attacks.jsonl"):
        count[case["kind"]] += 1
        paid[case["kind"], max(levels(case["prompt"], case["text"]).values())] += 1
    for kind, of in count.items():
        yield f"{kind}: of {of} earn a 2 at most {paid[kind, 2]}, a 3 {paid[kind, 3]}"


def jargon_pairs() -> Iterator[str]:
    """How far the same claims in plain words and in the trade's lie apart."""
    gaps: list[int] = []
    for pair in cases("jargon_pairs.jsonl"):
        plain, jargon = (levels(pair["prompt"], pair[kind]) for kind in ("plain", "jargon"))
        gaps += [abs(plain[name] - jargon[name]) for name in plain]
    yield f"plain words and jargon: {mean(gaps):.2f} of a level apart"


def terse_pairs() -> Iterator[str]:
    """What a reason lifts a claim of one line, and how often one without a reason is given a 3."""
    found: dict[str, list[tuple[int, int]]] = {}
    for pair in cases("terse_pairs.jsonl"):
        name = pair["criterion"]
        bare, argued = (levels(pair["prompt"], pair[kind])[name] for kind in ("bare", "argued"))
        found.setdefault(name, []).append((bare, argued))
    for name, pairs in found.items():
        lift = mean(argued - bare for bare, argued in pairs)
        paid = sum(bare == 3 for bare, _ in pairs)
        yield f"{name}: a reason lifts by {lift:.2f}; without one {paid} of {len(pairs)} get a 3"


def other_prompts() -> Iterator[str]:
    """How many answers are taken for another prompt's: such ones, and right ones that earn a 2 somewhere."""
    answers = load()
    strong = [one for one in answers if sum(one.marks[name] for name in ARGUED) >= STRONG]
    rng = random.Random(3)
    exemplars: list[bool] = []
    written: list[bool] = []
    for prompt in library().ids("prompt"):
        foreign = [other for other in library().ids("prompt") if is_foreign(prompt, other)]
        exemplars += [is_taken(prompt, one.text) for other in foreign
                      for one in library().prompt(other).exemplars if one.label == "strong"]
        texts = [one.text for one in strong if one.prompt in foreign]
        written += [is_taken(prompt, text) for text in rng.sample(texts, min(EACH, len(texts)))]
    yield f"strong exemplars of other games noticed: {mean(exemplars):.1%} of {len(exemplars)}"
    yield f"strong answers to other games noticed: {mean(written):.1%} of {len(written)}"
    right = [one for one in answers if max(one.marks.values()) > 1]
    wrongly = sum(is_taken(one.prompt, one.text) for one in right)
    yield f"answers that earn a 2 somewhere taken for another prompt's: {wrongly} of {len(right)}"


def is_foreign(prompt: str, other: str) -> bool:
    """Whether another prompt is about another product that plays another game."""
    one, two = library().prompt(prompt), library().prompt(other)
    return one.product != two.product and not {g.game for g in one.games} & {g.game for g in two.games}


def is_taken(prompt: str, text: str) -> bool:
    """Whether the rules take a text for an answer to another prompt."""
    asked = library().prompt(prompt)
    lexicon = library().lexicon(asked, library().rubric(asked.rubric))
    return scan_answer(text, lexicon).attempt.kind == "other_product"


def levels(prompt: str, text: str) -> dict[str, int]:
    """The program's levels."""
    marks = score_answer(library(), prompt, text, None).sheet.marks
    return {name: mark.level for name, mark in marks.items()}


def cases(name: str) -> list[dict[str, Any]]:
    """The records of a file of cases."""
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
