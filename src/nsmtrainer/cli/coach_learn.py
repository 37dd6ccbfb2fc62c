"""The commands of `nsmtrainer coach` that learn from judgements: exchange, agreement, exemplars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nsmtrainer.cli.coach_desk import AssignmentId, Number, present_desk
from nsmtrainer.cli.options import AsJson, print_json
from nsmtrainer.counts import counted
from nsmtrainer.errors import ExitStatus, UsageError

learn_app = typer.Typer()


@learn_app.command("marks")
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
    from nsmtrainer.practice.named_files import new_file

    with new_file(path) as file:
        file.writelines(f"{line}\n" for line in lines)
    typer.echo(f"Wrote {counted(len(lines), 'mark')} to {path}.")


@learn_app.command("agreement")
def agreement(assignment: AssignmentId = "", as_json: AsJson = False) -> None:
    """Show how well the program's marks agree with yours, and coaches with one another.

    Example:
      nsmtrainer coach agreement
    """
    from nsmtrainer.cli.agreement_tables import agreement_record, print_agreement
    from nsmtrainer.practice.cohort_agreement import desk_agreement
    from nsmtrainer.practice.cohort_known import known_assignment

    with present_desk() as store:
        found = desk_agreement(store, known_assignment(store, assignment))
    if as_json:
        print_json(agreement_record(found))
    else:
        print_agreement(found)


@learn_app.command("exemplar")
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
    from nsmtrainer.practice.cohort_known import known_for
    from nsmtrainer.text import clean_text

    with present_desk() as store:
        added = add_exemplar(store, known_for(store, number, assignment), number, rubric)
    typer.echo(clean_text(added.words))
