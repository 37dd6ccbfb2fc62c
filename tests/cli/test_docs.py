"""What the documentation says can be typed exists, with the options that it names."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from nsmtrainer.cli.app import app
from nsmtrainer.cli.run import run

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "training/README.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))
EVERYWHERE = {"--help", "-h", "--version", "--install-completion"}


def typed(page: Path) -> Iterator[str]:
    """Yield what stands behind `nsmtrainer` (or `start.py`) on lines of commands and in backticks."""
    text = page.read_text(encoding="utf-8").replace("\\|", "|")
    for found in re.finditer(
        r"(?:^    (?:NSMTRAINER_\w+=\w+ )?|`)(?:nsmtrainer|python3 start\.py) ([^`\n#]+)", text, re.M
    ):
        yield found[1].strip()


def resolved(words: list[str]) -> tuple[Any, list[str]]:
    """Return the command (or group of commands) that the words name, and the words behind its name."""
    command: Any = get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    return command, words


def options_of(command: Any) -> set[str]:
    """Return the options that a command takes."""
    return EVERYWHERE | {name for option in command.params for name in (*option.opts, *option.secondary_opts)}


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_command_of_a_page_exists(page: Path) -> None:
    """A command that was renamed, or an option that is gone, is found before a reader finds it."""
    for line in typed(page):
        words = re.findall(r"[^\s\"']+|\"[^\"]*\"", line.rstrip("\\ "))
        if words[0].startswith("-") or words[0].isupper():
            continue
        command, rest = resolved(words)
        if hasattr(command, "commands"):  # a group by itself, such as `nsmtrainer coach`
            assert not rest or rest[0] in {"...", "COMMAND"}, line
        given = {word.strip("[]").partition("=")[0] for word in rest if word.strip("[]").startswith("-")}
        assert {one for one in given if one != "-"} <= options_of(command), line


def test_the_lines_of_answers_and_marks_are_as_they_are_described(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The line that is shown goes in, and what comes out has the keys of the one that is shown."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    given, written = re.findall(r"```json\n(.+?)\n```", page, re.S)
    answers = tmp_path / "answers.jsonl"
    answers.write_text(given + "\n", encoding="utf-8")
    assert run(["agreement", str(answers)]) == 0
    assert "guardrail: 1 answer" in capsys.readouterr().out
    assert run(["mark", str(answers)]) == 0
    made, told = json.loads(capsys.readouterr().out), json.loads(written)
    assert set(made) == set(told)
    assert made["id"] == told["id"]
    mark, example = made["marks"]["single_metric"], told["marks"]["single_metric"]
    assert set(mark) | {"between"} == set(example)
    assert set(made["metrics"][0]) == set(told["metrics"][0])
    for shown in (*example["evidence"], *told["metrics"]):
        assert json.loads(given)["text"][shown["start"] : shown["end"]] == shown["text"]


def test_the_first_answer_of_the_readme_is_marked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The very words that a stranger types first give a verdict and a next step."""
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.search(r"^    python3 start\.py (score .+?)\n\n", text, re.M | re.S)
    assert first is not None
    assert run(shlex.split(first[1].replace("\\\n    ", ""))) == 0
    shown = capsys.readouterr().out
    assert "of 100" in shown
    assert "nights stayed" in shown
