"""Public answers of which another source restates the same page: `python training/twins.py`.

Those who restate what people say in public find some pages that others have found before. Such an answer is
no test of a network that has learned from its twin, so settings and figures leave it out where it is talk.
Twins are told by the rare words and pairs of words that they share; the bar was set by reading pairs on both
sides of it.
"""

from __future__ import annotations

import json
from functools import lru_cache

import numpy as np

from answers import HERE, PUBLIC_SETS, TALK, Answer, load

FILE = HERE / "oof" / "twins.json"
BAR = 0.11
"""Cosine of the weighted words from which two answers restate the same page, or might: from 0.14 on nearly
all do, below 0.11 hardly any."""
LEAST_WORDS = 12
"""Shorter answers are near to others without restating them."""


@lru_cache(maxsize=1)
def load_twins() -> frozenset[str]:
    """The ids that were kept."""
    return frozenset(json.loads(FILE.read_text(encoding="utf-8")))


def may_test(answer: Answer) -> bool:
    """Whether settings and figures may rest on an answer where it was held out.

    Public sets stay in, twins or not, so that figures can be compared with earlier ones.
    """
    return answer.source not in TALK or answer.id not in load_twins()


def main() -> None:
    """Write the ids of the public answers that have a twin by another author."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    answers = [answer for answer in load() if len(answer.text.split()) >= LEAST_WORDS]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english")
    weights = words.fit_transform([answer.text for answer in answers])
    held = [place for place, answer in enumerate(answers) if answer.source in (*PUBLIC_SETS, *TALK)]
    near = (weights[held] @ weights.T).toarray()
    sources = np.array([answer.source for answer in answers])
    for row, place in enumerate(held):
        near[row, sources == sources[place]] = 0.0
    found = sorted(answers[held[row]].id for row in np.flatnonzero(near.max(axis=1) >= BAR))
    FILE.write_text(json.dumps(found), encoding="utf-8")
    print(f"{len(found)} of {len(held)} public answers have a twin")


if __name__ == "__main__":
    main()
