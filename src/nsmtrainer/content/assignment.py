"""Assignments: which prompts to answer under which rubric, with the content itself packed in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Literal

from nsmtrainer.content.models import Prompt, Rubric

AssignmentMode = Literal["practice", "live"]
MODES: tuple[AssignmentMode, ...] = ("practice", "live")
DEFAULT_ATTEMPTS = 3
MOST_ATTEMPTS = 20
MOST_PROMPTS = 50


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a coach asks for. `files` are the packed content files, `prompts/ID.yaml` to text.

    `rubric` is "" where each prompt's own rubric marks it; `minutes` is 0 where each prompt's own time is
    suggested; `attempts` counts per prompt; `due` is in UTC. `content_hash` (SHA-256, hex) changes exactly
    when something that the marks rest on does.
    """

    id: str
    title: str
    prompts: tuple[str, ...]
    files: Mapping[str, str]
    content_hash: str
    rubric: str = ""
    mode: AssignmentMode = "practice"
    attempts: int = DEFAULT_ATTEMPTS
    minutes: int = 0
    due: datetime | None = None
    message: str = ""
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The title of each prompt."""

    def is_over(self, now: datetime) -> bool:
        """Whether the due date has passed."""
        return self.due is not None and self.due < now


def pack_hash(prompts: Sequence[Prompt], rubrics: Sequence[Rubric], rubric: str) -> str:
    """Return the hash of the content that an assignment's marks rest on, whatever the order of its files."""
    parts = [
        rubric,
        sorted([prompt.id, prompt.content_hash] for prompt in prompts),
        sorted([one.id, one.content_hash] for one in rubrics),
    ]
    return sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()
