"""The figures as Markdown, from predictions kept on disk: `python training/report.py`.

Nothing is trained here. Levels come from rules fitted on the other folds only (nested), so no figure
rests on an answer whose author the network or the rules had seen.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from agreement import adjacent, bias, exact, interval, qwk
from answers import CORE, FURTHER, HERE, PUBLIC_SETS, TALK, Answer, fold_of, load, prompt_fold_of
from calibrate import ALONE, Judged, Way, joined, nested, table
from fit import RUNS
from held_out import OOF, Held, load_all
from nsmtrainer.reading.model.encoding import CRITERIA, ROLES
from pointing_fit import best_evidence, best_role, evidence_scores, role_scores
from ruled import Ruled, load_ruled
from settle import bar_for, confidence_rows, fit_confidence
from twins import load_twins, may_test

ALL = (*CORE, *FURTHER)
TWINS = load_twins()
"""Public answers that are no test, since others restate the same page (`twins.py`)."""

SECOND = HERE / "second-marks.jsonl"
"""What a second marker gave the answers of the public sets, without having seen the first marks."""


@dataclass(frozen=True)
class Round:
    """One way of holding answers out, judged."""

    answers: list[Answer]
    held: dict[str, Held]
    judged: dict[str, Judged]
    folds: np.ndarray

    def shown(self) -> list[Answer]:
        """The answers that are judged."""
        return [self.answers[row] for row in self.judged[CORE[0]].rows]


def judge(kind: str, name: str, ruled: Ruled | None = None) -> Round | None:
    """Read the predictions of a round and settle levels fold by fold, with the rules' findings or not."""
    held = load_all(kind, name)
    answers = [a for a in load()
               if a.id in held and may_test(a) and (ruled is None or a.id in ruled.found)]
    if not answers:
        return None
    folds = np.array([fold_of(a.source) if kind == "author" else prompt_fold_of(a.prompt)
                      for a in answers])
    way = joined(ruled.names) if ruled else ALONE
    if len(np.unique(folds)) == 1:  # nothing to settle rules on but the answers that are judged
        way = Way(way.names, {})
    inputs = table(answers, held, way, ruled.found if ruled else {})
    return Round(answers, held, nested(answers, inputs, folds, way), folds)


def without_talk(run: Round) -> Round:
    """The same, settled on all answers, with the judgements of those that are not talk only."""
    found = {}
    for name, one in run.judged.items():
        kept = np.array([run.answers[row].source not in TALK for row in one.rows])
        found[name] = Judged(one.rows[kept], one.marks[kept], one.chances[kept], one.levels[kept],
                             one.cutoffs[kept])
    return replace(run, judged=found)


def part(one: Judged, answers: Sequence[Answer], sources: Collection[str],
         leave: Collection[str] = ()) -> tuple[np.ndarray, np.ndarray]:
    """The marks and levels of some sources only, and not those of the answers whose ids are in `leave`."""
    rows = [n for n, row in enumerate(one.rows)
            if answers[row].source in sources and answers[row].id not in leave]
    return one.marks[rows], one.levels[rows]


