"""What a user chose about the screens, kept in a small file beside the sessions: so far, the theme."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = "screens.json"
_MOST_BYTES = 100_000
_FOLDER_MODE = 0o700


def choices_path(env: Mapping[str, str] = os.environ) -> Path:
    """Return the path of the file, which need not be there."""
    from nsmtrainer.sessions.places import home_folder

    return home_folder(env) / FILE


def read_choices(path: Path) -> dict[str, Any]:
    """Return what was chosen; nothing where there is no file or it cannot be understood. Never raises.

    A lost choice costs a key press, so a damaged file is no reason to stop or to ask anything.
    """
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return {}
        import json  # only where there is something to read: the first frame waits for this

        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def save_choice(path: Path, name: str, value: str) -> None:
    """Keep one choice beside the others. Raises OSError where nothing can be written there."""
    import json

    from nsmtrainer.files import write_whole

    path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    with write_whole(path) as file:
        json.dump({**read_choices(path), name: value}, file, ensure_ascii=False, indent=1)
