"""Writing attempts to a file of the user's choice, in the form that its name ends in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nsmtrainer.errors import UsageError
from nsmtrainer.practice.named_files import named, new_file
from nsmtrainer.practice.naming import file_name, free_path
from nsmtrainer.text import clean_line

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Summary
    from nsmtrainer.sessions.store import Store

HINT = ".html and .md are to be read, .csv is a table, .json can be imported again."


def suggested_name(chosen: Sequence[Summary], now: datetime) -> str:
    """Return a name for a file of these attempts that nothing here has yet."""
    if len(chosen) == 1:
        name = file_name("nsmtrainer", chosen[0].product, str(chosen[0].seq), suffix=".html")
    else:
        name = file_name("nsmtrainer-sessions", f"{now.astimezone():%Y-%m-%d}", suffix=".html")
    try:
        return free_path(Path(), name).name
    except OSError:  # the folder is gone or may not be read: writing there will say so
        return name


def placed(path: Path) -> str:
    """Return a path as a message shows it: the name alone where it lies in the folder that one is in."""
    try:
        here = path.parent == Path.cwd()
    except OSError:
        here = False
    return clean_line(path.name if here else str(path))


def export(store: Store, seqs: Sequence[int], name: str, now: datetime) -> Path:
    """Write attempts to a file that is not there yet, and return its path.

    Raises UsageError where the name ends in no known form, the file exists or cannot be written, and
    StoreError where the store cannot be read.
    """
    from nsmtrainer.reports.forms import form_of, write_sessions

    form = form_of(Path(name))
    if form is None:
        raise UsageError(
            f"{clean_line(name, 60)} ends in no form that is known here.",
            "End it in .html, .md, .csv or .json. Nothing was written.",
        )
    path = named(name)
    with new_file(path) as file:
        write_sessions(file, (store.attempt(seq) for seq in seqs), form, now)
    return path
