"""Names for files that we make: safe on every system, whatever words they are made of."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

LONGEST_PART = 40
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")


def file_name(*parts: str, suffix: str) -> str:
    """Return a file name of plain lower-case letters, digits and hyphens, such as `etsy-12.md`.

    It never names a folder, a hidden file or a device, and has no part of a path, whatever `parts` hold.
    """
    plain = (unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower() for part in parts)
    words = [re.sub(r"[^a-z0-9]+", "-", part).strip("-")[:LONGEST_PART].strip("-") for part in plain]
    stem = "-".join(word for word in words if word) or "report"
    return f"{'report-' if RESERVED.match(stem) else ''}{stem}{suffix}"


def free_path(folder: Path, name: str) -> Path:
    """Return a path in a folder that nothing has yet, the name with a number where it is taken.

    Names that differ in case only count as the same, as some disks take them to be.
    """
    taken = {one.name.casefold() for one in folder.iterdir()} if folder.is_dir() else set()
    stem, dot, suffix = name.rpartition(".")
    candidate, count = name, 1
    while candidate.casefold() in taken:
        count += 1
        candidate = f"{stem}-{count}{dot}{suffix}"
    return folder / candidate
