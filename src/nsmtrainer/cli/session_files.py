"""`nsmtrainer sessions export|import|report|backups|restore-backup|repair`: sessions as files."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli.backups import BackupFile
from nsmtrainer.cli.session_options import Output, needed_store, with_filters
from nsmtrainer.counts import counted
from nsmtrainer.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from nsmtrainer.reports.forms import Form
    from nsmtrainer.sessions.filters import Filter
    from nsmtrainer.sessions.store import Store


def register(app: typer.Typer) -> None:
    """Add these commands to `sessions`."""
    app.command("export")(with_filters(export_sessions))
    app.command("import")(import_sessions)
    app.command("report")(with_filters(report_sessions))
    app.command("backups")(list_store_backups)
    app.command("restore-backup")(restore_store_backup)
    app.command("repair")(repair)


def export_sessions(
    output: Output = None,
    everything: Annotated[
        bool,
        typer.Option("--everything", help="The whole store: deleted sessions and drafts too, filters aside."),
    ] = False,
    chosen: Any = None,
) -> None:
    """Write sessions as JSON that `import` reads back unchanged; to standard output without -o.

    Example:
      nsmtrainer sessions export --everything -o sessions.json
    """
    from nsmtrainer.practice.exchange import write_store
    from nsmtrainer.practice.named_files import new_file

    with needed_store() as store:
        if output is None:
            write_store(sys.stdout, store, None if everything else chosen)
            return
        with new_file(output) as file:
            count = write_store(file, store, None if everything else chosen)
    typer.echo(f"Wrote {counted(count, 'session')} to {output}.", err=True)


def import_sessions(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER...", help="Exports, or folders of them.")
    ],
) -> None:
    """Add sessions from exports. What is there already stays as it is; a bad file is named, the rest added.

    Example:
      nsmtrainer sessions import sessions.json
    """
    from nsmtrainer.cli.run import say
    from nsmtrainer.practice.exchange import import_paths
    from nsmtrainer.sessions.opening import open_store

    with open_store() as store:
        done = import_paths(store, paths)
    for problem in done.problems:
        say(problem)
    drafts = f", {counted(done.drafts, 'draft')}" if done.drafts else ""
    passed_over = counted(done.passed_over, "file without .json was", "files without .json were")
    aside = f" {passed_over} passed over." if done.passed_over else ""
    there = counted(done.known, "was", "were")
    typer.echo(f"Added {counted(done.added, 'session')}{drafts}; {there} there already.{aside}")
    if done.problems:
        raise typer.Exit(int(ExitStatus.CONTENT))


def report_sessions(
    sessions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SESSION...]", help="Whole sessions; without one, the period.", show_default=False
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="KIND", help="md, html, csv or json; else as FILE ends.", show_default=False
        ),
    ] = None,
    output: Output = None,
    chosen: Any = None,
) -> None:
    """Write a report of sessions, or of all that the filters let through, to send or to print.

    Examples:
      nsmtrainer sessions report last -o answer.html
      nsmtrainer sessions report --since 30d -o march.html
    """
    from nsmtrainer.practice.named_files import new_file
    from nsmtrainer.reports.forms import FORMS, form_of

    named = form_of(output) if output else "md"
    kind = next((one for one in FORMS if one == (form or named)), None)
    if kind is None:
        raise UsageError(
            "A report is written as md, html, csv or json.",
            "Say which with --format, or end FILE in one of them.",
        )
    with needed_store() as store:
        if output is None:
            _write(sys.stdout, store, sessions or [], chosen, kind)
            return
        with new_file(output) as file:
            _write(file, store, sessions or [], chosen, kind)
    typer.echo(f"Wrote {output}.", err=True)


def _write(file: Any, store: Store, sessions: list[str], chosen: Filter, kind: Form) -> None:
    from nsmtrainer.reports.forms import write_sessions

    now = datetime.now(UTC)
    if sessions:
        write_sessions(file, [store.attempt(one) for one in sessions], kind, now)
    elif kind in ("json", "csv"):
        write_sessions(file, store.attempts(chosen), kind, now)
    else:
        from nsmtrainer.content.library import load_library
        from nsmtrainer.practice.progress import criterion_titles
        from nsmtrainer.reports.render import render_period

        titles = criterion_titles(load_library())
        file.write(render_period(store.summaries(chosen), titles, "md" if kind == "md" else "html", now))


def list_store_backups() -> None:
    """List the backups of the store, the newest first.

    Example:
      nsmtrainer sessions backups
    """
    from nsmtrainer.cli.backups import print_backups
    from nsmtrainer.sessions.backups import SESSIONS
    from nsmtrainer.sessions.places import store_path

    print_backups(SESSIONS, store_path(), "session")


def restore_store_backup(file: BackupFile = None) -> None:
    """Put a backup in the place of the store. The present file is kept beside it.

    Example:
      nsmtrainer sessions restore-backup
    """
    from nsmtrainer.cli.backups import put_back
    from nsmtrainer.sessions.backups import SESSIONS
    from nsmtrainer.sessions.places import store_path

    put_back(SESSIONS, store_path(), file)


def repair() -> None:
    """Mend what can be mended in the store, after a copy of it as it is; say what cannot.

    Example:
      nsmtrainer sessions repair
    """
    from nsmtrainer.cli.run import say
    from nsmtrainer.sessions.places import store_path
    from nsmtrainer.sessions.repair import repair_store

    with needed_store():
        pass  # says what is wrong where the file cannot even be opened
    done = repair_store(store_path())
    for line in done.mended:
        typer.echo(f"Mended: {line}.")
    if done.copy:
        typer.echo(f"The file as it was: {done.copy}")
    for line in done.left:
        say(f"Left as it is: {line}.")
    if not done.mended and not done.left:
        typer.echo("Nothing to mend: the store is sound.")
    if done.left:
        raise typer.Exit(int(ExitStatus.STORE))
