"""Finding content: the search path, what hides what, and a broken file that harms nobody else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import platformdirs
import pytest

from nsmtrainer.content.files import read_regular_file
from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Threshold
from nsmtrainer.errors import BrokenInstallError, ContentError, UnknownContentError, UsageError
from tests.content.samples import PROMPT, RUBRIC, write_content

pytestmark = pytest.mark.usefixtures("few_built_in")

OTHER = PROMPT.replace("A north star for a bakery", "Another bakery")


def library(tmp_path: Path, **files: str | bytes) -> Library:
    """Return a library with these files in the folder that `--content` names."""
    return load_library(write_content(tmp_path / "content", **files), {}, tmp_path)


def test_the_nearest_place_wins_and_tells_what_it_hides(tmp_path: Path) -> None:
    """`--content` hides the variable's folder, that the local one, that the user's settings."""
    settings = platformdirs.user_config_path("nsmtrainer", appauthor=False)
    places = [tmp_path / "content", tmp_path / "variable", tmp_path / ".nsmtrainer", settings]
    for place in places:
        write_content(place, prompts__bakery=PROMPT.replace("A north star", f"From {place.name},"))
    env = {"NSMTRAINER_CONTENT": str(places[1])}
    for number, place in enumerate(places):
        found = load_library(
            places[0] if number == 0 else None,
            env if number <= 1 else {},
            tmp_path if number <= 2 else settings,
        )
        (entry,) = [entry for entry in found.entries("prompt") if entry.id == "bakery"]
        assert entry.title.startswith(f"From {place.name},")
        assert entry.path == place / "prompts" / "bakery.yaml"
        assert entry.hides == tuple(other / "prompts" / "bakery.yaml" for other in places[number + 1 :])
        assert found.problems == ()


def test_a_library_that_is_not_installed_is_nobodys_wrong_usage(tmp_path: Path, few_built_in: Path) -> None:
    """Where the program's own prompts are gone, none of them is called unknown; one's own still work."""
    shutil.rmtree(few_built_in / "_builtin" / "prompts")
    found = library(tmp_path, prompts__bakery=PROMPT)
    assert found.prompt("bakery").id == "bakery"
    with pytest.raises(
        BrokenInstallError, match="The prompts that come with nsmtrainer are not there"
    ) as lost:
        found.prompt("airbnb")
    assert lost.value.exit_status == 70
    with pytest.raises(BrokenInstallError):
        found.check_built_in()


def test_a_built_in_file_that_is_gone_is_nobodys_wrong_usage(tmp_path: Path, few_built_in: Path) -> None:
    """Its source cannot be shown; a file of one's own that goes meanwhile stays wrong usage."""
    found = library(tmp_path, prompts__bakery=PROMPT)
    (few_built_in / "_builtin" / "prompts" / "airbnb.yaml").unlink()
    (tmp_path / "content" / "prompts" / "bakery.yaml").unlink()
    with pytest.raises(BrokenInstallError):
        found.source("prompt", "airbnb")
    with pytest.raises(UnknownContentError):
        found.source("prompt", "bakery")


def test_places_are_named_nearest_first(tmp_path: Path) -> None:
    """`doctor` can show where content is looked for, also where nothing is yet."""
    content = write_content(tmp_path / "content", prompts__bakery=PROMPT)
    found = load_library(content, {"NSMTRAINER_CONTENT": str(content)}, tmp_path)
    assert [place.name for place in found.places] == ["--content", "this folder", "your settings", "built in"]
    assert [place.exists for place in found.places] == [True, False, False, True]
    assert found.content_dir == content


def test_built_in_content_is_there_without_anything_else(tmp_path: Path) -> None:
    """A fresh user has prompts and rubrics, and nothing to complain about."""
    found = load_library(None, {}, tmp_path)
    assert found.problems == ()
    assert found.prompt("airbnb").product == "Airbnb"
    assert found.rubric("senior").bars.hire == 75
    assert {entry.place for entry in found.entries("rubric")} == {"built in"}