def agreement_table(run: Round, floors: dict[str, dict[str, dict[str, int]]]) -> list[str]:
    """QWK, its interval, exact, adjacent, bias, the public answers and talk, and the floors beside them."""
    lines = ["| criterion | answers | QWK | 95 % | exact | adjacent | bias | public QWK | talk QWK "
             "| word count | n-gram ridge |", "|---|---|---|---|---|---|---|---|---|---|---|"]
    columns: dict[str, list[float]] = {
        key: [] for key in ("qwk", "public", "talk", "word_count", "ngram_ridge")}
    for name in ALL:
        one = run.judged[name]
        low, high = interval(one.marks, one.levels)
        public, talk = (_where_varied(*part(one, run.answers, among)) for among in (PUBLIC_SETS, TALK))
        below = [_floor(run, floors, floor, name) for floor in ("word_count", "ngram_ridge")]
        value = qwk(one.marks, one.levels)
        for key, number in zip(columns, (value, public, talk, *below), strict=True):
            columns[key].append(number)
        lines.append(
            f"| {name} | {len(one.marks)} | **{value:.2f}** | {low:.2f} to {high:.2f} "
            f"| {exact(one.marks, one.levels):.2f} | {adjacent(one.marks, one.levels):.2f} "
            f"| {bias(one.marks, one.levels):+.2f} | {_told(public)} | {_told(talk)} "
            f"| {_told(below[0])} | {_told(below[1])} |")
    for title, part_of in (("mean of the five core", slice(0, 5)), ("mean of the further", slice(5, 11))):
        means = {key: _mean_of(values[part_of]) for key, values in columns.items()}
        lines.append(f"| **{title}** | | **{means['qwk']:.3f}** | | | | | {_told(means['public'], 3)} "
                     f"| {_told(means['talk'], 3)} | {_told(means['word_count'])} "
                     f"| {_told(means['ngram_ridge'])} |")
    return lines


def _floor(run: Round, floors: dict[str, dict[str, dict[str, int]]], floor: str, name: str) -> float:
    given = floors.get(floor, {}).get(name, {})
    one = run.judged[name]
    rows = [n for n, row in enumerate(one.rows) if given.get(run.answers[row].id, -1) >= 0]
    if not rows:
        return math.nan
    return qwk(one.marks[rows], np.array([given[run.answers[one.rows[n]].id] for n in rows]))


def _told(value: float, digits: int = 2) -> str:
    """A figure, or nothing where there is none."""
    return "" if math.isnan(value) else f"{value:.{digits}f}"


def _mean_of(values: Sequence[float]) -> float:
    """The mean of the figures that there are."""
    known = [value for value in values if not math.isnan(value)]
    return float(np.mean(known)) if known else math.nan


def read_floors() -> dict[str, dict[str, dict[str, int]]]:
    """The floors' levels by floor, criterion and answer."""
    path = OOF / "floors.json"
    if not path.exists():
        return {}
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {floor: {name: dict(zip(raw["ids"], levels, strict=True))
                    for name, levels in raw[floor].items()}
            for floor in ("word_count", "ngram_ridge")}


def second_marker(run: Round) -> list[str]:
    """How far a second marker of the public sets agrees with the first, and the program with both."""
    second = {row["id"]: row["marks"]
              for row in map(json.loads, SECOND.read_text(encoding="utf-8").splitlines())}
    lines = ["| criterion | answers | first and second marker | program and first | program and second |",
             "|---|---|---|---|---|"]
    columns: list[list[float]] = []
    for name in CORE:
        one = run.judged[name]
        rows = [n for n, row in enumerate(one.rows) if run.answers[row].id in second]
        other = np.array([second[run.answers[one.rows[n]].id][name] for n in rows])
        first, given = one.marks[rows], one.levels[rows]
        columns.append([qwk(first, other), qwk(given, first), qwk(given, other)])
        told = " | ".join(f"{value:.2f}" for value in columns[-1])
        lines.append(f"| {name} | {len(rows)} | {told} |")
    means = np.mean(columns, axis=0)
    return [*lines, "| **mean** | | " + " | ".join(f"**{value:.3f}**" for value in means) + " |"]


def by_source(run: Round) -> list[str]:
    """QWK of the core criteria author by author, where an author's marks are not all the same."""
    lines = ["| source | answers | " + " | ".join(CORE) + " | mean |",
             "|---|---|" + "---|" * (len(CORE) + 1)]
    for source in sorted({a.source for a in run.shown()}, key=_natural):
        values = [_where_varied(*part(run.judged[name], run.answers, (source,))) for name in CORE]
        count = sum(a.source == source for a in run.shown())
        figures = " | ".join(_told(value) for value in (*values, _mean_of(values)))
        lines.append(f"| {source} | {count} | {figures} |")
    return lines


