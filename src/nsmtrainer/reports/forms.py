"""Whole sessions in each form that they can be written in, and which form the name of a file means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import IO, Literal, get_args

from nsmtrainer.practice.exchange import write_export
from nsmtrainer.reports.render import render_sessions
from nsmtrainer.reports.table import write_table
from nsmtrainer.sessions.models import Attempt

Form = Literal["md", "html", "csv", "json"]
FORMS: tuple[Form, ...] = get_args(Form)
_ENDINGS: dict[str, Form] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".json": "json",
}


def form_of(name: str | PurePath) -> Form | None:
    """Return the form that the ending of a file's name means, None where it means none."""
    return _ENDINGS.get(PurePath(name).suffix.lower())


def write_sessions(file: IO[str], attempts: Iterable[Attempt], form: Form, now: datetime) -> None:
    """Write sessions: `json` can be imported again, `csv` is a table, `html` and `md` are to be read."""
    if form == "json":
        write_export(file, attempts)
    elif form == "csv":
        write_table(file, attempts)
    else:
        file.write(render_sessions(list(attempts), form, now))
