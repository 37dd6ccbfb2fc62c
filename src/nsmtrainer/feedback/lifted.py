"""The candidate's own answer with the missing pieces put in where they belong, from the prompt's key.

A suggestion shows how little was missing; it is one way to say it, not the only right one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nsmtrainer.content.models import Prompt
from nsmtrainer.feedback.answer import Answered
from nsmtrainer.marking.models import MAX_LEVEL, MarkSheet


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
    answered, found = Answered(sheet, prompt, text), []
    for name, mark in sheet.marks.items():
        if mark.level >= MAX_LEVEL or not mark.missing:
            continue
        missing = mark.missing[0]
        write = _WRITERS.get((name, missing.finding))
        piece = write(answered) if write else None
        if piece is None:
            found.append(Insertion(len(text), missing.advice, name, is_advice=True))
        else:
            found.append(Insertion(piece[0], piece[1], name))
    return tuple(sorted(found, key=lambda one: (one.at, one.is_advice)))


Piece = tuple[int, str] | None


def _proposal(answer: Answered) -> Piece:
    star = answer.star
    if star is None:
        return None
    return 0, f"My north star for {answer.prompt.product} is {star.name}. {star.why}".strip()


def _better_metric(answer: Answered) -> Piece:
    star = answer.prompt.metrics[0] if answer.prompt.metrics else None
    if star is None:
        return None
    return answer.after("north_star"), f"Better: my north star is {star.name}. {star.why}".strip()


def _reason(answer: Answered) -> Piece:
    star = answer.star
    return (answer.after("north_star"), star.why) if star and star.why else None


def _game(answer: Answered) -> Piece:
    game = answer.prompt.games[0] if answer.prompt.games else None
    if game is None:
        return None
    product = answer.prompt.product
    return 0, f"{product[:1].upper()}{product[1:]} plays the {game.game} game. {game.reason}"


def _derived(answer: Answered) -> Piece:
    star, vanity = answer.star, answer.vanity
    game = answer.sheet.marks["game_type"].evidence
    if star is None or not game:
        return None
    against = f", not {vanity.name}" if vanity else ""
    return answer.end_of_sentence(game[-1].span.end), f"That is why I count {star.name}{against}."


def _guard(answer: Answered) -> Piece:
    guardrail = answer.guardrail
    if guardrail is None:
        return None
    said = f"Beside it I would watch {guardrail.name}. It catches {_lowered(guardrail.catches)}"
    return answer.after("north_star"), said


def _catches(answer: Answered) -> Piece:
    guardrail = answer.guardrail
    if guardrail is None:
        return None
    name = guardrail.name[:1].upper() + guardrail.name[1:]
    return answer.after("guardrail"), f"{name} would catch {_lowered(guardrail.catches)}"


def _set_aside(answer: Answered) -> Piece:
    vanity = answer.vanity
    if vanity is None:
        return None
    return answer.after("north_star"), f"I would not steer by {vanity.name}. {vanity.why}".strip()


def _misleads(answer: Answered) -> Piece:
    vanity = answer.vanity
    return (answer.after("set_aside"), vanity.why) if vanity and vanity.why else None


def _terms(answer: Answered) -> Piece:
    target = answer.mention("target")
    if target is not None:
        words = target.span.of(answer.text)
        return answer.after("target"), f"(“{words}” is a key result on the metric; the metric itself stays.)"
    return len(answer.text), "A dated number on it would be a key result; the metric itself stays."


_WRITERS: Mapping[tuple[str, str], Callable[[Answered], Piece]] = {
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
