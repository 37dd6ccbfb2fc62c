"""The marked answers, the prompts' keys, and the folds by author that every figure rests on."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from nsmtrainer.content.library import Library, load_library  # noqa: E402
from nsmtrainer.reading.learned import key_of  # noqa: E402
from nsmtrainer.reading.model.key_text import KeyText  # noqa: E402

CORE = ("single_metric", "game_type", "guardrail", "vanity_distinction", "frame_confusion")
FURTHER = ("ai_outcome", "review_cadence", "frame_fit", "value_statement", "input_metrics",
           "validation")
PUBLIC_SETS = ("set10", "set11", "set12")
"""Restated from what people really said in public; their figures are reported apart."""
TALK = ("extra60", "extra61", "extra62", "extra63", "extra64", "extra65", "extra66", "extra67",
        "extra68")
"""Further such sources; they came for the eighth pass and are held out in that one only."""
PUBLIC = (*PUBLIC_SETS, *TALK, "extra8", "extra9", "extra23", "extra55", "extra56", "extra57",
          "extra58", "extra59")
"""Sources that count for more in fitting, since they are as public talk is or near to it: in the sets and in
talk four in ten answers commit to no metric. Most other answers that restate public pages name one and argue.
"""

FOLDS: tuple[tuple[str, ...], ...] = (
    ("set10", "set1", "set5", "set7", "extra3", "extra6", "extra8",
     "extra10", "extra60", "extra63", "extra66"),
    ("set11", "set2", "set8", "set9", "set13", "extra1", "extra4",
     "extra11", "extra61", "extra64", "extra67"),
    ("set12", "set3", "set4", "set6", "set14", "extra2", "extra5", "extra7", "extra9",
     "extra62", "extra65", "extra68"),
)
"""Authors held out together: each fold has one public set, and the kinds of answer are spread.

A source that is not named here is put in a fold by its name, so a new file needs no edit.
"""

LESSONS: tuple[tuple[str, ...], ...] = (
    (),
    ("extra12", "extra13", "extra14", "extra15", "extra16", "extra17", "extra18", "extra19"),
    ("extra20", "extra21", "extra22", "extra23"),
    ("extra24", "extra25", "extra26", "extra27", "extra28", "extra29", "extra30", "extra31",
     "extra32", "extra33"),
    ("extra34", "extra35", "extra36", "extra37", "extra38", "extra39", "extra40"),
    ("extra41", "extra42", "extra43", "extra44", "extra45", "extra46"),
    ("extra47", "extra48", "extra49", "extra50", "extra51", "extra52", "extra53", "extra54",
     "extra55", "extra56", "extra57", "extra58", "extra59"),
    TALK,
    ("extra69",),
)
"""Sources by the pass that they came for. Those that are not in `FOLDS` are never held out, and no figure
of `report.py` rests on them.

`extra69` is for a pass that has not been made: no network has seen it, so it tests the one that ships.
"""
_NEVER_HELD_OUT = frozenset(source for each in LESSONS for source in each) - frozenset(
    source for fold in FOLDS for source in fold)


@dataclass(frozen=True)
class Answer:
    """One marked answer; `made` names the augmentation that made it, empty for a real one."""

    id: str
    prompt: str
    source: str
    text: str
    marks: dict[str, int]
    evidence: dict[str, list[str]] = field(default_factory=dict)
    metrics: tuple[tuple[str, str], ...] = ()
    unsure: frozenset[str] = frozenset()
    made: str = ""
    key: KeyText | None = None

    def key_text(self) -> KeyText:
        """The answer's key: its own where an augmentation changed it, else its prompt's."""
        return self.key if self.key is not None else keys()[self.prompt]


@lru_cache(maxsize=1)
def library() -> Library:
    """The prompts and rubrics as they ship."""
    return load_library(env={})


@lru_cache(maxsize=1)
def keys() -> dict[str, KeyText]:
    """The key of every prompt as the running program builds it, with every variant of every name.

    How much of a key an answer hits hangs on how many names the key has, so answers are read here with the
    very keys that they will be read with.
    """
    shipped = [library().prompt(name) for name in library().ids("prompt")]
    return {one.id: key_of(library().lexicon(one, library().rubric(one.rubric))) for one in shipped}


def asked(prompt: str) -> tuple[str, ...]:
    """The criteria that a prompt is marked on."""
    rubric = library().rubric(library().prompt(prompt).rubric)
    return (*CORE, *(one.id for one in rubric.criteria if one.id not in CORE))


def load() -> list[Answer]:
    """Every answer of every file in `answers/`, in a fixed order; unusable lines are refused."""
    found = []
    for path in sorted((HERE / "answers").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                found.append(_parse(json.loads(line), f"{path.name}:{number}"))
    seen: dict[str, Answer] = {}
    for answer in found:
        seen.setdefault(answer.id, answer)
    _correct(seen)
    return list(seen.values())


def _correct(answers: dict[str, Answer]) -> None:
    """Put right the marks that were given before the border cases were settled."""
    path = HERE / "answers" / "corrections.json"
    if not path.exists():
        return
    for row in json.loads(path.read_text(encoding="utf-8")):
        old = answers[row["id"]]
        name = row["criterion"]
        if old.marks.get(name) != row["from"]:
            continue
        evidence = dict(old.evidence)
        if "evidence" in row:
            evidence[name] = list(row["evidence"])
        answers[row["id"]] = replace(old, marks={**old.marks, name: row["to"]}, evidence=evidence)


def _parse(row: dict, place: str) -> Answer:  # type: ignore[type-arg]
    if row["prompt"] not in keys():
        raise ValueError(f"{place}: unknown prompt {row['prompt']!r}")
    marks = {name: int(level) for name, level in row["marks"].items()}
    if any(level not in range(4) for level in marks.values()):
        raise ValueError(f"{place}: a level outside 0 to 3")
    return Answer(
        id=row["id"], prompt=row["prompt"], source=row["source"], text=row["text"], marks=marks,
        evidence={name: list(quotes) for name, quotes in row.get("evidence", {}).items()},
        metrics=tuple((m["quote"], m["role"]) for m in row.get("metrics", ())),
        unsure=frozenset(row.get("unsure", ())),
    )


def fold_of(source: str) -> int:
    """The fold that an author is held out in; -1 for one that never is."""
    if source in _NEVER_HELD_OUT:
        return -1
    for number, names in enumerate(FOLDS):
        if source in names:
            return number
    return hashlib.sha256(source.encode()).digest()[0] % len(FOLDS)


def known_at(number: int, answers: list[Answer]) -> list[Answer]:
    """The answers that a pass is fitted on: those for it and for the passes before it."""
    later = {source for each in LESSONS[number + 1 :] for source in each}
    return [answer for answer in answers if answer.source not in later]


def prompt_fold_of(prompt: str) -> int:
    """The fold that a prompt is held out in, for the out-of-prompt estimate."""
    order = sorted(keys())
    return order.index(prompt) % len(FOLDS)


def renamed(answer: Answer, **changes: object) -> Answer:
    """A copy with some fields changed."""
    return replace(answer, **changes)  # type: ignore[arg-type]