def _where_varied(marks: np.ndarray, levels: np.ndarray) -> float:
    """QWK, which says nothing where all marks are the same."""
    return qwk(marks, levels) if len(set(marks.tolist())) > 1 else math.nan


def _natural(source: str) -> tuple[str, int]:
    digits = "".join(letter for letter in source if letter.isdigit())
    return source.rstrip("0123456789"), int(digits or 0)


def confusion(run: Round) -> list[str]:
    """For each core criterion, rows are the marker's levels and columns the program's."""
    lines = []
    for name in CORE:
        one = run.judged[name]
        counts = np.zeros((4, 4), int)
        np.add.at(counts, (one.marks, one.levels), 1)
        lines += [f"`{name}`", "", "| marked | 0 | 1 | 2 | 3 |", "|---|---|---|---|---|"]
        lines += [f"| {level} | " + " | ".join(map(str, row)) + " |" for level, row in enumerate(counts)]
        lines.append("")
    return lines


def nested_confidence(run: Round) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Confidence per mark from the other folds' marks; whether right; sure or not; criterion."""
    rows, places, right = confidence_rows(run.judged)
    folds = np.concatenate([run.folds[run.judged[name].rows] for name in CRITERIA])
    confidence, sure = np.zeros(len(right)), np.zeros(len(right), bool)
    for fold in np.unique(folds):
        out = folds == fold
        weights, own = fit_confidence(rows[~out], places[~out], right[~out])
        chance = 1 / (1 + np.exp(-(rows @ weights + own[places])))
        confidence[out] = chance[out]
        sure[out] = chance[out] >= bar_for(chance[~out], right[~out])
    return confidence, right, sure, places


def confidence_tables(run: Round) -> list[str]:
    """Reliability, what is called sure, and what abstaining buys."""
    confidence, right, sure, places = nested_confidence(run)
    talk = np.concatenate([[run.answers[row].source in TALK for row in run.judged[name].rows]
                           for name in CRITERIA])
    lines = [f"{title}: {sure[these].mean():.0%} sure, of which {right[these & sure].mean():.1%} exactly "
             f"right. Of the rest {right[these & ~sure].mean():.1%} are right.\n"
             for title, these in (("All marks", talk | ~talk), ("Talk", talk), ("All others", ~talk))
             if these.any()]
    lines += ["| criterion | sure | right of the sure | right of the rest |", "|---|---|---|---|"]
    for place, name in enumerate(CRITERIA):
        mine = places == place
        lines.append(f"| {name} | {sure[mine].mean():.0%} | {_share(right[mine & sure])} "
                     f"| {_share(right[mine & ~sure])} |")
    lines += ["", "| confidence | marks | right |", "|---|---|---|"]
    for low in np.arange(0.3, 1.0, 0.1):
        inside = (confidence >= low) & (confidence < low + 0.1)
        if inside.sum() >= 20:
            lines.append(f"| {low:.1f} to {low + 0.1:.1f} | {inside.sum()} | {right[inside].mean():.0%} |")
    lines += ["", "| surest share kept | exactly right | mean core QWK of those |", "|---|---|---|"]
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
        kept = confidence >= np.quantile(confidence, 1 - share)
        lines.append(f"| {share:.0%} | {right[kept].mean():.1%} | {_kept_qwk(run, kept, places):.3f} |")
    return lines


def _share(values: np.ndarray) -> str:
    return f"{values.mean():.0%}" if len(values) else "none"


def _kept_qwk(run: Round, kept: np.ndarray, places: np.ndarray) -> float:
    values = []
    for name in CORE:
        mine = kept[places == CRITERIA.index(name)]
        one = run.judged[name]
        values.append(qwk(one.marks[mine], one.levels[mine]))
    return float(np.mean(values))


