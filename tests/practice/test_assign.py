"""The candidate's side: open an assignment, answer it, hand in what is meant to be handed in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from nsmtrainer.content.assignment_file import Terms
from nsmtrainer.content.exchange_file import exchange_text, parse_submission
from nsmtrainer.content.library import load_library
from nsmtrainer.errors import ContentError, NsmtrainerError, StoreError, UsageError
from nsmtrainer.practice.assign import (
    answer_assigned,
    ask_again,
    candidate_key,
    find_opened,
    open_assignment,
    select,
)
from nsmtrainer.practice.naming import persons_file
from nsmtrainer.practice.opened_state import copy_of, read_state
from nsmtrainer.practice.practised import Practice, attempt_of
from nsmtrainer.practice.score import score_answer
from nsmtrainer.practice.submit import contents, make_submission
from nsmtrainer.sessions.models import Reply
from nsmtrainer.sessions.opening import open_store
from tests.practice.desk import MIDDLING, NOON, STRONG, WEAK, candidate, write_assignment


def test_only_answers_to_the_assignment_are_handed_in(tmp_path: Path) -> None:
    """Earlier practice, other prompts, other modes and attempts beyond those allowed stay private."""
    home = tmp_path / "one"
    path = write_assignment(tmp_path, ("airbnb", "slack"), terms=Terms(attempts=2))
    library = load_library(env={})
    practice = Practice("practice", NOON, NOON + timedelta(minutes=3), 180.0)
    with open_store(home / "sessions.db") as store:
        before = store.save_attempt(attempt_of(score_answer(library, "airbnb", "before"), practice))
        opened, fresh = open_assignment(path, before.seq, home)
        assert fresh
        answer_assigned(opened, store, "airbnb", WEAK, practice)
        store.save_attempt(attempt_of(score_answer(library, "spotify", "elsewhere"), practice))
        live = attempt_of(score_answer(library, "airbnb", "live"), replace(practice, mode="live"))
        store.save_attempt(live)
        senior = attempt_of(score_answer(library, "airbnb", "senior", "senior"), practice)
        store.save_attempt(senior)
        answer_assigned(opened, store, "airbnb", MIDDLING, practice)
        answer_assigned(opened, store, "airbnb", STRONG, practice)
        selection = select(opened, store)
    assert [(number, attempt.text) for number, attempt in selection.chosen] == [(1, WEAK), (2, MIDDLING)]
    assert [one.why for one in selection.left_out] == [
        "it was made in live mode, and the assignment asks for practice",
        "it was marked under another rubric",
        "only the first 2 attempts at a prompt are handed in",
    ]
    assert selection.unanswered == ("slack",)
    submission = make_submission(opened, selection, "Ana \x1b[31mRuiz", home)
    text = exchange_text("submission", submission)
    for private in ("before", "elsewhere", "live", STRONG):
        assert private not in text
    said = "\n".join(contents(submission, opened, selection))
    assert "Ana Ruiz" in said
    assert "attempt 2" in said
    assert "slack" in said
    assert "stay private" in said


def test_a_submission_comes_back_as_it_was(tmp_path: Path) -> None:
    """The file holds exactly the value, requests included."""
    path = write_assignment(tmp_path)
    someone = candidate(tmp_path, "Ben")
    someone.answer(path, ("airbnb", WEAK), ("airbnb", STRONG), asks=["guardrail"])
    file = someone.submit(path, tmp_path / "inbox")
    found = parse_submission(file.read_bytes())
    assert found.name == "Ben"
    assert [answer.text for answer in found.answers] == [WEAK, STRONG]
    assert [request.criterion for request in found.requests] == ["guardrail"]
    assert exchange_text("submission", found) == file.read_text(encoding="utf-8")


def test_a_reply_that_is_only_begun_stays_private(tmp_path: Path) -> None:
    """What was typed to a follow-up and not given is not handed in."""
    home = tmp_path / "one"
    opened, _ = open_assignment(write_assignment(tmp_path), home=home)
    practice = Practice("practice", NOON, NOON + timedelta(minutes=3), 180.0)
    begun = (Reply("guardrail", "What could go wrong?", "I would not"),)
    with open_store(home / "sessions.db") as store:
        answer_assigned(opened, store, "airbnb", WEAK, practice)
        store.change("last", lambda one: replace(one, follow_ups=begun))
        submission = make_submission(opened, select(opened, store), "Ana", home)
        assert submission.answers[0].follow_ups == ()
        store.change("last", lambda one: replace(one, prompted=one.volunteered))
        submission = make_submission(opened, select(opened, store), "Ana", home)
        assert [reply.text for reply in submission.answers[0].follow_ups] == ["I would not"]


def test_opening_again_keeps_what_was_noted(tmp_path: Path) -> None:
    """A second opening is told as such and changes neither the start nor the requests."""
    path = write_assignment(tmp_path)
    someone = candidate(tmp_path, "Ben")
    someone.answer(path, ("airbnb", WEAK), asks=["guardrail"])
    again, fresh = open_assignment(path, 99, someone.home)
    assert not fresh
    assert again.after == 0
    assert [one.criterion for one in again.requests] == ["guardrail"]
    assert find_opened("spring", someone.home).assignment == again.assignment


def test_the_assignments_own_content_marks(tmp_path: Path) -> None:
    """What the assignment packs is used even where the candidate's library says otherwise."""
    path = write_assignment(tmp_path, rubric="senior")
    opened, _ = open_assignment(path, home=tmp_path / "home-two")
    assert opened.rubric_id("airbnb") == "senior"
    entry = next(e for e in opened.library.entries("rubric") if e.id == "senior")
    assert entry.path.is_relative_to(opened.folder)


