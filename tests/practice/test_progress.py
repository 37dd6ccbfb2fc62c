"""Progress and the queue: what the numbers mean, and why a prompt is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.practice.progress import progress_of
from nsmtrainer.practice.queue import due_queue, next_up
from nsmtrainer.sessions.models import Attempt, Override, Reply, Summary
from nsmtrainer.sessions.store import Store
from tests.sessions.build import AIRBNB, SPOTIFY, START, attempt, sheet


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the built-in library."""
    return load_library()


def kept(store: Store, *made: Attempt) -> Sequence[Summary]:
    """Keep attempts and return what lists show of them."""
    store.add_all(made)
    return store.summaries()


def test_no_attempts() -> None:
    """Nothing to show is not an error."""
    progress = progress_of((), {})
    assert (progress.attempts, progress.score, progress.criteria, progress.seconds) == (0, None, (), None)


def test_courses_compare_the_latest_with_those_before(store: Store) -> None:
    """Levels run oldest first; lately is the latest five, the change is against the five before."""
    levels = [0, 0, 1, 1, 1, 2, 2, 2, 3, 3]
    found = progress_of(
        kept(store, *(attempt(n, level) for n, level in enumerate(levels, 1))), {"guardrail": "G"}
    )
    course = next(one for one in found.criteria if one.name == "guardrail")
    assert course.title == "G"
    assert [p.value for p in course.points] == levels
    assert course.lately == pytest.approx(2.4)
    assert course.change == pytest.approx(2.4 - 0.6)
    assert [one.name for one in found.criteria] == list(CORE_CRITERIA)
    assert found.seconds == 300


def test_volunteered_against_prompted(store: Store) -> None:
    """What follow-ups added is shown apart; what a person set by hand is not counted as prompted."""
    asked = attempt(1, 1, follow_ups=(Reply("guardrail", "?", "r"),), prompted=sheet(3))
    by_hand = attempt(2, 1, overrides=(Override("game_type", 3, "", "Ann", START),))
    found = {one.name: one for one in progress_of(kept(store, asked, by_hand), {}).criteria}
    assert found["guardrail"].prompted_gain == pytest.approx(0.5)
    assert found["game_type"].prompted_gain == 0
    assert found["game_type"].points[-1].value == 3


def test_guesses_against_marks(store: Store) -> None:
    """Above zero means that the candidate thinks better of the answers than they are."""
    made = (
        attempt(1, 1, predictions={"guardrail": 3}),
        attempt(2, 1, predictions={"guardrail": 1, "gone": 2}),
    )
    (one,) = progress_of(kept(store, *made), {}).calibration
    assert (one.criterion, one.count, one.exact, one.bias) == ("guardrail", 2, 0.5, 1.0)


def test_games_and_kinds(store: Store) -> None:
    """An answer counts for every game that its prompt accepts."""
    both = replace(AIRBNB, games=("transaction", "attention"))
    found = progress_of(kept(store, attempt(1, 1, prompt=both), attempt(2, 2, prompt=SPOTIFY)), {})
    assert [(one.name, len(one.points)) for one in found.games] == [("attention", 2), ("transaction", 1)]
    assert [one.title for one in found.kinds] == ["Choose a metric"]


def test_a_stranger_gets_a_plain_question(library: Library) -> None:
    """Without a history the first prompt is an easy one about a product with a name."""
    first = next_up((), library, START)
    assert first is not None
    prompt = library.prompt(first.prompt)
    assert (prompt.kind, len(prompt.games), prompt.asks) == ("choose", 1, ())
    assert prompt.product[0].isupper()
    assert "begin" in first.reason


def test_the_weakest_comes_back_first_on_a_new_product(store: Store, library: Library) -> None:
    """A day after a weak guardrail it is due, in the same game, on a product not practised yet."""
    weak = {**dict.fromkeys(CORE_CRITERIA, 3), "guardrail": 0}
    summaries = kept(store, attempt(1, weak))
    now = attempt(1).started_at + timedelta(days=1, hours=1)
    first = due_queue(summaries, library, now)[0]
    assert (first.criterion, first.game, first.level) == ("guardrail", "transaction", 0)
    assert first.fresh
    assert first.prompt != "airbnb"
    assert "missing (0) yesterday, due today" in first.reason
    assert library.prompt(first.prompt).product[1:] in first.reason
    assert next_up(summaries, library, now) is not None


def test_a_strong_criterion_waits_longer_than_a_weak_one(store: Store, library: Library) -> None:
    """The better it went, the later it comes back, at most in sixty days."""
    summaries = kept(store, attempt(1, {"single_metric": 3, "guardrail": 1, "game_type": 2}))
    queue = due_queue(summaries, library, attempt(1).started_at)
    due = {one.criterion: one.due for one in queue if one.game == "transaction" and one.level is not None}
    assert due["guardrail"] < due["game_type"] < due["single_metric"]
    assert due["single_metric"] <= attempt(1).started_at + timedelta(days=60)


def test_what_was_never_practised_comes_before_what_is_not_due(store: Store, library: Library) -> None:
    """Straight after a strong answer the other games are proposed."""
    summaries = kept(store, attempt(1, 3))
    queue = due_queue(summaries, library, attempt(1).started_at)
    assert queue[0].level is None
    assert "not practised yet" in queue[0].reason
    assert queue[0].game != "transaction"
    assert "due again in" in queue[-1].reason


def test_the_queue_is_the_same_each_time_and_stands_a_clock_set_back(store: Store, library: Library) -> None:
    """No chance in it, and no error when a later attempt carries an earlier date."""
    made = [attempt(n, n % 4, started_at=START + timedelta(days=by)) for n, by in ((1, 9), (2, -30), (3, 2))]
    summaries = kept(store, *made)
    assert due_queue(summaries, library, START) == due_queue(summaries, library, START)


def test_an_old_product_is_the_one_left_longest(store: Store, library: Library) -> None:
    """Where every product of a need was practised, the one longest ago is taken."""
    everything = [
        attempt(
            n, 3, prompt=replace(AIRBNB, id=p.id, product=p.product, games=tuple(g.game for g in p.games))
        )
        for n, p in enumerate(library.prompts.values(), 1)
    ]
    queue = due_queue(kept(store, *everything), library, START + timedelta(days=900))
    assert not any(one.fresh for one in queue)
    order = list(library.prompts)
    for one in queue:
        able: list[Any] = [
            p.id
            for p in library.prompts.values()
            if one.game in {g.game for g in p.games} and one.criterion in (*CORE_CRITERIA, *p.asks)
        ]
        assert one.prompt == min(able, key=order.index)