def evidence_table(run: Round) -> list[str]:
    """How often what is shown touches the marker's quotes, on folds that chose no cutting."""
    lines = ["| criterion | marks of 2 and 3 | touched | character F1 |", "|---|---|---|---|"]
    every: list[tuple[np.ndarray, np.ndarray]] = []
    for name in CRITERIA:
        found = []
        for fold in np.unique(run.folds):
            inside = [a for a, f in zip(run.answers, run.folds, strict=True) if f == fold]
            others = [a for a, f in zip(run.answers, run.folds, strict=True) if f != fold]
            found.append(evidence_scores(inside, run.held, name, best_evidence(others, run.held, name)))
        touched = np.concatenate([one for one, _ in found])
        scores = np.concatenate([two for _, two in found])
        every.append((touched, scores))
        lines.append(f"| {name} | {len(touched)} | {touched.mean():.0%} | {scores.mean():.2f} |")
    touched = np.concatenate([one for one, _ in every])
    scores = np.concatenate([two for _, two in every])
    lines.append(f"| **all** | {len(touched)} | **{touched.mean():.0%}** | **{scores.mean():.2f}** |")
    return lines


def role_table(run: Round) -> list[str]:
    """Precision and recall of metric mentions by role."""
    lines = ["| role | marked | precision | recall |", "|---|---|---|---|"]
    for role in ROLES:
        how = best_role(run.answers, run.held, role)
        right, given, marked = role_scores(run.answers, run.held, role, how)
        lines.append(f"| {role} | {marked} | {right / max(given, 1):.2f} | {right / max(marked, 1):.2f} |")
    return lines


def worst(run: Round, count: int = 14) -> list[str]:
    """The largest disagreements of the core criteria, the most certain first."""
    found = []
    for place, name in enumerate(CORE):
        one = run.judged[name]
        for n, row in enumerate(one.rows):
            gap = abs(int(one.marks[n]) - int(one.levels[n]))
            if gap >= 2:
                answer = run.answers[row]
                chances = (1.0, *one.chances[n], 0.0)
                level = int(one.levels[n])
                found.append((gap, chances[level] - chances[level + 1], place, answer, n))
    found.sort(key=lambda item: (-item[0], -item[1]))
    lines = ["| answer | criterion | marked | given | the text begins |", "|---|---|---|---|---|"]
    for _, _, place, answer, n in found[:count]:
        one = run.judged[CORE[place]]
        text = " ".join(answer.text.split())[:140].replace("|", "/")
        lines.append(f"| {answer.id} ({answer.prompt}) | {CORE[place]} | {one.marks[n]} | {one.levels[n]} "
                     f"| {text} |")
    return lines


def levels_by_answer(run: Round) -> dict[str, dict[str, dict[str, object]]]:
    """Every out-of-fold level with its chances and confidence, for combining readers by measurement."""
    confidence, _, sure, _ = nested_confidence(run)
    found: dict[str, dict[str, dict[str, object]]] = {}
    at = 0
    for name in CRITERIA:
        one = run.judged[name]
        for n, row in enumerate(one.rows):
            found.setdefault(run.answers[row].id, {})[name] = {
                "at_least": [round(float(chance), 4) for chance in one.chances[n]],
                "level": int(one.levels[n]), "confidence": round(float(confidence[at]), 4),
                "sure": bool(sure[at])}
            at += 1
    return found


def shipped(run: Round, version: str, day: date) -> str:
    """The agreement on each criterion, and when it was measured, as the program shows it for rubrics that
    mark it as built in."""
    rows = []
    for name in ALL:
        one = run.judged[name]
        low, high = interval(one.marks, one.levels)
        measured = [len(one.marks), round(float(qwk(one.marks, one.levels)), 3),
                    [round(float(low), 3), round(float(high), 3)]]
        rows.append(f"  {json.dumps(name)}: {json.dumps(measured)}")
    joined = ",\n".join(rows)
    return (f'{{\n "reader": {json.dumps(version)},\n "measured_at": "{day.isoformat()}",\n'
            f' "criteria": {{\n{joined}\n }}\n}}\n')


