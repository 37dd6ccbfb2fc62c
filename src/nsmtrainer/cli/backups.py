"""The backups of a store as commands list them and put them back, for `sessions` and `coach` alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsmtrainer.counts import counted

if TYPE_CHECKING:
    from nsmtrainer.sessions.backing_up import StoreKind

BackupFile = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE]", help="A backup; without one, the newest sound one.", show_default=False),
]


def print_backups(kind: StoreKind, path: Path, row: str) -> None:
    """Print the backups of a store, the newest first; `row` is what it holds, such as `answer`."""
    from nsmtrainer.sessions.backing_up import list_backups
    from nsmtrainer.text import clean_line

    found = list_backups(kind, path)
    for one in found:
        what = one.problem or counted(one.rows, row)
        typer.echo(clean_line(f"{one.made_at:%Y-%m-%d %H:%M}  {one.bytes / 1e6:.1f} MB  {what}  {one.path}"))
    if not found:
        typer.echo("No backups yet. One is made at the first change of each day.")


def put_back(kind: StoreKind, path: Path, file: Path | None) -> None:
    """Put a backup in a store's place and say where the former file lies."""
    from nsmtrainer.sessions.restoring import restore_backup
    from nsmtrainer.text import clean_line

    used, aside = restore_backup(kind, path, file)
    typer.echo(f"The {kind.called} is now as it was in {clean_line(str(used))}.")
    if aside:
        typer.echo(f"The file that was there is kept as {clean_line(str(aside))}.")
