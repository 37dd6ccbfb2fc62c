"""Sessions to a file and back: equal, never twice, and a bad file spoils nothing but itself."""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsmtrainer.content.findings import CORE_CRITERIA
from nsmtrainer.practice.exchange import import_paths, write_store
from nsmtrainer.sessions.filters import Filter
from nsmtrainer.sessions.models import Attempt, DraftTopic, Override, ReMark, Reply
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.records import attempt_of, attempt_record
from nsmtrainer.sessions.store import Store
from nsmtrainer.text import clean_text
from tests.reliability.counts import counts
from tests.sessions.build import AIRBNB, SPOTIFY, START, TOPIC, attempt, sheet

EVERYTHING = Filter(deleted="with")

texts = st.text(max_size=60).map(clean_text)
levels = st.dictionaries(st.sampled_from(CORE_CRITERIA), st.integers(0, 3), max_size=5)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
sheets = levels.map(sheet)


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    """Draw an attempt of any history."""
    started = draw(moments)
    return attempt(
        draw(st.integers(1, 100_000)),
        draw(levels),
        prompt=replace(draw(st.sampled_from([AIRBNB, SPOTIFY])), question=draw(texts), title=draw(texts)),
        mode=draw(st.sampled_from(["practice", "live"])),
        started_at=started,
        ended_at=started + timedelta(seconds=draw(st.integers(-100, 10_000))),
        seconds=draw(st.floats(0, 1e6)),
        text="My north star is nights booked." + draw(texts),
        hints_used=tuple(draw(st.lists(texts, max_size=2))),
        predictions=draw(levels),
        follow_ups=tuple(draw(st.lists(st.builds(Reply, texts, texts, texts), max_size=2))),
        prompted=draw(st.none() | sheets),
        decisions=draw(levels),
        overrides=tuple(
            draw(
                st.lists(
                    st.builds(Override, texts, st.integers(0, 3), texts, st.just("Ann"), moments), max_size=2
                )
            )
        ),
        re_marks=tuple(draw(st.lists(st.builds(ReMark, moments, sheets), max_size=2))),
        retry_of=draw(st.sampled_from(["", "abc"])),
        note=draw(texts),
        starred=draw(st.booleans()),
        deleted_at=draw(st.none() | moments),
    )


def everything(store: Store) -> tuple[list[Attempt], list[Any]]:
    """Return all that a store holds."""
    drafts = [replace(d, read_only=True, open_elsewhere=False) for d in store.latest_drafts()]
    return list(store.attempts(EVERYTHING)), drafts


stores = given(st.lists(attempts(), max_size=3, unique_by=lambda a: a.id), st.lists(texts, max_size=2))
unhurried = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(unhurried, max_examples=6)
@stores
def test_an_import_of_an_export_gives_an_equal_store(kept: list[Attempt], drafts: list[str]) -> None:
    """Attempts, deleted ones and drafts come back equal in the same order; a second import adds nothing."""
    check_exchange(kept, drafts)


@pytest.mark.slow
@settings(unhurried, max_examples=150)
@stores
def test_many_imports_of_exports_give_equal_stores(kept: list[Attempt], drafts: list[str]) -> None:
    """The same over many more stores."""
    check_exchange(kept, drafts)


def check_exchange(kept: list[Attempt], drafts: list[str]) -> None:
    """Fill a store, move it through a file twice, and compare."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The clock stands before every deletion, so that nothing is old enough to be removed for good.
        now = lambda: datetime(1990, 1, 1, tzinfo=UTC)  # noqa: E731
        with open_store(folder / "one" / "sessions.db", now) as one:
            one.add_all(kept)
            for text in drafts:
                one.save_draft(one.start_draft(TOPIC).id, text, 3, 2.5)
            before = everything(one)
            with (folder / "export.json").open("w", encoding="utf-8") as file:
                assert write_store(file, one) == len(kept)
        with open_store(folder / "two" / "sessions.db", now) as two:
            done = import_paths(two, [folder / "export.json"])
            assert (done.added, done.known, done.drafts, done.problems) == (len(kept), 0, len(drafts), [])
            assert everything(two) == before
            again = import_paths(two, [folder / "export.json"])
            assert (again.added, again.known, again.drafts) == (0, len(kept), 0)
            assert everything(two) == before
            assert two.prove() == ()


@settings(unhurried, max_examples=40)
@given(attempts())
def test_a_record_is_json_and_comes_back_equal(one: Attempt) -> None:
    """Nothing is lost between an attempt and the text of its record."""
    again = attempt_of(json.loads(json.dumps(attempt_record(one))))
    assert attempt_record(again) == attempt_record(one)
    assert again.levels == one.levels
    assert again.score == one.score


def exported(*kept: Attempt) -> dict[str, Any]:
    """Return an export of attempts as values."""
    return {
        "format": 1,
        "kind": "nsmtrainer sessions",
        "attempts": [attempt_record(one) for one in kept],
        "drafts": [],
    }


def write(path: Path, value: object) -> Path:
    """Write a value as JSON."""
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def spoiled(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return the export of one attempt, its record changed."""
    record = exported(attempt(7))
    change(record["attempts"][0])
    return record


