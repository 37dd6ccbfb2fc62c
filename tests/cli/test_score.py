"""`score` as people and scripts use it: the card, the JSON interface, and bad input."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from nsmtrainer.cli.run import run

STRONG = (
    "Airbnb plays the transaction game, so I'd count nights booked rather than searches, which rise when "
    "people can't find anything. I'd pair it with refund rate so we don't buy volume with bad stays. 10M "
    "nights by Q4 would be a key result on it."
)
EQUALS = "I'd track DAU, retention, and revenue."


def scored(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Return what `score --json` prints."""
    assert run(["score", *arguments, "--json"]) == 0
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    return record


def test_a_strong_answer_earns_threes(capsys: pytest.CaptureFixture[str]) -> None:
    """The interface's own example: 3 on all but the single metric, which is 2 or 3."""
    record = scored(capsys, "airbnb", "--text", STRONG)
    levels = {name: mark["level"] for name, mark in record["marks"].items()}
    assert levels.pop("single_metric") in {2, 3}
    assert levels == {"game_type": 3, "guardrail": 3, "vanity_distinction": 3, "frame_confusion": 3}
    assert record["verdict"] in {"hire", "strong_hire"}


def test_a_list_of_equals_earns_no_hire(capsys: pytest.CaptureFixture[str]) -> None:
    """Three metrics side by side: nothing is crowned, nothing is confused."""
    record = scored(capsys, "airbnb", "--text", EQUALS)
    assert {name: mark["level"] for name, mark in record["marks"].items()} == {
        "single_metric": 0,
        "game_type": 0,
        "guardrail": 0,
        "vanity_distinction": 0,
        "frame_confusion": 2,
    }
    assert record["verdict"] == "no_hire"


def test_offsets_are_exact(capsys: pytest.CaptureFixture[str]) -> None:
    """Each piece of evidence and each metric is the very text between its offsets."""
    record = scored(capsys, "airbnb", "--text", STRONG)
    pieces = [e for mark in record["marks"].values() for e in mark["evidence"]] + record["metrics"]
    assert pieces
    for piece in pieces:
        assert STRONG[piece["start"] : piece["end"]] == piece["text"] != ""


def test_each_mark_says_what_scripts_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Level, confidence, sureness, evidence and what is missing are always there."""
    record = scored(capsys, "airbnb", "--text", EQUALS)
    assert {"id", "prompt", "rubric", "rubric_version", "score", "verdict", "marks", "metrics"} <= set(record)
    for mark in record["marks"].values():
        assert {"level", "confidence", "sure", "evidence", "missing"} <= set(mark)
        assert 0 <= mark["confidence"] <= 1
        assert mark["level"] == 3 or mark["missing"]


def test_the_same_answer_gets_the_same_marks(capsys: pytest.CaptureFixture[str]) -> None:
    """Two runs differ in nothing."""
    assert scored(capsys, "spotify", "--text", STRONG) == scored(capsys, "spotify", "--text", STRONG)


@pytest.mark.parametrize("empty", ["", "   \n\t "])
def test_an_empty_answer_is_marked_zero_and_says_so(capsys: pytest.CaptureFixture[str], empty: str) -> None:
    """Nothing written earns 0 everywhere, and the verdict's reason names it."""
    record = scored(capsys, "airbnb", "--text", empty)
    assert {mark["level"] for mark in record["marks"].values()} == {0}
    assert record["attempt"]["kind"] == "empty"
    assert "empty" in record["verdict_reason"].lower()


def test_the_card_shows_verdict_evidence_and_the_one_change(capsys: pytest.CaptureFixture[str]) -> None:
    """A person reads the verdict, their own words in brackets, and what to change."""
    assert run(["score", "airbnb", "--text", EQUALS, "--exemplars"]) == 0
    shown = capsys.readouterr().out
    for words in ("No hire", "Single metric", "Your answer", "The one change", "A strong answer"):
        assert words in shown


def test_another_rubric_marks_its_own_criteria(capsys: pytest.CaptureFixture[str]) -> None:
    """With --rubric the prompt's own does not count."""
    record = scored(capsys, "airbnb", "--text", STRONG, "--rubric", "framework")
    assert "validation" in record["marks"]
    assert record["rubric"] == "framework"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["airbn", "--text", "x"], 2, "Did you mean `airbnb`?"),
        (["airbnb", "--text", "x", "--rubric", "cor"], 2, "Did you mean `core`?"),
        (["airbnb"], 2, "needs one answer"),
        (["airbnb", "nowhere.txt"], 2, "nowhere.txt"),
        (["airbnb", "--text", "x" * 20_001], 1, "20,000"),
    ],
)
def test_bad_input_says_what_to_do(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    """Each mistake ends with its status and a hint, never with a traceback."""
    assert run(["score", *arguments]) == status
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_file_that_is_not_utf8_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Latin-1 text is refused with what to do, not guessed at."""
    answer = tmp_path / "answer.txt"
    answer.write_bytes("I count caf\xe9 visits".encode("latin-1"))
    assert run(["score", "airbnb", str(answer)]) == 1
    assert "UTF-8" in capsys.readouterr().err


def test_standard_input_is_an_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads the answer from a pipe."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(EQUALS.encode())))
    assert scored(capsys, "airbnb", "-")["verdict"] == "no_hire"


def test_no_colour_codes_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Piped output holds no escape sequence."""
    run(["score", "airbnb", "--text", STRONG])
    assert "\x1b" not in capsys.readouterr().out


def test_control_characters_of_an_answer_never_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """An escape sequence pasted into an answer is cleaned away, markup is shown as text."""
    assert run(["score", "airbnb", "--text", "I count \x1b]0;owned\x07nights [bold]booked[/bold] [/x]"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "owned" not in shown
    assert "[bold]" in shown.replace("\n", "")


def test_how_far_to_trust_the_marks_stands_last_and_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    """After marks and advice, without terms of the trade; not under a text that is no answer."""
    assert run(["score", "airbnb", "--text", STRONG]) == 0
    card = " ".join(capsys.readouterr().out.split())
    last = card[card.index("How far to trust these marks") :]
    assert last.count(".") == 1
    assert "QWK" not in card
    assert card.index("Single metric") < card.index("How far to trust")
    assert run(["score", "airbnb", "--text", "dunno"]) == 0
    assert "How far to trust" not in capsys.readouterr().out


def test_a_prompt_names_its_rubric_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    """An id says nothing to a candidate."""
    assert run(["prompts", "show", "airbnb"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("Marked under: The five core criteria.")
