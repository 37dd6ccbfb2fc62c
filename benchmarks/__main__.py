"""Measure, print, store, compare: `python -m benchmarks [--short] [--store] [--check] [GROUP ...]`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version

from benchmarks.clocks import ROOT
from benchmarks.figures import Figure, joined, store, stored, table, worse
from benchmarks.weights import total, total_words, weights, weights_table

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- the table: python -m benchmarks --store writes it -->", "<!-- end of the table -->"


def groups() -> dict[str, tuple[bool, Callable[[bool], list[Figure]]]]:
    """Return what can be measured, each with whether the short form holds it."""
    from benchmarks import kept, marking, memory, screens, starts

    return {
        "marking": (True, marking.per_answer),
        "parts": (True, marking.parts),
        "growth": (False, marking.growth),
        "starts": (True, starts.cold_starts),
        "throughput": (False, starts.throughput),
        "frame": (True, screens.first_frame),
        "stalls": (False, screens.stalls_and_keys),
        "store": (False, kept.store),
        "memory": (True, memory.memory),
    }


def main(arguments: list[str]) -> int:
    """Return 1 where `--check` found a ratio that doubled, else 0."""
    asked = _parse(arguments)
    figures: list[Figure] = []
    for name, (quick, measure) in groups().items():
        if (asked.groups and name not in asked.groups) or (asked.short and not quick):
            continue
        begun = time.monotonic()
        figures += measure(asked.short)
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    print(table(figures))
    if asked.store:
        whole = figures if not asked.groups else joined(figures, stored())
        store(whole, machine(), weights())
        write_page(whole)
    if asked.check:
        return _check(figures)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"only some of: {', '.join(groups())}")
    parser.add_argument("--short", action="store_true", help="what fits into a minute")
    parser.add_argument("--store", action="store_true", help="keep the figures, write the page")
    parser.add_argument(
        "--check", action="store_true", help="fail where a ratio doubled against the stored one"
    )
    asked = parser.parse_args(arguments)
    if asked.store and asked.short:
        parser.error("the short form is not stored")
    return asked


def _check(figures: list[Figure]) -> int:
    """Measure once more what seems to have doubled: a machine that is busy for a moment is no defect."""
    found = worse(figures, stored())
    if found:
        print("Measured again, since a ratio seems to have doubled:", file=sys.stderr)
        again = [one for quick, measure in groups().values() if quick for one in measure(True)]
        found = {key: said for key, said in worse(again, stored()).items() if key in found}
    for said in found.values():
        print(said, file=sys.stderr)
    return 1 if found else 0


def machine() -> dict[str, str]:
    """Return what the figures were taken on."""
    return {
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "load over the last quarter of an hour": f"{os.getloadavg()[2]:.1f}",
        "spacy": version("spacy"),
        "onnxruntime": version("onnxruntime"),
        "textual": version("textual"),
    }


def write_page(figures: list[Figure]) -> None:
    """Put the tables of a run into the page, between its two marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    on = ", ".join(f"{name} {value}" for name, value in machine().items())
    heavy = f"### The install\n\n{total_words(total())}\n\n{weights_table(weights())}"
    whole = f"{before}{BEGIN}\n\nTaken with {on}.\n\n{table(figures)}\n\n{heavy}\n\n{END}{after}"
    PAGE.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"NSMTRAINER_HOME": home, "XDG_CONFIG_HOME": home}
        sys.exit(main(sys.argv[1:]))
