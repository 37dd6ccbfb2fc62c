"""Content hashes: old marks stay true because they name exactly which content they were given under."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

_LEFT_OUT = frozenset({"content_hash", "extends"})
"""Not content: the hash itself, and by which way a rubric came to its content."""


def content_hash(value: object) -> str:
    """Return the SHA-256 (hex) of a prompt's or rubric's canonical JSON.

    Keys are sorted and empty fields left out, so that a field added to the format later changes no hash
    of a file that does not use it.
    """
    canonical = json.dumps(_bare(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _bare(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        bare = {name: _bare(kept) for name, kept in named.items() if name not in _LEFT_OUT}
        return {name: kept for name, kept in bare.items() if kept not in ("", [], {}, None)}
    if isinstance(value, Mapping):
        return {str(key): _bare(kept) for key, kept in value.items()}
    if isinstance(value, tuple):
        return [_bare(kept) for kept in value]
    return value
