"""A small cohort on a coach's desk, marked by the reader of these tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from nsmtrainer.content.assignment_file import Terms, new_assignment
from nsmtrainer.content.exchange_file import exchange_text
from nsmtrainer.content.submission import Claimed, Request, Submission, SubmittedAnswer
from nsmtrainer.practice import cohort, cohort_marks
from nsmtrainer.practice.assign import read_assignment
from nsmtrainer.practice.cohort_import import import_folder
from nsmtrainer.sessions.coach_opening import open_desk
from tests.tui.room import ANSWER, NOON, tiny_library, tiny_score

BETTER = ANSWER + " Complaint rate catches stale bread."
CALIBRATED = "calibrated: QWK 0.74 or more on 2131 answers or more"
"""What is said of the rubric here, whatever was measured of the reader that ships."""
HOSTILE = "Mal[@click=app.quit]lory[/] \x1b[2J \u202e"


@dataclass(frozen=True)
class Handed:
    """What somebody handed in: answers to the bakery, an hour apart, and a mark that is asked about."""

    name: str
    texts: Sequence[str]
    asks: str = ""
    late: bool = False


COHORT = (
    Handed("Ana Ruiz", (ANSWER, BETTER)),
    Handed("Ben", ("Page views.",), asks="single_metric"),
    Handed("Cleo", ("I count loaves delivered.",), late=True),
)


def keep_cohort(folder: Path, monkeypatch: pytest.MonkeyPatch, people: Sequence[Handed] = COHORT) -> Path:
    """Import a cohort onto the desk of this test's home and return the folder of its files."""
    monkeypatch.setattr(cohort_marks, "score_answer", tiny_score)
    monkeypatch.setattr(cohort, "calibration_words", lambda rubric: CALIBRATED)
    inbox = write_inbox(folder, people)
    with open_desk(now=lambda: NOON) as store:
        report = import_folder(store, inbox, now=lambda: NOON)
        assert not report.remarks
        store.set_roster("spring", [*(one.name for one in people), "Dora"])
    return inbox


def write_inbox(folder: Path, people: Sequence[Handed]) -> Path:
    """Write an assignment and submissions for it into a folder."""
    inbox = folder / "inbox"
    inbox.mkdir()
    path = inbox / "spring.assignment.yaml"
    terms = Terms(title="Spring round", due=(NOON - timedelta(hours=2)).isoformat())
    path.write_text(new_assignment(tiny_library(), "spring", ("bakery",), "core", terms), encoding="utf-8")
    found = read_assignment(path)
    for number, one in enumerate(people):
        key = f"{number + 1:016x}"
        written = NOON - timedelta(hours=1 if one.late else 5)
        answers = tuple(
            SubmittedAnswer(
                f"{key}{attempt:016x}",
                "bakery",
                attempt,
                text,
                written - timedelta(hours=1),
                written - timedelta(minutes=55),
                300.0,
                claimed=Claimed(),
            )
            for attempt, text in enumerate(one.texts, start=1)
        )
        requests = (Request(answers[-1].id, one.asks, "Page views feed us."),) if one.asks else ()
        made = Submission(found.id, found.content_hash, one.name, key, written, answers, requests)
        file = inbox / f"{number}.submission.json"
        file.write_text(exchange_text("submission", made), encoding="utf-8")
    return inbox
