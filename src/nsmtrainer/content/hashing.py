"""Content as JSON values, and content hashes: old marks name exactly which content they were given under."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from nsmtrainer.content.models import Prompt, Rubric


def content_hash(content: Prompt | Rubric) -> str:
    """Return the SHA-256 (hex) of a prompt's or rubric's canonical JSON.

    Keys are sorted and empty values left out, so that a key added to the format later changes no hash of a
    file that does not use it. By which way a rubric came to its content (`extends`, `not_asked`) is not
    content.
    """
    values = _without_empty(plain(content))
    for name in ("content_hash", "extends", "not_asked"):
        values.pop(name, None)
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def plain(value: object) -> Any:
    """Return a frozen value as dictionaries, lists and scalars, ready for JSON."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [plain(kept) for kept in value]
    if isinstance(value, Mapping):
        return {str(key): plain(kept) for key, kept in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"not a content value: {type(value).__name__}")


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_empty(inside) for key, inside in value.items()}
        return {key: inside for key, inside in kept.items() if inside not in ("", [], {}, None)}
    if isinstance(value, list):
        return [_without_empty(inside) for inside in value]
    return value
