"""`nsmtrainer sessions progress|next|re-mark`: what practising has brought, and what comes next."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli.options import AsJson, ContentDir, print_json
from nsmtrainer.cli.session_options import needed_store, present_store, with_filters
from nsmtrainer.counts import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from nsmtrainer.practice.progress import Course, Progress
    from nsmtrainer.practice.re_mark import WouldBe


def register(app: typer.Typer) -> None:
    """Add these commands to `sessions`."""
    app.command("progress")(with_filters(show_progress))
    app.command("next")(show_next)
    app.command("re-mark")(with_filters(re_mark))


def show_progress(
    as_json: AsJson = False,
    content: ContentDir = None,
    chosen: Any = None,
) -> None:
    """Show how you are getting on per criterion, game and kind, and how well you judge yourself.

    Example:
      nsmtrainer sessions progress --since 30d
    """
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.progress import criterion_titles, progress_of

    with present_store() as store:
        summaries = store.summaries(chosen) if store else ()
    progress = progress_of(summaries, criterion_titles(load_library(content)))
    if as_json:
        print_json(_progress_record(progress))
        return
    from nsmtrainer.cli.session_view import console, print_progress

    print_progress(console(), progress)


def _progress_record(progress: Progress) -> dict[str, Any]:
    return {
        "attempts": progress.attempts,
        "products": progress.products,
        "score": _course_record(progress.score) if progress.score else None,
        "criteria": {one.name: _course_record(one) for one in progress.criteria},
        "games": {one.name: _course_record(one) for one in progress.games},
        "kinds": {one.name: _course_record(one) for one in progress.kinds},
        "guesses": {
            one.criterion: {"count": one.count, "exact": one.exact, "bias": one.bias}
            for one in progress.calibration
        },
        "seconds": progress.seconds,
    }


def _course_record(course: Course) -> dict[str, Any]:
    return {
        "lately": course.lately,
        "change": course.change,
        "by_follow_ups": course.prompted_gain,
        "points": [
            {"session": p.seq, "at": p.at.isoformat(), "value": p.value, "volunteered": p.volunteered}
            for p in course.points
        ],
    }


def show_next(
    count: Annotated[int, typer.Option("-n", "--count", metavar="N", min=1, help="How many to show.")] = 5,
    as_json: AsJson = False,
    content: ContentDir = None,
) -> None:
    """Show what to practise next, and why.

    Example:
      nsmtrainer sessions next
    """
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.queue import due_queue, next_up
    from nsmtrainer.text import clean_line

    library = load_library(content)
    now = datetime.now(UTC)
    with present_store() as store:
        summaries = store.summaries() if store else ()
    if not summaries:
        first = next_up((), library, now)
        found = [(first.prompt, first.reason, first.criterion)] if first else []
    else:
        found = [
            (one.prompt, one.reason, one.criterion) for one in due_queue(summaries, library, now)[:count]
        ]
    if as_json:
        rows = [{"prompt": p, "reason": r, "criterion": c} for p, r, c in found]
        print_json(rows)
        return
    for prompt, reason, _ in found:
        typer.echo(f"{prompt:<20} {clean_line(reason)}")


def re_mark(
    rubric_file: Annotated[
        Path | None,
        typer.Option(
            "--rubric-file",
            metavar="FILE",
            help="Only show what this rubric, edited, would change; nothing is kept.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Keep the new marks without asking.")] = False,
    content: ContentDir = None,
    chosen: Any = None,
) -> None:
    """Show which old marks would change under the present rubric and program, then keep both.

    What was given then stays as it was given; the new marks are put beside it.

    Examples:
      nsmtrainer sessions re-mark --since 30d
      nsmtrainer sessions re-mark --rubric-file rubrics/mine.yaml
    """
    from nsmtrainer.cli.session_view import console
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.re_mark import keep_re_marks, would_change

    library = load_library(content, paths=[rubric_file] if rubric_file else [])
    rubric = library.rubric(rubric_file.stem) if rubric_file else None
    out = console()
    with needed_store() as store:
        changed = _print_changes(out, would_change(store, library, chosen, rubric))
        if rubric_file or not changed:
            return
        if not (yes or (sys.stdin.isatty() and typer.confirm("Keep the new marks beside the old ones?"))):
            out.print("Nothing was kept; --yes keeps the new marks beside the old ones.")
            return
        kept = keep_re_marks(store, changed, datetime.now(UTC))
        out.print(f"Kept {counted(kept, 'new mark sheet')} beside the old ones.")


def _print_changes(out: Console, looked_at: Iterable[WouldBe]) -> list[WouldBe]:
    """Print what would change, and return it."""
    from nsmtrainer.cli.session_view import would_be_lines

    changed: list[WouldBe] = []
    looked = 0
    for one in looked_at:
        looked += 1
        if one.changes or one.problem:
            out.print(would_be_lines(one))
        if one.changes:
            changed.append(one)
    out.print(f"{len(changed)} of {counted(looked, 'session')} would be marked differently.", style="bold")
    return changed
