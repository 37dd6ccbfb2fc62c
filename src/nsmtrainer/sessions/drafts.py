"""Drafts as rows: revisions are added, never changed, and a submitted or discarded draft stays readable."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from nsmtrainer.sessions.attempts import FEWEST_OF_ID
from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.faults import LostDraftError, UnknownSessionError, damaged
from nsmtrainer.sessions.fingerprint import fingerprint, intact
from nsmtrainer.sessions.models import Draft, DraftState, DraftTopic
from nsmtrainer.text import quote

KEPT_WHOLE = 50
"""The latest revisions that are all kept while a draft is open."""

KEPT_EVERY = 20
"""Of the revisions before those, each one whose number divides by this is kept."""

_COLUMNS = "id, prompt, prompt_title, rubric, mode, retry_of, started_at, state, closed_at, owner"
_FACTS = "draft, assignment, hints"
_REVISION = "draft, seq, saved_at, seconds, text"
_LAST = f"SELECT {_REVISION}, fingerprint FROM revisions WHERE draft = ? ORDER BY seq DESC LIMIT 1"
_THIN_CLOSED = """
    DELETE FROM revisions WHERE draft = ?1 AND seq NOT IN (
        SELECT max(seq) FROM revisions WHERE draft = ?1
        UNION ALL
        SELECT seq FROM (
            SELECT seq FROM revisions WHERE draft = ?1 ORDER BY length(text) DESC, seq DESC LIMIT 1
        )
    )"""


@dataclass(frozen=True, slots=True)
class DraftRows:
    """The drafts of a store inside one transaction, as one owner at one moment sees and changes them."""

    db: sqlite3.Connection
    path: Path
    owner: str
    now: datetime

    def insert(self, draft_id: str, topic: DraftTopic, started_at: datetime | None = None) -> None:
        """Add an open draft without a revision, begun now unless told otherwise."""
        asked = (topic.prompt, topic.prompt_title, topic.rubric, topic.mode, topic.retry_of)
        values = (draft_id, *asked, to_stamp(started_at or self.now), "open", "", self.owner)
        self.db.execute(
            f"INSERT INTO drafts ({_COLUMNS}, fingerprint) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (*values, fingerprint(values)),
        )
        if topic.assignment:
            self._write_facts((draft_id, topic.assignment, "[]"))

    def adopt(self, draft: Draft) -> bool:
        """Add a draft as it was saved elsewhere; return False where its id is there already."""
        if self.db.execute("SELECT 1 FROM drafts WHERE id = ?", (draft.id,)).fetchone():
            return False
        self.insert(draft.id, draft.topic, draft.started_at)
        if draft.seq and draft.saved_at:
            replace(self, now=draft.saved_at).add_revision(draft.id, draft.text, draft.seq, draft.seconds)
        if draft.hints_used:
            self.note_hints(draft.id, draft.hints_used)
        return True

    def select(self, draft_id: str) -> Draft:
        """Return a draft with its last revision, read-only. Raises StoreError where there is no sound one."""
        values = self._row(draft_id)
        _, assignment, hints = self._facts(draft_id)
        topic = replace(DraftTopic(*values[1:6]), assignment=assignment)
        draft = Draft(
            values[0],
            topic,
            from_stamp(values[6]),
            values[7],
            read_only=True,
            hints_used=tuple(json.loads(hints)),
            closed_at=from_stamp(values[8]) if values[8] else None,
        )
        row = self.db.execute(_LAST, (draft_id,)).fetchone()
        if row is None:
            return draft
        if not intact(row):
            title = quote(topic.prompt_title)
            raise damaged(self.path, f"the last revision of the draft on {title} was changed")
        return replace(draft, seq=row[1], saved_at=from_stamp(row[2]), seconds=row[3], text=row[4])

    def select_all(self, state: DraftState) -> tuple[Draft, ...]:
        """Return the drafts in a state, the latest first."""
        ids = self.db.execute(
            "SELECT id FROM drafts WHERE state = ? ORDER BY number DESC", (state,)
        ).fetchall()
        return tuple(self.select(draft_id) for (draft_id,) in ids)

    def revisions(self, draft_id: str) -> tuple[int, ...]:
        """Return the numbers of the revisions that are kept, in order."""
        found = self.db.execute("SELECT seq FROM revisions WHERE draft = ? ORDER BY seq", (draft_id,))
        return tuple(seq for (seq,) in found)

    def own(self, draft_id: str) -> None:
        """Write down that only this owner may add revisions."""
        self._rewrite((*self._row(draft_id)[:9], self.owner))

    def close(self, draft_id: str, state: DraftState) -> None:
        """Close a draft, or open it again; of a closed one the last and the longest revision are kept."""
        values = self._own_row(draft_id)
        closed_at = "" if state == "open" else to_stamp(self.now)
        self._rewrite((*values[:7], state, closed_at, self.owner))
        if state != "open":
            self.db.execute(_THIN_CLOSED, (draft_id,))

    def add_revision(self, draft_id: str, text: str, seq: int, seconds: float) -> int:
        """Add a revision and return the number of the last one; a number that is not higher adds nothing."""
        values = self._own_row(draft_id)
        if values[7] != "open":
            raise LostDraftError(
                f"The draft on {quote(values[2])} is {values[7]} already.",
                "Start the prompt again to go on writing.",
            )
        highest = "SELECT coalesce(max(seq), 0) FROM revisions WHERE draft = ?"
        last = int(self.db.execute(highest, (draft_id,)).fetchone()[0])
        if seq <= last:
            return last
        row = (draft_id, seq, to_stamp(self.now), max(0.0, float(seconds)), text)
        self.db.execute(
            f"INSERT INTO revisions ({_REVISION}, fingerprint) VALUES (?,?,?,?,?,?)", (*row, fingerprint(row))
        )
        if seq % KEPT_EVERY == 0:
            self.db.execute(
                "DELETE FROM revisions WHERE draft = ? AND seq <= ? AND seq % ? != 0",
                (draft_id, seq - KEPT_WHOLE, KEPT_EVERY),
            )
        return seq

    def note_hints(self, draft_id: str, hints: Sequence[str]) -> None:
        """Write down which hints were used so far; those noted before are among them."""
        self._own_row(draft_id)
        _, assignment, _ = self._facts(draft_id)
        self._write_facts((draft_id, assignment, json.dumps(list(hints))))

    def _facts(self, draft_id: str) -> tuple[str, str, str]:
        """Return what is noted beside a draft: its id, its assignment, the hints used as JSON."""
        found = self.db.execute(f"SELECT {_FACTS}, fingerprint FROM draft_facts WHERE draft = ?", (draft_id,))
        row = found.fetchone()
        if row is None:
            return draft_id, "", "[]"
        if not intact(row):
            raise damaged(self.path, f"what is noted on the draft {quote(draft_id)} was changed")
        return row[0], row[1], row[2]

    def _write_facts(self, facts: tuple[str, str, str]) -> None:
        self.db.execute(
            f"INSERT OR REPLACE INTO draft_facts ({_FACTS}, fingerprint) VALUES (?,?,?,?)",
            (*facts, fingerprint(facts)),
        )

    def _row(self, draft_id: str) -> tuple[Any, ...]:
        found = self.db.execute(f"SELECT {_COLUMNS}, fingerprint FROM drafts WHERE id = ?", (draft_id,))
        row = found.fetchone()
        if row is None:
            raise UnknownSessionError(
                f"There is no draft {quote(draft_id)}.", "Another window may have removed it."
            )
        if not intact(row):
            raise damaged(self.path, f"the draft {quote(draft_id)} was changed")
        return tuple(row[:-1])

    def _own_row(self, draft_id: str) -> tuple[Any, ...]:
        values = self._row(draft_id)
        if values[9] != self.owner:
            raise open_elsewhere(values[2])
        return values

    def _rewrite(self, values: tuple[Any, ...]) -> None:
        self.db.execute(
            "UPDATE drafts SET state = ?, closed_at = ?, owner = ?, fingerprint = ? WHERE id = ?",
            (*values[7:10], fingerprint(values), values[0]),
        )


def purge_drafts(db: sqlite3.Connection, before: datetime) -> None:
    """Remove drafts that were submitted or discarded before a moment."""
    db.execute("DELETE FROM drafts WHERE state != 'open' AND closed_at < ?", (to_stamp(before),))


def find_draft(discarded: Sequence[Draft], asked: str) -> Draft:
    """Return the discarded draft that somebody means: by its id, how that begins, or `last`.

    `last` is the one that was discarded last, of those that hold words.

    Raises UnknownSessionError where there is none, or more than one.
    """
    found = [one for one in discarded if one.id.startswith(asked)] if len(asked) >= FEWEST_OF_ID else []
    if asked == "last":
        found = sorted((one for one in discarded if one.text.strip()), key=_closed)[-1:]
    if len(found) == 1:
        return found[0]
    raise UnknownSessionError(
        f"{quote(asked)} names several drafts." if found else f"There is no discarded draft {quote(asked)}.",
        "`nsmtrainer sessions drafts` shows their ids; `last` is the latest. They are kept for 30 days.",
    )


def _closed(draft: Draft) -> datetime:
    return draft.closed_at or draft.started_at


def open_elsewhere(title: str) -> LostDraftError:
    """Return the fault of writing to a draft that another window holds."""
    return LostDraftError(
        f"The draft on {quote(title)} is open in another window, so it is read-only here.",
        "Go on in that window, or close it and open the draft again here. Nothing of it is overwritten.",
    )
