"""Truth over time: what old answers would be given now, without touching what they were given then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from nsmtrainer.content.library import Library
from nsmtrainer.content.models import Rubric
from nsmtrainer.errors import ContentError
from nsmtrainer.feedback.steps import with_steps
from nsmtrainer.marking.mark import level_changes, mark
from nsmtrainer.marking.models import MarkSheet
from nsmtrainer.reading.read import read, reader_version
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.models import Attempt, ReMark
from nsmtrainer.sessions.store import Store


@dataclass(frozen=True, slots=True)
class WouldBe:
    """An old answer's latest marks and those it would get now; `levels` has (before, now) where they differ.

    `problem` says why it cannot be marked now (its prompt or rubric is gone); `after` is then None.
    """

    attempt: Attempt
    before: MarkSheet
    after: MarkSheet | None
    levels: dict[str, tuple[int, int]]
    problem: str = ""

    @property
    def changes(self) -> bool:
        """Whether any level or the verdict would differ."""
        return self.after is not None and bool(self.levels or self.after.verdict != self.before.verdict)


def would_change(
    store: Store, library: Library, chosen: Filter | None = None, rubric: Rubric | None = None
) -> Iterator[WouldBe]:
    """Yield, for each attempt that meets a filter, what it would be given now, oldest first.

    With `rubric` (one being edited, say) only attempts that were marked under a rubric of its id. Marking
    takes part of a second each; answers whose prompt, rubric and reader are as they were are not read again.
    """
    for attempt in store.attempts(chosen or Filter()):
        if rubric is None or attempt.yardstick.rubric == rubric.id:
            yield _would_be(attempt, library, rubric)


def latest_sheet(attempt: Attempt) -> MarkSheet:
    """Return the marks that an answer got last: when it was given, or when it was marked again."""
    return attempt.re_marks[-1].sheet if attempt.re_marks else attempt.volunteered


def _would_be(attempt: Attempt, library: Library, edited: Rubric | None) -> WouldBe:
    before = latest_sheet(attempt)
    try:
        prompt = library.prompt(attempt.prompt.id)
        rubric = edited or library.rubric(attempt.yardstick.rubric)
    except ContentError as error:
        return WouldBe(attempt, before, None, {}, error.message)
    now = (prompt.content_hash, rubric.id, rubric.content_hash[:12], reader_version())
    if now == (before.prompt_hash, before.rubric, before.rubric_version, before.reader):
        return WouldBe(attempt, before, before, {})
    after = mark(read(attempt.text, library.lexicon(prompt, rubric)), prompt, rubric)
    after = with_steps(after, prompt, attempt.text)
    return WouldBe(attempt, before, after, level_changes(before.marks, after.marks))


def keep_re_marks(store: Store, wanted: Iterable[WouldBe], now: datetime) -> int:
    """Put the new marks beside the old ones where they differ; return how many answers got new ones."""
    kept = 0
    for one in wanted:
        if one.after is None or not one.changes:
            continue
        again = ReMark(now, one.after)
        store.change(one.attempt.id, partial(_with_re_mark, again))
        kept += 1
    return kept


def _with_re_mark(again: ReMark, attempt: Attempt) -> Attempt:
    return replace(attempt, re_marks=(*attempt.re_marks, again))
