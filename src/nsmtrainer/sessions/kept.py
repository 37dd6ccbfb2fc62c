"""The form in which an attempt is kept: what may change of it, and how its values are rounded."""

from __future__ import annotations

from dataclasses import replace

from nsmtrainer.sessions.clock import in_milliseconds
from nsmtrainer.sessions.models import Attempt
from nsmtrainer.text import clean_line, clean_text


def with_given(before: Attempt, after: Attempt) -> Attempt:
    """Return `after` with everything that was given once and for all as it was before."""
    return replace(
        after,
        id=before.id,
        seq=before.seq,
        prompt=before.prompt,
        yardstick=before.yardstick,
        mode=before.mode,
        started_at=before.started_at,
        ended_at=before.ended_at,
        seconds=before.seconds,
        text=before.text,
        volunteered=before.volunteered,
        hints_used=before.hints_used,
        predictions=before.predictions,
        retry_of=before.retry_of,
    )


def kept_form(attempt: Attempt) -> Attempt:
    """Return an attempt as reading it back will give it: times in milliseconds, durations never negative.

    The answer is not cleaned here, as marks point into it. Raises ValueError where it was not before.
    """
    if clean_text(attempt.text) != attempt.text:
        raise ValueError("an answer is cleaned before it is marked and kept")
    return replace(
        attempt,
        started_at=in_milliseconds(attempt.started_at),
        ended_at=in_milliseconds(attempt.ended_at),
        seconds=max(0.0, float(attempt.seconds)),
        note=clean_text(attempt.note),
        follow_ups=tuple(
            replace(r, question=clean_text(r.question), text=clean_text(r.text)) for r in attempt.follow_ups
        ),
        overrides=tuple(
            replace(o, comment=clean_text(o.comment), by=clean_line(o.by), at=in_milliseconds(o.at))
            for o in attempt.overrides
        ),
        re_marks=tuple(replace(r, at=in_milliseconds(r.at)) for r in attempt.re_marks),
        deleted_at=in_milliseconds(attempt.deleted_at) if attempt.deleted_at else None,
    )
