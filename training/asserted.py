"""Made answers that are right and argue nothing, and lists in which nothing is crowned.

Level 2 is what is right and specific but only asserted. Marked answers hold few of those, since people who
know a good metric mostly say why; so a network that learns from them alone takes the right words for an
argument.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from answers import Answer, keys

_GAMES = {
    "attention": ("It's an attention business.", "Attention game.", "The game is attention.",
                  "That's the attention game, clearly.", "game: attention", "It plays the attention game."),
    "transaction": ("It's a transaction business.", "Transaction game.", "The game is transaction.",
                    "This is the transaction game of course.", "game: transaction",
                    "It plays the transaction game."),
    "productivity": ("It's a productivity tool in the end, so productivity game.", "Productivity game.",
                     "The game is productivity.", "game: productivity", "It plays the productivity game.",
                     "Productivity, as games go."),
}
_STARS = ("{metric}.", "I'd go with {metric}.", "{metric} is my north star.", "North star: {metric}",
          "My pick is {metric}.", "For {product} I'd take {metric}.", "{metric}, no doubt.",
          "NSM = {metric}.", "I think the north star should be {metric}.", "Probably {metric}.",
          "The one metric is {metric}.", "{product}: {metric}.", "Let's say {metric}.", "I'd choose {metric}")
_ANY_METRIC = ("It shows value.", "It leads revenue.", "That's what a north star is for.",
               "It reflects customer value.", "Because it captures the value that users get.",
               "A good metric is simple and this one is.", "Everything else follows from it.",
               "It aligns the whole company.", "It's the best one.", "More is better.")
_GUARDS = ("Guardrail: {guard}.", "I'd watch {guard} too, as a guardrail.", "{guard} as the guardrail.",
           "Paired with {guard}.", "Balanced by {guard}.", "Counter metric: {guard}.",
           "guardrail {guard}", "And {guard} next to it to keep it honest.")
_ASIDE = ("Not {vanity}.", "{vanity} don't matter.", "I don't care about {vanity}.",
          "{vanity} is vanity.", "Forget {vanity}.", "Vanity: {vanity}.", "Rather than {vanity}.",
          "{vanity} would be a vanity metric.", "Certainly not {vanity}.", "I'd ignore {vanity}.")
_EQUALS = ("{list}. They all matter equally.", "{list}, all of them together.", "I'd track {list}.",
           "A dashboard with {list}.", "{list}. You can't pick just one.",
           "{list}, each with the same weight.", "Several numbers: {list}.",
           "It takes {list}; none of them is above the others.",
           "We'd look at {list}, depending on the team.")
_TWO = ("{a} and {b} together.", "Either {a} or {b}.", "{a} and {b}, both are the north star.",
        "I'd have two: {a}, {b}.", "{a} as much as {b}.")
_TERMS_APART = (
    "A north star stays, an OKR is a dated target on it.",
    "The OKR is what we try to move this quarter, the star stands.",
    "An OKR would be lifting it by a tenth until June, that isn't the star itself.",
    "KPIs are the health indicators around the one metric.", "An OMTM is for a stage, this one is for years.",
    "Targets with dates belong into OKRs, not here.",
    "Key results change each quarter, the north star doesn't.",
    "The quarter's goal on it is an OKR; the metric has no date.",
    "Other KPIs just tell us if the engine is healthy.",
    "Before fit you'd have an OMTM instead, here it's a standing metric.",
    "An OKR is how you push a driver of it this quarter, the north star is the long term thing.",
    "Don't mix it up with a key result, that has a number and a deadline.")
_ANYWHERE = ("retention", "revenue", "NPS", "DAU", "churn", "growth", "customer satisfaction", "conversion",
             "time spent", "engagement")
_BRACKETED = re.compile(r"\s*\(.*?\)|^OMTM - | when argued from daily value")
_UNFIT = ("prefit", "critique")
"""Prompts where a plain metric is not the plain answer."""

Part = tuple[str, str, str, int]  # what is said, its quoted words, the criterion, the level


def _said(templates: Sequence[str], rng: random.Random, **words: str) -> tuple[str, str]:
    """A sentence, with a capital mostly, and its words without the full stop."""
    text = rng.choice(templates)
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    if rng.random() < 0.7:
        text = text[:1].upper() + text[1:]
    return text, text.rstrip(".")


def _phrase(phrases: Sequence[str], rng: random.Random) -> str:
    return _BRACKETED.sub("", rng.choice(phrases))


def asserted(rng: random.Random) -> Answer:
    """A right metric, and perhaps a game, a guardrail and a vanity measure, each only named: level 2."""
    prompt = rng.choice([name for name in sorted(keys()) if not name.startswith(_UNFIT)])
    key = keys()[prompt]
    metric = _phrase(key.metrics, rng)
    star, quote = _said(_STARS, rng, metric=metric, product=key.product.split(" (")[0])
    parts: list[Part] = []
    if key.games and rng.random() < 0.5:
        text, words = _said(_GAMES[rng.choice(key.games)], rng)
        parts.append((text, words, "game_type", 2))
    if key.guardrails and rng.random() < 0.4:
        text, words = _said(_GUARDS, rng, guard=_phrase(key.guardrails, rng))
        parts.append((text, words, "guardrail", 2))
    if key.vanity and rng.random() < 0.5:
        text, words = _said(_ASIDE, rng, vanity=_phrase(key.vanity, rng))
        parts.append((text, words, "vanity_distinction", 2))
    if rng.random() < 0.25:
        text = rng.choice(_TERMS_APART)
        parts.append((text, text.rstrip("."), "frame_confusion", 3))
    rng.shuffle(parts)
    first: Part = (star, quote, "single_metric", 2)
    parts.insert(0 if rng.random() < 0.8 else len(parts), first)
    if rng.random() < 0.3:
        parts.insert(parts.index(first) + 1, (rng.choice(_ANY_METRIC), "", "", 0))
    return _answer(prompt, parts, rng, "asserted", ((metric, "north_star"),))


def listed(rng: random.Random) -> Answer:
    """Three or more as equals, or two that share the crown."""
    prompt = rng.choice(sorted(keys()))
    key = keys()[prompt]
    stock = [*(_phrase([one], rng) for one in (*key.metrics, *key.guardrails)), *rng.sample(_ANYWHERE, 4)]
    if rng.random() < 0.3:
        a, b = rng.sample(stock[: len(key.metrics) + len(key.guardrails)] or stock, 2)
        text, words = _said(_TWO, rng, a=a, b=b)
        level = 1
    else:
        named = rng.sample(stock, min(len(stock), rng.randint(3, 5)))
        last = rng.choice((" and ", ", ")) + named[-1]
        text, words = _said(_EQUALS, rng, list=", ".join(named[:-1]) + last)
        level = 0
    parts: list[Part] = [(text, words, "single_metric", level)]
    if key.games and rng.random() < 0.3:
        said, its = _said(_GAMES[rng.choice(key.games)], rng)
        parts.insert(rng.choice((0, 1)), (said, its, "game_type", 2))
    return _answer(prompt, parts, rng, "listed", ())


def _answer(prompt: str, parts: Sequence[Part], rng: random.Random, made: str,
            metrics: tuple[tuple[str, str], ...]) -> Answer:
    said = [text.rstrip(".") if rng.random() < 0.1 else text for text, *_ in parts]
    glue = rng.choice((" ", " ", " ", "\n", ", ")) if made == "asserted" else " "
    text = glue.join(said)
    levels = {"single_metric": 0, "game_type": 0, "guardrail": 0, "vanity_distinction": 0,
              "frame_confusion": 2}
    if made == "listed":
        del levels["vanity_distinction"], levels["guardrail"]
    levels |= {name: level for _, _, name, level in parts if name}
    evidence = {name: [words] for _, words, name, level in parts if name and level and words in text}
    if made == "asserted":
        evidence.setdefault("frame_confusion", evidence["single_metric"])
    places = [(text.lower().find(phrase.lower()), len(phrase), role) for phrase, role in metrics]
    mentions = tuple((text[at : at + size], role) for at, size, role in places if at >= 0)
    return Answer(id=f"made-{made}", prompt=prompt, source="made", text=text, marks=levels,
                  evidence=evidence, metrics=mentions, made=made)
