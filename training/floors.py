"""The floors that a learned reader must beat: word count and character n-grams."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge

from answers import CORE, FURTHER, HERE, Answer, fold_of, load
from agreement import qwk

OOF = HERE / "oof"


def folds_of(answers: list[Answer]) -> np.ndarray:
    """The fold of every answer, by author."""
    return np.array([fold_of(answer.source) for answer in answers])


def rounded(values: np.ndarray, truth: np.ndarray, fitted: np.ndarray) -> np.ndarray:
    """Levels from a score, cut so that the levels are as frequent as among the fitted marks."""
    shares = np.cumsum(np.bincount(truth, minlength=4)) / len(truth)
    cuts = np.quantile(fitted, np.clip(shares[:3], 0, 1))
    return np.searchsorted(cuts, values, side="right")


def word_count(answers: list[Answer], folds: np.ndarray, name: str) -> np.ndarray:
    """Levels by length alone."""
    lengths = np.array([len(answer.text.split()) for answer in answers], float)
    return _held_out(answers, folds, name, lambda fit, held: (lengths[fit], lengths[held]))


def ngram_ridge(answers: list[Answer], folds: np.ndarray, name: str) -> np.ndarray:
    """Levels by a ridge over character n-grams."""
    marks = np.array([answer.marks.get(name, -1) for answer in answers])
    texts = tuple(answer.text for answer in answers)

    def values(fit: np.ndarray, held: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        grams = _grams(texts, tuple((folds != folds[held[0]]).tolist()))
        model = Ridge(alpha=2.0, solver="sparse_cg").fit(grams[fit], marks[fit])
        return model.predict(grams[fit]), model.predict(grams[held])

    return _held_out(answers, folds, name, values)


@lru_cache(maxsize=3)
def _grams(texts: tuple[str, ...], fitted: tuple[bool, ...]) -> csr_matrix:
    """The n-gram weights of every text, counted on the fitted ones only."""
    counter = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True,
                              max_features=60_000)
    counter.fit([text for text, use in zip(texts, fitted, strict=True) if use])
    return counter.transform(texts)


def _held_out(answers, folds, name, values):  # type: ignore[no-untyped-def]
    marks = np.array([answer.marks.get(name, -1) for answer in answers])
    given = np.full(len(answers), -1)
    for fold in sorted(set(folds)):
        fit = np.flatnonzero((folds != fold) & (marks >= 0))
        held = np.flatnonzero((folds == fold) & (marks >= 0))
        if len(fit) and len(held):
            seen, new = values(fit, held)
            given[held] = rounded(new, marks[fit], seen)
    return given


def main() -> None:
    """Write the floors' levels beside the network's own out-of-fold results."""
    answers = load()
    folds = folds_of(answers)
    rows: dict[str, dict[str, list[int]]] = {"word_count": {}, "ngram_ridge": {}}
    for floor, reader in (("word_count", word_count), ("ngram_ridge", ngram_ridge)):
        found = []
        for name in (*CORE, *FURTHER):
            given = reader(answers, folds, name)
            rows[floor][name] = given.tolist()
            marks = np.array([answer.marks.get(name, -1) for answer in answers])
            asked = marks >= 0
            found.append(qwk(marks[asked], given[asked]))
            print(f"{floor} {name} {found[-1]:.3f}", flush=True)
        print(floor, "core", round(float(np.mean(found[:5])), 3), flush=True)
    OOF.mkdir(exist_ok=True)
    out = {"ids": [answer.id for answer in answers], **rows}
    Path(OOF / "floors.json").write_text(json.dumps(out), encoding="utf-8")


if __name__ == "__main__":
    main()
