"""`nsmtrainer sessions`: find, read, compare and keep what was practised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli import session_drafts, session_files, session_review
from nsmtrainer.cli.options import AsJson, print_json
from nsmtrainer.cli.session_options import Session, needed_store, present_store, with_filters

if TYPE_CHECKING:
    from nsmtrainer.sessions.filters import Filter
    from nsmtrainer.sessions.models import Summary

sessions_app = typer.Typer(help="What you practised: find, compare, learn from, keep.", no_args_is_help=True)

Limit = Annotated[int, typer.Option("-n", "--limit", metavar="N", min=0, help="At most so many; 0 for all.")]
Sessions = Annotated[list[str], typer.Argument(metavar="SESSION...", help="Numbers or ids, as `list` shows.")]
USUAL_LIMIT = 30


@sessions_app.command("list")
@with_filters
def list_sessions(
    limit: Limit = USUAL_LIMIT,
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that can be brought back.")] = False,
    as_json: AsJson = False,
    chosen: Any = None,
) -> None:
    """List sessions, the latest first.

    Example:
      nsmtrainer sessions list --game transaction --since 30d
    """
    _list(replace(chosen, deleted="only") if deleted else chosen, limit, as_json)


@sessions_app.command("search")
@with_filters
def search_sessions(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="Words, or how they begin; all must occur.")
    ],
    limit: Limit = USUAL_LIMIT,
    as_json: AsJson = False,
    chosen: Any = None,
) -> None:
    """Find sessions by words of the answer or the note; put words in double quotes to find them together.

    Example:
      nsmtrainer sessions search refund '"nights booked"'
    """
    _list(replace(chosen, text=" ".join([*words, chosen.text])), limit, as_json)


def _list(chosen: Filter, limit: int, as_json: bool) -> None:
    with present_store() as store:
        found = store.summaries(chosen, limit or None) if store else ()
        whole = store.count(chosen) if store else 0
    if as_json:
        print_json([summary_record(one) for one in found])
        return
    from nsmtrainer.cli.session_view import console, session_table

    out = console()
    if not found:
        out.print("No sessions." if store else "No sessions yet. `nsmtrainer` begins one.")
        return
    out.print(session_table(found, out.width))
    if whole > len(found):
        out.print(f"{whole - len(found):,} more; `--limit 0` shows all.", style="dim")


def summary_record(one: Summary) -> dict[str, Any]:
    """Return a line of the list as JSON values."""
    return {
        "number": one.seq,
        "id": one.id,
        "prompt": one.prompt,
        "title": one.prompt_title,
        "product": one.product,
        "kind": one.kind,
        "games": list(one.games),
        "rubric": one.rubric,
        "mode": one.mode,
        "started": one.started_at.isoformat(),
        "seconds": one.seconds,
        "score": one.score,
        "volunteered_score": one.volunteered_score,
        "verdict": one.verdict,
        "levels": dict(one.levels),
        "volunteered": dict(one.volunteered),
        "predictions": dict(one.predictions),
        "words": one.words,
        "note": one.note,
        "starred": one.starred,
        "deleted": one.deleted_at.isoformat() if one.deleted_at else "",
    }


@sessions_app.command("show")
def show_session(session: Session = "last", as_json: AsJson = False) -> None:
    """Show a session: its marks, the words they rest on, follow-ups, note.

    Example:
      nsmtrainer sessions show last
    """
    with needed_store() as store:
        attempt = store.attempt(session)
    if as_json:
        from nsmtrainer.sessions.records import attempt_record

        print_json(attempt_record(attempt))
        return
    from nsmtrainer.cli.session_view import console, print_session

    print_session(console(), attempt)


@sessions_app.command("compare")
def compare_sessions(
    first: Session,
    second: Session,
    words: Annotated[bool, typer.Option("--words", help="Show what was added and removed too.")] = False,
) -> None:
    """Put two sessions side by side: levels, score, time, and with --words the texts.

    Example:
      nsmtrainer sessions compare 3 7 --words
    """
    from nsmtrainer.cli.session_view import comparison_table, console

    with needed_store() as store:
        one, other = store.attempt(first), store.attempt(second)
    out = console()
    out.print(comparison_table(one, other))
    if words:
        from rich.text import Text

        from nsmtrainer.practice.changes import changed_words

        styles = {"same": "", "removed": "red strike", "added": "green bold"}
        signs = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
        text = Text("\n")
        for stretch in changed_words(one.text, other.text):
            opened, closed = signs[stretch.kind] if stretch.text.strip() else ("", "")
            text.append(f"{opened}{stretch.text}{closed}", styles[stretch.kind])
        out.print(text, width=min(out.width, 100))


@sessions_app.command("star")
def star_session(
    session: Session, off: Annotated[bool, typer.Option("--off", help="Take the star away.")] = False
) -> None:
    """Star a session, to find it again with --starred."""
    with needed_store() as store:
        done = store.star(session, not off)
    typer.echo(f"Session {done.seq} {'has a star' if done.starred else 'has no star'}.")


@sessions_app.command("note")
def note_session(
    session: Session,
    note: Annotated[str, typer.Argument(metavar="TEXT", help='What to note; "" takes the note away.')],
) -> None:
    """Put a note on a session; it is found by `search`.

    Example:
      nsmtrainer sessions note last "ask about the supply side"
    """
    with needed_store() as store:
        done = store.note(session, note)
    typer.echo(f"Session {done.seq}: {'noted' if done.note else 'no note'}.")


@sessions_app.command("delete")
def delete_sessions(sessions: Sessions) -> None:
    """Delete sessions; `restore` brings them back within thirty days.

    Example:
      nsmtrainer sessions delete 4
    """
    with needed_store() as store:
        for asked in [store.attempt(one).id for one in sessions]:
            done = store.delete(asked)
            typer.echo(f"Session {done.seq} is deleted. For 30 days: nsmtrainer sessions restore {done.seq}")


@sessions_app.command("restore")
def restore_sessions(sessions: Sessions) -> None:
    """Bring deleted sessions back.

    Example:
      nsmtrainer sessions restore 4
    """
    with needed_store() as store:
        for asked in [store.attempt(one).id for one in sessions]:
            typer.echo(f"Session {store.undelete(asked).seq} is back.")


session_drafts.register(sessions_app)
session_files.register(sessions_app)
session_review.register(sessions_app)
