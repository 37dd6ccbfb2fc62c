"""The other commands: many answers, agreement, the library, schemas, help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nsmtrainer import __version__
from nsmtrainer.cli.run import run

ANSWER = {"id": "a", "prompt": "airbnb", "text": "My north star is nights stayed."}


def lines(path: Path, *records: object) -> Path:
    """Write records (or raw text) as the lines of a file."""
    path.write_text(
        "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8"
    )
    return path


def test_mark_keeps_order_and_survives_bad_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A broken line is named by number and id, the rest is marked, and the status says so."""
    answers = lines(
        tmp_path / "answers.jsonl",
        ANSWER,
        "{not json",
        {"id": "c", "prompt": "airbn", "text": "x"},
        {"id": "d", "prompt": "slack"},
        {**ANSWER, "id": "e", "colour": "ignored"},
    )
    assert run(["mark", str(answers)]) == 1
    shown = capsys.readouterr()
    records = [json.loads(line) for line in shown.out.splitlines()]
    assert [r["id"] for r in records] == ["a", "line 2", "c", "d", "e"]
    assert ["error" in r for r in records] == [False, True, True, True, False]
    assert "line 2" in shown.err
    assert "Did you mean `airbnb`?" in shown.err


def test_mark_writes_a_file_whole(tmp_path: Path) -> None:
    """With -o the marks appear in the file, and no temporary is left."""
    answers = lines(tmp_path / "answers.jsonl", ANSWER)
    marks = tmp_path / "marks.jsonl"
    assert run(["mark", str(answers), "-o", str(marks)]) == 0
    assert json.loads(marks.read_text(encoding="utf-8"))["id"] == "a"
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["answers.jsonl", "marks.jsonl"]


def test_several_processes_give_the_same_marks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The number of processes changes nothing but the time."""
    answers = lines(tmp_path / "answers.jsonl", *({**ANSWER, "id": str(n)} for n in range(60)))
    assert run(["mark", str(answers)]) == 0
    one = capsys.readouterr().out
    assert run(["mark", str(answers), "--jobs", "2"]) == 0
    assert capsys.readouterr().out == one


def test_mark_says_how_many_processes_it_chose(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long file is marked on every core without being asked, which is said; so is the way back to one."""
    monkeypatch.setattr("nsmtrainer.practice.batch.PAYS_OFF", 2)
    monkeypatch.setattr("nsmtrainer.cli.mark._cores", lambda: 2)
    answers = lines(tmp_path / "answers.jsonl", *({**ANSWER, "id": str(n)} for n in range(3)))
    assert run(["mark", str(answers)]) == 0
    assert "Marking in 2 processes; --jobs 1 for one." in capsys.readouterr().err
    assert run(["mark", str(answers), "--jobs", "1"]) == 0
    assert "processes" not in capsys.readouterr().err


