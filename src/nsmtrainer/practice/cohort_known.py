"""The assignments that a coach keeps, with their content laid ready, and who is expected to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nsmtrainer.content.assignment import Assignment
from nsmtrainer.content.assignment_file import assignment_of
from nsmtrainer.content.files import read_regular_file, shown
from nsmtrainer.errors import UsageError
from nsmtrainer.practice.assign import unpack
from nsmtrainer.sessions.clock import Now, now_utc
from nsmtrainer.sessions.coach_models import KeptAssignment
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line, decode_utf8, quote

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class KnownAssignment:
    """An assignment of the coach's, and the folder that its content lies in."""

    assignment: Assignment
    folder: Path


def keep_assignment_file(store: CoachStore, path: Path, now: Now = now_utc) -> Assignment:
    """Keep an assignment that was handed out. Raises ContentError where the file cannot be used."""
    raw = read_regular_file(path)
    found = assignment_of(raw, shown(path))
    store.keep_assignment(KeptAssignment(found.id, found.content_hash, raw.decode("utf-8-sig"), now()))
    return found


def read_roster(path: Path) -> tuple[str, ...]:
    """Return the names in a text file, one a line. Raises ContentError where it cannot be read."""
    text = decode_utf8(read_regular_file(path), shown(path))
    return tuple(name for line in text.splitlines() if (name := clean_line(line, LONGEST_NAME)))


def known_assignments(store: CoachStore) -> dict[str, KnownAssignment]:
    """Return the coach's assignments by id, their content laid out in folders."""
    known: dict[str, KnownAssignment] = {}
    for kept in store.assignments():
        found = assignment_of(kept.text.encode(), f"assignment {kept.id}")
        known[found.id] = KnownAssignment(found, unpack(found, store.home))
    return known


def known_assignment(store: CoachStore, asked: str = "") -> KnownAssignment:
    """Return the assignment of that id, or the one kept last. Raises UsageError where there is none."""
    kept = store.assignments()
    found = next((one for one in kept if asked in ("", one.id)), None)
    if found is None:
        listed = ", ".join(one.id for one in kept)
        raise UsageError(
            f"There is no assignment {quote(asked)} on this desk."
            if asked
            else "No assignment is kept here yet.",
            f"There are: {listed}."
            if listed
            else "Import one: nsmtrainer coach import FOLDER --assignment FILE",
        )
    assignment = assignment_of(found.text.encode(), f"assignment {found.id}")
    return KnownAssignment(assignment, unpack(assignment, store.home))


def known_for(store: CoachStore, number: int, asked: str = "") -> KnownAssignment:
    """Return the assignment that is asked for, or else the one of an answer. Raises as `known_assignment`."""
    return known_assignment(store, asked or store.answer(number).entry.assignment)
