"""What would better a kept attempt, as it counts now: after follow-ups, and with what a person decided."""

from __future__ import annotations

from nsmtrainer.feedback.advise import by_lift, gain_of
from nsmtrainer.feedback.models import Advice
from nsmtrainer.feedback.steps import lack_at
from nsmtrainer.sessions.models import PROMPTED_MOST, Attempt

SAY_IT_UNASKED = f"Say it unasked next time: what had to be asked for counts {PROMPTED_MOST} at most."
"""The step to the top level from a reply that had it."""


def next_steps(attempt: Attempt) -> tuple[Advice, ...]:
    """Return a step per criterion that lacks something, the one that lifts most first, the others in order.

    They are the sentences that were kept with the marks, so that no rubric is needed to tell them again.
    Where a reply had more than counts after being asked, the step is to say it unasked. A level that a person
    gave and neither the answer nor the replies had has none.
    """
    sheets = (attempt.volunteered, *([attempt.prompted] if attempt.prompted else ()))
    rubric = attempt.yardstick.as_rubric()
    found: dict[str, Advice] = {}
    for name, level in attempt.levels.items():
        lack = lack_at(level, (sheet.marks[name] for sheet in sheets if name in sheet.marks))
        if _capped(attempt, name):
            found[name] = Advice(name, "", SAY_IT_UNASKED, gain_of(name, rubric))
        elif lack is not None:
            found[name] = Advice(name, lack.finding, lack.advice, gain_of(name, rubric))
    order = by_lift({name: attempt.levels[name] for name in found}, rubric)[:1]
    return tuple(found[name] for name in dict.fromkeys((*order, *found)))


def _capped(attempt: Attempt, criterion: str) -> bool:
    """Return whether a reply had a higher level than the one that counts only because it was asked for."""
    asked = any(reply.criterion == criterion for reply in attempt.replies)
    mark = attempt.prompted.marks.get(criterion) if attempt.prompted else None
    decided = any(one.criterion == criterion for one in attempt.overrides)
    return asked and mark is not None and not decided and mark.level > attempt.levels[criterion]
