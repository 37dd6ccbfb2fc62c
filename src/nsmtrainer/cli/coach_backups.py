"""`nsmtrainer coach backups|restore-backup`: the backups of the coach's desk."""

from __future__ import annotations

import typer

from nsmtrainer.cli.backups import BackupFile

backups_app = typer.Typer()


@backups_app.command("backups")
def backups() -> None:
    """List the backups of your desk, the newest first.

    Example:
      nsmtrainer coach backups
    """
    from nsmtrainer.cli.backups import print_backups
    from nsmtrainer.sessions.coach_backups import DESK
    from nsmtrainer.sessions.coach_opening import desk_path

    print_backups(DESK, desk_path(), "answer")


@backups_app.command("restore-backup")
def restore_backup(file: BackupFile = None) -> None:
    """Put a backup in the place of your desk. The present file is kept beside it.

    Example:
      nsmtrainer coach restore-backup
    """
    from nsmtrainer.cli.backups import put_back
    from nsmtrainer.sessions.coach_backups import DESK
    from nsmtrainer.sessions.coach_opening import desk_path

    put_back(DESK, desk_path(), file)
    typer.echo("Import the submissions that came since: nsmtrainer coach import FOLDER")
