"""The shape of values that come from a file: checked before anything is made of them."""

from __future__ import annotations

import math
from typing import Any

from nsmtrainer.content.whereabouts import Step, said_at
from nsmtrainer.text import clean_text

Shape = Any
"""A type, a list of one shape, `{"*": shape}` for any keys, or named keys (`"key?"` may be absent)."""

MOST_ENTRIES = 2000
LONGEST = 200_000
DEEPEST = 12


def check_shape(value: object, shape: Shape, at: tuple[Step, ...] = ()) -> None:
    """Raise ValueError, naming the place, where a value has another shape than asked."""
    if isinstance(shape, dict):
        _check_object(value, shape, at)
    elif isinstance(shape, list):
        if not isinstance(value, list) or len(value) > MOST_ENTRIES:
            raise misfit(at, f"must be a list of at most {MOST_ENTRIES:,}")
        for number, entry in enumerate(value):
            check_shape(entry, shape[0], (*at, number))
    elif shape is float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise misfit(at, "must be a number")
    elif shape is str:
        if not isinstance(value, str):
            raise misfit(at, "must be a text")
        if len(value) > LONGEST:
            raise misfit(at, f"is longer than {LONGEST:,} characters")
        if clean_text(value) != value:
            raise misfit(at, "has control characters")
    elif type(value) is not shape:
        raise misfit(at, _MUST_BE[shape])


_MUST_BE = {int: "must be a whole number", bool: "must be true or false"}


def misfit(at: tuple[Step, ...], what: str) -> ValueError:
    """Return the error that says what is wrong with the value at a place."""
    return ValueError(f"{said_at(at)} {what}")


def _check_object(value: object, shape: dict[str, Shape], at: tuple[Step, ...]) -> None:
    if not isinstance(value, dict) or len(value) > MOST_ENTRIES:
        raise misfit(at, "must be a set of names and values")
    if "*" in shape:
        for key, entry in value.items():
            check_shape(key, str, (*at, key))
            check_shape(entry, shape["*"], (*at, key))
        return
    for key, inner in shape.items():
        name = key.removesuffix("?")
        if name in value:
            check_shape(value[name], inner, (*at, name))
        elif not key.endswith("?"):
            raise misfit((*at, name), "is missing")


_SPAN: Shape = {"start": int, "end": int, "text": str}

SHEET: Shape = {
    "prompt": str,
    "prompt_hash": str,
    "rubric": str,
    "rubric_version": str,
    "reader": {"rules": str, "model": str},
    "score": float,
    "verdict": str,
    "verdict_reason": str,
    "attempt": {"kind": str, "reason": str},
    "marks": {
        "*": {
            "level": int,
            "confidence": float,
            "sure": bool,
            "evidence": [{**_SPAN, "finding": str}],
            "missing": [{"finding": str, "advice": str}],
            "between?": [int],
            "findings": [
                {
                    "criterion": str,
                    "finding": str,
                    "present": bool,
                    "confidence": float,
                    "spans": [_SPAN],
                    "source": str,
                    "reason": str,
                }
            ],
        }
    },
    "metrics": [{**_SPAN, "role": str, "key_name": str, "group": str, "confidence": float, "source": str}],
}

ATTEMPT: Shape = {
    "id": str,
    "seq": int,
    "prompt": {
        "id": str,
        "title": str,
        "product": str,
        "question": str,
        "context": str,
        "kind": str,
        "games": [str],
    },
    "yardstick": {
        "rubric": str,
        "title": str,
        "criteria": [{"id": str, "title": str, "weight": float}],
        "bars": {"strong_hire": float, "hire": float, "mixed": float, "require": {"*": int}},
    },
    "mode": str,
    "started_at": str,
    "ended_at": str,
    "seconds": float,
    "text": str,
    "volunteered": SHEET,
    "hints_used": [str],
    "predictions": {"*": int},
    "follow_ups": [{"criterion": str, "question": str, "text": str}],
    "prompted?": SHEET,
    "decisions": {"*": int},
    "overrides": [{"criterion": str, "level": int, "comment": str, "by": str, "at": str}],
    "re_marks": [{"at": str, "sheet": SHEET}],
    "retry_of": str,
    "note": str,
    "starred": bool,
    "deleted_at": str,
}
