"""Mark a cohort's answers again, with the present program and the assignment's latest content."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nsmtrainer.content.submission import Claimed, SubmittedAnswer, SubmittedReply
from nsmtrainer.practice.calibrated import calibration_words
from nsmtrainer.practice.cohort_import import CHUNK, FEW, Progress, fitting_processes
from nsmtrainer.practice.cohort_known import KnownAssignment
from nsmtrainer.practice.cohort_marks import ToMark, content_of, mark_in_step
from nsmtrainer.reading.read import reader_version
from nsmtrainer.sessions.clock import from_stamp
from nsmtrainer.sessions.coach_models import AnswerEntry
from nsmtrainer.sessions.coach_store import CoachStore


@dataclass(slots=True)
class ReMarked:
    """How many answers were marked again, how many of them got another level, and how many stayed.

    Those stay whose marks are already what this program gives under the assignment's latest version.
    """

    marked: int = 0
    changed: int = 0
    stayed: int = 0


def re_mark_cohort(
    store: CoachStore, known: KnownAssignment, jobs: int = 1, progress: Progress | None = None
) -> ReMarked:
    """Put new marks in the place of former ones that another program or version gave; return what came of it.

    Judgements stay. Interrupted, what has new marks keeps them, and the next time goes on from there. With
    0 `jobs` there are as many processes as help.
    """
    asked = known.assignment
    there = [one for one in store.entries(asked.id) if one.prompt in asked.prompts]
    present = _Present(known)
    old = [one for one in there if not present.gave(store, one)]
    found = ReMarked(stayed=len(there) - len(old))
    many = jobs or (fitting_processes() if len(old) > FEW else 1)
    for batch, marked in mark_in_step(_chunks(store, known, old), many):
        store.replace_marks([(entry.number, new) for entry, new in zip(batch, marked, strict=True)])
        for entry, new in zip(batch, marked, strict=True):
            found.marked += 1
            found.changed += json.loads(new.facts)["levels"] != dict(entry.facts.levels)
        if progress is not None:
            progress(found.marked, len(old))
    return found


class _Present:
    """What marks given here and now would say of themselves, by prompt."""

    def __init__(self, known: KnownAssignment) -> None:
        library = content_of(known.folder)
        self.reader = reader_version()
        self.hashes: dict[str, tuple[str, str, str, str]] = {}
        for prompt_id in known.assignment.prompts:
            prompt = library.prompt(prompt_id)
            rubric = library.rubric(known.assignment.rubric or prompt.rubric)
            version = rubric.content_hash[:12]
            self.hashes[prompt_id] = (prompt.content_hash, rubric.id, version, calibration_words(rubric))

    def gave(self, store: CoachStore, entry: AnswerEntry) -> bool:
        """Return whether an answer's marks are of this program, under this content."""
        wanted = self.hashes[entry.prompt]
        if entry.facts.rubric_version != wanted[2]:
            return False
        sheet = store.answer(entry.number).sheet
        given = (sheet.prompt_hash, sheet.rubric, sheet.rubric_version, sheet.calibration)
        return given == wanted and sheet.reader == self.reader


def _chunks(
    store: CoachStore, known: KnownAssignment, chosen: Sequence[AnswerEntry]
) -> Iterator[tuple[Sequence[AnswerEntry], list[ToMark]]]:
    asked = known.assignment
    entries = iter(chosen)
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