def test_requests_need_a_mark_and_a_reason(tmp_path: Path) -> None:
    """A request names a criterion that was marked and says why; asking twice keeps the last reason."""
    path = write_assignment(tmp_path)
    someone = candidate(tmp_path, "Ben")
    someone.answer(path, ("airbnb", WEAK))
    opened = find_opened("spring", someone.home)
    with open_store(someone.home / "sessions.db") as store:
        attempt = store.attempt("last")
    with pytest.raises(ContentError, match="no mark"):
        ask_again(opened, attempt, "charm", "why not")
    with pytest.raises(ContentError, match="reason"):
        ask_again(opened, attempt, "guardrail", "  ")
    ask_again(opened, attempt, "guardrail", "first")
    ask_again(opened, attempt, "guardrail", "second")
    assert [one.why for one in find_opened("spring", someone.home).requests] == ["second"]


def test_keys_tell_people_apart_and_not_across_assignments(tmp_path: Path) -> None:
    """The same person has one key per assignment, another person another."""
    one, two = tmp_path / "a", tmp_path / "b"
    assert candidate_key("spring", one) == candidate_key("spring", one)
    assert candidate_key("spring", one) != candidate_key("autumn", one)
    assert candidate_key("spring", one) != candidate_key("spring", two)


def test_nothing_to_hand_in_says_what_to_do(tmp_path: Path) -> None:
    """Without an answer, a name or an opened assignment there is no file, but a next step."""
    path = write_assignment(tmp_path)
    opened, _ = open_assignment(path, home=tmp_path / "x")
    with pytest.raises(ContentError, match="no answer") as none:
        make_submission(opened, select(opened, None), "Ana", tmp_path / "x")
    assert "assign answer spring airbnb" in none.value.hint
    with pytest.raises(UsageError, match="name"):
        make_submission(opened, select(opened, None), " ", tmp_path / "x")
    with pytest.raises(UsageError, match="No assignment"):
        find_opened("autumn", tmp_path / "x")


def lose(note: Path) -> None:
    """Remove a note of what was opened."""
    note.unlink()


def cut(note: Path) -> None:
    """Cut a note off in the middle."""
    note.write_text(note.read_text(encoding="utf-8")[:30], encoding="utf-8")


