"""Changed and made answers, drawn afresh each epoch from seeded code; never from held-out answers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from answers import CORE, Answer, asked, keys
from asserted import asserted, listed
from counterfactual import vanity_crowned, without_claim
from made_words import (
    DESCRIPTORS,
    FILLER,
    HARMLESS,
    JARGON,
    NEGATIONS,
    NON_ATTEMPTS,
    NOTHING_INSTEAD,
    QUESTIONS,
    TERMS,
)
from nsmtrainer.reading.model.key_text import content_stems

NOTHING_SHARE, ASSERTED_SHARE, LISTED_SHARE = 0.08, 0.03, 0.01
MADE_SHARE = NOTHING_SHARE + ASSERTED_SHARE + LISTED_SHARE
"""Made answers for each real one of an epoch."""
_NAMES = ("Tavolo", "Brightly", "Nimbus", "Kestrel", "Orbita", "Padlok", "Quillo", "Vantor",
          "Lumen", "Sorrel", "Hexa", "Mirelle", "Copperline", "Fjord", "Basil", "Tandem")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def every_epoch(answers: list[Answer], rng: random.Random) -> list[Answer]:
    """The real answers, some of them changed, and made ones: worth nothing, only asserted, or a list."""
    changed = [_changed(one, rng) for one in answers]
    nothing, bare, lists = (int(len(answers) * share)
                            for share in (NOTHING_SHARE, ASSERTED_SHARE, LISTED_SHARE))
    made = [made_answer(answers, rng) for _ in range(nothing)]
    made += [_rewritten(asserted(rng), rng) for _ in range(bare)]
    return changed + made + [_rewritten(listed(rng), rng) for _ in range(lists)]


def _rewritten(answer: Answer, rng: random.Random) -> Answer:
    return _forget_key(_rewrite(answer, _lower), rng) if rng.random() < 0.3 else answer


def _changed(answer: Answer, rng: random.Random) -> Answer:
    """An answer that looks a little different, with the marks that follow from the change."""
    chance = rng.random()
    if chance < 0.20:
        answer = without_claim(answer, rng) or answer
    elif chance < 0.24:
        answer = vanity_crowned(answer, rng) or answer
    if rng.random() < 0.15:
        answer = _rename_product(answer, rng)
    if rng.random() < 0.12:
        answer = _rewrite(answer, _plain if rng.random() < 0.5 else _lower)
    if rng.random() < 0.10:
        answer = _pad(answer, rng)
    if rng.random() < 0.30:  # often, so that a metric that nobody listed earns what a listed one does
        answer = _forget_key(answer, rng)
    return answer


def _rewrite(answer: Answer, change: Callable[[str], str]) -> Answer:
    """Apply a change that works letter by letter to the text and to its quotes alike."""
    return replace(
        answer, text=change(answer.text),
        evidence={name: [change(quote) for quote in quotes]
                  for name, quotes in answer.evidence.items()},
        metrics=tuple((change(quote), role) for quote, role in answer.metrics))


def _plain(text: str) -> str:
    return re.sub(r"[,.;:!?*\"'()]", "", text.lower())


def _lower(text: str) -> str:
    return text.lower().replace("'", "")


def _rename_product(answer: Answer, rng: random.Random) -> Answer:
    """Give a named product an invented name, in the text and in the key."""
    key = answer.key_text()
    name = key.product.split(" (")[0]
    if not name[0].isupper() or name not in answer.text:
        return answer
    new = rng.choice(_NAMES)
    changed = _rewrite(answer, lambda text: text.replace(name, new))
    return replace(changed, key=replace(key, product=key.product.replace(name, new)))


def _pad(answer: Answer, rng: random.Random) -> Answer:
    extra = " ".join(rng.sample(FILLER, rng.randint(1, 3)))
    text = f"{extra} {answer.text}" if rng.random() < 0.5 else f"{answer.text} {extra}"
    return replace(answer, text=text)


def _forget_key(answer: Answer, rng: random.Random) -> Answer:
    """Hide phrases of the key, so that a metric nobody listed is judged by its wording."""
    key = answer.key_text()

    def some(phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(phrase for phrase in phrases if rng.random() < 0.4)

    return replace(answer, key=replace(
        key, metrics=some(key.metrics), tolerated=some(key.tolerated), vanity=some(key.vanity),
        guardrails=some(key.guardrails)))


def made_answer(answers: Sequence[Answer], rng: random.Random) -> Answer:
    """One answer that earns 0 on every criterion that it is marked on."""
    maker = rng.choices(list(MAKERS), weights=[weight for weight, _ in MAKERS.values()])[0]
    prompt = rng.choice(sorted(keys()))
    text, criteria = MAKERS[maker][1](answers, prompt, rng)
    return Answer(id=f"made-{maker}", prompt=prompt, source="made", text=text,
                  marks=dict.fromkeys(criteria(prompt), 0), made=maker)


Made = tuple[str, Callable[[str], Sequence[str]]]


def _short(prompt: str) -> str:
    return keys()[prompt].product.split(" (")[0]


def _fill(template: str, prompt: str, rng: random.Random) -> str:
    while "{term}" in template:
        template = template.replace("{term}", rng.choice(TERMS), 1)
    return template.replace("{product}", _short(prompt))


def _terms(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    """A bare list of terms, some of them from the key, in one of several layouts."""
    key = keys()[prompt]
    own = [*key.metrics, *key.vanity, *key.guardrails, *(f"{game} game" for game in key.games)]
    words = rng.sample(TERMS, rng.randint(4, 18)) + rng.sample(own, min(len(own), rng.randint(0, 4)))
    rng.shuffle(words)
    text = rng.choice((", ", "; ", "\n- ", " / ", ". ", " "))
    joined = text.join(words)
    opening = rng.choice(("", "", f"{_short(prompt)}: ", "Keywords: ", "Key concepts: "))
    return opening + joined, asked


def _rubric(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    text = " ".join(rng.sample(DESCRIPTORS, rng.randint(2, 7)))
    return rng.choice(("", "My answer: ", "A strong answer: ")) + text, asked


def _echo(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    parts = [_fill(rng.choice(QUESTIONS), prompt, rng) for _ in range(rng.randint(1, 2))]
    parts += [_fill(text, prompt, rng) for text in rng.sample(FILLER, rng.randint(0, 2))]
    return " ".join(parts), asked


def _jargon(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    parts = [_fill(text, prompt, rng) for text in rng.sample(JARGON, rng.randint(2, 7))]
    return " ".join(parts), asked


def _nothing(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    parts = [_fill(text, prompt, rng) for text in rng.sample(NON_ATTEMPTS, rng.randint(1, 2))]
    return " ".join(parts), asked


def _gibberish(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    if rng.random() < 0.4:
        letters = "abcdefghijklmnopqrstuvwxyz"
        words = ["".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(40)]
    else:  # real words in no order: no claim survives it
        words = " ".join(one.text for one in rng.sample(answers, 3)).split()
        rng.shuffle(words)
    return " ".join(words[: rng.randint(8, 70)]), asked


def _leftovers(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    """Sentences of real answers that no marker quoted: fluent, on topic, and claiming nothing."""
    found: list[str] = []
    for answer in rng.sample(answers, 12):
        quotes = [quote for each in answer.evidence.values() for quote in each]
        quotes += [quote for quote, _ in answer.metrics]
        for match in _SENTENCE.finditer(answer.text):
            sentence = match.group().strip()
            if len(sentence) > 25 and not any(q in sentence or sentence in q for q in quotes):
                found.append(sentence)
    rng.shuffle(found)
    return " ".join(found[: rng.randint(1, 3)]) or "I am not sure.", _all_but_game


def _all_but_game(prompt: str) -> Sequence[str]:
    """A stray sentence may describe the business, which is worth a 1 in game type."""
    return [name for name in asked(prompt) if name not in ("game_type", "vanity_distinction")]


def _other_product(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    """A real answer to another question, about another product: nothing on this one."""
    own = _stems_of_key(prompt)
    for _ in range(20):
        other = rng.choice(answers)
        if sum(other.marks.values()) >= 6 and not own & _stems_of_key(other.prompt):
            return other.text, asked
    return "I don't know.", asked


def _stems_of_key(prompt: str) -> frozenset[str]:
    key = keys()[prompt]
    found = frozenset().union(*(content_stems(phrase) for phrase in key.metrics))
    return (found | content_stems(key.product)) - content_stems(
        "week weekly day daily user users active completed member time hour app service online "
        "paid quarter year month people team finished customers product tool ai assistant")


def _negated(answers: Sequence[Answer], prompt: str, rng: random.Random) -> Made:
    """The claims of a strong answer, each denied."""
    strong = [one for one in rng.sample(answers, 60)
              if one.prompt == prompt and sum(one.marks[name] for name in CORE) >= 9]
    if not strong:
        strong = [max(rng.sample(answers, 12), key=lambda one: sum(one.marks.values()))]
    source = strong[0]
    parts = []
    vanity = keys()[source.prompt].vanity
    harmless = bool(vanity) and rng.random() < 0.6
    if harmless:
        parts += [text.replace("{vanity}", rng.choice(vanity)) for text in rng.sample(HARMLESS, 1)]
    if rng.random() < 0.6:
        parts.append(rng.choice(NOTHING_INSTEAD))
    for name, quotes in source.evidence.items():
        if name != "vanity_distinction" and source.marks.get(name, 0) >= 1:
            for quote in quotes[:2]:
                words = NEGATIONS.get(name, NEGATIONS["other"])
                trimmed = quote.strip().rstrip(".!")
                lowered = trimmed[:1].lower() + trimmed[1:]
                parts.append(rng.choice(words).replace("{quote}", lowered))
    if rng.random() < 0.5:
        rng.shuffle(parts)
    return " ".join(parts) or "No metric at all.", asked if harmless else _no_vanity


def _no_vanity(prompt: str) -> Sequence[str]:
    """A metric denied may count as set aside, so that criterion stays unmarked."""
    return [name for name in asked(prompt) if name != "vanity_distinction"]


MAKERS: dict[str, tuple[float, Callable[[Sequence[Answer], str, random.Random], Made]]] = {
    "terms": (2.0, _terms),
    "rubric": (1.0, _rubric),
    "echo": (1.0, _echo),
    "jargon": (1.5, _jargon),
    "nothing": (0.7, _nothing),
    "gibberish": (1.0, _gibberish),
    "leftovers": (1.5, _leftovers),
    "other_product": (2.5, _other_product),
    "negated": (2.0, _negated),
}
