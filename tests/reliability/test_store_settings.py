"""The store's connection has the settings that were found sound; what they are for only a power cut shows."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from nsmtrainer.sessions.connection import connect
from nsmtrainer.sessions.opening import open_store

SETTINGS = {
    "synchronous": 3,  # EXTRA: a commit, and the removal of its journal, are on the disk
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "journal_mode": "delete",
}


def test_settings_that_were_found_sound(tmp_path: Path) -> None:
    """A commit lasts through a power cut, and a hostile file's schema runs nothing."""
    path = tmp_path / "sessions.db"
    open_store(path).close()
    with closing(connect(path)) as db:
        found = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
    assert found == SETTINGS
    assert path.stat().st_mode & 0o077 == 0
