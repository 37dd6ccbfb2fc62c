"""Choosing how stretches are cut, on answers that the network had not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answers import Answer
from held_out import Held
from nsmtrainer.reading.model.encoding import CRITERIA, ROLES
from nsmtrainer.reading.model.pointing import Pointing, Tokens, stretches
from nsmtrainer.spans import Span

# Gap, number and snapping moved touch and F1 by less than 0.01 when they were varied; these are kept.
CHOICES = [Pointing(threshold, 20, 4, 3, 0.5) for threshold in (0.25, 0.35, 0.45, 0.55)]
ROLE_CHOICES = [Pointing(threshold, 4, 3, 12, 0.0) for threshold in (0.5, 0.6, 0.7)]
"""A higher one gains a hundredth of F1 where it gains anything, and advice can then name fewer metrics."""


def quoted(text: str, quotes: Sequence[str]) -> list[Span]:
    """Where the marker's quotes stand: the first place of each."""
    places = [(text.find(quote), len(quote)) for quote in quotes if quote]
    return [Span(start, start + size) for start, size in places if start >= 0]


def overlap(shown: Sequence[Span], wanted: Sequence[Span]) -> tuple[bool, float]:
    """Whether anything shown touches a quote, and the F1 of the characters."""
    ours = {place for span in shown for place in range(span.start, span.end)}
    theirs = {place for span in wanted for place in range(span.start, span.end)}
    both = len(ours & theirs)
    return both > 0, 2 * both / max(len(ours) + len(theirs), 1)


def evidence_scores(answers: Sequence[Answer], held: dict[str, Held], name: str,
                    how: Pointing) -> tuple[np.ndarray, np.ndarray]:
    """Per mark of 2 or 3 of a criterion: touched or not, and F1."""
    touched, scores = [], []
    place = CRITERIA.index(name)
    for answer in answers:
        if answer.marks.get(name, 0) < 2 or not answer.evidence.get(name):
            continue
        one = held[answer.id]
        shown = stretches(one.evidence[:, place], Tokens(one.offsets, answer.text), how, True)
        hit, f1 = overlap([span for span, _ in shown], quoted(answer.text, answer.evidence[name]))
        touched.append(hit)
        scores.append(f1)
    return np.array(touched, float), np.array(scores)


def best_evidence(answers: Sequence[Answer], held: dict[str, Held], name: str) -> Pointing:
    """The way of cutting with the best sum of touching and F1."""

    def worth(how: Pointing) -> float:
        touched, scores = evidence_scores(answers, held, name, how)
        return float(touched.mean() + scores.mean()) if len(touched) else 0.0

    return max(CHOICES, key=worth)


def role_scores(answers: Sequence[Answer], held: dict[str, Held], role: str,
                how: Pointing) -> tuple[int, int, int]:
    """Mentions found rightly, found in all, and marked in all; right is an overlap of half."""
    right = given = marked = 0
    place = ROLES.index(role)
    for answer in answers:
        one = held[answer.id]
        wanted = quoted(answer.text, [quote for quote, name in answer.metrics if name == role])
        shown = [s for s, _ in stretches(one.roles[:, place], Tokens(one.offsets, answer.text), how)]
        given, marked = given + len(shown), marked + len(wanted)
        for span in shown:
            right += any(overlap([span], [goal])[1] >= 0.5 for goal in wanted)
    return right, given, marked


def best_role(answers: Sequence[Answer], held: dict[str, Held], role: str) -> Pointing:
    """The way of cutting with the best F1 of mentions."""

    def worth(how: Pointing) -> float:
        right, given, marked = role_scores(answers, held, role, how)
        return 2 * right / max(given + marked, 1)

    return max(ROLE_CHOICES, key=worth)
