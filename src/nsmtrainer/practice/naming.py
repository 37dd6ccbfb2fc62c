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
    stem = "-".join(word for word in map(_word, parts) if word) or "report"
    return f"{'report-' if RESERVED.match(stem) else ''}{stem}{suffix}"


def persons_file(person: str, key: str, before: str, suffix: str) -> str:
    """Return a file name that says whose file it is, whatever the person is called.

    The key keeps people of the same name apart, so the file overwrites nobody else's.
    """
    safe_key = re.sub(r"[^0-9a-f]", "", key)[:8]
    return f"{before}{_word(person) or 'candidate'}-{safe_key}{suffix}"


def _word(part: str) -> str:
    plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_PART].strip("-")


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
