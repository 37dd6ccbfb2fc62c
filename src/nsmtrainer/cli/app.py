"""The command line: one function per command, each a thin face over a use case."""

from __future__ import annotations

import typer

from nsmtrainer import __version__
from nsmtrainer.cli.agreement import agreement
from nsmtrainer.cli.assign import assign_app
from nsmtrainer.cli.check import check
from nsmtrainer.cli.coach import coach_app
from nsmtrainer.cli.doctor import doctor
from nsmtrainer.cli.library import prompts_app, rubrics_app
from nsmtrainer.cli.mark import mark
from nsmtrainer.cli.schema import schema
from nsmtrainer.cli.score import score
from nsmtrainer.cli.sessions import sessions_app
from nsmtrainer.cli.submit import submit

app = typer.Typer(
    name="nsmtrainer",
    help=(
        "Practise north star metric interviews, offline. Without a command the practice screens open.\n\n"
        'Try: [bold]nsmtrainer score airbnb --text "I would count nights stayed, because ..."[/bold]'
    ),
    rich_markup_mode="rich",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nsmtrainer {__version__}")
        raise typer.Exit


@app.callback()
def everything(
    version: bool = typer.Option(
        False, "--version", help="Show the version and leave.", callback=_show_version, is_eager=True
    ),
) -> None:
    """Options that stand before any command."""


app.command()(score)
app.command()(mark)
app.command()(agreement)
app.command()(check)
app.command()(schema)
app.command()(doctor)
app.command()(submit)
app.add_typer(assign_app, name="assign")
app.add_typer(coach_app, name="coach")
app.add_typer(prompts_app, name="prompts")
app.add_typer(rubrics_app, name="rubrics")
app.add_typer(sessions_app, name="sessions")
