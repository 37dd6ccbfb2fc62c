"""JSON Schema of the file kinds, so that an editor completes, explains and checks while somebody types."""

from __future__ import annotations

from typing import Any, Literal

from nsmtrainer.content.assignment_file import AssignmentShape
from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.content.shapes import CRITERION_PATTERN, SHAPES, Shape

FileKind = Literal["prompt", "rubric", "assignment"]
FILE_SHAPES: dict[FileKind, type[Shape]] = {
    "prompt": SHAPES["prompt"],
    "rubric": SHAPES["rubric"],
    "assignment": AssignmentShape,
}
KINDS: tuple[FileKind, ...] = tuple(FILE_SHAPES)
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NOISE = ("title", "default")
_NAMES = ("properties", "patternProperties", "$defs")
"""Words of JSON Schema whose keys are names of ours."""


def json_schema(kind: FileKind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of files, each key with what it is for."""
    made = _tidied(FILE_SHAPES[kind].model_json_schema(by_alias=True))
    return {"$schema": DIALECT, "title": f"nsmtrainer {kind}", **made}


def _tidied(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema as a writer's editor needs it."""
    tidy: dict[str, Any] = {}
    for word, value in schema.items():
        if word in _NAMES:
            tidy[word] = {name: _tidied(inside) for name, inside in value.items()}
        elif word == "anyOf":
            tidy |= _without_null([_tidied(choice) for choice in value])
        elif isinstance(value, dict):
            tidy[word] = _tidied(value)
        elif word not in _NOISE:
            tidy[word] = value
    if tidy.get("type") == "string" and "enum" not in tidy:
        tidy["type"] = ["string", "number", "boolean"]  # the loader keeps `1.10` and `true` as text
    if "patternProperties" not in tidy:
        return tidy
    by_criterion = CRITERION_PATTERN in tidy["patternProperties"]
    return _offering_criteria(tidy) if by_criterion else {**tidy, "additionalProperties": False}


def _without_null(choices: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what a key holds when it is there: that it may be left out, `required` says."""
    kept = [choice for choice in choices if choice != {"type": "null"}]
    return kept[0] if len(kept) == 1 else {"anyOf": kept}


def _offering_criteria(tidy: dict[str, Any]) -> dict[str, Any]:
    """Let an editor offer the built-in criteria where a mapping goes by criterion."""
    (value,) = tidy["patternProperties"].values()
    return {**tidy, "properties": dict.fromkeys(ALL_CRITERIA, value), "additionalProperties": False}
