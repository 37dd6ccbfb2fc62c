"""Thirty hostile content files: refused at once, in little memory, and the good files still load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.content.samples import PROMPT, RUBRIC, write_content

MAX_SECONDS = 0.5
MAX_MEGABYTES = 50


def _bomb(levels: int, merge: bool) -> str:
    """Return a file whose aliases (or merge keys) would grow ninefold per level."""
    lines = ["a0: &a0 {x: y}" if merge else "a0: &a0 [x, x, x]"]
    for level in range(1, levels):
        before = ", ".join([f"*a{level - 1}"] * 9)
        inside = f"{{<<: [{before}], k{level}: v}}" if merge else f"[{before}]"
        lines.append(f"a{level}: &a{level} {inside}")
    return "\n".join(lines) + "\n"


def _spoiled(right: str, wrong: str) -> str:
    assert right in PROMPT
    return PROMPT.replace(right, wrong, 1)


LETTERS = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"

METRICS = ", ".join(f"{{name: {LETTERS[n % 26 :][:26]}{n}}}" for n in range(60))
GUARDS = "".join(f"  - {{name: g{n}, catches: c, for: {LETTERS[n % 26 :][25::-1]}}}\n" for n in range(59))

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "alias-bomb": (_bomb(9, merge=False), "anchors (`&a0`) are not used"),
    "merge-bomb": (_bomb(9, merge=True), "merge keys (`<<`) are not used"),
    "many-aliases": ("a: &a x\nb:\n" + "- *a\n" * 150_000, "aliases (`*a`) are not used"),
    "many-anchors": ("".join(f"k{n}: &a{n} v\n" for n in range(50_000)), "anchors (`&a0`)"),
    "deep-brackets": ("a: " + "[" * 300_000, "more than 20 deep"),
    "deep-braces": ("a: " + "{a: " * 200_000, "more than 20 deep"),
    "deep-dashes": ("- " * 400_000, "more than 20 deep"),
    "deep-questions": ("? " * 400_000, "more than 20 deep"),
    "many-entries": ("a:\n" + "- x\n" * 240_000, "more than 50,000 entries"),
    "many-keys": ("".join(f"k{n}: v\n" for n in range(90_000)), "more than 50,000 entries"),
    "unknown-keys": ("".join(f"k{n}: v\n" for n in range(20_000)), "unknown key `k0`"),
    "one-long-line": ("a: " + "x" * 900_000, "unknown key `a`"),
    "one-long-key": ("x" * 900_000 + ": a", "YAML does not expect a `:`"),
    "open-quote": ("a: '" + "x\n" * 400_000, "a quote that is opened here is never closed"),
    "python-tag": ("a: !!python/object/apply:os.system [ls]\n", "tags (`!!python/object"),
    "binary-tag": ("a: !!binary aGVsbG8=\n", "tags (`!!binary`)"),
    "duplicate-keys": (PROMPT + PROMPT, 'the key "format" is given twice'),
    "second-document": (PROMPT + "---\n" + PROMPT, "a second document"),
    "nul": (PROMPT + "context: a\0b\n", "control character (U+0000)"),
    "escape": (PROMPT + "context: a\x1b]52;c;aGk=\x07b\n", "control character (U+001B)"),
    "escaped-nul": (PROMPT + 'context: "a\\0b"\n', "control character U+0000"),
    "surrogate": (b"title: \xed\xa0\xbd\n", "is not UTF-8: line 1 has the byte 0xED"),
    "escaped-surrogate": (PROMPT + 'context: "\\ud83d"\n', "this `\\` code is not a character"),
    "latin-1": ("title: café\n".encode("latin-1"), "is not UTF-8: line 1 has the byte 0xE9"),
    "utf-16": (PROMPT.encode("utf-16"), "is not UTF-8"),
    "binary": (bytes(range(256)) * 100, "is not UTF-8"),
    "oversized": (PROMPT + "# padding\n" * 110_000, "larger than 1 MB"),
    "nan": (PROMPT + "minutes: .nan\n", "`minutes` must be a whole number"),
    "bad-date": (_spoiled("year: 1999", "year: 2020-02-31"), "`year` must be a whole number"),
    "huge-number": (_spoiled("year: 1999", "year: " + "9" * 500_000), "`year` must be a whole number"),
    "long-text": (PROMPT + "context: " + "long words " * 60_000 + "\n", "longer than 4,000 characters"),
    "many-metrics": (
        _spoiled("metrics:\n", "metrics:\n" + "  - name: x\n" * 12_000),
        "more than the 60 entries",
    ),
    "near-misses": (
        _spoiled("guardrails:\n", f"tolerated: [{METRICS}]\nguardrails:\n{GUARDS}"),
        "no metric of this prompt is called",
    ),
    "endless-quotes": (
        _spoiled(
            "    notes:\n", "    notes:\n" + f"      - {{quote: {'a' * 3900}b, says: x}}\n" * 90
        ).replace("I would count visits,\n", "a" * 9000 + "\n      " + "a" * 9000 + "\n"),
        "do not occur in the exemplar's text",
    ),
    "empty": ("", "the file is empty"),
}


MEASURE = """
import json, re, resource, sys, time
from pathlib import Path
from nsmtrainer.content.library import load_library

def peak():
    # ru_maxrss begins with the size of the process that started this one, VmHWM does not.
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024

content = Path(sys.argv[1])
load_library(None, {}, content).prompt("airbnb")
before = peak()
told = {}
for path in sorted((content / "prompts").iterdir()):
    seconds = float("inf")
    for _ in range(3):  # a busy machine may be slow once
        started = time.thread_time()
        found = load_library(content, {}, content)
        problems = found._prompt(path.stem).problems
        seconds = min(seconds, time.thread_time() - started)
        if seconds < 0.3:
            break
    told[path.stem] = [seconds, peak() - before, [one.render() for one in problems]]
json.dump(told, sys.stdout)
"""
"""Reads file after file in a process of its own; the time is the program's, not the machine's."""


def test_hostile_files_are_refused_quickly_and_cheaply(tmp_path: Path) -> None:
    """Each is named with its line and refused within half a second and 50 MB; good neighbours load."""
    assert len(HOSTILE) >= 30
    write_content(tmp_path, prompts__bakery=PROMPT, rubrics__house=RUBRIC)
    for name, (raw, _) in HOSTILE.items():
        named = raw.replace("id: bakery", f"id: {name}") if isinstance(raw, str) else raw
        write_content(tmp_path, **{f"prompts__{name}": named})
    ended = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    told = json.loads(ended.stdout)
    assert told.pop("bakery")[2] == []
    assert told.keys() == HOSTILE.keys()
    for name, (seconds, megabytes, problems) in told.items():
        assert any(HOSTILE[name][1] in one for one in problems), (name, problems)
        assert all(f"{name}.yaml" in one for one in problems), name
        assert seconds < MAX_SECONDS, (name, seconds)
        assert megabytes < MAX_MEGABYTES, (name, megabytes)
