"""The JSON Schema that editors complete and explain with."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from nsmtrainer.content.findings import ALL_CRITERIA
from nsmtrainer.content.schema import KINDS, json_schema
from nsmtrainer.content.shapes import Kind
from tests.content.samples import PROMPT, RUBRIC


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema with its reference followed."""
    name = part.get("$ref", "").removeprefix("#/$defs/")
    return schema["$defs"][name] if name else part


def walk(schema: dict[str, Any], part: dict[str, Any], value: Any) -> None:
    """Assert that each key of a content file is known to the schema and explained by it."""
    part = resolved(schema, part)
    if isinstance(value, dict):
        assert part["additionalProperties"] is False
        for key, inside in value.items():
            assert key in part["properties"]
            described = part["properties"][key]
            assert "patternProperties" in part or described.get("description"), key
            walk(schema, described, inside)
    elif isinstance(value, list):
        for inside in value:
            walk(schema, part["items"], inside)


@pytest.mark.parametrize(("kind", "text"), [("prompt", PROMPT), ("rubric", RUBRIC)])
def test_every_key_is_known_and_explained(kind: Kind, text: str) -> None:
    """An editor with the schema finds no fault in a good file, and has words for each of its keys."""
    schema = json_schema(kind)
    walk(schema, schema, yaml.load(text, Loader=yaml.BaseLoader))
    assert set(schema["required"]) <= set(schema["properties"])


def test_the_schema_is_plain_json_and_speaks_of_no_library() -> None:
    """It can be written to a file, and names neither defaults nor titles that nobody chose."""
    for kind in KINDS:
        text = json.dumps(json_schema(kind))
        assert json.loads(text)["title"] == f"nsmtrainer {kind}"
        assert "pydantic" not in text
        assert '"null"' not in text


def test_criteria_and_words_are_offered() -> None:
    """An editor completes criterion names where a mapping goes by criterion, and the closed lists."""
    schema = json_schema("prompt")
    assert set(ALL_CRITERIA) == set(schema["properties"]["hints"]["properties"])
    assert "two_sided" in schema["properties"]["kind"]["enum"]
    assert json_schema("rubric")["$defs"]["PatternShape"]["properties"]["negatable"]["enum"] == [
        True,
        False,
        "yes",
        "no",
    ]


def test_words_that_look_like_numbers_are_no_fault() -> None:
    """The loader keeps 1.10 as text, so the editor must not complain of it."""
    assert "number" in json_schema("prompt")["properties"]["product"]["type"]
    assert json_schema("prompt")["properties"]["minutes"]["type"] == "integer"