SPOILED: list[Callable[[dict[str, Any]], object]] = [
    lambda r: r.pop("text"),
    lambda r: r.update(text=5),
    lambda r: r.update(text="x" * 20_001),
    lambda r: r.update(text="\x1b]0;title\x07"),
    lambda r: r.update(text="other words"),
    lambda r: r.update(id="../../etc/passwd"),
    lambda r: r.update(id=""),
    lambda r: r.update(seq=-1),
    lambda r: r.update(mode="asleep"),
    lambda r: r.update(seconds=float("1e999")),
    lambda r: r.update(seconds=-1.0),
    lambda r: r.update(started_at="yesterday"),
    lambda r: r.update(predictions={"guardrail": 9}),
    lambda r: r.update(predictions=[]),
    lambda r: r["prompt"].update(kind="nonsense"),
    lambda r: r["prompt"].update(games=["chess"]),
    lambda r: r["volunteered"].update(verdict="maybe"),
    lambda r: r["volunteered"].update(marks=None),
    lambda r: r["volunteered"]["marks"]["guardrail"].update(level=True),
    lambda r: r["volunteered"]["marks"]["guardrail"].update(level=4),
    lambda r: r["volunteered"]["marks"]["guardrail"]["evidence"].append({"start": 9, "end": 2}),
    lambda r: r["yardstick"]["bars"].pop("hire"),
]


@pytest.mark.parametrize("change", SPOILED)
def test_a_spoiled_session_is_named_and_the_others_are_added(
    store: Store, tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    """Whatever is wrong with a record, it is one line on the screen and not in the store."""
    value = spoiled(change)
    value["attempts"].append(attempt_record(attempt(8)))
    done = import_paths(store, [write(tmp_path / "bad.json", value)])
    assert done.added == 1
    (problem,) = done.problems
    assert "bad.json, session 1" in problem
    assert "\x1b" not in problem
    assert store.prove() == ()


SAID: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda r: r.pop("text"), "session 1: `text` is missing."),
    (lambda r: r.update(text=5), "session 1: `text` must be a text."),
    (lambda r: r.update(starred="no"), "session 1: `starred` must be true or false."),
    (lambda r: r.update(started_at="yesterday"), 'session 1: "yesterday" is no date and time.'),
    (lambda r: r.update(follow_ups=[{}]), "session 1: follow-up 1: `criterion` is missing."),
    (lambda r: r["prompt"].update(games=["attention", 3]), "session 1: prompt: game 2 must be a text."),
    (
        lambda r: r["volunteered"]["marks"]["guardrail"].update(level=True),
        "session 1: volunteered, marks, guardrail: `level` must be a whole number.",
    ),
    (lambda r: r["volunteered"].update(verdict="maybe"), "session 1: volunteered: `verdict` is not known."),
]


