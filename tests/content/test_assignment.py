"""Assignment files: what is packed is what was meant, and nothing else is let in."""

from __future__ import annotations

import re

import pytest
import yaml

from nsmtrainer.content.assignment_file import Terms, new_assignment, parse_assignment
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.parsed import Surroundings
from nsmtrainer.content.rubric_file import read_rubric, resolve_rubric
from nsmtrainer.content.schema import json_schema
from nsmtrainer.content.writing import rubric_text
from nsmtrainer.errors import ContentError, NsmtrainerError
from tests.content.test_schema import walk


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the built-in library."""
    return load_library(env={})


def test_a_rubric_is_written_out_whole(library: Library) -> None:
    """Every built-in rubric, written to stand alone, is the same content to the last letter."""
    around = Surroundings(library.ids("prompt"), library.ids("rubric"), lambda: ())
    for rubric in library.rubrics.values():
        read = read_rubric(rubric_text(rubric).encode(), "x.yaml", rubric.id)
        again = resolve_rubric(read, None, around)
        assert again.problems == ()
        assert again.value is not None
        assert again.value.content_hash == rubric.content_hash
        assert again.value.criteria == rubric.criteria


def test_an_assignment_carries_its_content(library: Library) -> None:
    """What comes out of the file is what the coach chose, with the content's own hashes."""
    terms = Terms(
        title="Spring: one", message="Hello,\nall", mode="live", attempts=2, minutes=9, due="2026-03-01"
    )
    text = new_assignment(library, "spring", ["spotify", "airbnb"], "senior", terms)
    parsed = parse_assignment(text.encode(), "spring.yaml")
    found = parsed.value
    assert parsed.problems == ()
    assert found is not None
    assert found.prompts == ("spotify", "airbnb")
    assert set(found.files) == {
        "prompts/spotify.yaml",
        "prompts/airbnb.yaml",
        "rubrics/senior.yaml",
        "rubrics/core.yaml",
    }
    assert (found.mode, found.attempts, found.minutes, found.message) == ("live", 2, 9, "Hello,\nall")
    assert found.due is not None
    assert found.due.isoformat() == "2026-03-01T23:59:59+00:00"


def test_the_hash_follows_what_marks_rest_on(library: Library) -> None:
    """Title and date change nothing, the rubric does."""

    def hashed(rubric: str, terms: Terms) -> str:
        found = parse_assignment(new_assignment(library, "a", ["airbnb"], rubric, terms).encode(), "a").value
        assert found is not None
        return found.content_hash

    assert hashed("core", Terms(title="one")) == hashed("core", Terms(title="two", due="2026-05-05"))
    assert hashed("core", Terms()) != hashed("senior", Terms())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("weight: 30.0", "weight: 90.0"), "not what the coach packed"),
        (("prompts:\n- airbnb", "prompts:\n- airbnc"), "not packed in this file"),
        (("prompts:\n- airbnb", "prompts:\n- airbnb\n- airbnb"), "listed twice"),
        (("due: '2026-03-01'", "due: soon"), "no date"),
        (("format: 1\nid: a\n", "format: 2\nid: a\n"), "later than this version"),
        (("attempts: 3", "attempts: 0"), "at least 1"),
        (("    airbnb: |", "    ../airbnb: |"), "not an id"),
        (("      product: Airbnb", "      prodict: Airbnb"), "did you mean `product`"),
        (("mode: practice", "mode: exam"), "choose one of"),
        (("title: a\n", "title: a\ncolour: red\n"), "unknown key"),
        (("      id: core", "      id: core\n      extends: senior"), "stands alone"),
    ],
)
def test_edited_assignments_are_refused_with_their_place(
    library: Library, change: tuple[str, str], said: str
) -> None:
    """Each change to the file is named, and no assignment comes of it."""
    text = new_assignment(library, "a", ["airbnb"], "core", Terms(due="2026-03-01"))
    assert change[0] in text
    parsed = parse_assignment(text.replace(*change, 1).encode(), "a.yaml")
    assert parsed.value is None
    told = " ".join(problem.render() for problem in parsed.problems)
    assert said in told
    assert "a.yaml" in told


@pytest.mark.parametrize("cut", [0, 1, 400, 5000, -200, -1000])
def test_a_truncated_assignment_is_refused(library: Library, cut: int) -> None:
    """However much is missing, it is never opened as something else."""
    text = new_assignment(library, "a", ["airbnb"], "core")
    parsed = parse_assignment(text[:cut].encode(), "a.yaml")
    assert parsed.value is None
    assert parsed.problems


def test_what_cannot_be_opened_is_not_made(library: Library) -> None:
    """Unknown prompts, rubrics and dates are refused when the coach makes the file."""
    with pytest.raises(ContentError, match="no prompt"):
        new_assignment(library, "a", ["airbn"])
    with pytest.raises(ContentError, match="no rubric"):
        new_assignment(library, "a", ["airbnb"], "cor")
    for terms in (Terms(due="soon"), Terms(attempts=99), Terms(minutes=-1)):
        with pytest.raises(NsmtrainerError, match="would not make an assignment"):
            new_assignment(library, "a", ["airbnb"], "core", terms)


def test_an_editor_knows_the_format(library: Library) -> None:
    """Each key of an assignment is explained by its JSON Schema."""
    schema = json_schema("assignment")
    text = new_assignment(library, "a", ["airbnb"], "core", Terms(due="2026-03-01"))
    values = yaml.load(text, Loader=yaml.BaseLoader)
    packed = values.pop("content")
    walk(schema, schema, values)
    pack = schema["$defs"]["PackShape"]["properties"]
    assert set(packed) == set(pack)
    assert all(re.search(r"\w", part["description"]) for part in pack.values())
