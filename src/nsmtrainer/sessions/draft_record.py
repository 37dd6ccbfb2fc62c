"""Open drafts as plain JSON values and back, for an export of the whole store."""

from __future__ import annotations

from typing import Any

from nsmtrainer.sessions.clock import from_stamp, to_stamp
from nsmtrainer.sessions.models import MODES, Draft, DraftTopic
from nsmtrainer.sessions.records import LONGEST_ID
from nsmtrainer.sessions.shapes import Shape, check_shape

DRAFT: Shape = {
    "id": str,
    "prompt": str,
    "prompt_title": str,
    "rubric": str,
    "mode": str,
    "retry_of": str,
    "started_at": str,
    "text": str,
    "seq": int,
    "seconds": float,
    "saved_at": str,
    "assignment?": str,
    "hints_used?": [str],
}


def draft_record(draft: Draft) -> dict[str, Any]:
    """Return an open draft as JSON values, from which `draft_of` makes an equal one."""
    topic = draft.topic
    return {
        "id": draft.id,
        "prompt": topic.prompt,
        "prompt_title": topic.prompt_title,
        "rubric": topic.rubric,
        "mode": topic.mode,
        "retry_of": topic.retry_of,
        "started_at": to_stamp(draft.started_at),
        "text": draft.text,
        "seq": draft.seq,
        "seconds": draft.seconds,
        "saved_at": to_stamp(draft.saved_at) if draft.saved_at else "",
        "assignment": topic.assignment,
        "hints_used": list(draft.hints_used),
    }


def draft_of(record: object) -> Draft:
    """Return the draft that a record stands for. Raises ValueError, naming the place, for anything else."""
    check_shape(record, DRAFT)
    assert isinstance(record, dict)
    if record["mode"] not in MODES or record["seq"] < 0 or record["seconds"] < 0:
        raise ValueError("`mode`, `seq` or `seconds` cannot be what it is")
    if not (record["id"].isalnum() and record["id"].isascii() and len(record["id"]) <= LONGEST_ID):
        raise ValueError("`id` is not an id")
    topic = DraftTopic(
        record["prompt"],
        record["prompt_title"],
        record["rubric"],
        record["mode"],
        record["retry_of"],
        record.get("assignment", ""),
    )
    return Draft(
        record["id"],
        topic,
        from_stamp(record["started_at"]),
        "open",
        read_only=True,
        text=record["text"],
        seq=record["seq"],
        seconds=float(record["seconds"]),
        saved_at=from_stamp(record["saved_at"]) if record["saved_at"] else None,
        hints_used=tuple(record.get("hints_used", ())),
    )
