"""Writing rubrics on the command line: what lists leave out, and what `check` may and may not say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nsmtrainer.cli.options import json_text
from nsmtrainer.cli.run import run
from nsmtrainer.text import clean_text


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own, with the rules alone as reader: the marks do not matter here."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, rubric: str, text: str) -> Path:
    """Write a rubric into the folder's content and return its file."""
    path = folder / ".nsmtrainer" / "rubrics" / f"{rubric}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"format: 1\nid: {rubric}\ntitle: Ours\nextends: core\n{text}", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["rubrics", "prompts"])
def test_a_list_names_the_files_that_it_is_without(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """A rubric that cannot be used is missing from the list, so its file is named beside it."""
    write(folder, "broken", "wieght: 3\n")
    assert run([kind, "list", "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)
    assert "1 file cannot be used and is left out: .nsmtrainer/rubrics/broken.yaml" in shown.err
    assert "`nsmtrainer check`" in shown.err


def test_what_has_no_exemplar_is_not_called_proven(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is wrong with other weights, but nothing was marked either, and no share is invented."""
    path = write(folder, "ours", "criteria:\n  - id: guardrail\n    weight: 30\n")
    assert run(["check", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "0 claims: no exemplar was marked." in shown
    assert "Proven." not in shown
    assert "%" not in shown


def test_a_missed_claim_shows_its_words_and_what_is_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words that carry the lower level, and the finding that the claimed one wants."""
    path = write(
        folder,
        "ours",
        "exemplars:\n  - prompt: airbnb\n    label: strong\n"
        "    text: I measure success by nights stayed. The guardrail is refund rate.\n"
        "    claims: {guardrail: 3}\n",
    )
    assert run(["check", str(path)]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "guardrail claims 3, is given 2" in shown
    assert "not found: abuse_or_consequence" in shown
    assert 'rests on "refund rate"' in shown


def test_bad_marked_lines_are_named_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line without marks and one that is no JSON are told with their numbers; the check does not pass."""
    path = write(folder, "ours", "criteria:\n  - id: guardrail\n    weight: 30\n")
    good = {"prompt": "airbnb", "text": "My north star is nights stayed.", "marks": {"guardrail": 0}}
    lines = [json.dumps(good), json.dumps({"prompt": "airbnb", "text": "x"}), "no json"]
    (folder / "marked.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run(["check", str(path), "--marked", "marked.jsonl"]) == 1
    shown = capsys.readouterr()
    assert "compared on 1 of 30 answers" in shown.out
    assert shown.err.count("marked.jsonl, line 2") == 1
    assert shown.err.count("marked.jsonl, line 3") == 1


@pytest.mark.parametrize("good", [1, 0])
def test_bad_marked_lines_are_named_to_programs_too(
    folder: Path, capsys: pytest.CaptureFixture[str], good: int
) -> None:
    """JSON says which lines were not compared; where none was, people are told of each all the same."""
    path = write(folder, "ours", "criteria:\n  - id: guardrail\n    weight: 30\n")
    line = {"prompt": "airbnb", "text": "My north star is nights stayed.", "marks": {"guardrail": 0}}
    lines = [json.dumps(line)] * good + [json.dumps({"prompt": "airbnb", "text": "x"}), "no json"]
    (folder / "marked.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run(["check", str(path), "--marked", "marked.jsonl", "--json"]) == 1
    shown = capsys.readouterr()
    for number in (good + 1, good + 2):
        assert shown.err.count(f"marked.jsonl, line {number}") == 1
    if good:
        found = json.loads(shown.out)["unusable"]
        assert [one.split(":")[0] for one in found] == ["line 2", "line 3"]


HOSTILE = "a\u009b31m\u202e\x1b[2Jb\x7f\x85"


def test_what_a_marked_file_holds_steers_no_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in a message and not in JSON, whatever a criterion, a prompt, an id or a whole line is called."""
    path = write(folder, "ours", "criteria:\n  - id: guardrail\n    weight: 30\n")
    good = {"prompt": "airbnb", "text": "My north star is nights stayed.", "marks": {"guardrail": 0}}
    lines = [
        *(json.dumps(one) for one in (good, good | {"marks": {HOSTILE: 9}}, good | {"prompt": HOSTILE})),
        json.dumps(good | {"id": HOSTILE}),
        HOSTILE,
    ]
    (folder / "marked.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for command in (
        ["check", str(path), "--marked", "marked.jsonl", "--json"],
        ["check", str(path), "--marked", "marked.jsonl"],
        ["agreement", "marked.jsonl", "--json"],
        ["agreement", "marked.jsonl"],
        ["mark", "marked.jsonl"],
    ):
        assert run(command) == 1, command
        shown = capsys.readouterr()
        for said in (shown.out, shown.err):
            assert clean_text(said) == said, command
        if command[0] == "check" and "--json" in command:
            found = json.loads(shown.out)["unusable"]
            assert found[0] == 'line 2: the level of "ab" is not 0, 1, 2 or 3'
            assert clean_text("".join(found)) == "".join(found)
        if command[0] == "mark":
            assert json.loads(shown.out.splitlines()[3])["id"] == HOSTILE, "a program gets what it gave"


def test_json_keeps_letters_legible_and_values_as_they_are() -> None:
    """What could steer a terminal is escaped; a program that reads it finds the same value."""
    assert json_text({"who": "Zoë 北"}) == '{"who": "Zoë 北"}'
    for one in (HOSTILE, "\x00\t\n\r", "\ud800", "\U000e0041"):
        said = json_text([one], indent=2)
        assert clean_text(said) == said
        assert json.loads(said) == [one]


def test_a_stream_is_not_watched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard input can be read once, so a second round would find nothing there."""
    path = write(folder, "ours", "criteria:\n  - id: guardrail\n    weight: 30\n")
    assert run(["check", str(path), "--watch", "--marked", "-"]) == 2
    assert "name that file" in capsys.readouterr().err


def test_watching_prints_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON again and again is no JSON: it is refused instead of being left out silently."""
    assert run(["check", "--watch", "--json"]) == 2
    assert "do not go together" in capsys.readouterr().err
