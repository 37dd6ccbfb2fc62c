"""The commands of `nsmtrainer coach` with which a coach judges answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsmtrainer.cli.coach_desk import AssignmentId, Number, present_desk
from nsmtrainer.cli.options import AsJson, print_json
from nsmtrainer.errors import UsageError

if TYPE_CHECKING:
    from nsmtrainer.sessions.coach_store import CoachStore

judge_app = typer.Typer()

Coach = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAME", help="Whose judgement it is; the name set on the desk.", show_default=False
    ),
]
Blind = Annotated[bool, typer.Option("--blind", help="Hide the program's marks until yours are given.")]


@judge_app.command("answers")
def answers(assignment: AssignmentId = "", as_json: AsJson = False) -> None:
    """List the answers with their numbers: those asked about first, then the unsure ones, judged ones last.

    Example:
      nsmtrainer coach answers
    """
    from nsmtrainer.cli.cohort_tables import answer_rows, print_answers
    from nsmtrainer.practice.cohort_known import known_assignment

    with present_desk() as store:
        rows = answer_rows(store, known_assignment(store, assignment))
    if as_json:
        print_json(rows)
    else:
        print_answers(rows)


@judge_app.command("show")
def show(number: Number, assignment: AssignmentId = "", blind: Blind = False) -> None:
    """Show an answer with its marks and what was judged; with --blind without the program's marks.

    Example:
      nsmtrainer coach show 12
    """
    from nsmtrainer.practice.cohort_known import known_for

    with present_desk() as store:
        _print_answer(store, known_for(store, number, assignment).assignment.id, number, blind)


def _print_answer(store: CoachStore, assignment: str, number: int, blind: bool) -> None:
    from nsmtrainer.cli.cohort_tables import answer_lines
    from nsmtrainer.practice.cohort_known import known_assignment
    from nsmtrainer.text import clean_text

    for line in answer_lines(store, known_assignment(store, assignment), number, blind):
        typer.echo(clean_text(line))


@judge_app.command("next")
def next_answer(assignment: AssignmentId = "", by: Coach = "", blind: Blind = False) -> None:
    """Show the next answer to judge: those asked about first, then those the program is least sure of.

    Example:
      nsmtrainer coach next --blind --by "Kim"
    """
    from nsmtrainer.practice.cohort_known import known_assignment
    from nsmtrainer.practice.judge import to_judge

    with present_desk() as store:
        known = known_assignment(store, assignment)
        waiting = to_judge(store, known, by or store.coach())
        if not waiting:
            typer.echo("Everything is judged.")
            return
        number = waiting[0].entry.number
        _print_answer(store, known.assignment.id, number, blind)
    hint = " --blind" if blind else ""
    typer.echo(f"\n{len(waiting)} to go. Judge it: nsmtrainer coach mark {number} CRITERION=LEVEL ...{hint}")


@judge_app.command("mark")
def mark(
    number: Number,
    levels: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CRITERION=LEVEL...]", help="Such as guardrail=2.", show_default=False),
    ] = None,
    comment: Annotated[
        str, typer.Option("--comment", "-c", metavar="T", help="Why; the candidate reads it.")
    ] = "",
    by: Coach = "",
    blind: Blind = False,
    agree: Annotated[
        bool, typer.Option("--agree", help="Take over the program's marks on the rest.")
    ] = False,
) -> None:
    """Give your own levels on an answer. They count in the program's place, whose marks are kept beside them.

    Examples:
      nsmtrainer coach mark 12 guardrail=2 --comment "Refunds do bear on it."
      nsmtrainer coach mark 12 guardrail=2 single_metric=3 --blind
      nsmtrainer coach mark 12 --agree
    """
    from nsmtrainer.practice.judge import Opinion, judge

    with present_desk() as store:
        answer = judge(store, number, Opinion(_levels(levels or []), comment, by, blind, agree))
        typer.echo(f"Kept. Take it back with: nsmtrainer coach undo {number}")
        if blind:
            typer.echo("")
            _print_answer(store, answer.entry.assignment, number, blind=False)


def _levels(given: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in given:
        criterion, _, level = one.partition("=")
        if not level.strip().isdecimal() or len(level) > 3:
            raise UsageError(f"{one} is not a criterion and a level.", "Write it like guardrail=2.")
        found[criterion.strip()] = int(level)
    return found


@judge_app.command("undo")
def undo(
    number: Number,
    criterion: Annotated[
        str, typer.Argument(metavar="[CRITERION]", help="Left out, the latest of all.", show_default=False)
    ] = "",
) -> None:
    """Take back the latest judgement on an answer; again for the one before it.

    Example:
      nsmtrainer coach undo 12 guardrail
    """
    with present_desk() as store:
        taken = store.undo(number, criterion)
    typer.echo(f"Taken back: {taken.criterion}={taken.level} on answer {number}.")


@judge_app.command("requests")
def requests(assignment: AssignmentId = "") -> None:
    """List the marks that candidates ask you to look at again.

    Example:
      nsmtrainer coach requests
    """
    from nsmtrainer.practice.cohort_known import known_assignment
    from nsmtrainer.practice.judge import open_requests
    from nsmtrainer.text import clean_line

    with present_desk() as store:
        found = open_requests(store, known_assignment(store, assignment))
    for one in found:
        typer.echo(f"answer {one.answer}, {one.criterion}: {clean_line(one.why, 200)}")
    if not found:
        typer.echo("No open requests.")


@judge_app.command("return")
def return_files(
    assignment: AssignmentId = "",
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write.")] = Path(
        "feedback"
    ),
    message: Annotated[str, typer.Option("--message", help="What all candidates read on top.")] = "",
) -> None:
    """Write a feedback file for each candidate, who reads it with `nsmtrainer assign feedback FILE`.

    Example:
      nsmtrainer coach return -o feedback
    """
    from nsmtrainer.practice.cohort_feedback import return_feedback
    from nsmtrainer.practice.cohort_known import known_assignment

    with present_desk() as store:
        written = return_feedback(store, known_assignment(store, assignment), output, message)
    for path in written:
        typer.echo(f"Wrote {path}")
    if not written:
        typer.echo("There is nobody to write to yet.")
