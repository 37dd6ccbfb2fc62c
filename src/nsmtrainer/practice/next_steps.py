"""What would better a kept attempt, as it counts now: after follow-ups, and with what a person decided."""

from __future__ import annotations

from nsmtrainer.feedback.advise import by_lift, gain_of
from nsmtrainer.feedback.models import Advice
from nsmtrainer.feedback.steps import lack_at
from nsmtrainer.sessions.models import Attempt


def next_steps(attempt: Attempt) -> tuple[Advice, ...]:
    """Return a step per criterion that lacks something, the one that lifts most first, the others in order.

    They are the sentences that were kept with the marks, so that no rubric is needed to tell them again. A
    level that neither the answer nor the replies had (a person gave it) has none.
    """
    sheets = (attempt.volunteered, *([attempt.prompted] if attempt.prompted else ()))
    rubric = attempt.yardstick.as_rubric()
    found: dict[str, Advice] = {}
    for name, level in attempt.levels.items():
        lack = lack_at(level, (sheet.marks[name] for sheet in sheets if name in sheet.marks))
        if lack is not None:
            found[name] = Advice(name, lack.finding, lack.advice, gain_of(name, rubric))
    order = by_lift({name: attempt.levels[name] for name in found}, rubric)[:1]
    return tuple(found[name] for name in dict.fromkeys((*order, *found)))
