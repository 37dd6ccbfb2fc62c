"""Whether some kinds of answer are marked otherwise than people mark them: `python training/fairness.py`.

Three questions, from the predictions kept in `oof/` (nothing is trained): does a metric of one's own cost
something; is a terse answer paid too much; and how often is a blocker of the rules right where the network
thinks otherwise. Levels are settled on the other folds, as in `report.py`.
"""

from __future__ import annotations

import argparse
from functools import cache

import numpy as np

from answers import CORE, Answer, library
from held_out import OOF
from nsmtrainer.content.findings import BLOCKERS
from nsmtrainer.reading.combine import EXACT_BLOCKERS
from nsmtrainer.reading.model.key_text import content_stems
from report import LAST, Round, judge, without_talk
from ruled import Ruled, load_ruled

TERSE_WORDS = 40
KEYED_SHARE = 2 / 3
LEVELS = (1, 2, 3)


def is_keyed(answer: Answer) -> bool | None:
    """Whether the one metric that an answer proposes is in its prompt's key; None where it is not one.

    It is where two thirds of the telling words of some wording of a key metric stand in the quoted words.
    """
    quotes = [quote for quote, role in answer.metrics if role == "north_star"]
    if len(quotes) != 1:
        return None
    said = content_stems(quotes[0])
    return any(len(said & stems) >= KEYED_SHARE * len(stems) for stems in key_stems(answer.prompt))


@cache
def key_stems(prompt: str) -> tuple[frozenset[str], ...]:
    """The telling words of every wording of a metric in the key that candidates are marked with."""
    found = library().prompt(prompt)
    wordings = [word for metric in (*found.metrics, *found.tolerated)
                for word in (metric.name, *metric.variants)]
    return tuple(stems for word in wordings if (stems := content_stems(word)))


def off_by(run: Round, wanted: set[str], name: str, level: int) -> np.ndarray:
    """How far the program's level lies from the mark, for the wanted answers marked with that level."""
    one = run.judged[name]
    rows = [n for n, row in enumerate(one.rows)
            if run.answers[row].id in wanted and one.marks[n] == level]
    return one.levels[rows] - one.marks[rows]


def keyed_table(run: Round) -> list[str]:
    """The mean error of `single_metric` by marked level, for keyed metrics and for others."""
    groups: dict[str, set[str]] = {"in the key": set(), "of one's own": set()}
    for answer in run.shown():
        keyed = is_keyed(answer)
        if keyed is not None:
            groups["in the key" if keyed else "of one's own"].add(answer.id)
    lines = ["| the one metric is | answers | " + " | ".join(f"marked {level}" for level in LEVELS) + " |",
             "|---|---|" + "---|" * len(LEVELS)]
    for title, wanted in groups.items():
        cells = [off_by(run, wanted, "single_metric", level) for level in LEVELS]
        lines.append(f"| {title} | {len(wanted)} | " + " | ".join(map(_mean_of, cells)) + " |")
    return lines


def _mean_of(gaps: np.ndarray) -> str:
    return f"{gaps.mean():+.2f} ({len(gaps)})" if len(gaps) else "none"


def terse_table(run: Round) -> list[str]:
    """Bias and the precision of a 3 on the core criteria, for answers under 40 words and for the others."""
    lines = [f"| answers | count | {' | '.join(CORE)} | all five | 3 given | of these right |",
             "|---|---|" + "---|" * (len(CORE) + 3)]
    for title, terse in ((f"under {TERSE_WORDS} words", True), ("longer", False)):
        wanted = {a.id for a in run.shown() if (len(a.text.split()) < TERSE_WORDS) == terse}
        gaps, threes = [], []
        for name in CORE:
            one = run.judged[name]
            mine = np.array([run.answers[row].id in wanted for row in one.rows])
            gaps.append(one.levels[mine] - one.marks[mine])
            threes.append(one.marks[mine & (one.levels == 3)] == 3)
        right = np.concatenate(threes)
        cells = [f"{gap.mean():+.2f}" if len(gap) else "none" for gap in (*gaps, np.concatenate(gaps))]
        share = f"{right.mean():.0%}" if len(right) else "none"
        lines.append(f"| {title} | {len(wanted)} | {' | '.join(cells)} | {len(right)} | {share} |")
    return lines


def blocker_table(run: Round, ruled: Ruled) -> list[str]:
    """For each blocker of the rules: how often it is right, and where the network alone says otherwise."""
    lines = ["| blocker | caps | found | right | network says otherwise | right of these | caps anyway |",
             "|---|---|---|---|---|---|---|"]
    for criterion, caps in BLOCKERS.items():
        one = run.judged[criterion]
        for name, cap in caps.items():
            hit = np.array([f"{criterion}.{name}" in ruled.found.get(run.answers[row].id, {})
                            for row in one.rows])
            against = hit & (one.levels > cap)
            shares = [f"{(one.marks[part] <= cap).mean():.0%}" if part.any() else "none"
                      for part in (hit, against)]
            lines.append(f"| `{criterion}.{name}` | {cap} | {hit.sum()} | {shares[0]} | {against.sum()} "
                         f"| {shares[1]} | {'yes' if name in EXACT_BLOCKERS else ''} |")
    return lines


def main() -> None:
    """Print the three tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--name", default=LAST, help="the run whose predictions are read")
    parser.add_argument("--without-talk", action="store_true", help="leave public talk out")
    wanted = parser.parse_args()
    alone, ruled = judge("author", wanted.name), load_ruled()
    if alone is None or ruled is None:
        raise SystemExit(f"needs predictions under the name {wanted.name!r} and ruled.json in {OOF}")
    together = judge("author", wanted.name, ruled)
    assert together is not None
    if wanted.without_talk:
        alone, together = without_talk(alone), without_talk(together)
    for title, lines in (
        ("Metrics of one's own: levels off by, on `single_metric`", keyed_table(together)),
        ("Terse answers: levels off by, and how often a 3 is right", terse_table(together)),
        ("Blockers: how often the people's mark is within the cap", blocker_table(alone, ruled)),
    ):
        print("\n".join([f"## {title}", "", *lines, ""]))


if __name__ == "__main__":
    main()