def summary(run: Round) -> str:
    """One line: core, the same without talk, the public sets with and without twins, talk, further."""
    sources = {one.source for one in run.shown()}
    parts = {"core": (CORE, sources, ()), "public core": (CORE, {*PUBLIC_SETS}, ()),
             "public core without twins": (CORE, {*PUBLIC_SETS}, TWINS), "further": (FURTHER, sources, ())}
    if sources & {*TALK}:
        parts |= {"core without talk": (CORE, sources - {*TALK}, ()), "talk core": (CORE, {*TALK}, ())}
    return ", ".join(f"{title} {_mean(run, *part_of):.3f}" for title, part_of in parts.items())


def _mean(run: Round, names: Sequence[str], among: Collection[str], leave: Collection[str]) -> float:
    return _mean_of([_where_varied(*part(run.judged[name], run.answers, among, leave)) for name in names])


LAST = RUNS[-1]
"""The run that ships."""
BY_PROMPT = "r8"
"""The run with prompts held out: the first pass with three epochs, then the sixth with two, none between."""
SHIPPED = HERE.parent / "src" / "nsmtrainer" / "reading" / "model" / "files" / "agreement.json"


def main() -> None:
    """Print the report, or write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--name", default=LAST, help="the run whose predictions are read")
    parser.add_argument("--prompts", default=BY_PROMPT, help="the run by prompt whose predictions are read")
    parser.add_argument("--out", type=Path, help="a Markdown file to write")
    parser.add_argument("--levels", type=Path, help="a JSON file for every answer's level")
    parser.add_argument("--ship", help="the versions of rules and network that the figures go with, such as "
                        '"2 2.0"; writes them for the program to show')
    parser.add_argument("--without-talk", action="store_true", help="leave public talk out of all tables")
    parser.add_argument("--short", action="store_true", help="only the agreement table")
    wanted = parser.parse_args()
    run = judge("author", wanted.name)
    if run is None:
        raise SystemExit(f"no predictions under the name {wanted.name!r} in {OOF}")
    if wanted.without_talk:
        run = without_talk(run)
    floors = read_floors()
    lines = [f"## Unseen authors, the network alone ({summary(run)})", "", *agreement_table(run, floors)]
    ruled = load_ruled()
    together = judge("author", wanted.name, ruled) if ruled else None
    if together is not None and wanted.without_talk:
        together = without_talk(together)
    if together is not None:
        lines += ["", f"## Unseen authors, joined with the rules ({summary(together)})", "",
                  "The rules were written with these answers at hand, and how the two are joined was chosen "
                  "on them (fitted across folds), so this table flatters a little.",
                  "", *agreement_table(together, floors)]
    by_prompt = judge("prompt", wanted.prompts)
    if by_prompt is not None:
        lines += ["", f"## Unseen prompts, a network of two passes alone ({summary(by_prompt)})", "",
                  *agreement_table(by_prompt, {})]
    lines += ["", "Word count and n-grams are on the answers that are not talk."]
    if wanted.ship:
        SHIPPED.write_text(shipped(together or run, wanted.ship, datetime.now(UTC).date()),
                           encoding="utf-8")
    if wanted.levels:
        wanted.levels.write_text(json.dumps(levels_by_answer(together or run)), encoding="utf-8")
    if not wanted.short:
        for title, table_of in (("Author by author", by_source),
                                ("A second marker of the public sets", second_marker),
                                ("Confusion", confusion),
                                ("Confidence", confidence_tables), ("Evidence", evidence_table),
                                ("Roles of metrics", role_table), ("Worst disagreements", worst)):
            lines += ["", f"## {title}", "", *table_of(together or run)]
    text = "\n".join(lines) + "\n"
    if wanted.out:
        wanted.out.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
