"""Mark a cohort's answers again, with the present program and the assignment's latest content."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice

from nsmtrainer.content.submission import Claimed, SubmittedAnswer, SubmittedReply
from nsmtrainer.practice.cohort_import import CHUNK
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.cohort_marks import ToMark, mark_in_step
from nsmtrainer.sessions.clock import from_stamp
from nsmtrainer.sessions.coach_models import AnswerEntry
from nsmtrainer.sessions.coach_store import CoachStore


def re_mark_cohort(store: CoachStore, known: KnownAssignment, jobs: int = 1) -> tuple[int, int]:
    """Put new marks in the place of all former ones; return how many answers changed, and how many there are.

    Judgements stay. Interrupted, some answers have new marks and the rest their former ones.
    """
    changed = total = 0
    for batch, marked in mark_in_step(_chunks(store, known), jobs):
        store.replace_marks([(entry.number, new) for entry, new in zip(batch, marked, strict=True)])
        for entry, new in zip(batch, marked, strict=True):
            total += 1
            changed += json.loads(new.facts)["levels"] != dict(entry.facts.levels)
    return changed, total


def _chunks(
    store: CoachStore, known: KnownAssignment
) -> Iterator[tuple[Sequence[AnswerEntry], list[ToMark]]]:
    asked = known.assignment
    entries = iter([one for one in store.entries(asked.id) if one.prompt in asked.prompts])
    while batch := list(islice(entries, CHUNK)):
        yield (
            batch,
            [
                ToMark(asked.id, one.candidate, known.folder, asked.rubric, _submitted(store, one))
                for one in batch
            ],
        )


def _submitted(store: CoachStore, entry: AnswerEntry) -> SubmittedAnswer:
    text, given = store.given(entry.number)
    return SubmittedAnswer(
        id=entry.id,
        prompt=entry.prompt,
        attempt=entry.attempt,
        text=text,
        started_at=from_stamp(given["started_at"]),
        ended_at=from_stamp(given["ended_at"]),
        seconds=given["seconds"],
        mode=given["mode"],
        hints_used=tuple(given["hints_used"]),
        predictions=given["predictions"],
        decisions=given["decisions"],
        follow_ups=tuple(SubmittedReply(**one) for one in given["follow_ups"]),
        claimed=Claimed(**given["claimed"]),
    )
