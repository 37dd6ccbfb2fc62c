"""Names of files made of other people's words stay in their folder and take nobody's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.practice.naming import file_name, free_path

HOSTILE = [
    "../x", "../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "..", ".", "", " ", "...", "~", "~root",
    "CON", "con", "nul", "COM1", "LPT9", "aux.txt", "a\nb", "a\rb", "a\tb", "a\0b", "x" * 300, "é" * 300,
    "\u202egnp.exe", "a\u200bb", "\ud800", "-rf", "--help", "-", "$(reboot)", "`id`", "a;b", "a|b", "a&b",
    "*", "?", "<x>", '"x"', "'x'", ".hidden", "%2e%2e", "名前", "🙂", "A.B.C", "x/../../y",
]  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words(tmp_path: Path, said: str) -> None:
    """Whatever the words, the file lies in the folder that was meant, under a plain short name."""
    folder = tmp_path / "folder"
    folder.mkdir()
    name = file_name(said, "7", suffix=".md")
    path = free_path(folder, name)
    path.write_text("report", encoding="utf-8")
    assert [one.name for one in folder.iterdir()] == [name]
    assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == ["folder"]
    assert name.isascii()
    assert not name.startswith(("-", "."))
    assert len(name) < 100
    assert name.split(".")[0] not in {"con", "nul", "aux", "com1", "lpt9"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A name that is taken, in whatever case, gets a number."""
    (tmp_path / "Etsy.md").write_text("mine", encoding="utf-8")
    first = free_path(tmp_path, file_name("etsy", suffix=".md"))
    assert first.name == "etsy-2.md"
    first.write_text("second", encoding="utf-8")
    assert free_path(tmp_path, "etsy.md").name == "etsy-3.md"


def test_reserved_alone() -> None:
    """A device's name alone is not used as it is."""
    assert file_name("CON", suffix=".md") == "report-con.md"
    assert file_name("", suffix=".md") == "report.md"
