"""The store's fixtures, for the use cases over it."""

from __future__ import annotations

from tests.sessions.conftest import clock, path, store

__all__ = ["clock", "path", "store"]
