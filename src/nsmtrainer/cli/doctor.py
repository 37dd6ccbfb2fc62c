"""`nsmtrainer doctor`: versions, paths, what of the content loads."""

from __future__ import annotations

import platform
import sys

import typer

from nsmtrainer import __version__
from nsmtrainer.cli.options import ContentDir
from nsmtrainer.counts import counted
from nsmtrainer.errors import ExitStatus

SHOWN = ("spacy", "rapidfuzz", "textual", "pydantic", "PyYAML", "typer", "onnxruntime", "tokenizers")


def doctor(content: ContentDir = None) -> None:
    """Show versions and places, and whether everything the program needs is sound.

    Example:
      nsmtrainer doctor
    """
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.desk_report import desk_report
    from nsmtrainer.practice.store_report import store_report
    from nsmtrainer.reading.read import reader_version
    from nsmtrainer.sessions.edited_files import left_behind
    from nsmtrainer.text import clean_line, clean_text

    reader = reader_version()
    typer.echo(f"nsmtrainer  {__version__}")
    typer.echo(f"python      {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in SHOWN:
        typer.echo(f"{name.lower():<11} {_installed(name)}")
    typer.echo(f"rules       {reader.rules}")
    typer.echo(f"model       {reader.model or 'not there: the rules mark alone'}")
    library = load_library(content)
    typer.echo("\nContent is looked for here, nearest first:")
    for place in library.places:
        typer.echo(clean_line(f"  {place.name}: {place.path}{'' if place.exists else ' (not there)'}"))
    typer.echo(
        f"{counted(len(library.prompts), 'prompt')}, {counted(len(library.rubrics), 'rubric')}, "
        f"{counted(len(library.problems), 'problem')}."
    )
    for problem in library.problems:
        sys.stderr.write(clean_text(problem.render()) + "\n")
    kept = store_report()
    typer.echo("\n" + "\n".join(kept.lines))
    desk = desk_report()
    if desk is not None:
        typer.echo("\n".join(desk.lines))
    for path in left_behind():
        typer.echo(clean_line(f"editor      {path} (what you wrote there was not taken into its draft)"))
    wrong = (*kept.problems, *(desk.problems if desk else ()))
    for line in wrong:
        sys.stderr.write(clean_text(line) + "\n")
    if wrong:
        raise typer.Exit(int(ExitStatus.STORE))
    library.check_built_in()
    if library.problems:
        raise typer.Exit(int(ExitStatus.CONTENT))


def _installed(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
