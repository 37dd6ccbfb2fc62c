"""Take in a folder of submissions: safely, without doubles, every answer marked again here.

An import can be interrupted at any moment: what was kept stays, and the next one goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.content.exchange_file import MAX_BYTES, UnusableFileError, parse_submission
from nsmtrainer.content.files import UnreadableFileError, read_regular_file, shown
from nsmtrainer.content.submission import Request, Submission, SubmittedAnswer
from nsmtrainer.counts import counted
from nsmtrainer.errors import ContentError, UsageError
from nsmtrainer.practice.cohort_known import KnownAssignment, keep_assignment_file, known_assignments
from nsmtrainer.practice.cohort_marks import ToMark, mark_in_step
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_answers import text_digest
from nsmtrainer.sessions.coach_models import Arrival, HandedIn
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line, quote

CHUNK = 20
"""Submissions that are marked and kept in one step."""

FEW = 60
"""Submissions up to which one process is as fast as several."""

MOST_PROCESSES = 4
"""Each holds a reader of its own, about 130 MB."""

MOST_FILES = 20_000
LONGEST_SHOWN = 80
"""How much of a file's name is shown, in characters."""

_NEW, _KNOWN = "", "known"
_LEFT_OUT = {
    "foreign": ("answer", "left out, handed in by somebody else"),
    "changed": ("answer", "left out, not as handed in before; what came first stays"),
    "unasked": ("answer", "left out, to prompts that were not asked for"),
    "beyond": ("attempt", "left out, more than were allowed"),
}
_STEPS = {
    "foreign": "Talk to both candidates: one of them has the other's file.",
    "changed": "Ask the candidate: an answer that was handed in does not change.",
}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Remark:
    """What was done with one file, where that needs saying; `refused` files added nothing."""

    file: str
    said: str
    next_step: str
    refused: bool = True


