"""What the coach's screens do to the desk. All of it may wait for the disk, so it is called in threads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from nsmtrainer.errors import UsageError
from nsmtrainer.practice.named_files import named, new_file, path_of, reading
from nsmtrainer.text import clean_line

if TYPE_CHECKING:
    from nsmtrainer.practice.cohort_agreement import DeskAgreement
    from nsmtrainer.practice.cohort_exemplar import Added
    from nsmtrainer.practice.cohort_import import ImportReport
    from nsmtrainer.practice.desk import Cohort, OnDesk
    from nsmtrainer.sessions.coach_models import Judgement
    from nsmtrainer.sessions.coach_store import CoachStore
    from nsmtrainer.tui.room import Room

ASSIGNMENT_ENDINGS = (".yaml", ".yml")
ROSTER_ENDING = ".txt"


class Desk:
    """The user's coach's desk; opened when it is first used, made when something is first imported."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._store: CoachStore | None = None
        self._opening = RLock()

    def close(self) -> None:
        """Close the store, if it is open; a later use opens it again."""
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None

    def heard(self) -> tuple[str, ...]:
        """Return, once, what the store has to say, such as that no backup could be made."""
        with self._opening:
            if self._store is None:
                return ()
            said = tuple(self._store.notices)
            self._store.notices.clear()
            return said

    def cohort(self, assignment: str = "") -> Cohort | None:
        """Return an assignment's cohort, the latest one's for ""; None where nothing was ever imported."""
        from nsmtrainer.practice.desk import look_at_cohort

        store = self._present()
        if store is None or not store.assignments():
            return None
        return look_at_cohort(store, assignment, self._room.now)

    def answer(self, cohort: Cohort, number: int) -> OnDesk:
        """Return one answer of a cohort."""
        from nsmtrainer.practice.desk import look_at_answer

        return look_at_answer(self._there(), cohort, number)

    def judge(self, number: int, levels: dict[str, int], comment: str, blind: bool) -> None:
        """Keep the coach's levels on an answer; for no level at all, take over the program's on the rest."""
        from nsmtrainer.practice.judge import Opinion, judge

        judge(self._there(), number, Opinion(levels, comment, "", blind, agree=not levels), self._room.now)

    def undo(self, number: int) -> Judgement:
        """Take the coach's latest judgement on an answer back and return it."""
        store = self._there()
        return store.undo(number, coach=store.coach())

    def set_coach(self, name: str) -> None:
        """Keep the name under which the coach judges."""
        self._there().set_coach(name)

    def agreement(self, cohort: Cohort) -> DeskAgreement:
        """Return how the marks agree."""
        from nsmtrainer.practice.cohort_agreement import desk_agreement

        return desk_agreement(self._there(), cohort.known)

    def take_in(
        self, name: str, progress: Callable[[int, int], None], assignment: str = ""
    ) -> ImportReport | int:
        """Import a folder of submissions, keep an assignment's file, or the names of those who are expected.

        Names (a .txt file, one a line) are kept for `assignment`, the latest for "", and their number is
        returned. Raises UsageError for anything else.

        `progress` is called with files done and files in all; what it raises ends the import, whose finished
        steps stay.
        """
        from nsmtrainer.practice.cohort_import import ImportReport, import_folder, jobs_for
        from nsmtrainer.practice.cohort_known import keep_assignment_file, known_assignment, read_roster

        path = path_of(name)
        with reading(path):
            is_file, is_folder = path.is_file(), path.is_dir()
        if is_file and path.suffix in ASSIGNMENT_ENDINGS:
            kept = keep_assignment_file(self._made(), path, self._room.now)
            return ImportReport(assignments=[kept.id])
        if is_file and path.suffix == ROSTER_ENDING:
            names, store = read_roster(path), self._there()
            store.set_roster(known_assignment(store, assignment).assignment.id, names)
            return len(names)
        if not is_folder:
            raise UsageError(
                f"There is no folder {clean_line(str(path))}.", "Name the folder that the submissions lie in."
            )
        return import_folder(self._made(), path, jobs_for(path), progress, self._room.now)

    def return_feedback(self, cohort: Cohort, name: str, message: str) -> tuple[Path, ...]:
        """Write a feedback file per candidate into a folder and return them."""
        from nsmtrainer.practice.cohort_feedback import return_feedback

        return return_feedback(self._there(), cohort.known, path_of(name), message, self._room.now)

    def export(self, cohort: Cohort, name: str) -> Path:
        """Write the cohort's report as a page or a table, by the file's ending. Raises UsageError."""
        from nsmtrainer.reports.cohort import report_csv, report_html

        path = named(name)
        made = report_csv(cohort.report) if path.suffix.lower() == ".csv" else report_html(cohort.report)
        with new_file(path) as file:
            file.write(made)
        return path

    def add_exemplar(self, cohort: Cohort, number: int) -> Added:
        """Make an exemplar of an answer in the coach's own file of its rubric, made where there is none.

        Raises ContentError where the rubric is not on this computer, or nothing was judged.
        """
        from nsmtrainer.practice.cohort_exemplar import add_exemplar

        return add_exemplar(self._there(), cohort.known, number)

    def _present(self) -> CoachStore | None:
        from nsmtrainer.sessions.coach_opening import open_present_desk

        with self._opening:
            if self._store is None:
                self._store = open_present_desk(now=self._room.now)
            return self._store

    def _made(self) -> CoachStore:
        from nsmtrainer.sessions.coach_opening import open_desk

        with self._opening:
            if self._store is None:
                self._store = open_desk(now=self._room.now)
            return self._store

    def _there(self) -> CoachStore:
        store = self._present()
        if store is None:
            raise UsageError("Nothing was imported yet.", "Import a folder of submissions first.")
        return store
