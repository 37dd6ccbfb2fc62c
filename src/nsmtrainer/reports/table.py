"""Sessions as CSV for spreadsheets: one row a session, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO

from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.sessions.clock import to_stamp
from nsmtrainer.sessions.models import Attempt

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
FIRST = (
    *("number", "id", "started", "seconds", "prompt", "title", "product", "kind", "games", "mode", "rubric"),
    *("score", "volunteered_score", "verdict"),
)
LAST = ("hints_used", "follow_ups", "starred", "note", "answer")


def write_table(file: IO[str], attempts: Iterable[Attempt]) -> None:
    """Write attempts as CSV (RFC 4180, UTF-8); a criterion that a session was not marked on stays empty."""
    listed = list(attempts)
    own = {name for one in listed for name in one.volunteered.marks}
    criteria = [c for c in ALL_CRITERIA if c in own] + sorted(own - set(ALL_CRITERIA))
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([inert(cell) for cell in [*FIRST, *criteria, *LAST]])
    for one in listed:
        levels = one.levels
        marks = [str(levels.get(name, "")) for name in criteria]
        writer.writerow([inert(cell) for cell in [*_first_cells(one), *marks, *_last_cells(one)]])


def inert(cell: str) -> str:
    """Return a cell that spreadsheets show as text: an apostrophe before what looks like a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA) else cell


def _first_cells(one: Attempt) -> list[str]:
    return [
        str(one.seq),
        one.id,
        to_stamp(one.started_at),
        f"{one.seconds:.0f}",
        one.prompt.id,
        one.prompt.title,
        one.prompt.product,
        one.prompt.kind,
        " ".join(one.prompt.games),
        one.mode,
        one.yardstick.rubric,
        f"{one.score:.1f}",
        f"{one.volunteered.score:.1f}",
        one.verdict[0],
    ]


def _last_cells(one: Attempt) -> list[str]:
    replies = "\n\n".join(f"{reply.question}\n{reply.text}" for reply in one.replies)
    return [" ".join(one.hints_used), replies, "yes" if one.starred else "", one.note, one.text]
