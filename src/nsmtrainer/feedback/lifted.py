"""The candidate's own answer with the missing pieces put in where they belong, from the prompt's key.

A suggestion shows how little was missing; it is one way to say it, not the only right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nsmtrainer.content.models import KeyGuardrail, KeyMetric, MetricRole, Prompt
from nsmtrainer.marking.models import MAX_LEVEL, MarkSheet
from nsmtrainer.reading.models import Mention

_END_OF_SENTENCE = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words to put in before character `at` of the answer, for the sake of a criterion.

    `is_advice` is true where the key has no words to offer: the text then says what to add.
    """

    at: int
    text: str
    criterion: str
    is_advice: bool = False


def lift(sheet: MarkSheet, prompt: Prompt, text: str) -> tuple[Insertion, ...]:
    """Return what to put into `text`, in order of place: one piece per criterion below the top level."""
    found = []
    for name, mark in sheet.marks.items():
        if mark.level >= MAX_LEVEL or not mark.missing:
            continue
        missing = mark.missing[0]
        write = _WRITERS.get((name, missing.finding))
        piece = write(_Answer(sheet, prompt, text)) if write else None
        if piece is None:
            found.append(Insertion(len(text), missing.advice, name, is_advice=True))
        else:
            found.append(Insertion(piece[0], piece[1], name))
    return tuple(sorted(found, key=lambda one: (one.at, one.is_advice)))


@dataclass(frozen=True, slots=True)
class _Answer:
    sheet: MarkSheet
    prompt: Prompt
    text: str

    def mention(self, role: MetricRole) -> Mention | None:
        return next((m for m in self.sheet.mentions if m.role == role), None)

    def after(self, role: MetricRole) -> int:
        """Return the end of the sentence of the first mention in a role, else the end of the text."""
        mention = self.mention(role)
        return self.end_of_sentence(mention.span.end) if mention else len(self.text)

    def end_of_sentence(self, at: int) -> int:
        found = _END_OF_SENTENCE.search(self.text, at)
        return found.end() if found else len(self.text)

    @property
    def star(self) -> KeyMetric | None:
        """The key's entry for the proposed metric, else its first metric."""
        mention = self.mention("north_star")
        entries = (*self.prompt.metrics, *self.prompt.tolerated)
        named = next((e for e in entries if mention and e.name == mention.key_name), None)
        return named or (self.prompt.metrics[0] if self.prompt.metrics else None)

    @property
    def guardrail(self) -> KeyGuardrail | None:
        """The key's guardrail that the answer names, else the one for its metric, else the first."""
        mention, star = self.mention("guardrail"), self.star
        all_of = self.prompt.guardrails
        named = next((g for g in all_of if mention and g.name == mention.key_name), None)
        fitting = next((g for g in all_of if star and g.for_metric == star.name), None)
        return named or fitting or (all_of[0] if all_of else None)

    @property
    def vanity(self) -> KeyMetric | None:
        """The key's vanity measure that the answer sets aside, else the first."""
        mention = self.mention("set_aside")
        named = next((v for v in self.prompt.vanity if mention and v.name == mention.key_name), None)
        return named or (self.prompt.vanity[0] if self.prompt.vanity else None)


Piece = tuple[int, str] | None


def _proposal(answer: _Answer) -> Piece:
    star = answer.star
    if star is None:
        return None
    return 0, f"My north star for {answer.prompt.product} is {star.name}. {star.why}".strip()


def _better_metric(answer: _Answer) -> Piece:
    star = answer.prompt.metrics[0] if answer.prompt.metrics else None
    if star is None:
        return None
    return answer.after("north_star"), f"Better: my north star is {star.name}. {star.why}".strip()


def _reason(answer: _Answer) -> Piece:
    star = answer.star
    return (answer.after("north_star"), star.why) if star and star.why else None


def _game(answer: _Answer) -> Piece:
    game = answer.prompt.games[0] if answer.prompt.games else None
    if game is None:
        return None
    product = answer.prompt.product
    return 0, f"{product[:1].upper()}{product[1:]} plays the {game.game} game. {game.reason}"


def _derived(answer: _Answer) -> Piece:
    star, vanity = answer.star, answer.vanity
    game = answer.sheet.marks["game_type"].evidence
    if star is None or not game:
        return None
    against = f", not {vanity.name}" if vanity else ""
    return answer.end_of_sentence(game[-1].span.end), f"That is why I count {star.name}{against}."


def _guard(answer: _Answer) -> Piece:
    guardrail = answer.guardrail
    if guardrail is None:
        return None
    said = f"Beside it I would watch {guardrail.name}. It catches {_lowered(guardrail.catches)}"
    return answer.after("north_star"), said


def _catches(answer: _Answer) -> Piece:
    guardrail = answer.guardrail
    if guardrail is None:
        return None
    name = guardrail.name[:1].upper() + guardrail.name[1:]
    return answer.after("guardrail"), f"{name} would catch {_lowered(guardrail.catches)}"


def _set_aside(answer: _Answer) -> Piece:
    vanity = answer.vanity
    if vanity is None:
        return None
    return answer.after("north_star"), f"I would not steer by {vanity.name}. {vanity.why}".strip()


def _misleads(answer: _Answer) -> Piece:
    vanity = answer.vanity
    return (answer.after("set_aside"), vanity.why) if vanity and vanity.why else None


def _terms(answer: _Answer) -> Piece:
    target = answer.mention("target")
    if target is not None:
        words = target.span.of(answer.text)
        return answer.after("target"), f"(“{words}” is a key result on the metric; the metric itself stays.)"
    return len(answer.text), "A dated number on it would be a key result; the metric itself stays."


_WRITERS: Mapping[tuple[str, str], Callable[[_Answer], Piece]] = {
    ("single_metric", "proposal"): _proposal,
    ("single_metric", "single_countable_value"): _better_metric,
    ("single_metric", "vanity_crowned"): _better_metric,
    ("single_metric", "equals_list"): _better_metric,
    ("single_metric", "shared_crown"): _better_metric,
    ("single_metric", "wrong_product"): _proposal,
    ("single_metric", "product_reason"): _reason,
    ("game_type", "game_described"): _game,
    ("game_type", "game_named"): _game,
    ("game_type", "game_ruled_out"): _game,
    ("game_type", "metric_derived"): _derived,
    ("guardrail", "worry_or_measure"): _guard,
    ("guardrail", "bearing_measure"): _guard,
    ("guardrail", "mirror_of_star"): _guard,
    ("guardrail", "abuse_or_consequence"): _catches,
    ("vanity_distinction", "general_remark"): _set_aside,
    ("vanity_distinction", "measure_set_aside"): _set_aside,
    ("vanity_distinction", "reason_given"): _misleads,
    ("frame_confusion", "terms_told_apart"): _terms,
    ("frame_confusion", "clean_metric"): _terms,
}
"""For a criterion and what it lacks, who writes the piece."""


def _lowered(sentence: str) -> str:
    """Return a sentence as it goes on after other words: its first letter small, unless it is a name's."""
    return (
        sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() or sentence[1:2] == " " else sentence
    )
