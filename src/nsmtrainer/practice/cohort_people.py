"""The people of a cohort: who is done, late or missing, and how each of them does."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Literal

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.practice.cohort_decided import Decided
from nsmtrainer.sessions.coach_models import AskedAgain, HandedIn
from nsmtrainer.text import clean_line

Status = Literal["done", "part", "missing"]


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the roster. `answers` holds the latest attempt at each prompt.

    `levels` are means over these, per criterion; `gained` is how many points the score rose from the first
    to the latest attempt, over the prompts with several, None without one. `late` goes by the candidate's
    own clock.
    """

    name: str
    key: str
    status: Status
    late: bool
    answers: tuple[Decided, ...]
    attempts: int
    levels: Mapping[str, float]
    score: float | None
    gained: float | None
    requests: int


def people_of(
    assignment: Assignment,
    answers: Iterable[Decided],
    handed_in: Sequence[HandedIn],
    requests: Iterable[AskedAgain],
    roster: Sequence[str],
) -> tuple[Person, ...]:
    """Return everybody who handed something in, then those of the roster who did not."""
    of: dict[str, list[Decided]] = defaultdict(list)
    for answer in answers:
        of[answer.entry.candidate].append(answer)
    owners = {answer.entry.number: key for key, listed in of.items() for answer in listed}
    asked = Counter(owners[request.answer] for request in requests if request.answer in owners)
    files: dict[str, list[HandedIn]] = defaultdict(list)
    for one in handed_in:
        files[one.candidate].append(one)
    there = [_person(assignment, listed, of.get(key, []), asked[key]) for key, listed in files.items()]
    present = {_folded(one.name) for one in there}
    absent = [
        Person(name, "", "missing", False, (), 0, {}, None, None, 0)
        for name in roster
        if _folded(name) not in present
    ]
    return (*sorted(there, key=lambda one: (_in_the_alphabet(one.name), one.key)), *absent)


def _in_the_alphabet(name: str) -> str:
    """Return a name as lists are ordered: without accents, which would put Émile behind Zoe."""
    plain = unicodedata.normalize("NFKD", _folded(name))
    return "".join(one for one in plain if not unicodedata.combining(one))


def _folded(name: str) -> str:
    return clean_line(name).casefold()


def _person(
    assignment: Assignment, files: Sequence[HandedIn], answers: Sequence[Decided], asked: int
) -> Person:
    by_prompt: dict[str, list[Decided]] = defaultdict(list)
    for answer in sorted(answers, key=lambda one: one.entry.attempt):
        by_prompt[answer.entry.prompt].append(answer)
    latest = tuple(by_prompt[one][-1] for one in assignment.prompts if one in by_prompt)
    gains = [listed[-1].score - listed[0].score for listed in by_prompt.values() if len(listed) > 1]
    newest = max(files, key=lambda one: one.written_at)
    first = min(one.written_at for one in files)
    return Person(
        name=newest.name,
        key=newest.candidate,
        status="done" if len(latest) == len(assignment.prompts) else "part",
        late=assignment.due is not None and first > assignment.due,
        answers=latest,
        attempts=len(answers),
        levels=_means(latest),
        score=mean(one.score for one in latest) if latest else None,
        gained=mean(gains) if gains else None,
        requests=asked,
    )


def _means(answers: Sequence[Decided]) -> dict[str, float]:
    found: dict[str, list[int]] = defaultdict(list)
    for answer in answers:
        for criterion, level in answer.levels.items():
            found[criterion].append(level)
    return {criterion: mean(levels) for criterion, levels in found.items()}
