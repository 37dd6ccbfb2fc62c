"""What the commands of `nsmtrainer coach` share: the desk, opened, and options that name what is on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from nsmtrainer.errors import UsageError

if TYPE_CHECKING:
    from nsmtrainer.sessions.coach_store import CoachStore

AssignmentId = Annotated[
    str,
    typer.Option("--assignment", "-a", metavar="ID", help="Left out, the latest one.", show_default=False),
]
Number = Annotated[int, typer.Argument(metavar="ANSWER", help="Its number, as `coach answers` shows it.")]


@contextmanager
def telling(store: CoachStore) -> Iterator[CoachStore]:
    """Give a desk and tell on leaving what it has to say, such as a backup that could not be made."""
    from nsmtrainer.cli.run import say

    with store:
        try:
            yield store
        finally:
            for notice in store.notices:
                say(notice)


@contextmanager
def present_desk() -> Iterator[CoachStore]:
    """Give the coach's desk. Raises UsageError where there is none yet."""
    from nsmtrainer.sessions.coach_opening import open_present_desk

    store = open_present_desk()
    if store is None:
        raise UsageError(
            "Nothing was imported yet.", "Begin with: nsmtrainer coach import FOLDER --assignment FILE"
        )
    with telling(store):
        yield store