def test_one_broken_file_takes_no_other_down(tmp_path: Path) -> None:
    """The broken prompt is reported with its place; all others can be used."""
    found = library(tmp_path, prompts__bakery=PROMPT, prompts__broken=PROMPT, rubrics__house="a: [")
    assert "bakery" in found.prompts
    assert "broken" not in found.prompts
    assert "airbnb" in found.prompts
    assert sorted(Path(problem.file).name for problem in found.problems) == ["broken.yaml", "house.yaml"]
    with pytest.raises(ContentError, match=r"`broken` cannot be used: .*broken\.yaml:2:5: the id") as refused:
        found.prompt("broken")
    assert "nsmtrainer check" in refused.value.hint


def test_a_broken_file_does_not_uncover_what_it_hides(tmp_path: Path) -> None:
    """Marks under other content than the user wrote would be worse than a clear refusal."""
    found = library(tmp_path, prompts__airbnb="format: 1\nid: airbnb\n")
    assert "airbnb" not in found.prompts
    with pytest.raises(ContentError, match="`title` is missing"):
        found.prompt("airbnb")


@pytest.mark.parametrize(
    ("kind", "asked", "hint"),
    [("prompt", "airbnbb", "`airbnb`"), ("prompt", "AirBnB", "`airbnb`"), ("rubric", "seniour", "`senior`")],
)
def test_an_unknown_id_suggests_the_nearest(tmp_path: Path, kind: str, asked: str, hint: str) -> None:
    """A slip of the finger is answered with the id that was meant."""
    found = load_library(None, {}, tmp_path)
    with pytest.raises(ContentError, match=f'no {kind} "{asked}"') as refused:
        found.prompt(asked) if kind == "prompt" else found.rubric(asked)
    assert f"Did you mean {hint}" in refused.value.hint
    assert f"nsmtrainer {kind}s list" in refused.value.hint


def test_a_hostile_id_is_quoted_clean(tmp_path: Path) -> None:
    """An id out of somebody's file cannot control the terminal that shows the message."""
    with pytest.raises(ContentError) as refused:
        load_library(None, {}, tmp_path).prompt("\x1b[2J" + "x" * 500)
    assert "\x1b" not in refused.value.message
    assert len(refused.value.message) < 100


def test_a_folder_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    """`--content` with a slip is a wrong call; the same slip in the environment is only reported."""
    with pytest.raises(UsageError, match="There is no folder"):
        load_library(tmp_path / "nowhere", {}, tmp_path)
    found = load_library(None, {"NSMTRAINER_CONTENT": str(tmp_path / "nowhere")}, tmp_path)
    (problem,) = found.problems
    assert "NSMTRAINER_CONTENT names a folder that is not there" in problem.message
    assert found.prompt("airbnb")


def test_naming_the_inner_folder_is_explained(tmp_path: Path) -> None:
    """`--content my/prompts` finds nothing, and the hint says that the folder above was meant."""
    content = write_content(tmp_path / "content", prompts__bakery=PROMPT)
    (problem,) = load_library(content / "prompts", {}, tmp_path).problems
    assert "neither prompts/ nor rubrics/" in problem.message
    assert str(content) in problem.hint


def test_files_that_cannot_be_meant_are_named(tmp_path: Path) -> None:
    """A .yml file or a name that is no id would silently be missed; other files are nobody's business."""
    content = write_content(tmp_path / "content", prompts__bakery=PROMPT, prompts__Bad_Name=PROMPT)
    folder = content / "prompts"
    (folder / "late.yml").write_text(PROMPT)
    (folder / "README.md").write_text("notes")
    (folder / ".hidden.yaml").write_text("a: [")
    (folder / "bakery.yaml~").write_text("a: [")
    told = {Path(one.file).name: one for one in load_library(content, {}, tmp_path).problems}
    assert told.keys() == {"Bad_Name.yaml", "late.yml"}
    assert told["late.yml"].hint == "name it late.yaml"


