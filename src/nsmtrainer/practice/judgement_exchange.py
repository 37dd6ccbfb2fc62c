"""Judgements as a file, so that coaches at different computers can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nsmtrainer.errors import ContentError
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.practice.batch import Line, parse_lines
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.judge import MOST_COMMENT
from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.coach_models import Judgement
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line, clean_text

KEYS = ("assignment", "answer", "criterion", "coach", "comment", "at")


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file of judgements: new ones, known ones, and lines that could not be used."""

    new: int
    known: int
    problems: tuple[str, ...]


def judgement_lines(store: CoachStore, known: KnownAssignment) -> Iterator[str]:
    """Yield the judgements that stand as JSON lines; answers go by their id, which is the same everywhere."""
    ids = {one.number: one.id for one in store.entries(known.assignment.id)}
    for number, listed in sorted(store.judgements(known.assignment.id).items()):
        for one in listed:
            record = {
                "assignment": known.assignment.id,
                "answer": ids[number],
                "criterion": one.criterion,
                "level": one.level,
                "coach": one.coach,
                "comment": one.comment,
                "blind": one.blind,
                "at": to_stamp(one.at),
            }
            yield json.dumps(record, ensure_ascii=False)


def take_judgements(store: CoachStore, known: KnownAssignment, lines: Iterable[str]) -> Taken:
    """Keep another coach's judgements on answers that are here too; known ones are not taken twice."""
    entries = {one.id: one for one in store.entries(known.assignment.id)}
    there = {
        (one.answer, one.criterion, one.coach, one.at)
        for listed in store.judgements(known.assignment.id).values()
        for one in listed
    }
    answers = {key: (entry.number, entry.facts.levels) for key, entry in entries.items()}
    found: list[Judgement] = []
    problems: list[str] = []
    count = 0
    for line in parse_lines(lines, KEYS):
        try:
            made = _judgement(line, known, answers)
        except ContentError as error:
            problems.append(f"line {line.number}: {error.message}")
            continue
        place = (made.answer, made.criterion, made.coach, made.at)
        if place in there:
            count += 1
        else:
            there.add(place)
            found.append(made)
    store.judge(found)
    return Taken(len(found), count, tuple(problems))


def _judgement(line: Line, known: KnownAssignment, answers: dict[str, tuple[int, Any]]) -> Judgement:
    record = line.record
    if line.problem:
        raise ContentError(line.problem)
    if record["assignment"] != known.assignment.id:
        raise ContentError("it is about another assignment")
    if record["answer"] not in answers:
        raise ContentError("that answer is not on this desk")
    number, levels = answers[record["answer"]]
    level, blind = record.get("level"), record.get("blind")
    if record["criterion"] not in levels:
        raise ContentError("the answer is not marked on that criterion")
    if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= MAX_LEVEL:
        raise ContentError("its level is not 0, 1, 2 or 3")
    coach = clean_line(record["coach"], 80)
    if not coach or not isinstance(blind, bool) or len(record["comment"]) > MOST_COMMENT:
        raise ContentError("it is not a judgement as `coach marks` writes it")
    try:
        at = from_stamp(record["at"])
    except (ValueError, OverflowError):
        raise ContentError("its time cannot be read") from None
    return Judgement(0, number, record["criterion"], level, clean_text(record["comment"]), coach, at, blind)
