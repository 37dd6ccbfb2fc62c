"""Names of files that are made from names of people."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40


def file_name(person: str, key: str, before: str = "", ending: str = "") -> str:
    """Return a file name that says whose file it is, whatever the person is called.

    Only lower-case letters, digits and hyphens of the name remain, and the key keeps people of the same
    name apart, so the file lies in its folder and overwrites nobody else's.
    """
    plain = unicodedata.normalize("NFKD", person).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    safe_key = re.sub(r"[^0-9a-f]", "", key)[:8]
    return f"{before}{word or 'candidate'}-{safe_key}{ending}"
