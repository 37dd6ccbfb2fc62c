"""A small built-in library, for tests that look at something else than what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nsmtrainer.content import places

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def few_built_in(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put two prompts and all rubrics where an installed package keeps its content; loading is quicker."""
    package = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT / "rubrics", package / "_builtin" / "rubrics")
    (package / "_builtin" / "prompts").mkdir()
    for prompt in ("airbnb", "slack"):
        shutil.copy(ROOT / "prompts" / f"{prompt}.yaml", package / "_builtin" / "prompts")
    monkeypatch.setattr(places, "files", lambda _: package)
    return package