@dataclass(slots=True)
class ImportReport:
    """What an import did: files and answers that are new, files that were known, and what needs saying."""

    imported: int = 0
    answers: int = 0
    known: int = 0
    assignments: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many files added nothing, known ones aside."""
        return sum(1 for remark in self.remarks if remark.refused)


def import_folder(
    store: CoachStore,
    folder: Path,
    jobs: int = 1,
    progress: Progress | None = None,
    now: Now = now_utc,
) -> ImportReport:
    """Import all submissions that lie in a folder, and the assignment files beside them.

    Each file that is not imported is named once with the reason. Only regular files in the folder itself
    are read; links are not followed. Raises UsageError where the folder cannot be listed.
    """
    report = ImportReport()
    names = _names(folder, report)
    for name in (name for name in names if name.endswith((".yaml", ".yml"))):
        _take_assignment(store, folder / name, report, now)
    others = [name for name in names if not name.endswith((".yaml", ".yml"))]
    desk = _Desk(store, known_assignments(store), report, now)
    arrivals = (one for one in map(desk.look_at, (folder / name for name in others)) if one is not None)
    done = 0
    for batch, marked in mark_in_step(_chunks(arrivals), jobs):
        by_id = {(answer.assignment, answer.id): answer for answer in marked}
        store.add(
            [
                Arrival(
                    one.handed_in, tuple(by_id[w.assignment, w.answer.id] for w in one.wanted), one.requests
                )
                for one in batch
            ]
        )
        report.imported += len(batch)
        report.answers += len(marked)
        done = min(report.imported + report.known + report.refused, len(others))
        if progress is not None:
            progress(done, len(others))
    if progress is not None and done < len(others):
        progress(len(others), len(others))
    return report


def jobs_for(folder: Path) -> int:
    """Return how many processes are of use for a folder. Raises UsageError where it cannot be listed."""
    many = len(_names(folder, ImportReport())) > FEW
    return fitting_processes() if many else 1


def fitting_processes() -> int:
    """Return how many processes mark soonest here, where there is enough to mark for more than one."""
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def _names(folder: Path, report: ImportReport) -> list[str]:
    try:
        with os.scandir(folder) as found:
            names = sorted(one.name for one in islice(found, MOST_FILES + 1) if not one.name.startswith("."))
    except OSError as error:
        raise UsageError(
            f"The folder {shown(folder)} cannot be read: {(error.strerror or '').lower()}.",
            "Name the folder that the submissions lie in.",
        ) from error
    if len(names) > MOST_FILES:
        report.remarks.append(
            Remark(shown(folder), f"more than {MOST_FILES:,} files; the rest is not read", "Import in parts.")
        )
    return names[:MOST_FILES]


def _take_assignment(store: CoachStore, path: Path, report: ImportReport, now: Now) -> None:
    try:
        found = keep_assignment_file(store, path, now)
    except ContentError as error:
        report.remarks.append(Remark(clean_line(path.name), _clause(error), error.hint))
        return
    report.assignments.append(found.id)


def _clause(error: ContentError) -> str:
    if isinstance(error, UnreadableFileError | UnusableFileError):
        return error.clause
    return clean_line(error.message)


@dataclass(frozen=True, slots=True)
class _Found:
    """A submission whose new answers wait to be marked."""

    handed_in: HandedIn
    wanted: tuple[ToMark, ...]
    requests: tuple[Request, ...]


class _Desk:
    """What an import knows of the coach's desk while it looks at one file after the other."""

    def __init__(
        self, store: CoachStore, known: Mapping[str, KnownAssignment], report: ImportReport, now: Now
    ) -> None:
        self.known = known
        self.report = report
        self.now = now
        self.digests = set(store.digests())
        self.taken: dict[tuple[str, str], tuple[str, str]] = {}
        for one in known:
            for answer_id, (candidate, digest) in store.owners(one).items():
                self.taken[one, answer_id] = (candidate, digest)

    def look_at(self, path: Path) -> _Found | None:
        """Return what is to be taken from a file, None where nothing is; the report says why."""
        name = clean_line(path.name, LONGEST_SHOWN)
        try:
            raw = read_regular_file(path, MAX_BYTES)
            digest = sha256(raw).hexdigest()
            if digest in self.digests:
                self.report.known += 1
                return None
            submission = parse_submission(raw)
            return self._take(name, digest, submission)
        except (UnreadableFileError, UnusableFileError) as error:
            self.report.remarks.append(Remark(name, error.clause, error.hint))
            return None

    def _take(self, name: str, digest: str, submission: Submission) -> _Found:
        there = self.known.get(submission.assignment)
        if there is None:
            raise UnusableFileError(
                f"answers the assignment {quote(submission.assignment)}, which is not kept here",
                "Put the assignment's file into the same folder, then import again.",
            )
        wanted: list[ToMark] = []
        left_out = dict.fromkeys(_LEFT_OUT, 0)
        for answer in submission.answers:
            why = self._why_not(answer, submission, there.assignment)
            if why == _NEW:
                rubric = there.assignment.rubric
                wanted.append(ToMark(there.assignment.id, submission.key, there.folder, rubric, answer))
                self.taken[there.assignment.id, answer.id] = (submission.key, text_digest(answer.text))
            elif why != _KNOWN:
                left_out[why] += 1
        self._remark(name, submission.content_hash != there.assignment.content_hash, left_out)
        self.digests.add(digest)
        handed_in = HandedIn(
            submission.assignment,
            digest,
            submission.key,
            submission.name,
            submission.content_hash,
            name,
            submission.written_at,
            self.now(),
        )
        return _Found(handed_in, tuple(wanted), submission.requests)

    def _why_not(self, answer: SubmittedAnswer, submission: Submission, asked: Assignment) -> str:
        """Return why an answer is not taken: one of `_LEFT_OUT`, or that it is known, or "" to take it."""
        there = self.taken.get((asked.id, answer.id))
        if there is not None and there[0] != submission.key:
            return "foreign"
        if there is not None:
            return _KNOWN if there[1] == text_digest(answer.text) else "changed"
        if answer.prompt not in asked.prompts:
            return "unasked"
        return "beyond" if answer.attempt > asked.attempts else _NEW

    def _remark(self, name: str, other_version: bool, left_out: Mapping[str, int]) -> None:
        """Say in one remark everything that is odd about a file of which something is taken."""
        said = [f"{counted(n, _LEFT_OUT[why][0])} {_LEFT_OUT[why][1]}" for why, n in left_out.items() if n]
        steps = [_STEPS[why] for why, count in left_out.items() if count and why in _STEPS]
        if other_version:
            said.append("it was written under another version of the assignment and is marked under this one")
            steps.append("If that version is the right one, import its file.")
        if said:
            step = steps[0] if steps else "Nothing to do."
            self.report.remarks.append(Remark(name, "; ".join(said), step, refused=False))


def _chunks(found: Iterator[_Found]) -> Iterator[tuple[list[_Found], list[ToMark]]]:
    while batch := list(islice(found, CHUNK)):
        yield batch, [one for submission in batch for one in submission.wanted]
