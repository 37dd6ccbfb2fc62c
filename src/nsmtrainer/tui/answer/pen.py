"""The draft of an answer in the store: revisions are added one after another, from whichever thread."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsmtrainer.sessions.models import Draft, DraftTopic
    from nsmtrainer.tui.room import Room


class Pen:
    """Writes one draft. Nothing is written before there is a text to keep."""

    def __init__(self, room: Room, topic: DraftTopic, draft: Draft | None = None) -> None:
        """`draft` is one that is open for writing here and is gone on with."""
        self._room = room
        self._topic = topic
        self._lock = Lock()
        self._seq = draft.seq if draft else 0
        self._saved = draft.text if draft else ""
        self.draft_id = draft.id if draft else ""

    def is_saved(self, text: str) -> bool:
        """Whether `text` is what was saved last."""
        return text == self._saved

    def save(self, text: str, seconds: float) -> None:
        """Put `text` on the disk. Raises StoreError; what was saved before stays; trying again is safe."""
        with self._lock:
            if text == self._saved:
                return
            store = self._room.store()
            if not self.draft_id:
                self.draft_id = store.start_draft(self._topic).id
            self._seq = store.save_draft(self.draft_id, text, self._seq + 1, seconds)
            self._saved = text

    def release(self) -> None:
        """Let other windows open the draft. Raises StoreError."""
        with self._lock:
            if self.draft_id:
                self._room.store().release_draft(self.draft_id)
