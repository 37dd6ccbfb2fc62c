"""The store's fixtures, for reports of what it holds."""

from __future__ import annotations

from tests.sessions.conftest import clock, path, store

__all__ = ["clock", "path", "store"]
