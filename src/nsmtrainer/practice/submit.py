"""Make a submission: one file that holds the chosen answers and nothing else of a candidate's sessions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from nsmtrainer.content.exchange_file import exchange_text
from nsmtrainer.content.submission import (
    Claimed,
    Submission,
    SubmittedAnswer,
    SubmittedReply,
)
from nsmtrainer.counts import counted
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.practice.assign import Opened, Selection, candidate_key
from nsmtrainer.practice.named_files import new_file
from nsmtrainer.practice.naming import persons_file
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.models import Attempt
from nsmtrainer.text import clean_line, quote

MOST_NAME = 80
ENDING = ".submission.json"


def make_submission(
    opened: Opened, selection: Selection, name: str, home: Path | None = None, now: Now = now_utc
) -> Submission:
    """Return what would be handed in. Raises UsageError without a name, ContentError without an answer."""
    called = clean_line(name)
    if not 0 < len(called) <= MOST_NAME:
        raise UsageError(
            "A submission needs a name of up to 80 characters.", 'Give it with --name "Your Name".'
        )
    if not selection.chosen:
        first = opened.assignment.prompts[0]
        raise ContentError(
            f"There is no answer to hand in for `{opened.assignment.id}`.",
            f"Answer a prompt first: nsmtrainer assign answer {opened.assignment.id} {first}",
        )
    answers = tuple(_submitted(number, attempt) for number, attempt in selection.chosen)
    ids = {answer.id for answer in answers}
    return Submission(
        assignment=opened.assignment.id,
        content_hash=opened.assignment.content_hash,
        name=called,
        key=candidate_key(opened.assignment.id, home),
        written_at=now(),
        answers=answers,
        requests=tuple(request for request in opened.requests if request.answer in ids),
    )


def _submitted(number: int, attempt: Attempt) -> SubmittedAnswer:
    sheet = attempt.volunteered
    return SubmittedAnswer(
        id=attempt.id,
        prompt=attempt.prompt.id,
        attempt=number,
        text=attempt.text,
        started_at=attempt.started_at,
        ended_at=attempt.ended_at,
        seconds=attempt.seconds,
        mode=attempt.mode,
        hints_used=attempt.hints_used,
        predictions=attempt.predictions,
        decisions=attempt.decisions,
        follow_ups=tuple(SubmittedReply(r.criterion, r.question, r.text) for r in attempt.replies),
        claimed=Claimed(
            attempt.levels,
            attempt.score,
            sheet.rubric,
            sheet.rubric_version,
            sheet.reader.rules,
            sheet.reader.model,
            sheet.calibration,
        ),
    )


def contents(submission: Submission, opened: Opened, selection: Selection) -> tuple[str, ...]:
    """Return in sentences what a submission holds and what it leaves private."""
    titles = opened.assignment.titles
    said = [f"A submission for “{opened.assignment.title}” in the name of {submission.name} will hold:"]
    for answer in submission.answers:
        words = counted(len(answer.text.split()), "word")
        extra = f", {counted(len(answer.follow_ups), 'follow-up')}" if answer.follow_ups else ""
        guesses = ", your guesses" if answer.predictions else ""
        said.append(
            f"  {titles.get(answer.prompt, answer.prompt)}, attempt {answer.attempt}: {words}"
            f"{extra}{guesses}, its times, and the marks you were shown ({answer.claimed.score:.0f} of 100)"
        )
    for request in submission.requests:
        said.append(f"  A request to look at {request.criterion} again: {quote(request.why)}")
    for prompt in selection.unanswered:
        said.append(f"Not answered yet: {titles.get(prompt, prompt)} ({prompt})")
    for one in selection.left_out:
        said.append(f"Left out: session {one.seq} ({one.prompt}), because {one.why}.")
    if opened.assignment.is_over(submission.written_at):
        said.append("The due date has passed: your coach sees that this is late.")
    said.append("Nothing else: drafts, notes and all other sessions stay private.")
    return tuple(said)


def submission_path(submission: Submission, wanted: Path | None) -> Path:
    """Return where a submission is written: the file, or in the folder, that was asked for."""
    name = persons_file(submission.name, submission.key, f"{submission.assignment}-", ENDING)
    if wanted is None:
        return Path(name)
    with suppress(OSError):  # writing it there will tell
        if wanted.is_dir():
            return wanted / name
    return wanted


def write_submission(submission: Submission, path: Path) -> None:
    """Write a submission's file whole or not at all. Raises UsageError where it cannot be written."""
    with new_file(path) as file:
        file.write(exchange_text("submission", submission))
