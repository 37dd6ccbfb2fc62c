"""What `doctor` says of the store: where it lies, what it holds, whether it is sound, what to do if not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsmtrainer.errors import StoreError
from nsmtrainer.sessions.backing_up import list_backups
from nsmtrainer.sessions.backups import SESSIONS
from nsmtrainer.sessions.faults import RESTORE
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.opening import open_present_store
from nsmtrainer.sessions.places import store_path
from nsmtrainer.sessions.proof import Trouble
from nsmtrainer.sessions.store import Store
from nsmtrainer.text import clean_line

PRIVATE = 0o077


@dataclass(frozen=True, slots=True)
class StoreReport:
    """Lines about the store for a person; `problems` are what is wrong, each with what to do about it."""

    lines: tuple[str, ...]
    problems: tuple[str, ...] = ()


def store_report(path: Path | None = None) -> StoreReport:
    """Look at the user's store without changing it and say how it is. Never raises StoreError."""
    found = path or store_path()
    try:
        store = open_present_store(found)
        if store is None:
            return StoreReport((f"store       {clean_line(str(found))} (none yet: nothing was saved)",))
        with store:
            troubles = store.prove()
            lines = tuple(_lines(store, found))
    except StoreError as error:
        return StoreReport((f"store       {clean_line(str(found))}",), (f"{error.message} {error.hint}",))
    return StoreReport(lines, (*_advice(troubles), *_open_to_others(found)))


def _lines(store: Store, path: Path) -> Iterator[str]:
    size = path.stat().st_size / 1e6
    yield f"store       {clean_line(str(path))} (version {store.version()}, {size:.1f} MB)"
    deleted = store.count(Filter(deleted="only"))
    drafts = len(store.latest_drafts())
    yield f"sessions    {store.count()}, deleted {deleted}, drafts {drafts}"
    yield f"search      {'index' if store.has_search() else 'without an index'}"
    backups = list_backups(SESSIONS, path)
    newest = f", newest {_day(backups[0].made_at)}" if backups else ""
    yield f"backups     {len(backups)}{newest}"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _advice(troubles: tuple[Trouble, ...]) -> Iterator[str]:
    for one in troubles:
        if one.kind == "structure":
            yield f"The store is damaged: {one.what}. `{RESTORE}` puts a backup in its place."
        else:
            yield f"In the store {one.what}. `nsmtrainer sessions repair` mends what can be mended."


def _open_to_others(path: Path) -> Iterator[str]:
    if path.stat().st_mode & PRIVATE:
        name = clean_line(str(path))
        yield f"Other users can look into {name}. `chmod 600` makes it yours alone."
