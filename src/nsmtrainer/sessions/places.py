"""Where the store lies on this computer."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs

VARIABLE = "NSMTRAINER_HOME"
STORE_NAME = "sessions.db"
BACKUPS_NAME = "backups"
DESK_BACKUPS_NAME = "copies"


def home_folder(env: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that keeps a user's sessions; `NSMTRAINER_HOME` overrides the system's usual place.

    Nothing is created.
    """
    named = env.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    return platformdirs.user_data_path("nsmtrainer", appauthor=False)


def store_path(env: Mapping[str, str] = os.environ) -> Path:
    """Return the path of the store, which need not be there."""
    return home_folder(env) / STORE_NAME
