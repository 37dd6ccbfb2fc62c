"""What `doctor` says of the coach's desk: where it lies, what it holds, whether it is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nsmtrainer.counts import counted
from nsmtrainer.errors import StoreError
from nsmtrainer.practice.store_report import StoreReport
from nsmtrainer.sessions.backing_up import list_backups
from nsmtrainer.sessions.coach_backups import DESK
from nsmtrainer.sessions.coach_opening import desk_path, open_present_desk
from nsmtrainer.sessions.coach_rows import DESK_RESTORE
from nsmtrainer.sessions.coach_store import CoachStore
from nsmtrainer.text import clean_line


def desk_report(home: Path | None = None) -> StoreReport | None:
    """Look at the coach's desk without changing it; None where there never was one. Raises no StoreError."""
    path = desk_path(home)
    try:
        store = open_present_desk(home)
        if store is None:
            return None
        with store:
            troubles = store.prove()
            lines = tuple(_lines(store))
    except StoreError as error:
        return StoreReport((f"coach       {clean_line(str(path))}",), (f"{error.message} {error.hint}",))
    said = (
        f"In the coach's desk {one.what}. `{DESK_RESTORE}` puts the newest sound backup back."
        for one in troubles
    )
    return StoreReport(lines, tuple(said))


def _lines(store: CoachStore) -> Iterator[str]:
    size = store.path.stat().st_size / 1e6
    yield f"coach       {clean_line(str(store.path))} (version {store.version()}, {size:.1f} MB)"
    kept = store.assignments()
    submissions = sum(len(store.handed_in(one.id)) for one in kept)
    yield f"desk        {counted(len(kept), 'assignment')}, {counted(submissions, 'submission')}"
    backups = list_backups(DESK, store.path)
    newest = f", newest {backups[0].made_at:%Y-%m-%d %H:%M}" if backups else ""
    yield f"backups     {len(backups)}{newest}"
