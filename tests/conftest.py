"""Shared fixtures; every test runs with its own empty home, so no user's settings or sessions are touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def sealed_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Seal off the user's files for what is made once for several tests, before any test has its own home."""
    with pytest.MonkeyPatch.context() as patch:
        _seal(patch, tmp_path_factory.mktemp("session") / "home")
        yield


@pytest.fixture(autouse=True)
def sealed_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealed_session: None) -> Path:
    """Point every place where the program looks for or keeps a user's files at an empty folder."""
    home = tmp_path / "home"
    _seal(monkeypatch, home)
    return home


def _seal(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    home.mkdir()
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    for name in ("NSMTRAINER_CONTENT", "NSMTRAINER_HOME", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
