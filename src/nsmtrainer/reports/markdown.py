"""Other people's words inside Markdown: shown as they are, never taken for markup."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~#&$])")
_AT_START = re.compile(r"^([-+](?=\s|$)|-(?=-)|=)|^(\d{1,9})([.)])(?=\s|$)")
_LINK = re.compile(r"(https?|ftp|mailto)(:)|(www)(\.)", re.IGNORECASE)


def escape_line(text: str) -> str:
    """Return one line of text that CommonMark shows letter by letter, wherever it stands."""
    line = " ".join(text.split())
    line = _ANYWHERE.sub(r"\\\1", line)
    line = _LINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", line)
    return _AT_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)


def quote_block(text: str) -> str:
    """Return a text of many lines as a Markdown quotation, line by line."""
    lines = [escape_line(line) for line in text.splitlines()] or [""]
    return "\n".join(f"> {line}  " if line else ">" for line in lines).rstrip(" ")
