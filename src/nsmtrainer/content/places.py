"""Where content is looked for, nearest first, and which files lie there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import platformdirs

from nsmtrainer.content.border import read_document
from nsmtrainer.content.files import read_regular_file
from nsmtrainer.content.problems import Problem, whole_file
from nsmtrainer.content.shapes import ID_PATTERN, Kind
from nsmtrainer.errors import UsageError
from nsmtrainer.text import clean_line

VARIABLE = "NSMTRAINER_CONTENT"
BUILT_IN = "built in"
"""The name of the place that ships with the program."""
FOLDERS: dict[Kind, str] = {"prompt": "prompts", "rubric": "rubrics"}
THRESHOLD_FILE = "library.yaml"
MAX_FILES = 2000
"""Files that are looked at in one folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that may hold `prompts/` and `rubrics/`; `name` is what a person calls it."""

    name: str
    path: Path

    @property
    def exists(self) -> bool:
        """Whether the folder is there."""
        return self.path.is_dir()


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file found in a place; `hidden` is the file of the same id that it hides, farther away."""

    kind: Kind
    id: str
    place: Place
    path: Path
    hidden: ContentFile | None = None

    @property
    def hides(self) -> tuple[ContentFile, ...]:
        """All files that this one hides, nearest first."""
        return (self.hidden, *self.hidden.hides) if self.hidden else ()


def find_places(
    content_dir: Path | None, env: Mapping[str, str], cwd: Path | None
) -> tuple[tuple[Place, ...], tuple[Problem, ...]]:
    """Return the search path, nearest first, and what is wrong with it.

    Raises UsageError where `content_dir`, which somebody has just asked for, is not a folder.
    """
    places: list[Place] = []
    problems: list[Problem] = []
    if content_dir is not None:
        place = Place("--content", content_dir)
        if not place.exists:
            raise UsageError(
                f"There is no folder {clean_line(str(content_dir))}.",
                "Give --content a folder that holds prompts/ or rubrics/.",
            )
        places.append(place)
    if env.get(VARIABLE):
        places.append(Place(VARIABLE, Path(env[VARIABLE])))
    problems.extend(problem for place in places for problem in _check_asked(place))
    here = cwd or _current_folder()
    if here is not None:
        places.append(Place("this folder", here / ".nsmtrainer"))
    places.append(Place("your settings", platformdirs.user_config_path("nsmtrainer", appauthor=False)))
    places.append(Place(BUILT_IN, _built_in()))
    return _distinct(places), tuple(problems)


def _check_asked(place: Place) -> tuple[Problem, ...]:
    """Return what is wrong with a folder that was named on purpose."""
    if not place.exists:
        return (
            whole_file(str(place.path), f"{place.name} names a folder that is not there", "check its name"),
        )
    if any((place.path / folder).is_dir() for folder in FOLDERS.values()):
        return ()
    hint = "name the folder that holds them"
    if place.path.name in FOLDERS.values():
        hint = f"name the folder above it, {clean_line(str(place.path.parent))}"
    return (whole_file(str(place.path), f"{place.name} holds neither prompts/ nor rubrics/", hint),)


def _current_folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # somebody removed it
        return None


def _built_in() -> Path:
    """Return the installed library, or in a checkout the folder that holds prompts/ and rubrics/."""
    installed = Path(str(files("nsmtrainer"))) / "_builtin"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3]


def _distinct(places: list[Place]) -> tuple[Place, ...]:
    seen: dict[str, Place] = {}
    for place in places:
        seen.setdefault(os.path.realpath(place.path), place)
    return tuple(seen.values())


def find_files(place: Place, kind: Kind) -> tuple[list[ContentFile], list[Problem]]:
    """Return a place's files of a kind in order of their names, and files that cannot be meant."""
    folder = place.path / FOLDERS[kind]
    found: list[ContentFile] = []
    problems: list[Problem] = []
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return [], []
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return [], [whole_file(str(folder), f"the folder cannot be read: {reason}", "check its permissions")]
    if len(paths) > MAX_FILES:
        problems.append(whole_file(str(folder), f"more than {MAX_FILES:,} files; the rest is not read"))
    for path in paths[:MAX_FILES]:
        if path.suffix == ".yml":
            problems.append(
                whole_file(str(path), "files end in .yaml here", f"name it {clean_line(path.stem)}.yaml")
            )
        elif path.suffix == ".yaml" and re.fullmatch(ID_PATTERN, path.stem):
            found.append(ContentFile(kind, path.stem, place, path))
        elif path.suffix == ".yaml":
            hint = "use lower-case letters, digits and hyphens, 60 at most"
            problems.append(whole_file(str(path), "the file's name is not an id", hint))
    return found, problems


def named_files(path: Path) -> tuple[ContentFile, ...]:
    """Return a file, or the files of a folder, that somebody names: a content folder or one inside it.

    Its folder, else what a file holds, says of which kind it is. Raises ContentError where it cannot be
    read.
    """
    if not path.is_dir():
        return (ContentFile(_kind_of(path), path.stem, Place("named", path.parent), path),)
    inside = [file for kind in FOLDERS for file in find_files(Place("named", path), kind)[0]]
    singly = sorted(one for one in path.iterdir() if one.suffix == ".yaml" and one.name != THRESHOLD_FILE)
    return (*inside, *(file for one in singly for file in named_files(one)))


def content_folder(path: Path) -> Path:
    """Return the content folder that a named file or folder is or belongs to; it need not be there."""
    folder = path if path.is_dir() else path.parent
    return folder.parent if folder.name in FOLDERS.values() else folder


def _kind_of(path: Path) -> Kind:
    for kind, folder in FOLDERS.items():
        if path.absolute().parent.name == folder:
            return kind
    root = read_document(read_regular_file(path), str(path)).root
    return "rubric" if root and {"criteria", "extends", "bars"} & root.entries.keys() else "prompt"