def test_links_pipes_and_folders_are_not_read(tmp_path: Path) -> None:
    """Only regular files are content; a pipe does not make the program wait, a link leads nowhere."""
    secret = tmp_path / "secret.yaml"
    secret.write_text(PROMPT.replace("id: bakery", "id: linked"))
    content = write_content(tmp_path / "content", prompts__bakery=PROMPT)
    folder = content / "prompts"
    (folder / "linked.yaml").symlink_to(secret)
    (folder / "dangling.yaml").symlink_to(tmp_path / "nowhere")
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    with (folder / "huge.yaml").open("wb") as huge:
        huge.truncate(1 << 30)
    found = load_library(content, {}, tmp_path)
    told = {Path(one.file).stem: f"{one.message}; {one.hint}" for one in found.problems}
    assert told == {
        "linked": "is a symbolic link, which is not followed; put the file itself in its place",
        "dangling": "is a symbolic link, which is not followed; put the file itself in its place",
        "folder": "is a folder, not a file; check the name",
        "pipe": "is not a regular file; pipes, sockets and devices are not read",
        "huge": "is larger than 1 MB; split it into several files",
    }
    assert "bakery" in found.prompts


def test_content_of_the_users_own_works_together(tmp_path: Path) -> None:
    """A prompt may claim a criterion that the user's rubric adds, and name that rubric."""
    mine = PROMPT.replace("guardrail: 0}", "names_owner: 0}") + "rubric: house\n"
    found = library(tmp_path, prompts__bakery=mine, rubrics__house=RUBRIC)
    assert found.problems == ()
    lexicon = found.lexicon(found.prompt("bakery"), found.rubric("house"))
    assert [pattern.finding for pattern in lexicon.patterns] == ["team", "owner", "report"]
    named = {one.id: one for one in lexicon.library}
    assert named["airbnb"].product == "Airbnb"
    assert "nights booked" in named["airbnb"].text
    assert "exemplars" not in named["airbnb"].text


def test_a_rubric_may_extend_the_one_it_hides(tmp_path: Path) -> None:
    """A coach changes `core` for everybody by a `core` of their own that extends it."""
    mine = "format: 1\nid: core\ntitle: Ours\nextends: core\ncriteria: [{id: guardrail, weight: 99}]\n"
    found = library(tmp_path, rubrics__core=mine)
    assert found.problems == ()
    assert {one.id: one.weight for one in found.rubric("core").criteria}["guardrail"] == 99
    assert {one.id: one.weight for one in found.rubric("senior").criteria}["guardrail"] == 99


def extending(own: str, other: str) -> str:
    """Return a rubric that changes nothing of another."""
    return f"format: 1\nid: {own}\ntitle: {own}\nextends: {other}\n"


@pytest.mark.parametrize(
    ("rubrics", "message", "hint"),
    [
        ({"a": "a"}, "there is no rubric `a` to extend", ""),
        ({"a": "cor"}, "there is no rubric `cor` to extend", "did you mean `core`?"),
        ({"a": "b", "b": "a"}, "in a circle: a -> b -> a", "stand alone"),
        ({"a": "b", "b": "c", "c": "b"}, "in a circle", "stand alone"),
        (
            {f"a{n}": f"a{n + 1}" for n in range(400)},
            "more than 20 rubrics extend one another",
            "stand alone",
        ),
    ],
)
def test_rubrics_that_rest_on_nothing_are_problems(
    tmp_path: Path, rubrics: dict[str, str], message: str, hint: str
) -> None:
    """Unknown parents, circles and endless chains are told; the rest of the library works."""
    files = {f"rubrics__{own}": extending(own, other) for own, other in rubrics.items()}
    found = library(tmp_path, **files)
    assert any(message in one.message and hint in one.hint for one in found.problems)
    assert not set(rubrics) & set(found.rubrics)
    assert "senior" in found.rubrics


