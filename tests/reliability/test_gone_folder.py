"""The folder that the shell stands in was removed: what does not need it goes on working."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def from_nowhere(tmp_path: Path) -> list[str]:
    """Return the beginning of a command that runs the program in a folder that is gone."""
    gone = tmp_path / "gone"
    code = (
        f"import os, sys; os.mkdir({str(gone)!r}); os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); "
        "from nsmtrainer.__main__ import main; main()"
    )
    return [sys.executable, "-c", code]


def test_an_answer_is_marked_in_a_folder_that_is_gone(from_nowhere: list[str]) -> None:
    """Marking asks nothing of the current folder, whatever the libraries under it do."""
    done = subprocess.run(
        [*from_nowhere, "score", "airbnb", "--json", "--text", "I would count nights stayed."],
        env={**os.environ, "NSMTRAINER_MODEL": "none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["marks"]["single_metric"]["level"] >= 1


@pytest.mark.parametrize("command", [["prompts", "new", "mine"], ["schema", "-o", "there"]])
def test_a_file_cannot_be_written_where_nothing_is(from_nowhere: list[str], command: list[str]) -> None:
    """It says so, and nothing is written anywhere else."""
    done = subprocess.run([*from_nowhere, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("/there").exists()
    assert not Path("/.nsmtrainer").exists()
