"""Starting is quick: the package itself loads nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "jinja2",
    "numpy",
    "onnxruntime",
    "pydantic",
    "rapidfuzz",
    "spacy",
    "sqlite3",
    "textual",
    "tokenizers",
    "typer",
    "yaml",
}


def loaded_by(code: str) -> set[str]:
    """Return the heavy packages that are loaded after `code` ran in a fresh interpreter."""
    ended = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(ended.stdout.splitlines()[-1])) & HEAVY


@pytest.mark.parametrize(
    "module",
    [
        "nsmtrainer",
        "nsmtrainer.text",
        "nsmtrainer.errors",
        "nsmtrainer.spans",
        "nsmtrainer.content.models",
        "nsmtrainer.content.findings",
        "nsmtrainer.reading.models",
        "nsmtrainer.marking.models",
    ],
)
def test_values_load_nothing_heavy(module: str) -> None:
    """The package and its plain values can be imported without spaCy, Textual, pydantic and the like."""
    assert loaded_by(f"import {module}") == set()


def test_content_loads_only_its_own() -> None:
    """The library brings in YAML and pydantic, and nothing that reads, marks or shows."""
    assert loaded_by("import nsmtrainer.content.library") == {"pydantic", "yaml"}