@pytest.mark.parametrize(("change", "said"), SAID)
def test_what_is_wrong_with_a_session_is_said_as_people_say_it(
    store: Store, tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    """Lists are counted from one, and no type of a programming language is named."""
    done = import_paths(store, [write(tmp_path / "bad.json", spoiled(change))])
    assert done.problems[0].endswith(said)


HEAD = '"kind": "nsmtrainer sessions"'
NO_EXPORTS = ["", "   ", "{", "[]", "null", '{"format": 1}', "[" * 100_000, f'{{{HEAD}, "format": 2}}']
NO_EXPORTS += [f'{{{HEAD}, "format": 1}}', f'{{{HEAD}, "format": 1, "attempts": 3}}']


@pytest.mark.parametrize("content", NO_EXPORTS)
def test_a_file_that_is_no_export(store: Store, tmp_path: Path, content: str) -> None:
    """It is named with the reason, and nothing happens."""
    done = import_paths(store, [write(tmp_path / "no.json", content)])
    assert len(done.problems) == 1
    assert "no.json" in done.problems[0]
    assert done.added == 0


def test_a_folder_of_all_sorts(store: Store, tmp_path: Path) -> None:
    """Good files are imported, each bad one is named once, links and pipes are not followed."""
    outside = write(tmp_path / "outside.json", exported(attempt(99)))
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    write(folder / "good.json", exported(attempt(1), attempt(2)))
    write(folder / "inner" / "good too.json", exported(attempt(3)))
    write(folder / "copy.json", exported(attempt(2)))
    write(folder / "notes.txt", "not ours")
    bad = ["empty.json", "cut.json", "newer.json", "huge.json", "link.json", "pipe.json", "bytes.json"]
    write(folder / "empty.json", "")
    write(folder / "cut.json", json.dumps(exported(attempt(4)))[:-40])
    write(folder / "newer.json", {**exported(attempt(5)), "format": 2})
    with (folder / "huge.json").open("wb") as huge:
        huge.truncate(1_000_000_000)
    (folder / "link.json").symlink_to(outside)
    (folder / "inner" / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.json")
    (folder / "bytes.json").write_bytes(b"\xff\xfe{}")
    done = import_paths(store, [folder])
    assert done.added == 3
    assert done.known == 1
    assert sorted(name for name in bad for problem in done.problems if name in problem) == sorted(bad)
    assert len(done.problems) == len(bad)
    assert store.answer_text(attempt(99).id) is None
    again = import_paths(store, [folder])
    assert (again.added, again.known) == (0, 4)


@pytest.mark.parametrize("count", counts(300, 10_000))
def test_a_folder_of_many_files(store: Store, tmp_path: Path, count: int) -> None:
    """Every file of a large folder is imported, once."""
    one = attempt_record(attempt(1))
    for number in range(count):
        one["id"] = f"many{number}"
        write(tmp_path / f"{number}.json", {**exported(), "attempts": [one]})
    assert import_paths(store, [tmp_path]).added == count
    assert import_paths(store, [tmp_path]).known == count


def test_another_answer_under_the_same_id(store: Store, tmp_path: Path) -> None:
    """What is in the store stays; the file's answer is named, not taken."""
    mine = store.save_attempt(attempt(1, note="mine"))
    other = attempt(1, text="My north star is nights booked, and more.")
    done = import_paths(store, [write(tmp_path / "a.json", exported(other))])
    assert "another answer" in done.problems[0]
    done = import_paths(store, [write(tmp_path / "b.json", exported(attempt(1, note="theirs")))])
    assert (done.known, done.problems) == (1, [])
    assert store.attempt(1) == mine


def test_an_export_of_a_filter_keeps_the_rest_private(store: Store) -> None:
    """Deleted sessions and drafts are in an export of everything only."""
    store.save_attempt(attempt(1))
    store.save_attempt(attempt(2))
    store.delete(2)
    store.save_draft(store.start_draft(DraftTopic("p", "t", "r")).id, "half said", 1)
    file = io.StringIO()
    assert write_store(file, store, Filter()) == 1
    value = json.loads(file.getvalue())
    assert value["drafts"] == []
    assert [one["id"] for one in value["attempts"]] == [attempt(1).id]


def test_an_import_appends_to_what_is_there(store: Store, tmp_path: Path) -> None:
    """Imported sessions get numbers of their own here and keep their order."""
    store.add_all([attempt(1), attempt(2)])
    file = write(
        tmp_path / "e.json", exported(attempt(3, seq=1, starred=True), attempt(4, seq=2), attempt(5, seq=9))
    )
    import_paths(store, [file])
    assert [(one.seq, one.id) for one in reversed(store.summaries())] == [
        (seq, attempt(number).id) for seq, number in ((1, 1), (2, 2), (3, 3), (4, 4), (9, 5))
    ]
    assert store.attempt(3).starred
    assert store.attempt(3).started_at > START
