"""Every command of `docs/coaches.md`, run in order: the whole story of a cohort, with files only."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from nsmtrainer.cli.run import run

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "coaches.md"

ANSWERS = {
    "Ana Ruiz": "My north star is nights stayed, because a stay houses the guest and pays the host. As a "
    "guardrail I would watch the refund rate, so that we don't buy nights with bad flats. The team owns it.",
    "Ben": "I'd track DAU, retention, and revenue.",
    "Cleo": "Airbnb plays the transaction game, so I count nights booked rather than searches.",
}


def sections() -> dict[str, str]:
    """Return the page's sections by title."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands(section: str) -> Iterator[list[str]]:
    """Yield the arguments of each command that stands on a line of its own."""
    for line in section.splitlines():
        if line.startswith("    nsmtrainer "):
            yield shlex.split(line)[1:]


class Stage:
    """Where the story is played: every person has a home and a folder, and every command is noted."""

    def __init__(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.root = root
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.played: list[list[str]] = []

    def enter(self, person: str) -> Path:
        """Sit somebody down at a computer of their own, in a folder for their work."""
        folder = self.root / person / "work"
        folder.mkdir(parents=True, exist_ok=True)
        self.monkeypatch.setenv("NSMTRAINER_HOME", str(self.root / person / "home"))
        self.monkeypatch.chdir(folder)
        return folder

    def play(self, arguments: list[str], status: int = 0) -> str:
        """Run a command and return what it prints."""
        self.played.append(arguments)
        given = run(arguments)
        shown = self.capsys.readouterr()
        assert given == status, (arguments, shown.err)
        return shown.out

    def play_all(self, section: str) -> list[str]:
        """Run the commands of a section of the page; the one that opens the screens says that it cannot."""
        return [self.play(one, 2 if one == ["coach"] else 0) for one in commands(section)]


def write_rubric(stage: Stage, page: dict[str, str], work: Path) -> Path:
    """Play the coach who starts a rubric, sees what is lacking, and proves it."""
    stage.play_all(page["1. Write a rubric"])
    rubric = work / ".nsmtrainer" / "rubrics" / "our-team.yaml"
    assert "no exemplar reaches level 3" in stage.play(["check", str(rubric)], status=1)
    exemplars = re.findall(r"```yaml\n(.*?)```", page["2. Prove it"], re.DOTALL)[0]
    started = rubric.read_text(encoding="utf-8")
    started = started[: started.index("# Sample answers for")]
    strong, weak = exemplars.index("  - prompt"), exemplars.rindex("  - prompt")
    rubric.write_text(started + exemplars[:strong] + exemplars[weak:], encoding="utf-8")
    lacking = re.findall(r"^    (rubric our-team, .+)$", page["2. Prove it"], re.MULTILINE)
    shown = stage.play(["check", str(rubric)], status=1)
    assert [line for line in shown.splitlines() if "no exemplar reaches" in line] == lacking
    assert "Not proven." in shown
    rubric.write_text(started + exemplars, encoding="utf-8")
    assert [shown.splitlines()[-1] for shown in stage.play_all(page["2. Prove it"])] == ["Proven."]
    return rubric


def hand_in(stage: Stage, section: str, assignment: Path, inbox: Path) -> None:
    """Play the three candidates, one of whom asks for another look."""
    for name, answer in ANSWERS.items():
        work = stage.enter(name)
        (work / assignment.name).write_bytes(assignment.read_bytes())
        (work / "answer.txt").write_text(answer, encoding="utf-8")
        for one in commands(section):
            stage.play([name if part == "Ana Ruiz" else part for part in one])
        if name == "Ben":
            why = "DAU is daily value here."
            stage.play(["assign", "ask", "spring", "last", "single_metric", "--why", why])
            stage.play(["submit", "spring", "--name", name, "--yes"])
        for file in work.glob("*.submission.json"):
            (inbox / file.name).write_bytes(file.read_bytes())


def test_every_command_of_the_page_is_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A coach and three candidates play the page from the first command to the last."""
    page, stage = sections(), Stage(tmp_path, monkeypatch, capsys)
    work = stage.enter("coach")
    rubric = write_rubric(stage, page, work)
    stage.play_all(page["3. Hand out an assignment"])
    (work / "inbox").mkdir()
    hand_in(stage, page["4. What candidates do"], work / "spring.assignment.yaml", work / "inbox")
    stage.enter("coach")
    (work / "names.txt").write_text("Ana Ruiz\nBen\nCleo\nDora\n", encoding="utf-8")
    shown = stage.play_all(page["5. Collect and look"])
    assert "3 submissions with 3 new answers" in shown[0]
    assert "Dora" in shown[1]
    assert "Ana Ruiz" in (work / "cohort.html").read_text(encoding="utf-8")
    judged = stage.play_all(page["6. Judge"])
    assert any("DAU is daily value here." in one for one in judged)
    assert all("Wrote feedback" in one for one in stage.play_all(page["7. Give it back"]))
    feedback = next((work / "feedback").glob("spring-ana-ruiz-*"))
    stage.enter("Ana Ruiz")
    assert "Well done, all of you." in stage.play(["assign", "feedback", str(feedback)])
    stage.enter("coach")
    stage.play_all(page["8. See how good the marks are"])
    assert "Judged by a coach" in rubric.read_text(encoding="utf-8")
    assert "Proven." in stage.play(["check", str(rubric)])
    stage.play(["coach", "re-mark"])
    assert "our-team" in stage.play(["rubrics", "list"])
    kept = stage.play_all(page["Where things lie"])
    assert "desk.replaced" in kept[1]
    assert "assignment" in stage.play(["doctor"])
    check_all_played(stage.played)


def check_all_played(played: list[list[str]]) -> None:
    """Assert that every command that the page names, in a line or in a sentence, was played."""
    page = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"nsmtrainer ((?:assign|coach|rubrics|prompts) [a-z-]+|submit|check)", page)
    done = {" ".join(one[:2]) for one in played} | {one[0] for one in played}
    assert set(named) <= done


def test_a_file_in_place_of_the_inbox_is_called_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A coach who names one submission learns that the folder is meant, not that the file is missing."""
    one = tmp_path / "ana.submission.json"
    one.write_text("{}", encoding="utf-8")
    assert run(["coach", "import", str(one)]) == 2
    assert "is a file, not a folder" in " ".join(capsys.readouterr().err.split())