def test_a_long_chain_of_rubrics_ends_at_the_same_one_whoever_asks_first(tmp_path: Path) -> None:
    """Twenty rubrics may rest on one another; which of them can be used depends on no order."""
    files = {f"rubrics__a{n}": extending(f"a{n}", f"a{n - 1}" if n else "core") for n in range(25)}
    usable = {f"a{n}" for n in range(19)}
    forwards, backwards = library(tmp_path, **files), library(tmp_path, **files)
    assert {own for own in sorted(files) if own.removeprefix("rubrics__") in forwards.rubrics} == {
        f"rubrics__{own}" for own in usable
    }
    assert {f"a{n}" for n in range(24, -1, -1) if f"a{n}" in backwards.rubrics} == usable


def test_a_rubric_over_a_broken_one_says_which_to_mend(tmp_path: Path) -> None:
    """The fault is in the parent, so the hint leads there."""
    found = library(tmp_path, rubrics__house="a: [", rubrics__mine=extending("mine", "house"))
    told = [one for one in found.problems if one.file.endswith("mine.yaml")]
    assert [one.message for one in told] == ["the rubric `house` that this one extends has problems"]
    assert "house.yaml first" in told[0].hint


def test_single_files_can_be_named_where_they_lie(tmp_path: Path) -> None:
    """`check FILE` works outside any content folder; what a file holds says of which kind it is."""
    prompt, rubric = tmp_path / "bakery.yaml", tmp_path / "house.yaml"
    prompt.write_text(PROMPT)
    rubric.write_text(RUBRIC)
    found = load_library(None, {}, tmp_path, [prompt, rubric])
    assert found.problems == ()
    assert found.prompt("bakery").title == "A north star for a bakery"
    assert found.rubric("house").title == "House rules"


def test_folders_can_be_named_too(tmp_path: Path) -> None:
    """`check FOLDER` takes a content folder, or its prompts/ alone, and hides nothing by itself."""
    content = write_content(tmp_path / "content", prompts__bakery=PROMPT, rubrics__house=RUBRIC)
    whole = load_library(None, {}, tmp_path, [content])
    assert {"bakery"} <= set(whole.prompts)
    assert {"house"} <= set(whole.rubrics)
    part = load_library(content, {}, tmp_path, [content / "prompts"])
    (entry,) = [entry for entry in part.entries("prompt") if entry.id == "bakery"]
    assert entry.hides == ()


def test_a_named_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The message says what could not be read."""
    with pytest.raises(ContentError, match=r"gone\.yaml cannot be read: no such file"):
        load_library(None, {}, tmp_path, [tmp_path / "gone.yaml"])


def test_a_library_has_its_own_threshold(tmp_path: Path) -> None:
    """`library.yaml` sets the bar of `check`; a slip in it is told and the usual bar holds."""
    text = "format: 1\nthreshold: {exact: 0.65, off_by_two: 3}\n"
    assert library(tmp_path, library=text).threshold == Threshold(0.65, 3)
    wrong = library(tmp_path, library=text.replace("0.65", "65"))
    assert wrong.threshold == Threshold()
    assert any("`exact` must be at most 1" in one.message for one in wrong.problems)


def test_loading_reads_only_what_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting up does not parse the library: one prompt costs one file."""
    content = write_content(tmp_path / "content", prompts__bakery=PROMPT, prompts__other=OTHER)
    read: list[str] = []

    def noting(path: Path) -> bytes:
        read.append(path.stem)
        return read_regular_file(path)

    monkeypatch.setattr("nsmtrainer.content.parsed.read_regular_file", noting)
    found = load_library(content, {}, tmp_path)
    assert read == []
    found.prompt("bakery")
    found.prompt("bakery")
    assert read == ["bakery"]


def test_a_vanished_current_folder_does_not_stop_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody removed the folder that the shell stands in; the built-in content still serves."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert load_library(None, {}).prompt("airbnb")
