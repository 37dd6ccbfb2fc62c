"""`nsmtrainer submit`: write one submission file, after saying what it will hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nsmtrainer.errors import UsageError


def submit(
    assignment: Annotated[str, typer.Argument(metavar="ID", help="The assignment's id.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The name that your coach knows.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="File or folder to write.", show_default=False),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
) -> None:
    """Write your answers to an assignment as one file, which you then send to your coach.

    What it will hold is said first. What you don't submit stays on your computer.

    Example:
      nsmtrainer submit spring --name "Ana Ruiz"
    """
    from nsmtrainer.practice.assign import find_opened, select_here
    from nsmtrainer.practice.submit import contents, make_submission, submission_path, write_submission
    from nsmtrainer.text import clean_line

    opened = find_opened(assignment)
    selection = select_here(opened)
    made = make_submission(opened, selection, name)
    for line in contents(made, opened, selection):
        indent = " " * (len(line) - len(line.lstrip()))
        typer.echo(indent + clean_line(line))
    if not yes:
        _ask()
    path = submission_path(made, output)
    write_submission(made, path)
    typer.echo(f"Wrote {path}. Send it to your coach.")


def _ask() -> None:
    if not sys.stdin.isatty():
        raise UsageError("Nothing was written: nobody is there to say yes.", "Repeat the command with --yes.")
    if not typer.confirm("Write it?"):
        typer.echo("Nothing was written.")
        raise typer.Exit
