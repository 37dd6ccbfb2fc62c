"""Parts of other libraries that are put off until they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nsmtrainer.later import put_off


def loaded_by(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after `code`."""
    ended = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return set(ended.stdout.splitlines()[-1].split())


def test_a_name_of_a_module_put_off_is_the_real_thing_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was imported from a stand-in makes what the real module makes, and the module loads then."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with put_off("colorsys"):
        from colorsys import rgb_to_hsv  # noqa: PLC0415
    assert "colorsys" not in sys.modules
    assert rgb_to_hsv(1.0, 0.0, 0.0) == (0.0, 1.0, 1.0)
    assert "colorsys" in sys.modules


def test_what_is_loaded_already_stays() -> None:
    """A module that is there is not hidden."""
    with put_off("json"):
        import json  # noqa: PLC0415

        assert json.loads("1") == 1
    assert sys.modules["json"] is json


def test_nothing_is_left_behind_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins go also where the block fails."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with pytest.raises(RuntimeError), put_off("colorsys"):
        raise RuntimeError
    assert "colorsys" not in sys.modules


def test_the_reader_loads_no_command_line_and_no_network_client_of_spacy() -> None:
    """Reading an answer imports no commands of spaCy, nothing that reaches the network, and no training."""
    loaded = loaded_by(
        "from nsmtrainer.reading.pipeline import plain_words; assert plain_words('Nights booked')"
    )
    assert "spacy.tokenizer" in loaded
    assert loaded.isdisjoint({"spacy.cli", "weasel", "requests", "httpx", "spacy.pipeline", "spacy.training"})


def test_spacy_has_its_command_line_when_asked() -> None:
    """Whoever else uses spaCy in the same process has its pipelines, and its commands after them."""
    loaded = loaded_by(
        "from nsmtrainer.reading.pipeline import shared_tokenizer; shared_tokenizer()\n"
        "import spacy; pipeline = spacy.blank('en'); pipeline.add_pipe('sentencizer')\n"
        "assert len(list(pipeline('One. Two.').sents)) == 2\n"
        "import spacy.cli; assert spacy.cli.download and spacy.info(silent=True)"
    )
    assert "spacy.cli" in loaded


def test_help_loads_no_reader_of_markdown() -> None:
    """The help is drawn without the libraries for Markdown and for colouring code."""
    loaded = loaded_by("from nsmtrainer.cli.run import run; assert run(['--help']) == 0")
    assert loaded.isdisjoint({"markdown_it", "pygments", "importlib.metadata"})
