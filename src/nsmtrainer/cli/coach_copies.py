"""`nsmtrainer coach backups|restore-backup`: the copies of the coach's desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

copies_app = typer.Typer()


@copies_app.command("backups")
def backups() -> None:
    """List the copies of your desk, the newest first. One is made each day that you work.

    Example:
      nsmtrainer coach backups
    """
    from nsmtrainer.sessions.coach_copies import list_copies
    from nsmtrainer.sessions.coach_opening import desk_path
    from nsmtrainer.text import clean_line

    found = list_copies(desk_path())
    for one in found:
        what = one.problem or f"{one.answers:,} answers"
        size = one.bytes / 1e6
        typer.echo(clean_line(f"{one.made_at:%Y-%m-%d %H:%M}  {size:.1f} MB  {what}  {one.path}"))
    if not found:
        typer.echo("There is no copy yet.")


@copies_app.command("restore-backup")
def restore_backup(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A copy; without one, the newest sound one.", show_default=False
        ),
    ] = None,
) -> None:
    """Put a copy in the place of your desk. The present file is kept beside it.

    Example:
      nsmtrainer coach restore-backup
    """
    from nsmtrainer.sessions.coach_copies import restore_copy
    from nsmtrainer.sessions.coach_opening import desk_path
    from nsmtrainer.text import clean_line

    used, aside = restore_copy(desk_path(), file)
    typer.echo(f"The desk is now as it was in {clean_line(str(used))}.")
    if aside:
        typer.echo(f"The file that was there is kept as {clean_line(str(aside))}.")
    typer.echo("Import the submissions that came since: nsmtrainer coach import FOLDER")
