"""What the `sessions` commands share: the filters and the store."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from nsmtrainer.sessions.store import Store

Session = Annotated[
    str, typer.Argument(metavar="SESSION", help="Its number or id, as `list` shows it, or `last`.")
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write here.", show_default=False),
]


def filter_options(
    prompt: Annotated[str, typer.Option(metavar="ID", help="Answers to this prompt.")] = "",
    game: Annotated[str | None, typer.Option(help="Prompts of this game.")] = None,
    kind: Annotated[str | None, typer.Option(help="Prompts of this kind.")] = None,
    mode: Annotated[str | None, typer.Option(help="practice or live.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="2026-03-01, or 30d, 2w, 6m ago.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Up to, not including, this day.")] = None,
    min_score: Annotated[float | None, typer.Option(metavar="N", help="At least this score.")] = None,
    max_score: Annotated[float | None, typer.Option(metavar="N", help="At most this score.")] = None,
    starred: Annotated[bool, typer.Option("--starred", help="Only those with a star.")] = False,
    text: Annotated[str, typer.Option(metavar="WORDS", help="Words of the answer or the note.")] = "",
) -> Any:
    """Return the filter that these options ask for."""
    from nsmtrainer.sessions.filters import Filter, check_filter, parse_moment

    chosen: Any = {"game": game, "kind": kind, "mode": mode}
    return check_filter(
        Filter(
            prompt=prompt,
            since=parse_moment(since) if since else None,
            until=parse_moment(until) if until else None,
            min_score=min_score,
            max_score=max_score,
            starred=starred,
            text=text,
            **chosen,
        )
    )


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filter options; it takes them together, as its argument `chosen` (a Filter)."""
    options = inspect.signature(filter_options, eval_str=True).parameters
    own = inspect.signature(command, eval_str=True).parameters
    kept = [one for name, one in own.items() if name != "chosen"]

    @functools.wraps(command)
    def called(**given: Any) -> None:
        asked = {name: given.pop(name) for name in options}
        command(**given, chosen=filter_options(**asked))

    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*kept, *options.values())]
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    return called


@contextmanager
def present_store() -> Iterator[Store | None]:
    """Give the user's store, or None where nothing was ever saved; tell on leaving what it has to say."""
    from nsmtrainer.cli.run import say
    from nsmtrainer.sessions.opening import open_present_store

    store = open_present_store()
    if store is None:
        yield None
        return
    with store:
        yield store
        for notice in store.notices:
            say(notice)


@contextmanager
def needed_store() -> Iterator[Store]:
    """Give the user's store. Raises UnknownSessionError where nothing was ever saved."""
    from nsmtrainer.sessions.faults import UnknownSessionError

    with present_store() as store:
        if store is None:
            raise UnknownSessionError("There are no sessions yet.", "`nsmtrainer` begins one.")
        yield store
