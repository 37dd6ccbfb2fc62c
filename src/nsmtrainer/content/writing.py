"""Frozen content back to YAML text that the border reads as the same content."""

from __future__ import annotations

from typing import Any

import yaml

from nsmtrainer.content.hashing import plain
from nsmtrainer.content.models import Exemplar, Rubric
from nsmtrainer.content.shapes import FORMAT

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Writes long and broken texts as blocks, and never an anchor."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name and shape are PyYAML's
        """Say that nothing is written once and referred to later."""
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def yaml_text(values: dict[str, Any]) -> str:
    """Return mappings, lists, texts and numbers as YAML, keys in their order."""
    return yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def rubric_text(rubric: Rubric) -> str:
    """Return a rubric file that stands alone: what it extended is written out, the content hash the same."""
    bars = rubric.bars
    values: dict[str, Any] = {
        "format": FORMAT,
        "id": rubric.id,
        "title": rubric.title,
        "bars": {
            "strong_hire": bars.strong_hire,
            "hire": bars.hire,
            "mixed": bars.mixed,
            **({"require": dict(bars.require)} if bars.require else {}),
        },
        "criteria": [_without_empty(plain(criterion)) for criterion in rubric.criteria],
    }
    if rubric.exemplars:
        values["exemplars"] = [exemplar_values(exemplar) for exemplar in rubric.exemplars]
    for criterion in values["criteria"]:
        for pattern in criterion.get("patterns", ()):
            pattern.pop("criterion", None)
    return yaml_text(values)


def exemplar_values(exemplar: Exemplar) -> dict[str, Any]:
    """Return an exemplar as the values that a file holds of it."""
    values: dict[str, Any] = {"prompt": exemplar.prompt} if exemplar.prompt else {}
    if exemplar.label:
        values["label"] = exemplar.label
    values |= {"text": exemplar.text, "claims": dict(exemplar.claims)}
    if exemplar.notes:
        values["notes"] = [{"quote": note.quote, "says": note.says} for note in exemplar.notes]
    return values


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping without the keys that a file leaves out, in whatever depth."""
    kept: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            kept[key] = _without_empty(value)
        elif isinstance(value, list):
            kept[key] = [_without_empty(one) if isinstance(one, dict) else one for one in value]
        elif value not in ("", None):
            kept[key] = value
    return {key: value for key, value in kept.items() if value not in ([], {})}
