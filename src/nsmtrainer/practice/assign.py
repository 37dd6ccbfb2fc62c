"""The candidate's side of an assignment: open it, answer its prompts, see what would be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.content.assignment_file import assignment_of
from nsmtrainer.content.files import read_regular_file, shown
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.submission import Request
from nsmtrainer.errors import ContentError, UnknownContentError, UsageError
from nsmtrainer.files import write_whole
from nsmtrainer.practice.named_files import writing
from nsmtrainer.practice.opened_state import is_noted, read_own, read_state, write_state
from nsmtrainer.practice.practised import Practice, attempt_of
from nsmtrainer.practice.score import Scored, score_answer
from nsmtrainer.sessions.clock import Now, from_stamp, now_utc, to_stamp
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.models import Attempt, Summary
from nsmtrainer.sessions.opening import open_present_store
from nsmtrainer.sessions.places import home_folder
from nsmtrainer.sessions.store import Store
from nsmtrainer.text import clean_text, quote

FOLDER = "assignments"
FILE = "assignment.yaml"
_HASH_SHOWN = 12
_FOLDER_MODE = 0o700
MOST_WHY = 2000
"""Characters of a request; more is refused whole."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An assignment that lies ready on this computer.

    `folder` holds its content as a content folder; `after` is the number of the last session made before it
    was opened; `requests` are wishes for another look that go with the next submission.
    """

    assignment: Assignment
    folder: Path
    opened_at: datetime
    after: int
    requests: tuple[Request, ...] = ()

    @property
    def library(self) -> Library:
        """The content that this assignment is marked with."""
        return load_library(self.folder)

    def rubric_id(self, prompt_id: str) -> str:
        """Return the id of the rubric that marks answers to one of its prompts."""
        return self.assignment.rubric or self.library.prompt(prompt_id).rubric


def read_assignment(path: Path) -> Assignment:
    """Return the assignment of a file. Raises ContentError where it cannot be read or used."""
    return assignment_of(read_regular_file(path), shown(path))


def open_assignment(
    path: Path, last_session: int = 0, home: Path | None = None, now: Now = now_utc
) -> tuple[Opened, bool]:
    """Lay an assignment ready and return it, and whether it was new here.

    `last_session` is the number of the user's latest session: what was practised before an assignment
    was opened is never handed in. Opening it again changes neither that nor anything else that was noted.
    """
    raw = read_regular_file(path)
    assignment = assignment_of(raw, shown(path))
    folder = unpack(assignment, home)
    fresh = not is_noted(folder)
    start = {"opened_at": to_stamp(now()), "after": last_session, "requests": []}
    state = start if fresh else read_state(folder)
    with writing(folder):
        with write_whole(folder / FILE) as file:
            file.write(raw.decode("utf-8-sig"))
        write_state(folder, state)
    return _read_opened(folder, assignment), fresh


def last_session(store: Store | None) -> int:
    """Return the number of the user's latest session, deleted ones too; 0 where there is none."""
    if store is None:
        return 0
    return next((one.seq for one in store.summaries(Filter(deleted="with"), limit=1)), 0)


def unpack(assignment: Assignment, home: Path | None = None) -> Path:
    """Write an assignment's content as a content folder of its own and return it.

    The names of its files are ids, so nothing is written outside. What is there already as it should be
    stays as it is.
    """
    folder = (home or home_folder()) / FOLDER / f"{assignment.id}-{assignment.content_hash[:_HASH_SHOWN]}"
    with writing(folder):
        for name, text in assignment.files.items():
            path = folder / name
            path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
            if not path.is_file() or path.read_bytes() != text.encode():
                with write_whole(path) as file:
                    file.write(text)
    return folder


def _read_opened(folder: Path, assignment: Assignment | None = None) -> Opened:
    state = read_state(folder)
    requests = tuple(Request(r["answer"], r["criterion"], r["why"]) for r in state["requests"])
    return Opened(
        assignment or assignment_of(read_own(folder / FILE), shown(folder / FILE)),
        folder,
        from_stamp(state["opened_at"]),
        state["after"],
        requests,
    )


def opened_assignments(home: Path | None = None) -> tuple[Opened, ...]:
    """Return the assignments that were opened here, the latest first."""
    folder = (home or home_folder()) / FOLDER
    there = [one.parent for one in sorted(folder.glob(f"*/{FILE}")) if one.is_file()]
    found = [_read_opened(one) for one in there if is_noted(one)]
    return tuple(sorted(found, key=lambda one: one.opened_at, reverse=True))


def find_opened(assignment_id: str, home: Path | None = None) -> Opened:
    """Return the assignment of that id that was opened last. Raises UsageError where none was."""
    there = opened_assignments(home)
    found = next((one for one in there if one.assignment.id == assignment_id), None)
    if found is None:
        listed = ", ".join(dict.fromkeys(one.assignment.id for one in there))
        raise UsageError(
            f"No assignment {quote(assignment_id)} was opened here.",
            f"Opened: {listed}." if listed else "Open one first: nsmtrainer assign open FILE",
        )
    return found


