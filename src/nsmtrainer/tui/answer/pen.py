"""The draft of an answer in the store: revisions are added one after another, from whichever thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from nsmtrainer.text import quote

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Draft, DraftTopic
    from nsmtrainer.sessions.store import Store
    from nsmtrainer.tui.room import Room


@dataclass(frozen=True, slots=True)
class Writing:
    """What there is to keep of an answer being written: the text, the seconds it took, the hints used."""

    text: str
    seconds: float
    hints: tuple[str, ...] = ()


class Pen:
    """Writes one draft. Nothing is written before there is a text to keep.

    It goes with the answer from the editor to the marks: only so is the draft closed with the attempt where
    it was not saved before, and never written again by a save that comes late.
    """

    def __init__(self, room: Room, topic: DraftTopic, draft: Draft | None = None) -> None:
        """`draft` is one that is open for writing here and is gone on with."""
        self._room = room
        self._topic = topic
        self._lock = Lock()
        self._seq = draft.seq if draft else 0
        self._saved = draft.text if draft else ""
        self._noted = draft.hints_used if draft else ()
        self._put_down = False
        self.goes_on = False
        """Whether the answer went on to be marked, with its draft, which then is not released."""
        self.draft_id = draft.id if draft else ""
        if draft and not draft.read_only:
            room.take(draft.id, self)

    @property
    def title(self) -> str:
        """What the draft answers."""
        return self._topic.prompt_title

    def is_saved(self, writing: Writing) -> bool:
        """Whether there is nothing to save; hints without a text are not kept."""
        if self._put_down:
            return True
        return writing.text == self._saved and (writing.hints == self._noted or not self._is_begun(writing))

    def save(self, writing: Writing) -> None:
        """Put an answer on the disk. Raises StoreError; what was saved before stays; trying again is safe.

        Where the draft is not this window's any more, or is gone, the answer becomes a draft of its own.
        """
        from nsmtrainer.sessions.faults import LostDraftError, UnknownSessionError

        with self._lock:
            if self.is_saved(writing):
                return
            store = self._room.store()
            try:
                self._write(store, writing)
            except (LostDraftError, UnknownSessionError):
                title = quote(self.title)
                self._room.note(
                    f"The draft on {title} was changed elsewhere; this is a draft of its own now."
                )
                self.draft_id, self._seq, self._saved, self._noted = "", 0, "", ()
                self._write(store, writing)

    def _write(self, store: Store, writing: Writing) -> None:
        if not self.draft_id:
            self.draft_id = store.start_draft(self._topic).id
            self._room.take(self.draft_id, self)
        if writing.text != self._saved:
            self._add(store, writing)
        if writing.hints != self._noted:
            store.note_hints(self.draft_id, writing.hints)
            self._noted = writing.hints

    def _add(self, store: Store, writing: Writing) -> None:
        """Add a revision, numbered anew at each try: one that failed may have come through after all."""
        self._seq += 1
        last = store.save_draft(self.draft_id, writing.text, self._seq, writing.seconds)
        if last > self._seq:  # nothing was added
            self._seq = last + 1
            store.save_draft(self.draft_id, writing.text, self._seq, writing.seconds)
        self._saved = writing.text

    def _is_begun(self, writing: Writing) -> bool:
        return bool(self.draft_id or writing.text)

    @contextmanager
    def closing(self) -> Iterator[str]:
        """Give the id of the draft that is closed in the block; the pen writes no more unless that fails."""
        with self._lock:
            yield self.draft_id
            self._put_down = True

    def handed_on(self) -> Pen:
        """Return a pen that goes on with the draft; this one writes no more. Waits for a save under way."""
        with self._lock:
            self._put_down = True
            other = Pen(self._room, self._topic)
            other.draft_id, other._seq = self.draft_id, self._seq
            other._saved, other._noted = self._saved, self._noted
            self._room.take(other.draft_id, other)
            return other

    def release(self) -> None:
        """Let other windows open the draft, unless it went on to be marked. Raises StoreError."""
        with self._lock:
            if self.draft_id and not self._put_down and not self.goes_on:
                self._room.release(self.draft_id, self)
