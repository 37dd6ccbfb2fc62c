"""The commands of `nsmtrainer coach` with which a coach judges answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsmtrainer.cli.options import AsJson
from nsmtrainer.counts import counted
from nsmtrainer.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from nsmtrainer.sessions.coach_store import CoachStore

judge_app = typer.Typer()

AssignmentId = Annotated[
    str,
    typer.Option("--assignment", "-a", metavar="ID", help="Left out, the latest one.", show_default=False),
]
Number = Annotated[int, typer.Argument(metavar="ANSWER", help="Its number, as `coach answers` shows it.")]
Coach = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAME", help="Whose judgement it is; the name set on the desk.", show_default=False
    ),
]
Blind = Annotated[bool, typer.Option("--blind", help="Hide the program's marks until yours are given.")]


@contextmanager
def telling(store: CoachStore) -> Iterator[CoachStore]:
    """Give a desk and tell on leaving what it has to say, such as a backup that could not be made."""
    from nsmtrainer.cli.run import say

    with store:
        yield store
        for notice in store.notices:
            say(notice)


@contextmanager
def present_desk() -> Iterator[CoachStore]:
    """Give the coach's desk. Raises UsageError where there is none yet."""
    from nsmtrainer.sessions.coach_opening import open_present_desk

    store = open_present_desk()
    if store is None:
        raise UsageError(
            "Nothing was imported yet.", "Begin with: nsmtrainer coach import FOLDER --assignment FILE"
        )
    with telling(store):
        yield store


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
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        print_answers(rows)


@judge_app.command("show")
def show(number: Number, assignment: AssignmentId = "", blind: Blind = False) -> None:
    """Show an answer with its marks and what was judged; with --blind without the program's marks.

    Example:
      nsmtrainer coach show 12
    """
    from nsmtrainer.practice.cohort_known import known_assignment

    with present_desk() as store:
        asked = assignment or store.answer(number).entry.assignment
        _print_answer(store, known_assignment(store, asked).assignment.id, number, blind)


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


@judge_app.command("marks")
def marks(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write your marks here.", show_default=False),
    ] = None,
    take: Annotated[
        Path | None,
        typer.Option("--take", metavar="FILE", help="Take in another coach's marks.", show_default=False),
    ] = None,
    assignment: AssignmentId = "",
) -> None:
    """Exchange marks with another coach who imported the same submissions, so that you can be compared.

    Examples:
      nsmtrainer coach marks -o kim.jsonl
      nsmtrainer coach marks --take lou.jsonl
    """
    from nsmtrainer.cli.options import read_lines
    from nsmtrainer.cli.run import say
    from nsmtrainer.practice.cohort_known import known_assignment
    from nsmtrainer.practice.judgement_exchange import judgement_lines, take_judgements

    if (output is None) == (take is None):
        raise UsageError(
            "Say what to do with the marks.", "Write them with -o FILE or take some in with --take FILE."
        )
    with present_desk() as store:
        known = known_assignment(store, assignment)
        if output is not None:
            _write_lines(output, list(judgement_lines(store, known)))
            return
        taken = take_judgements(store, known, read_lines(str(take)))
    for problem in taken.problems:
        say(f"{problem}; left out.")
    typer.echo(f"{counted(taken.new, 'mark')} taken in, {taken.known} known, {len(taken.problems)} left out.")
    if taken.problems:
        raise typer.Exit(int(ExitStatus.CONTENT))


def _write_lines(path: Path, lines: list[str]) -> None:
    from nsmtrainer.files import write_whole

    try:
        with write_whole(path) as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Choose another place.") from error
    typer.echo(f"Wrote {counted(len(lines), 'mark')} to {path}.")


@judge_app.command("agreement")
def agreement(assignment: AssignmentId = "", as_json: AsJson = False) -> None:
    """Show how well the program's marks agree with yours, and coaches with one another.

    Example:
      nsmtrainer coach agreement
    """
    from nsmtrainer.cli.cohort_tables import agreement_record, print_agreement
    from nsmtrainer.practice.cohort_agreement import desk_agreement
    from nsmtrainer.practice.cohort_known import known_assignment

    with present_desk() as store:
        found = desk_agreement(store, known_assignment(store, assignment))
    if as_json:
        typer.echo(json.dumps(agreement_record(found), indent=2))
    else:
        print_agreement(found)


@judge_app.command("exemplar")
def exemplar(
    number: Number,
    rubric: Annotated[
        Path | None,
        typer.Option(
            "--rubric-file",
            metavar="FILE",
            help="The rubric's file. Left out, your own file of the rubric that marked the answer.",
            show_default=False,
        ),
    ] = None,
    assignment: AssignmentId = "",
) -> None:
    """Add an answer that you judged to a rubric's exemplars, with your levels; `check` then holds it.

    For a built-in rubric such a file is made: it lies over the built-in one and adds exemplars only.

    Examples:
      nsmtrainer coach exemplar 12
      nsmtrainer coach exemplar 12 --rubric-file .nsmtrainer/rubrics/growth-team.yaml
    """
    from nsmtrainer.practice.cohort_exemplar import add_exemplar
    from nsmtrainer.practice.cohort_known import known_assignment
    from nsmtrainer.text import clean_text

    with present_desk() as store:
        asked = assignment or store.answer(number).entry.assignment
        added = add_exemplar(store, known_assignment(store, asked), number, rubric)
    typer.echo(clean_text(added.words))