def candidate_key(assignment_id: str, home: Path | None = None) -> str:
    """Return what tells this candidate from others of the same name, a different one per assignment."""
    path = (home or home_folder()) / FOLDER / "key"
    if not path.is_file():
        with writing(path.parent):
            path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
            with write_whole(path) as file:
                file.write(uuid4().hex)
    secret = read_own(path)
    return blake2b(assignment_id.encode(), key=secret[:32], digest_size=8).hexdigest()


def answer_assigned(opened: Opened, store: Store, prompt_id: str, text: str, practice: Practice) -> Scored:
    """Mark an answer to one of an assignment's prompts and keep it as a session.

    Raises UsageError for a prompt that is not asked for, ContentError for an answer that is too long.
    """
    check_asked(opened.assignment, prompt_id)
    scored = score_answer(opened.library, prompt_id, text, opened.rubric_id(prompt_id))
    store.save_attempt(attempt_of(scored, practice))
    return scored


def check_asked(assignment: Assignment, prompt_id: str) -> None:
    """Raise UsageError for a prompt that the assignment does not ask for."""
    if prompt_id not in assignment.prompts:
        raise UsageError(
            f"The assignment `{assignment.id}` does not ask for {quote(prompt_id)}.",
            f"It asks for: {', '.join(assignment.prompts)}.",
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A session that answers one of the prompts and is not handed in, and why."""

    seq: int
    prompt: str
    why: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sessions go into a submission: attempts per prompt in order, and those left out with reasons."""

    chosen: tuple[tuple[int, Attempt], ...]
    left_out: tuple[LeftOut, ...]
    unanswered: tuple[str, ...]


def select_here(opened: Opened) -> Selection:
    """Return the sessions of this computer that an assignment's submission holds; makes no store for it."""
    store = open_present_store()
    if store is None:
        return select(opened, None)
    with store:
        return select(opened, store)


def select(opened: Opened, store: Store | None) -> Selection:
    """Return the sessions that an assignment's submission holds.

    These are the first `attempts` at each prompt since it was opened, in its mode and under its content.
    """
    chosen: list[tuple[int, Attempt]] = []
    left_out: list[LeftOut] = []
    library = opened.library
    for prompt_id in opened.assignment.prompts:
        count = 0
        for summary in _since(opened, store, prompt_id):
            assert store is not None
            attempt = store.attempt(summary.seq)
            why = _why_not(opened, library, attempt)
            if not why and count >= opened.assignment.attempts:
                first = opened.assignment.attempts
                attempts = "attempt at a prompt is" if first == 1 else f"{first} attempts at a prompt are"
                why = f"only the first {attempts} handed in"
            if why:
                left_out.append(LeftOut(summary.seq, prompt_id, why))
                continue
            count += 1
            chosen.append((count, attempt))
    answered = {attempt.prompt.id for _, attempt in chosen}
    unanswered = tuple(one for one in opened.assignment.prompts if one not in answered)
    return Selection(tuple(chosen), tuple(left_out), unanswered)


def _since(opened: Opened, store: Store | None, prompt_id: str) -> Sequence[Summary]:
    if store is None:
        return ()
    found = store.summaries(Filter(prompt=prompt_id))
    return [one for one in reversed(found) if one.seq > opened.after]


def _why_not(opened: Opened, library: Library, attempt: Attempt) -> str:
    sheet, mode = attempt.volunteered, opened.assignment.mode
    rubric_id = opened.rubric_id(attempt.prompt.id)
    if sheet.prompt_hash != library.prompt(attempt.prompt.id).content_hash:
        return "it answers another version of the prompt"
    if sheet.rubric != rubric_id or sheet.rubric_version != library.rubric(rubric_id).content_hash[:12]:
        return "it was marked under another rubric"
    if attempt.mode != mode:
        return f"it was made in {attempt.mode} mode, and the assignment asks for {mode}"
    return ""


def is_answer_to(opened: Opened, attempt: Attempt) -> bool:
    """Return whether an attempt answers an assignment as it asks: since it was opened, under its content.

    Raises ContentError where that content cannot be read.
    """
    asked = attempt.prompt.id in opened.assignment.prompts and attempt.seq > opened.after
    return asked and not _why_not(opened, opened.library, attempt)


def ask_again(opened: Opened, attempt: Attempt, criterion: str, why: str) -> Request:
    """Note a wish that the coach looks at a mark again; it goes with the next submission.

    Raises ContentError where the answer was not marked on that criterion or the reason is too long.
    """
    if criterion not in attempt.volunteered.marks:
        known = ", ".join(attempt.volunteered.marks)
        raise UnknownContentError(
            f"There is no mark on {quote(criterion)}.", f"This answer has marks on: {known}."
        )
    said = clean_text(why).strip()
    if not 0 < len(said) <= MOST_WHY:
        raise ContentError("A request needs a reason of up to 2,000 characters.", 'Give it with --why "...".')
    check_asked(opened.assignment, attempt.prompt.id)
    request = Request(attempt.id, criterion, said)
    state = read_state(opened.folder)
    kept = [r for r in state["requests"] if (r["answer"], r["criterion"]) != (attempt.id, criterion)]
    new = {"answer": request.answer, "criterion": request.criterion, "why": request.why}
    with writing(opened.folder):
        write_state(opened.folder, {**state, "requests": [*kept, new]})
    return request
