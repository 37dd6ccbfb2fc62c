"""`nsmtrainer coach ...`: import submissions, see the cohort, judge, return, compare."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsmtrainer.cli.coach_backups import backups_app
from nsmtrainer.cli.coach_desk import AssignmentId, present_desk, telling
from nsmtrainer.cli.coach_judge import judge_app
from nsmtrainer.cli.coach_learn import learn_app
from nsmtrainer.cli.options import AsJson, print_json
from nsmtrainer.counts import counted
from nsmtrainer.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from nsmtrainer.practice.cohort_import import ImportReport

coach_app = typer.Typer(help="The coach's desk: submissions, the cohort, your judgement.")


@coach_app.callback(invoke_without_command=True)
def screens(context: typer.Context) -> None:
    """The coach's desk: submissions, the cohort, your judgement. Without a command its screens open.

    Example:
      nsmtrainer coach
    """
    if context.invoked_subcommand is None:
        from nsmtrainer.cli.run import open_screens

        raise typer.Exit(open_screens("app.coach", "`nsmtrainer coach --help` lists what does the same."))


@coach_app.command("import")
def import_submissions(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder with the submission files.")],
    assignment: Annotated[
        Path | None,
        typer.Option("--assignment", "-a", metavar="FILE", help="The assignment's file.", show_default=False),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option("--roster", metavar="FILE", help="Names expected, one a line.", show_default=False),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes; 0 for as many as help.")
    ] = 0,
) -> None:
    """Take in a folder of submissions; every answer is marked again here.

    Run it again whenever more have arrived: nothing is taken twice. Each file that is left out is named
    with the reason.

    Examples:
      nsmtrainer coach import inbox --assignment spring.assignment.yaml
      nsmtrainer coach import inbox --roster names.txt
    """
    from nsmtrainer.practice.cohort_import import import_folder, jobs_for
    from nsmtrainer.practice.cohort_known import keep_assignment_file, known_assignment, read_roster
    from nsmtrainer.practice.named_files import reading
    from nsmtrainer.sessions.coach_opening import open_desk

    with reading(folder):
        there, is_folder = folder.exists(), folder.is_dir()
    if not is_folder:
        told = f"{folder} is a file, not a folder." if there else f"There is no folder {folder}."
        raise UsageError(told, "Name the folder that the submissions lie in.")
    with telling(open_desk()) as store:
        asked = keep_assignment_file(store, assignment).id if assignment else ""
        with _kept_on_interrupt("What was taken in stays."):
            report = import_folder(store, folder, jobs or jobs_for(folder), _progress("files"))
        if roster is not None:
            store.set_roster(known_assignment(store, asked).assignment.id, read_roster(roster))
    _print_import(report)
    if report.refused:
        raise typer.Exit(int(ExitStatus.CONTENT))


def _progress(what: str) -> Callable[[int, int], None]:
    """Return what shows on a terminal how many of `what` are done."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {total} {what}" + ("\n" if done >= total else ""))
            sys.stderr.flush()

    return show


@contextmanager
def _kept_on_interrupt(kept: str) -> Iterator[None]:
    """Say after Ctrl-C what is not lost, and how to go on."""
    from nsmtrainer.cli.run import say

    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("\n" if sys.stderr.isatty() else "")  # the line that counts is not ended
        say(f"Interrupted. {kept}", "To go on with the rest, repeat the command.")
        raise


def _print_import(report: ImportReport) -> None:
    from nsmtrainer.cli.run import say

    for remark in report.remarks:
        say(f"{remark.file}: {remark.said}{'; not imported' if remark.refused else ''}.", remark.next_step)
    for one in report.assignments:
        typer.echo(f"Assignment {one} is kept.")
    typer.echo(
        f"{counted(report.imported, 'submission')} with {counted(report.answers, 'new answer')} imported, "
        f"{report.known} known, {counted(report.refused, 'file')} left out."
    )


@coach_app.command("report")
def report(
    assignment: AssignmentId = "",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page.", show_default=False)
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the cohort: who is done, levels, what is missing most, which answers to talk about.

    Examples:
      nsmtrainer coach report
      nsmtrainer coach report --html cohort.html --csv cohort.csv
    """
    from nsmtrainer.practice.cohort import cohort_report
    from nsmtrainer.practice.cohort_known import known_assignment
    from nsmtrainer.reports.cohort import report_csv, report_html, report_record

    with present_desk() as store:
        found = cohort_report(store, known_assignment(store, assignment))
    for path, made in ((html, report_html), (csv, report_csv)):
        if path is not None:
            _write(path, made(found))
    if as_json:
        print_json(report_record(found))
    elif html is None and csv is None:
        from nsmtrainer.cli.cohort_tables import print_report

        print_report(found)


def _write(path: Path, text: str) -> None:
    from nsmtrainer.practice.named_files import new_file

    with new_file(path) as file:
        file.write(text)
    typer.echo(f"Wrote {path}")


@coach_app.command("re-mark")
def re_mark(
    assignment: AssignmentId = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes; 0 for as many as help.")
    ] = 0,
) -> None:
    """Mark all answers again with the present program and the assignment's latest version.

    What you judged stays. Levels that change are counted. Answers that have such marks already are left as
    they are, so an interrupted run goes on where it was.

    Example:
      nsmtrainer coach re-mark
    """
    from nsmtrainer.practice.cohort_known import known_assignment
    from nsmtrainer.practice.cohort_re_mark import re_mark_cohort

    with present_desk() as store:
        known = known_assignment(store, assignment)
        with _kept_on_interrupt("What was marked again stays."):
            found = re_mark_cohort(store, known, jobs, _progress("answers"))
    typer.echo(
        f"{counted(found.marked, 'answer')} marked again, {found.changed} of them with another level "
        f"somewhere; {found.stayed} had the present marks already."
    )


for part in (judge_app, learn_app, backups_app):
    coach_app.registered_commands += part.registered_commands
