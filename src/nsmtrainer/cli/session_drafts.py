"""`nsmtrainer sessions drafts`: answers that were begun, and the way back to those that were discarded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli.options import AsJson, print_json
from nsmtrainer.cli.session_options import needed_store, present_store

if TYPE_CHECKING:
    from datetime import datetime

    from rich.text import Text

    from nsmtrainer.sessions.models import Draft

SHOWN_OF_ID = 8


def register(app: typer.Typer) -> None:
    """Add this command to `sessions`."""
    app.command("drafts")(drafts)


def drafts(
    restore: Annotated[
        str,
        typer.Option(
            "--restore", metavar="ID", help="Open a discarded draft again, as the list names it, or `last`."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List answers that were begun: open ones, then those discarded in the last thirty days.

    Examples:
      nsmtrainer sessions drafts
      nsmtrainer sessions drafts --restore last
    """
    if restore:
        with needed_store() as store:
            back = store.restore_draft(store.discarded_draft(restore).id)
        from nsmtrainer.text import quote

        typer.echo(
            f"The draft on {quote(back.topic.prompt_title)} is back: `nsmtrainer` offers to go on with it."
        )
        return
    with present_store() as store:
        found = (*store.latest_drafts(), *store.discarded_drafts()) if store else ()
    written = [one for one in found if one.text.strip()]
    if as_json:
        print_json([_record(one) for one in written])
        return
    from nsmtrainer.cli.session_view import console

    out = console()
    if not written:
        out.print("No drafts.")
        return
    for one in written:
        out.print(_lines(one))


def _record(draft: Draft) -> dict[str, Any]:
    from nsmtrainer.sessions.draft_record import draft_record

    until = _until(draft)
    return {**draft_record(draft), "state": draft.state, "until": until.isoformat() if until else ""}


def _until(draft: Draft) -> datetime | None:
    """Return until when a discarded draft can be brought back, None for an open one."""
    from nsmtrainer.sessions.housekeeping import UNDO_DAYS

    return draft.closed_at + timedelta(days=UNDO_DAYS) if draft.closed_at else None


def _lines(draft: Draft) -> Text:
    """Return a draft in two lines: what it is, and how it begins."""
    from rich.text import Text

    from nsmtrainer.counts import counted
    from nsmtrainer.text import clean_line

    until = _until(draft)
    begun = f"{draft.started_at.astimezone():%Y-%m-%d}"
    state = f"discarded, kept to {until.astimezone():%Y-%m-%d}" if until else f"open since {begun}"
    line = Text(f"{draft.id[:SHOWN_OF_ID]}  ", "dim")
    line.append(clean_line(draft.topic.prompt_title, 26), "bold")
    line.append(f"  {counted(len(draft.text.split()), 'word')}, {state}")
    line.append(f"\n  {clean_line(draft.text, 70)}", "dim")
    return line
