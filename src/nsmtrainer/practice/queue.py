"""What to practise next: what is due of criterion by game, on a product that is new where there is one.

When something is due again follows FSRS, the scheduler that spaced-repetition programs use: each answer
is a review, rated by the level that it reached before any follow-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from fsrs import Card, Rating, Scheduler

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.content.library import Library
from nsmtrainer.content.models import GAME_TYPES, GameType, Prompt
from nsmtrainer.counts import counted
from nsmtrainer.marking.models import MAX_LEVEL
from nsmtrainer.marking.wording import LEVEL_NAMES
from nsmtrainer.practice.progress import criterion_titles, plain_title
from nsmtrainer.sessions.models import Summary

LONGEST_WAIT = 60
"""Days after which even a strong criterion comes back: interviews are weeks away, not years."""

RATINGS = (Rating.Again, Rating.Hard, Rating.Good, Rating.Easy)
"""How a review is rated, by level."""


@dataclass(frozen=True, slots=True)
class Due:
    """A criterion in a game, when it is due, and the prompt to practise it on.

    `level` is the last volunteered one, None where it was never practised; `fresh` is true where the
    prompt's product is new to the candidate; `reason` says all of it in words.
    """

    criterion: str
    game: GameType
    due: datetime
    level: int | None
    prompt: str
    fresh: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The prompt to practise next and why; `criterion` is what to mind, empty for a first prompt."""

    prompt: str
    reason: str
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is remembered of one criterion in one game."""

    due: datetime
    level: int
    last: datetime
    recall: float


@cache
def _scheduler() -> Scheduler:
    # Whole days only, and no chance in it: the same history gives the same queue.
    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_WAIT, enable_fuzzing=False
    )


def next_up(summaries: Sequence[Summary], library: Library, now: datetime) -> Suggestion | None:
    """Return what to practise next; None for a library without prompts."""
    if not summaries:
        return _first_prompt(library)
    queue = due_queue(summaries, library, now)
    if queue:
        return Suggestion(queue[0].prompt, queue[0].reason, queue[0].criterion)
    return _first_prompt(library)


def due_queue(summaries: Sequence[Summary], library: Library, now: datetime) -> tuple[Due, ...]:
    """Return every criterion in every game that the library has prompts for, the most urgent first.

    First what is due, the lowest level first; then what was never practised; then what is not due yet.
    """
    remembered = _memories(summaries, now)
    prompts = _prompts_by_need(library)
    ranked = sorted(prompts, key=lambda need: _urgency(need, remembered.get(need), now))
    chooser = _Chooser(summaries)
    titles = criterion_titles(library)
    queue = []
    for criterion, game in ranked:
        memory = remembered.get((criterion, game))
        prompt = chooser.choose(prompts[criterion, game])
        fresh = chooser.is_fresh(prompt)
        reason = _reason(plain_title(criterion, titles), game, memory, now) + _product_words(prompt, fresh)
        queue.append(
            Due(
                criterion,
                game,
                memory.due if memory else now,
                memory.level if memory else None,
                prompt.id,
                fresh,
                reason,
            )
        )
    return tuple(queue)


def _memories(summaries: Iterable[Summary], now: datetime) -> dict[tuple[str, GameType], _Memory]:
    """Replay the attempts in their order; a clock that was set back counts as standing still."""
    cards: dict[tuple[str, GameType], tuple[Card, int]] = {}
    moment = datetime.min.replace(tzinfo=UTC)
    for one in sorted(summaries, key=lambda s: s.seq):
        moment = max(moment, one.started_at)
        for criterion, level in one.volunteered.items():
            for game in one.games:
                card, _ = cards.get((criterion, game), (Card(card_id=len(cards) + 1), 0))
                card, _ = _scheduler().review_card(card, RATINGS[min(level, MAX_LEVEL)], moment)
                cards[criterion, game] = card, level
    return {
        need: _Memory(
            card.due,
            level,
            card.last_review or now,
            _scheduler().get_card_retrievability(card, max(now, card.last_review or now)),
        )
        for need, (card, level) in cards.items()
    }


def _prompts_by_need(library: Library) -> dict[tuple[str, GameType], list[Prompt]]:
    found: dict[tuple[str, GameType], list[Prompt]] = {}
    for prompt in library.prompts.values():
        for game in prompt.games:
            for criterion in dict.fromkeys((*CORE_CRITERIA, *prompt.asks)):
                found.setdefault((criterion, game.game), []).append(prompt)
    return found


def _urgency(
    need: tuple[str, GameType], memory: _Memory | None, now: datetime
) -> tuple[int, float, float, int, str, int]:
    criterion, game = need
    place = CORE_CRITERIA.index(criterion) if criterion in CORE_CRITERIA else len(CORE_CRITERIA)
    tail = (place, criterion, GAME_TYPES.index(game))
    if memory is None:
        return (1, 0.0, 0.0, *tail)
    if memory.due <= now:
        return (0, memory.level, memory.recall, *tail)
    return (2, (memory.due - now).total_seconds(), 0.0, *tail)


class _Chooser:
    """Chooses prompts: new products first, then those that were practised longest ago."""

    def __init__(self, summaries: Iterable[Summary]) -> None:
        self._products: set[str] = set()
        self._last: dict[str, int] = {}
        for one in summaries:
            self._products.add(one.product.casefold())
            self._last[one.prompt] = max(one.seq, self._last.get(one.prompt, 0))

    def is_fresh(self, prompt: Prompt) -> bool:
        """Return whether the candidate has not practised on this product."""
        return prompt.product.casefold() not in self._products and prompt.id not in self._last

    def choose(self, prompts: Sequence[Prompt]) -> Prompt:
        """Return the prompt to take; among new ones a plain question on one product comes first."""
        return min(
            prompts,
            key=lambda p: (not self.is_fresh(p), self._last.get(p.id, 0), p.kind != "choose", *_ease(p)),
        )


def _ease(prompt: Prompt) -> tuple[int, int, int, str]:
    return len(prompt.games), len(prompt.asks), prompt.minutes, prompt.id


def _first_prompt(library: Library) -> Suggestion | None:
    """Return a plain question about a product with a name and one right game: a way in."""
    prompts = list(library.prompts.values())
    if not prompts:
        return None
    first = min(prompts, key=lambda p: (*_hardness(p), *_ease(p)))
    return Suggestion(
        first.id, f"A plain question to begin with: one product, about {counted(first.minutes, 'minute')}."
    )


def _hardness(prompt: Prompt) -> tuple[bool, bool, bool, int, int]:
    unnamed = not prompt.product[:1].isupper()
    return (
        prompt.kind != "choose",
        prompt.frame != "north_star",
        unnamed,
        len(prompt.games),
        len(prompt.traps),
    )


def _reason(title: str, game: GameType, memory: _Memory | None, now: datetime) -> str:
    where = f"{title}, {game} games"
    if memory is None:
        return f"{where}: not practised yet."
    reached = f"{LEVEL_NAMES[memory.level]} ({memory.level}) {_ago(now - memory.last)}"
    if memory.due <= now:
        late = now - memory.due
        return f"{where}: {reached}, due {'today' if late < timedelta(days=1) else _ago(late)}."
    return f"{where}: {reached}, due again {_ahead(memory.due - now)}."


def _ago(gap: timedelta) -> str:
    days = max(0, gap.days)
    if days == 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def _ahead(gap: timedelta) -> str:
    days = -(-gap // timedelta(days=1))
    return "tomorrow" if days <= 1 else f"in {days} days"


def _product_words(prompt: Prompt, fresh: bool) -> str:
    product = prompt.product[:1].upper() + prompt.product[1:]
    return f" {product} is new to you." if fresh else f" {product} is the one you left longest."