def spoil(note: Path) -> None:
    """Leave a note that is JSON and nothing that the program wrote."""
    kept = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps({**kept, "requests": [{"why": 3}]}), encoding="utf-8")


@pytest.mark.parametrize("harm", [lose, cut, spoil])
def test_the_start_is_known_though_its_note_is_not(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """A second note says from when on answers count and what was asked, and mends the first."""
    path = write_assignment(tmp_path)
    someone = candidate(tmp_path, "Ben")
    someone.answer(path, ("airbnb", WEAK), asks=["guardrail"])
    before = find_opened("spring", someone.home)
    harm(before.folder / "opened.json")
    assert find_opened("spring", someone.home) == before
    again, fresh = open_assignment(path, 99, someone.home)
    assert (again, fresh) == (before, False)
    copy_of(before.folder).unlink()
    assert find_opened("spring", someone.home) == before, "the first note is whole again"


def test_the_start_is_known_though_the_folder_is_gone(tmp_path: Path) -> None:
    """Answers that counted still count when the assignment is opened again."""
    path = write_assignment(tmp_path)
    opened, _ = open_assignment(path, 7, tmp_path / "x")
    shutil.rmtree(opened.folder)
    again, fresh = open_assignment(path, 99, tmp_path / "x")
    assert not fresh
    assert (again.after, again.opened_at) == (7, opened.opened_at)


def test_a_damaged_state_is_named(tmp_path: Path) -> None:
    """Where both notes of what was opened are spoilt, that is said by name, and neither is replaced."""
    path = write_assignment(tmp_path)
    opened, _ = open_assignment(path, home=tmp_path / "x")
    state = opened.folder / "opened.json"
    for note in (state, copy_of(opened.folder)):
        note.write_text(json.dumps({"opened_at": "yesterday"}), encoding="utf-8")
    with pytest.raises(NsmtrainerError, match=r"opened\.json is damaged"):
        open_assignment(path, home=tmp_path / "x")
    assert "yesterday" in state.read_text(encoding="utf-8")


def test_a_file_of_the_program_that_is_gone_is_nobodys_wrong_usage(tmp_path: Path) -> None:
    """What was noted is the program's own: its loss is a fault of the store; a named file stays usage."""
    opened, _ = open_assignment(write_assignment(tmp_path), home=tmp_path / "x")
    (opened.folder / "opened.json").unlink()
    copy_of(opened.folder).unlink()
    with pytest.raises(StoreError, match=r"opened\.json cannot be read") as lost:
        read_state(opened.folder)
    assert lost.value.exit_status == 3
    with pytest.raises(NsmtrainerError) as mistyped:
        open_assignment(tmp_path / "no-such-file")
    assert mistyped.value.exit_status == 2


NAMES = [
    "../x",
    "/etc/passwd",
    "..",
    ".",
    "",
    " ",
    "CON",
    "con.txt",
    "NUL",
    "a\nb",
    "a\x00b",
    "x" * 300,
    "Ana",
    "ANA",
    "ana",
    "Ána",
    "\u202eexe.ana",
    "-rf",
    "--yes",
    "~root",
    "$HOME",
    "`id`",
    "a;b",
    "a|b",
    "a&b",
    "a'b",
    'a"b',
    "a\\b",
    "C:\\x",
    "a/b/c",
    "名前",
    "😀",
    ".hidden",
    "a.json",
    "%00",
    "a\tb",
    "\x1b]0;x\x07",
    "a:b",
    "*?",
    "<x>",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_people_make_tame_file_names(tmp_path: Path, name: str) -> None:
    """Whatever somebody is called, their file lies in the folder and hides nobody else's."""
    one = persons_file(name, "0a1b2c3d4e5f6071", "spring-", ".feedback.json")
    other = persons_file(name, "ffffffff00000000", "spring-", ".feedback.json")
    assert one != other
    assert (tmp_path / one).resolve().parent == tmp_path.resolve()
    assert one.startswith("spring-")
    assert len(one) < 100
    (tmp_path / one).write_text("x", encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [one]
