"""What the install weighs: each dependency, and what would go with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from benchmarks.clocks import ROOT


@dataclass(frozen=True, slots=True)
class Weight:
    """Megabytes on the disk of a dependency, and of it with all that nothing else here needs."""

    name: str
    version: str
    own: float
    with_its_own: float
    brings: tuple[str, ...]


def weights() -> list[Weight]:
    """Return what each dependency of ours weighs, the heaviest first."""
    direct = _ours()
    everything = _closure(direct)
    found = []
    for name in direct:
        gone = everything - _closure([one for one in direct if one != name])
        one = distribution(name)
        others = tuple(sorted(gone - {name}))
        found.append(Weight(name, one.version, _size(name), sum(map(_size, gone)), others))
    return sorted(found, key=lambda one: -one.with_its_own)


def total() -> float:
    """Return the megabytes of everything that an install brings."""
    return sum(map(_size, _closure(_ours())))


def total_words(packages: float) -> str:
    """Return what the total counts and what the README adds to it."""
    return (
        f"{packages:.0f} MB for the packages that are needed, as they lie on the disk. The program with its\n"
        "network, pip, and what pip needs while it works come on top: the README asks for about 600 MB."
    )


def weights_table(found: Sequence[Weight]) -> str:
    """Return the weights as a Markdown table."""
    lines = ["| dependency | itself | would go without it | brings along |", "|---|---:|---:|---|"]
    for one in found:
        brings = ", ".join(one.brings)
        lines.append(
            f"| {one.name} {one.version} | {one.own:.1f} MB | {one.with_its_own:.1f} MB | {brings} |"
        )
    return "\n".join(lines)


def _ours() -> list[str]:
    """Return the names of the dependencies that the project itself declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return _names(project["dependencies"])


def _needs(one: Distribution) -> list[str]:
    """Return the names that a distribution needs here, without its extras."""
    return _names(one.requires or ())


def _names(requirements: Iterable[str]) -> list[str]:
    found = []
    for said in requirements:
        need, _, condition = said.partition(";")
        name = re.split(r"[\s<>=!~\[(]", need.strip(), maxsplit=1)[0]
        if "extra" not in condition and _there(name):
            found.append(_plain(name))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _there(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _closure(names: Sequence[str]) -> set[str]:
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _needs(distribution(name))
    return seen


def _size(name: str) -> float:
    files = distribution(name).files or ()
    paths = (file.locate() for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1_000_000  # type: ignore[attr-defined]
