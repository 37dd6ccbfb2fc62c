"""`nsmtrainer sessions`: what a person types and reads."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from nsmtrainer.cli.run import run
from nsmtrainer.sessions.edited_files import lend
from nsmtrainer.sessions.models import Reply
from nsmtrainer.sessions.opening import open_store
from nsmtrainer.sessions.places import home_folder, store_path
from tests.sessions.build import AIRBNB, SPOTIFY, TOPIC, attempt, sheet


@pytest.fixture
def practised(sealed_home: Path) -> Path:
    """Keep three sessions in the user's store and return its path."""
    hostile = replace(AIRBNB, title="[red]A[/] north star")
    with open_store() as store:
        store.save_attempt(
            attempt(1, 1, text="My north star is nights booked, with the refund rate beside it.")
        )
        store.save_attempt(attempt(2, 2, prompt=SPOTIFY, starred=True))
        store.save_attempt(attempt(3, 3, prompt=hostile, note="went [bold]well[/bold]"))
    return store_path()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """Run a command of `sessions` and return what it printed."""
    assert run(["sessions", *arguments]) == status
    shown = capsys.readouterr()
    return shown.out if status == 0 else shown.err


def test_without_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    """Reading commands say that there is nothing yet and leave nothing behind."""
    assert "No sessions yet" in said(capsys, "list")
    assert json.loads(said(capsys, "list", "--json")) == []
    assert "No sessions yet" in said(capsys, "progress")
    assert "begin" in said(capsys, "next")
    assert "No backups yet" in said(capsys, "backups")
    for command in (["show"], ["export"], ["re-mark"], ["delete", "1"], ["report"], ["repair"]):
        assert "no sessions yet" in said(capsys, *command, status=2)
    assert not home_folder().exists()


