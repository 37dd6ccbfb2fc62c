"""A coach's desk for tests: assignments, candidates with homes of their own, submissions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nsmtrainer.content.assignment_file import Terms, new_assignment
from nsmtrainer.content.library import load_library
from nsmtrainer.practice.assign import answer_assigned, ask_again, open_assignment, select
from nsmtrainer.practice.practised import Practice
from nsmtrainer.practice.submit import make_submission, submission_path, write_submission
from nsmtrainer.sessions.opening import open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

STRONG = (
    "Airbnb plays the transaction game, so I'd count nights booked rather than searches, which rise when "
    "people can't find anything. I'd pair it with refund rate so we don't buy volume with bad stays. 10M "
    "nights by Q4 would be a key result on it."
)
MIDDLING = (
    "My north star is nights stayed, because a stay houses the guest and pays the host. "
    "Beside it I would watch the refund rate."
)
WEAK = "I'd track DAU, retention, and revenue."


def write_assignment(
    folder: Path, prompts: tuple[str, ...] = ("airbnb",), rubric: str = "core", terms: Terms | None = None
) -> Path:
    """Write an assignment over built-in content and return its file."""
    path = folder / "spring.assignment.yaml"
    path.write_text(new_assignment(load_library(env={}), "spring", prompts, rubric, terms), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Candidate:
    """Somebody with a computer of their own, where everything lies under `home`."""

    name: str
    home: Path

    def answer(self, assignment: Path, *answers: tuple[str, str], asks: Iterable[str] = ()) -> None:
        """Open an assignment and answer it: pairs of prompt and text, an hour between them."""
        with open_store(self.home / "sessions.db") as store:
            opened, _ = open_assignment(assignment, home=self.home)
            for number, (prompt, text) in enumerate(answers):
                at = NOON + timedelta(hours=number)
                practice = Practice(opened.assignment.mode, at, at + timedelta(minutes=5), 300.0)
                answer_assigned(opened, store, prompt, text, practice)
            for criterion in asks:
                ask_again(opened, store.attempt("last"), criterion, "Please look again.")

    def submit(self, assignment: Path, folder: Path) -> Path:
        """Write a submission into a folder and return its file."""
        opened, _ = open_assignment(assignment, home=self.home)
        with open_store(self.home / "sessions.db") as store:
            selection = select(opened, store)
            made = make_submission(
                opened, selection, self.name, self.home, now=lambda: NOON + timedelta(hours=9)
            )
        folder.mkdir(exist_ok=True)
        path = submission_path(made, folder)
        write_submission(made, path)
        return path


def candidate(tmp_path: Path, name: str) -> Candidate:
    """Return a candidate with an empty home."""
    number = sum(1 for one in tmp_path.iterdir() if one.name.startswith("candidate-"))
    home = tmp_path / f"candidate-{number}"
    home.mkdir()
    return Candidate(name, home)
