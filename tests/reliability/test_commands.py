"""The command line in a terminal: hostile words and names in every line it prints, and defects of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.samples import PROMPT
from tests.reliability.hostile import CONTROL, SCRIPTS
from tests.reliability.test_hostile_text import foreign
from tests.tui.terminal import Terminal

HOSTILE = "".join(one for one in CONTROL if "\x00" not in one and "\ud83d" not in one)
"""All that can stand in a file name and in an argument."""

COMMANDS = (
    ("score", "airbnb", "--text", "I would count nights stayed. {}"),
    ("score", "airbnb", "--json", "--text", "I would count nights stayed. {}"),
    ("score", "{}", "--text", "x"),
    ("score", "airbnb", "{}"),
    ("mark", "{}"),
    ("check", "folder{}"),
    ("prompts", "list", "--content", "folder{}"),
    ("prompts", "show", "{}"),
    ("prompts", "new", "{}"),
    ("rubrics", "show", "{}"),
    ("sessions", "show", "{}"),
    ("sessions", "search", "{}"),
    ("sessions", "import", "folder{}"),
    ("sessions", "export", "-o", "folder{}/no/x.json"),
    ("coach", "import", "folder{}"),
    ("assign", "open", "{}"),
    ("doctor",),
    ("{}",),
)
LEAVES = """
import sys
from nsmtrainer.cli.run import run
for arguments in {commands!r}:
    print("@@@", flush=True)
    try:
        run(arguments)
    except SystemExit:
        pass
"""


@pytest.mark.case(10, "commands with hostile words and file names, in a terminal", len(COMMANDS))
def test_no_command_passes_controls_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an argument, a file or its name holds, the terminal is sent text."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")
    name = HOSTILE.replace("/", "")[:60]
    folder = tmp_path / f"folder{name}"
    (folder / "prompts").mkdir(parents=True)
    (folder / "prompts" / f"a{name}.yaml").write_text(PROMPT, encoding="utf-8")
    (folder / f"b{name}.json").write_text("{", encoding="utf-8")
    spoiled = PROMPT.replace("A north star", "A \u202enorth star").replace(
        "id: bakery", f'id: "{name[:5]!a}"'
    )
    (folder / "prompts" / "bakery.yaml").write_text(spoiled, encoding="utf-8")
    words = " ".join([HOSTILE, *SCRIPTS])
    given = [[part.replace("folder{}", str(folder)).replace("{}", words) for part in one] for one in COMMANDS]
    with Terminal(tmp_path / "home", LEAVES.format(commands=given), (200, 60)) as terminal:
        terminal.wait(120)
        sent = terminal.output
    assert sent.count(b"@@@") == len(COMMANDS)
    assert foreign(sent) == []
    assert b"Traceback" not in sent
    for script in SCRIPTS:
        assert script in sent.decode()


DEFECT = """
import sys
from nsmtrainer.practice import score
def fail(library, prompt, text, *rest):
    raise RuntimeError(text)
score.score_answer = fail
from nsmtrainer.__main__ import main
main()
"""


def test_a_defect_shows_nobodys_words(tmp_path: Path) -> None:
    """An error of ours in a command ends with 70, names the place, shows no traceback and no answer."""
    done = subprocess.run(
        [sys.executable, "-c", DEFECT, "score", "airbnb", "--text", "my secret words"],
        env={**os.environ, "NSMTRAINER_MODEL": "none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 70
    assert "RuntimeError at" in done.stderr
    assert "secret" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
