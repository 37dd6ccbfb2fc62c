"""Attempts: kept whole, found again, changed without losing what another window changed."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.content.models import Bars
from nsmtrainer.errors import UsageError
from nsmtrainer.marking.mark import mark
from nsmtrainer.sessions.faults import UnknownSessionError
from nsmtrainer.sessions.filters import Filter, parse_moment
from nsmtrainer.sessions.models import Override, ReMark, Reply, yardstick_of
from nsmtrainer.sessions.opening import open_present_store, open_store
from nsmtrainer.sessions.places import home_folder, store_path
from nsmtrainer.sessions.store import Store
from tests.marking.build import PROMPT, core_rubric, reading_of
from tests.sessions.build import SPOTIFY, START, attempt, sheet
from tests.sessions.conftest import Clock


def test_an_attempt_reads_back_equal(store: Store) -> None:
    """Everything that was given comes back, marks with their findings included."""
    given = attempt(
        1,
        {"single_metric": 2, "guardrail": 1},
        follow_ups=(Reply("guardrail", "What could go wrong?", "Cancelled stays."),),
        prompted=sheet({"single_metric": 2, "guardrail": 3}),
        decisions={"game_type": 1},
        overrides=(Override("game_type", 3, "said it plainly", "Ann", START),),
        re_marks=(ReMark(START, sheet(2)),),
        hints_used=("guardrail",),
        note="try again",
        starred=True,
    )
    saved = store.save_attempt(given)
    assert saved == replace(given, seq=1)
    assert store.attempt(1) == saved
    assert store.attempt("last") == saved
    assert store.attempt(given.id[:31]) == saved


def test_saving_the_same_attempt_twice_adds_nothing(store: Store) -> None:
    """A retry after an unclear failure is safe."""
    assert store.save_attempt(attempt(1)) == store.save_attempt(attempt(1, 3))
    assert store.count() == 1


def test_levels_that_count_after_a_follow_up() -> None:
    """A prompted criterion counts up to 2 at most and never less than it did before; others stay."""
    asked = (Reply("guardrail", "?", "r"), Reply("single_metric", "?", "r"))
    after = attempt(
        1,
        {"single_metric": 3, "guardrail": 1, "game_type": 1},
        follow_ups=asked,
        prompted=sheet({"single_metric": 1, "guardrail": 3, "game_type": 3}),
    )
    assert after.levels["guardrail"] == 2
    assert after.levels["single_metric"] == 3
    assert after.levels["game_type"] == 1
    assert after.volunteered_levels["guardrail"] == 1
    assert after.score > after.volunteered.score


def test_a_guardrail_that_a_follow_up_drew_out_makes_no_senior_hire() -> None:
    """A rubric that requires a level takes no prompted one for it, but takes what a person gave."""
    rubric = core_rubric(Bars(strong_hire=90, hire=75, mixed=40, require={"guardrail": 2}))
    strong = dict.fromkeys(CORE_CRITERIA, 3)
    thin = attempt(
        1,
        {**strong, "guardrail": 1},
        yardstick=yardstick_of(rubric),
        volunteered=mark(reading_of({**strong, "guardrail": 1}), PROMPT, rubric),
        follow_ups=(Reply("guardrail", "What could go wrong?", "Refunds."),),
        prompted=mark(reading_of(strong), PROMPT, rubric),
    )
    assert thin.levels["guardrail"] == 2
    assert thin.score > 75
    verdict, reason = thin.verdict
    assert verdict == "mixed"
    assert reason == "This rubric gives no hire with Guardrail under level 2 before a follow-up."
    judged = replace(thin, overrides=(Override("guardrail", 2, "it was there", "Ann", START),))
    assert judged.verdict[0] == "strong_hire"


def test_an_override_changes_the_score_and_a_decision_does_not() -> None:
    """What a coach decides counts; what the candidate decides is only kept."""
    plain = attempt(1, 1)
    assert replace(plain, decisions={"guardrail": 3}).score == plain.score
    overridden = replace(plain, overrides=(Override("guardrail", 3, "", "Ann", START),))
    assert overridden.levels["guardrail"] == 3
    assert overridden.score == pytest.approx(100 * (4 * 1 + 3) / 15)


def test_a_change_keeps_the_answer_and_the_marks_that_were_given(store: Store) -> None:
    """Notes and stars change; what was said and what it was given do not."""
    saved = store.save_attempt(attempt(1))
    store.change(1, lambda one: replace(one, text="other", volunteered=sheet(3), note="n", seq=9))
    now = store.attempt(1)
    assert (now.text, now.volunteered, now.note, now.seq) == (saved.text, saved.volunteered, "n", 1)


def test_order_and_durations_when_the_clock_is_set_back(store: Store) -> None:
    """Later attempts come first whatever the clock said, and no duration is negative."""
    store.save_attempt(attempt(5))
    store.save_attempt(attempt(2, ended_at=START - timedelta(days=9), seconds=-4.0))
    assert [one.seq for one in store.summaries()] == [2, 1]
    assert store.attempt(2).seconds == 0.0


def test_a_deleted_session_comes_back_within_thirty_days(store: Store, clock: Clock) -> None:
    """It leaves the lists at once, the file only after thirty days."""
    store.save_attempt(attempt(1))
    store.delete(1)
    assert store.count() == 0
    clock.move(days=29)
    assert store.undelete(1).deleted_at is None
    assert store.count() == 1
    store.delete(1)
    clock.move(days=31)
    store.save_attempt(attempt(2))
    assert store.count(Filter(deleted="with")) == 1
    with pytest.raises(UnknownSessionError):
        store.undelete(1)


FILTERS: list[tuple[dict[str, Any], list[int]]] = [
    ({}, [4, 3, 2, 1]),
    ({"prompt": "spotify"}, [3]),
    ({"game": "attention"}, [3]),
    ({"kind": "choose", "mode": "live"}, [2]),
    ({"since": START + timedelta(days=3)}, [4, 3]),
    ({"until": START + timedelta(days=2)}, [1]),
    ({"min_score": 50.0}, [4, 2]),
    ({"max_score": 50.0, "starred": True}, [1]),
    ({"text": "refund rate"}, [2]),
    ({"text": '"rate refund"'}, []),
    ({"text": "REF"}, [2]),
    ({"text": "cafe"}, [4]),
    ({"text": "?!"}, [4, 3, 2, 1]),
    ({"deleted": "only"}, [5]),
]


@pytest.mark.parametrize(("wanted", "numbers"), FILTERS)
@pytest.mark.parametrize("indexed", [True, False])
def test_filters(store: Store, path: Path, wanted: dict[str, Any], numbers: list[int], indexed: bool) -> None:
    """Each filter finds what it names, with a full-text index and without one."""
    store.save_attempt(attempt(1, 1, starred=True))
    if not indexed:  # as on a system whose SQLite has no full-text search
        with closing(sqlite3.connect(path)) as other:
            other.execute("DROP TABLE search")
    store.save_attempt(attempt(2, 2, mode="live", text="My north star; the refund rate beside it."))
    store.save_attempt(attempt(3, 0, prompt=SPOTIFY))
    store.save_attempt(attempt(4, 3, note="asked about the Café"))
    store.save_attempt(attempt(5, 3))
    store.delete(5)
    assert store.has_search() == indexed
    assert [one.seq for one in store.summaries(Filter(**wanted))] == numbers
    assert store.count(Filter(**wanted)) == len(numbers)


def test_pages_of_a_list(store: Store) -> None:
    """A list is read a page at a time."""
    store.add_all([attempt(number) for number in range(1, 8)])
    assert [one.seq for one in store.summaries(limit=3)] == [7, 6, 5]
    assert [one.seq for one in store.summaries(limit=3, offset=6)] == [1]


@pytest.mark.parametrize("asked", ["9", "nine", "0" * 31, "", "../x", "9" * 40, "१"])
def test_a_session_that_is_not_there(store: Store, asked: str) -> None:
    """The message says so and how to find the right number."""
    store.add_all([attempt(1), attempt(2)])
    with pytest.raises(UnknownSessionError) as caught:
        store.attempt(asked)
    assert "sessions list" in caught.value.hint


@pytest.mark.parametrize("wanted", [{"game": "chess"}, {"kind": "x"}, {"mode": "dead"}])
def test_a_filter_that_cannot_be(store: Store, wanted: dict[str, Any]) -> None:
    """An unknown game, kind or mode is refused with those that are known."""
    with pytest.raises(UsageError, match="There is no"):
        store.summaries(Filter(**wanted))


def test_moments_that_people_mean() -> None:
    """Dates and "so long ago" are understood, anything else is refused."""
    assert parse_moment("30d", START) == START - timedelta(days=30)
    assert parse_moment("2w", START) == START - timedelta(days=14)
    assert parse_moment("2026-03-01T09:30:00+00:00") == START
    for wrong in ("", "yesterday", "-1d", "2026-13-01", "9999y"):
        with pytest.raises(UsageError):
            parse_moment(wrong, START)


def test_files_are_private_to_the_user(path: Path, store: Store, clock: Clock) -> None:
    """The folder and everything in it can be read by their owner only."""
    store.save_attempt(attempt(1))
    clock.move(days=1)
    store.star(1)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for file in path.parent.rglob("*"):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file


def test_nothing_is_made_by_looking(sealed_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a store, reading commands find none and leave none behind."""
    monkeypatch.setenv("NSMTRAINER_HOME", str(sealed_home / "elsewhere"))
    assert open_present_store(store_path()) is None
    assert not (sealed_home / "elsewhere").exists()
    open_store(store_path()).close()
    assert home_folder() == sealed_home / "elsewhere"
    assert store_path().is_file()
