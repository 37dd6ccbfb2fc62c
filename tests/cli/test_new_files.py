"""Files that commands write: what keeps one from being written is told alike by all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.cli.run import run

WRITING: list[list[str]] = [
    ["assign", "new", "spring", "--prompts", "airbnb", "-o", "{}"],
    ["sessions", "export", "-o", "{}"],
    ["sessions", "report", "-o", "{}"],
    ["mark", "answers.jsonl", "-o", "{}"],
    ["coach", "report", "--csv", "{}"],
    ["coach", "marks", "-o", "{}"],
    ["submit", "spring", "--name", "Ana", "--yes", "-o", "{}"],
    ["prompts", "new", "bakery", "-o", "{}"],
    ["schema", "-o", "{}"],
]
NEW = (WRITING[0], WRITING[7])


@pytest.fixture
def stocked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a file in the way, at home where an assignment was answered and taken in."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    monkeypatch.chdir(tmp_path)
    answer = ["assign", "answer", "spring", "airbnb", "--text", "My north star is nights stayed."]
    hand_in = ["submit", "spring", "--name", "Ana", "--yes", "-o", "inbox"]
    (tmp_path / "inbox").mkdir()
    for command in (
        ["assign", "new", "spring", "--prompts", "airbnb"],
        ["assign", "open", "spring.assignment.yaml"],
        answer,
        hand_in,
        ["coach", "import", "inbox", "-a", "spring.assignment.yaml"],
    ):
        assert run(command) == 0
    (tmp_path / "answers.jsonl").write_text('{"prompt": "airbnb", "text": "Nights."}', encoding="utf-8")
    (tmp_path / "way").write_text("a file, no folder", encoding="utf-8")
    return tmp_path


def test_every_command_tells_alike_that_a_file_cannot_be_written(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same sentence and the same next step, whatever was to be written."""
    for command in WRITING:
        capsys.readouterr()
        assert run([one.format("way/out.csv") for one in command]) == 2, command
        told = capsys.readouterr().err
        assert "cannot be written: not a directory.\n  Choose another folder or name; what was" in told, told
        assert "nsmtrainer: way/" in told


def test_every_command_tells_alike_that_a_file_is_there(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What makes a new file leaves the one that is there alone, in the same words."""
    for command in NEW:
        given = [one.format("way" if command[0] == "assign" else ".") for one in command]
        if command[0] != "assign":
            assert run(given) == 0
        capsys.readouterr()
        assert run(given) == 2, command
        told = capsys.readouterr().err
        assert "is there already.\n  Choose another name, or move that file away; nothing was" in told, told
    assert (stocked / "way").read_text(encoding="utf-8") == "a file, no folder"


def test_every_command_tells_a_name_that_no_file_can_have(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that is too long is told as any other that cannot be written, not as a defect."""
    for command in WRITING:
        capsys.readouterr()
        assert run([one.format("x" * 300 + ".csv") for one in command]) == 2, command
        assert "cannot be written: file name too long.\n" in capsys.readouterr().err, command