def test_list_and_filters(practised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The latest first, titles as they are, filters as everywhere."""
    shown = said(capsys, "list")
    assert shown.index("[red]A[/] north star") < shown.index("Spotify")
    records = json.loads(said(capsys, "list", "--json", "--game", "transaction", "--min-score", "50"))
    assert [one["number"] for one in records] == [3]
    assert [one["number"] for one in json.loads(said(capsys, "list", "--json", "--starred"))] == [2]
    assert "1 more" in said(capsys, "list", "-n", "2")
    assert "2026-13-01" in said(capsys, "list", "--since", "2026-13-01", status=2)
    assert "Known: attention" in said(capsys, "list", "--game", "chess", status=2)


def test_search(practised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words of answers and notes are found by their beginnings."""
    assert [one["number"] for one in json.loads(said(capsys, "search", "refun", "--json"))] == [1]
    assert [one["number"] for one in json.loads(said(capsys, "search", "bold", "well", "--json"))] == [3]
    assert "No sessions" in said(capsys, "search", "nowhere")


def test_show_and_compare(practised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A session by number, id or `last`; two side by side with what changed."""
    shown = said(capsys, "show", "last")
    assert "went [bold]well[/bold]" in shown
    assert "guessed 2" in shown
    record = json.loads(said(capsys, "show", "1", "--json"))
    assert record["text"].startswith("My north star")
    assert json.loads(said(capsys, "show", record["id"], "--json")) == record
    compared = said(capsys, "compare", "1", "3", "--words")
    assert "+2" in compared
    assert "refund" in compared
    assert "sessions list" in said(capsys, "show", "77", status=2)


@pytest.mark.parametrize("given", [True, False])
def test_a_begun_reply_is_not_shown_as_given(given: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """A reply belongs to a session from the moment that it is marked; until then no reader sees it."""
    begun = (Reply("guardrail", "What could go wrong?", "Cancelled stays, I think"),)
    with open_store() as store:
        store.save_attempt(attempt(1, follow_ups=begun, prompted=sheet(2) if given else None))
    assert ("Cancelled stays" in said(capsys, "show", "1")) is given
    assert "Cancelled stays" in said(capsys, "show", "1", "--json"), "another program gets all that is kept"


def test_star_note_delete_restore(practised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is put on a session is found again; what is deleted comes back."""
    assert "has a star" in said(capsys, "star", "1")
    assert "noted" in said(capsys, "note", "1", "ask about supply")
    assert "ask about supply" in said(capsys, "show", "1")
    assert "restore 1" in said(capsys, "delete", "1")
    assert [one["number"] for one in json.loads(said(capsys, "list", "--json", "--deleted"))] == [1]
    assert [one["number"] for one in json.loads(said(capsys, "list", "--json"))] == [3, 2]
    assert "is back" in said(capsys, "restore", "1")
    assert len(json.loads(said(capsys, "list", "--json"))) == 3


def test_a_discarded_draft_comes_back_after_a_restart(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever left the screen on which Z undoes it finds the draft by its words, and opens it again."""
    assert "No drafts." in said(capsys, "drafts")
    with open_store() as store:
        kept, thrown, empty = (store.start_draft(TOPIC).id for _ in range(3))
        store.save_draft(kept, "Nights booked, I think.", 1)
        store.save_draft(thrown, "I would count [bold]stays[/bold].", 1)
        store.discard_draft(thrown)
        store.discard_draft(empty)
    shown = said(capsys, "drafts")
    assert "Nights booked, I think." in shown
    assert "I would count [bold]stays[/bold]." in shown
    assert "4 words, discarded, kept to 20" in shown
    records = json.loads(said(capsys, "drafts", "--json"))
    assert [(one["id"], one["state"]) for one in records] == [(kept, "open"), (thrown, "discarded")]
    assert "no discarded draft" in said(capsys, "drafts", "--restore", kept, status=2)
    assert "A north star for Airbnb" in said(capsys, "drafts", "--restore", thrown[:8])
    with open_store() as store:
        assert {one.id for one in store.latest_drafts()} == {kept, thrown}
        assert store.open_draft(thrown).text == "I would count [bold]stays[/bold]."
    assert "no discarded draft" in said(capsys, "drafts", "--restore", thrown[:8], status=2)


def test_export_and_import(
    practised: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export is imported on another computer, once; a bad file beside it is named."""
    file = tmp_path / "all.json"
    said(capsys, "export", "--everything", "-o", str(file))
    printed = json.loads(said(capsys, "export", "--starred"))
    assert [one["seq"] for one in printed["attempts"]] == [2]
    monkeypatch.setenv("NSMTRAINER_HOME", str(tmp_path / "other"))
    assert "Added 3 sessions" in said(capsys, "import", str(file))
    assert "3 were there already" in said(capsys, "import", str(file))
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    assert "bad.json" in said(capsys, "import", str(tmp_path / "bad.json"), str(file), status=1)
    assert "There is no file" in said(capsys, "import", str(tmp_path / "none.json"), status=2)


def test_reports(practised: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The kind follows from the file's name or is asked for; a session or a period."""
    assert said(capsys, "report", "3").startswith("# \\[red\\]A\\[/\\] north star")
    assert "3 answers" in said(capsys, "report")
    assert said(capsys, "report", "1", "2", "--format", "html").count("<article") == 2
    for name in ("a.html", "a.md", "a.csv", "a.json"):
        said(capsys, "report", "-o", str(tmp_path / name))
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as table:
        assert len(list(csv.reader(table))) == 4
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["attempts"]) == 3
    assert "md, html, csv or json" in said(capsys, "report", "--format", "docx", status=2)
    assert "md, html, csv or json" in said(capsys, "report", "-o", str(tmp_path / "a.docx"), status=2)
    missing = tmp_path / "no" / "a.md"
    assert "cannot be written" in said(capsys, "report", "-o", str(missing), status=2)


def test_progress_and_next(practised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Levels lately, guesses, and what is due with its reason."""
    assert "3 answers" in said(capsys, "progress")
    record = json.loads(said(capsys, "progress", "--json"))
    assert [p["value"] for p in record["criteria"]["guardrail"]["points"]] == [1, 2, 3]
    due = json.loads(said(capsys, "next", "--json", "-n", "3"))
    assert len(due) == 3
    assert all(one["prompt"] and one["reason"] for one in due)


def test_re_mark_shows_first_and_keeps_both_only_when_asked(
    practised: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal nothing is kept unless --yes says so."""
    shown = said(capsys, "re-mark")
    assert "of 3 sessions would be marked differently" in shown
    assert "Nothing was kept" in shown
    assert json.loads(said(capsys, "show", "2", "--json"))["re_marks"] == []
    assert "beside the old ones" in said(capsys, "re-mark", "--yes")
    again = json.loads(said(capsys, "show", "2", "--json"))
    assert again["volunteered"]["marks"]["guardrail"]["level"] == 2
    assert len(again["re_marks"]) == 1
    assert "0 of 3" in said(capsys, "re-mark")


def test_a_damaged_store(practised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 3, the file named, kept as it is, and the way back works."""
    with open_store() as store:
        store.star(1)
    with closing(sqlite3.connect(practised)) as other:
        other.execute("UPDATE answers SET text = 'forged' WHERE seq = 1")
        other.commit()
    told = said(capsys, "show", "1", status=3)
    assert str(practised) in told
    assert "kept as it is" in told
    assert run(["doctor"]) == 3
    assert "the answer of session 1 was changed" in capsys.readouterr().err
    practised.write_bytes(b"garbage")
    assert "damaged" in said(capsys, "list", status=3)
    assert practised.read_bytes() == b"garbage"
    assert "is now as it was" in said(capsys, "restore-backup")
    assert len(json.loads(said(capsys, "list", "--json"))) == 3
    assert [one.read_bytes() for one in practised.parent.glob("sessions.replaced-*.db")] == [b"garbage"]


def test_repair_puts_a_changed_session_back(
    practised: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A session that a backup still has is put back; the file as it was is kept; the rest is named."""
    backups = practised.parent / "backups"
    backups.mkdir(exist_ok=True)
    assert "Nothing to mend" in said(capsys, "repair")
    with (
        closing(sqlite3.connect(practised)) as source,
        closing(sqlite3.connect(backups / "daily-1.db")) as copy,
    ):
        source.backup(copy)
    with open_store() as store:
        store.save_attempt(attempt(4))
        whole = store.attempt(1)
    with closing(sqlite3.connect(practised)) as other:
        other.execute("UPDATE answers SET text = 'forged' WHERE seq IN (1, 4)")
        other.commit()
    assert "session 4" in said(capsys, "repair", status=3)
    assert list(backups.glob("before-repair-*.db"))
    with open_store() as store:
        assert store.attempt(1) == whole
    assert "3 sessions" in said(capsys, "backups")
    assert "daily-" in said(capsys, "restore-backup")
    assert len(json.loads(said(capsys, "list", "--json"))) == 3


def test_doctor_tells_of_the_store(practised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it lies, what it holds, and a folder that others can look into."""
    assert run(["doctor"]) == 0
    assert "sessions    3" in capsys.readouterr().out
    practised.chmod(0o644)
    assert run(["doctor"]) == 3
    assert "Other users" in capsys.readouterr().err


def test_doctor_names_what_an_editor_left(capsys: pytest.CaptureFixture[str]) -> None:
    """A text that the program was killed over is found, and is no fault of the store."""
    lent = lend("old words")
    lent.path.write_text("new words", encoding="utf-8")
    lent.leave()
    assert run(["doctor"]) == 0
    assert str(lent.path) in capsys.readouterr().out