def test_agreement_reports_each_criterion(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Figures per criterion, and lines without marks are named."""
    marked = lines(
        tmp_path / "marked.jsonl",
        {**ANSWER, "marks": {"single_metric": 2, "guardrail": 0}},
        {**ANSWER, "marks": {"single_metric": 9}},
    )
    assert run(["agreement", str(marked), "--json"]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["criteria"]["guardrail"]["count"] == 1
    assert "single_metric" in shown.err


def test_one_answer_is_counted_as_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Numbers are written as people write them."""
    assert run(["mark", str(lines(tmp_path / "answers.jsonl", ANSWER))]) == 0
    assert capsys.readouterr().err == "1 answer.\n"


def test_agreement_on_few_answers_counts_instead_of_measuring(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One answer has no kappa worth a line: what is the same is counted, and it says why."""
    marked = lines(tmp_path / "marked.jsonl", {**ANSWER, "marks": {"guardrail": 0, "game_type": 3}})
    assert run(["agreement", str(marked)]) == 0
    shown = capsys.readouterr().out
    assert "guardrail: 1 answer, 1 the same" in shown
    assert "game_type: 1 answer, 1 further apart" in shown
    assert "Under 30 marks on a criterion, figures say little yet" in shown
    assert "QWK" not in shown
    assert "%" not in shown


def test_agreement_on_many_answers_is_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """From thirty answers on there are figures, whatever else has few."""
    marked = lines(
        tmp_path / "marked.jsonl",
        *[{**ANSWER, "marks": {"guardrail": 0}}] * 30,
        {
            **ANSWER,
            "text": "I'd track nights stayed, with the refund rate beside it.",
            "marks": {"guardrail": 2},
        },
        {"id": "b", "prompt": "ai-chat", "text": "I would count seats.", "marks": {"ai_outcome": 0}},
    )
    assert run(["agreement", str(marked)]) == 0
    shown = capsys.readouterr().out
    assert "Mean QWK of the core criteria: 1.00 over 32 answers." in shown
    assert "100%" in shown
    assert "ai_outcome: 1 answer, 1 the same" in shown


def test_lists_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    """The library can be listed and read; the key is shown only when asked for."""
    assert run(["prompts", "list", "--game", "transaction", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert "airbnb" in {row["id"] for row in listed}
    assert "spotify" not in {row["id"] for row in listed}
    assert run(["prompts", "show", "airbnb"]) == 0
    assert "refund rate" not in capsys.readouterr().out
    assert run(["prompts", "show", "airbnb", "--key"]) == 0
    assert "refund rate" in capsys.readouterr().out
    assert run(["rubrics", "show", "senior", "--findings"]) == 0
    assert "abuse_or_consequence" in capsys.readouterr().out


def test_new_files_load_and_are_not_overwritten(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A started prompt loads at once; a second start with the same id is refused."""
    arguments = ["prompts", "new", "bakery", "-o", str(tmp_path)]
    assert run(arguments) == 0
    assert run(["prompts", "list", "--content", str(tmp_path), "--json"]) == 0
    shown = capsys.readouterr().out
    assert '"bakery"' in shown
    assert run(arguments) == 2
    assert "there already" in capsys.readouterr().err


def test_schemas_are_written(tmp_path: Path) -> None:
    """Each file kind gets a schema that is JSON."""
    assert run(["schema", "-o", str(tmp_path / "schemas")]) == 0
    for kind in ("prompt", "rubric"):
        schema = json.loads((tmp_path / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
        assert schema["properties"]["id"]


def test_a_broken_file_of_the_user_leaves_the_rest_working(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The broken prompt is reported with file and line; built-in prompts are still marked."""
    folder = tmp_path / "mine" / "prompts"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("format: 1\nid: broken\nguardrial: []\n", encoding="utf-8")
    content = ["--content", str(tmp_path / "mine")]
    assert run(["score", "airbnb", "--text", "My north star is nights stayed.", *content]) == 0
    capsys.readouterr()
    assert run(["check", str(folder / "broken.yaml")]) == 1
    shown = capsys.readouterr().out
    assert "broken.yaml:3" in shown
    assert "guardrails" in shown


def test_doctor_names_versions_and_places(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything a report of a problem needs is on one screen."""
    assert run(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert __version__ in shown
    assert "built in" in shown


def test_without_a_terminal_there_is_a_hint() -> None:
    """The bare program in a pipe points at `score` and leaves with status 2."""
    done = subprocess.run(
        [sys.executable, "-m", "nsmtrainer"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert "nsmtrainer score" in done.stderr


@pytest.mark.parametrize(
    "command", ["", "score", "mark", "agreement", "check", "prompts", "rubrics", "schema", "doctor"]
)
def test_help_is_there_and_teaches(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Each command explains itself."""
    assert run([*command.split(), "--help"]) == 0
    assert "nsmtrainer" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        "score no-such-prompt --text x",
        "score airbnb --rubric no-such-rubric --text x",
        "score airbnb no-such-file",
        "score airbnb --content no-such-folder --text x",
        "mark no-such-file",
        "prompts show no-such-prompt",
        "rubrics show no-such-rubric",
        "prompts new mine --from no-such-prompt",
        "check no-such-file",
        "sessions show 12",
        "sessions restore-backup no-such-file",
        "assign new mine --prompts no-such-prompt",
        "assign show no-such-file",
        "assign open no-such-file",
        "assign answer no-such-assignment airbnb --text x",
        "assign feedback no-such-file",
        "submit no-such-assignment --name Ana",
        "coach import no-such-folder",
        "coach restore-backup no-such-file",
        "coach show 12",
    ],
)
def test_what_is_not_there_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    """An unknown id, file or folder exits with 2 whatever it was to be, and says what to do next."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    monkeypatch.chdir(tmp_path)
    assert run(command.split()) == 2
    assert len(capsys.readouterr().err.splitlines()) >= 2


@pytest.mark.parametrize("arguments", [["nonsense"], ["score"], ["score", "airbnb", "--nonsense"]])
def test_wrong_usage_exits_with_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """The command line's own mistakes are usage errors."""
    assert run(arguments) == 2
    assert capsys.readouterr().err


def test_a_defect_shows_no_text_and_warns_of_the_details(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report of a defect holds nothing of the answer; who asks for the traceback is told that it may."""

    def broken(*given: object) -> None:
        raise ValueError("My north star is nights stayed.")

    monkeypatch.setattr("nsmtrainer.practice.score.score_answer", broken)
    assert run(["score", "airbnb", "--text", "My north star is nights stayed."]) == 70
    said = capsys.readouterr()
    assert "ValueError at test_commands.py" in said.err
    assert "may hold your text: look before you send them" in said.err
    assert "nights" not in said.out + said.err
