"""The draft of an answer in the store: revisions are added one after another, from whichever thread."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Draft, DraftTopic
    from nsmtrainer.tui.room import Room


@dataclass(frozen=True, slots=True)
class Writing:
    """What there is to keep of an answer being written: the text, the seconds it took, the hints used."""

    text: str
    seconds: float
    hints: tuple[str, ...] = ()


class Pen:
    """Writes one draft. Nothing is written before there is a text to keep."""

    def __init__(self, room: Room, topic: DraftTopic, draft: Draft | None = None) -> None:
        """`draft` is one that is open for writing here and is gone on with."""
        self._room = room
        self._topic = topic
        self._lock = Lock()
        self._seq = draft.seq if draft else 0
        self._saved = draft.text if draft else ""
        self._noted = draft.hints_used if draft else ()
        self.draft_id = draft.id if draft else ""

    def is_saved(self, writing: Writing) -> bool:
        """Whether text and hints are those that were saved last; hints without a text are not kept."""
        return writing.text == self._saved and (writing.hints == self._noted or not self._is_begun(writing))

    def save(self, writing: Writing) -> None:
        """Put an answer on the disk. Raises StoreError; what was saved before stays; trying again is safe."""
        with self._lock:
            if self.is_saved(writing):
                return
            store = self._room.store()
            if not self.draft_id:
                self.draft_id = store.start_draft(self._topic).id
            if writing.text != self._saved:
                self._seq = store.save_draft(self.draft_id, writing.text, self._seq + 1, writing.seconds)
                self._saved = writing.text
            if writing.hints != self._noted:
                store.note_hints(self.draft_id, writing.hints)
                self._noted = writing.hints

    def _is_begun(self, writing: Writing) -> bool:
        return bool(self.draft_id or writing.text)

    def release(self) -> None:
        """Let other windows open the draft. Raises StoreError."""
        with self._lock:
            if self.draft_id:
                self._room.store().release_draft(self.draft_id)
