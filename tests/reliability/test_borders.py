"""Whatever a file holds that people exchange, it is taken or refused in words; and no name leads outside."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsmtrainer.cli.run import run
from nsmtrainer.content.exchange_file import _hash, exchange_text, parse_feedback, parse_submission
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.submission import Submission, SubmittedAnswer
from nsmtrainer.errors import ContentError
from nsmtrainer.practice.batch import mark_line, parse_lines
from nsmtrainer.practice.exchange import import_paths
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.records import attempt_record
from nsmtrainer.text import clean_text
from tests.practice.desk import NOON
from tests.practice.test_naming import HOSTILE
from tests.reliability.counts import counted
from tests.sessions.build import attempt

unhurried = settings(deadline=None, suppress_health_check=list(HealthCheck))
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
values = st.recursive(
    scalars, lambda one: st.lists(one, max_size=4) | st.dictionaries(st.text(max_size=8), one)
)


@st.composite
def changed(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """Draw a record with a few of its values, at any depth, taken out or put in another's place."""
    record: dict[str, Any] = json.loads(json.dumps(whole))
    for _ in range(draw(st.integers(0, 3))):
        at: Any = record
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(at[key], dict | list) and draw(st.integers(0, 3)):
                at = at[key]
                continue
            at[key] = draw(values)
            break
    return record


@pytest.fixture(scope="module")
def library() -> Library:
    """The built-in library, loaded once."""
    return load_library(env={})


lines = st.binary(max_size=60).map(lambda raw: raw.decode("utf-8", "surrogateescape")) | values.map(
    json.dumps
)
answers = st.fixed_dictionaries({"id": values, "prompt": values | st.just("airbnb"), "text": values})


@counted(14, "random and half-right lines of JSON to be marked", everyday=20, full=400)
def test_any_line_is_marked_or_refused(library: Library, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Every line gives one record that is JSON again, and nothing but an answer is marked."""

    @settings(unhurried, max_examples=count)
    @given(st.lists(lines | answers.map(json.dumps), max_size=4))
    def check(given_lines: list[str]) -> None:
        for line in parse_lines(given_lines):
            record = mark_line(library, line, None)
            json.loads(json.dumps(record, ensure_ascii=False))
            assert ("error" in record) != ("marks" in record)
            assert "error" not in record or clean_text(record["error"]) == record["error"]

    check()


def a_submission() -> dict[str, Any]:
    """Return the values of a sound submission."""
    answer = SubmittedAnswer("a" * 32, "airbnb", 1, "I would count nights.", NOON, NOON, 240.0)
    made = Submission("spring", "a" * 64, "Ana", "b" * 16, NOON, (answer,))
    record: dict[str, Any] = json.loads(exchange_text("submission", made))
    return record


@counted(17, "random bytes and changed submissions", everyday=40, full=4000)
def test_any_submission_is_taken_or_refused(count: int) -> None:
    """Whatever a file holds, there is a submission or a reason, and never another error."""
    whole = a_submission()
    whole.pop("hash")

    @settings(unhurried, max_examples=count)
    @given(st.binary(max_size=200) | changed(whole), st.booleans())
    def check(found: bytes | dict[str, Any], signed: bool) -> None:
        if isinstance(found, dict):
            hashed = {**found, "hash": _hash(found)} if signed else found
            found = json.dumps(hashed).encode()
        for parse in (parse_submission, parse_feedback):
            try:
                parse(found)
            except ContentError as refused:
                told = refused.message + refused.hint
            else:
                told = ""
            assert clean_text(told) == told

    check()


@counted(17, "changed exports of sessions", everyday=15, full=1000)
def test_any_export_is_taken_or_refused(tmp_path: Path, count: int) -> None:
    """Whatever a session became on its way, it is added sound or named, and the store stays sound."""
    head = {"format": 1, "kind": "nsmtrainer sessions", "drafts": []}
    path = tmp_path / "export.json"
    with open_store(tmp_path / "sessions.db") as store:

        @settings(unhurried, max_examples=count)
        @given(changed(attempt_record(attempt(1))))
        def check(record: dict[str, Any]) -> None:
            path.write_text(json.dumps({**head, "attempts": [record]}), encoding="utf-8")
            done = import_paths(store, [path])
            assert done.added + done.known + len(done.problems) == 1
            assert all(clean_text(one) == one for one in done.problems)

        check()
        assert store.prove() == ()


@pytest.mark.parametrize("command", [("prompts", "new"), ("rubrics", "new")], ids=lambda command: command[0])
@counted(18, "hostile ids given to a command that writes a file", everyday=2, full=len(HOSTILE))
def test_no_id_leads_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, command: tuple[str, str]
) -> None:
    """A file is written into its own folder under a plain name, or nothing is."""
    work = tmp_path / "work" / "here"
    work.mkdir(parents=True)
    monkeypatch.chdir(work)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    for said in random.Random(count).sample(HOSTILE, count):
        assert run([*command, "--", said]) in {0, 1, 2}
    folder = work / ".nsmtrainer" / command[0]
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    for path in new:
        assert path.parent == folder
        assert path.name.isascii()
        assert path.suffix == ".yaml"
