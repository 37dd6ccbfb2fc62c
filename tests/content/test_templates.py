"""Starters for content of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from nsmtrainer.content import templates
from nsmtrainer.content.border import read_document
from nsmtrainer.content.document import plain
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.errors import ContentError, UsageError
from tests.content.samples import write_content

pytestmark = pytest.mark.usefixtures("few_built_in")

TITLES = [
    "Plain words",
    'With: a colon and "quotes"',
    "# not a comment",
    "yes",
    "[x]",
    "{a: b}",
    "a\nb",
    "é – …",
    "\\",
]


def loaded(tmp_path: Path, **files: str) -> Library:
    """Return a library with these files, which must have no problem."""
    library = load_library(write_content(tmp_path / "mine", **files), {}, tmp_path)
    assert [problem.render() for problem in library.problems] == []
    return library


@pytest.mark.parametrize("title", TITLES)
def test_a_new_prompt_loads_as_it_is(tmp_path: Path, title: str) -> None:
    """Whatever the title holds, the starter is right before anybody has edited it."""
    prompt = loaded(tmp_path, prompts__bakery=templates.new_prompt("bakery", title)).prompt("bakery")
    assert prompt.title == " ".join(title.split())
    assert prompt.exemplars[0].claims["single_metric"] == 1


@pytest.mark.parametrize("title", TITLES)
def test_a_new_rubric_loads_as_it_is(tmp_path: Path, title: str) -> None:
    """It builds on the rubric that is named and shows how a criterion of one's own is made."""
    text = templates.new_rubric("house", title, "senior")
    rubric = loaded(tmp_path, rubrics__house=text).rubric("house")
    assert rubric.title == " ".join(title.split())
    assert rubric.bars.hire == 75
    assert rubric.criteria[-1].patterns


@pytest.mark.parametrize("new_id", ["2024", "on", "null", "a-b", "1e3"])
def test_ids_that_yaml_would_convert_stay_ids(tmp_path: Path, new_id: str) -> None:
    """A prompt may be called on."""
    text = templates.new_prompt(new_id, "A title")
    assert loaded(tmp_path, **{f"prompts__{new_id}": text}).prompt(new_id).id == new_id


@pytest.mark.parametrize("new_id", ["", "../x", "Bakery", "a b", "-a", "a" * 61, "a\n", "a/b", "\x1b[2J"])
def test_ids_that_are_no_file_names_are_refused(new_id: str) -> None:
    """Nothing is ever written outside the folder, or under a name that other systems mangle."""
    for make in (templates.new_prompt, templates.new_rubric):
        with pytest.raises(UsageError, match="cannot be an id"):
            make(new_id, "A title")


@pytest.mark.parametrize("source", ["airbnb", "slack"])
def test_a_copied_prompt_differs_only_in_id_and_title(tmp_path: Path, source: str) -> None:
    """Everything else comes along as it was typed, comments too."""
    library = load_library(None, {}, tmp_path)
    text = templates.copy_of(library, "prompt", source, "mine", "My: own")
    copied = loaded(tmp_path, prompts__mine=text).prompt("mine")
    original = library.prompt(source)
    assert (copied.id, copied.title) == ("mine", "My: own")
    assert copied.exemplars == original.exemplars
    assert copied.metrics == original.metrics


def test_a_copied_rubric_keeps_what_it_extends(tmp_path: Path) -> None:
    """The copy is laid over the same rubric as the original."""
    library = load_library(None, {}, tmp_path)
    text = templates.copy_of(library, "rubric", "senior", "mine")
    assert loaded(tmp_path, rubrics__mine=text).rubric("mine").bars == library.rubric("senior").bars


@pytest.mark.parametrize(
    "text",
    [
        'title: "old"   # note\nformat: 1\nid:    old\n',
        "format: 1\ntitle: >-\n  old\n  words\nid: old\n",
        "format: 1\ntitle: |\n  old\nid: 'old'\n",
        "{format: 1, id: old, title: old}\n",
    ],
)
def test_ids_and_titles_are_replaced_however_they_are_written(text: str) -> None:
    """Quoted, folded or in braces: only the two values change, and what stood around them stays."""
    renamed = templates.renamed(text, "new", "new title")
    root = read_document(renamed.encode(), "x").root
    assert root is not None
    assert plain(root) == {"format": "1", "id": "new", "title": "new title"}
    assert ("# note" in renamed) == ("# note" in text)


def test_copying_what_is_not_there_suggests_the_nearest(tmp_path: Path) -> None:
    """A slip in the id of the original is answered like everywhere else."""
    with pytest.raises(ContentError, match="no prompt") as refused:
        templates.copy_of(load_library(None, {}, tmp_path), "prompt", "airbn", "mine")
    assert "`airbnb`" in refused.value.hint
