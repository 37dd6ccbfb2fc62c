"""Whether marks were found to agree with people's: in the words that sheets keep, and in plain ones.

Sheets, feedback files and lists hold the words with their figures, for coaches and scripts; whoever reads
marks is told the same in a sentence without terms of the trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nsmtrainer.text import clean_line

NOT_MEASURED = "not calibrated: not yet compared with marks of yours"
OTHER_VERSION = "not calibrated: measured with another version of the program"
_SHORT = "not calibrated: "
_AGREES = re.compile(r"calibrated: .* on ([\d,]+) answers")


def agreeing_words(least_qwk: float, fewest: int) -> str:
    """Return the words for marks that agree with people's: the least QWK, and over how many answers."""
    return (
        f"calibrated: agrees with people's marks, QWK at least {least_qwk:.2f}, on {fewest:,} answers or more"
    )


def short_words(reasons: Iterable[str]) -> str:
    """Return the words for marks that are short of something, from what the functions below make."""
    return _SHORT + "; ".join(reasons)


def not_compared(names: Sequence[str]) -> str:
    """Return that no person marked some criteria, by id."""
    return f"{', '.join(names)} not compared with people's marks"


def compared_on(names: Sequence[str], answers: int, needed: int) -> str:
    """Return on how few answers criteria were compared, of how many that are needed; no names for all."""
    return f"{', '.join(names)} compared on {answers} of {needed} answers".lstrip()


def not_close(names: Sequence[str], qwk: float) -> str:
    """Return that some criteria do not reach the QWK that is asked for."""
    return f"{', '.join(names)} short of QWK {qwk:.2f}"


_PLAINLY = (
    (re.compile(r"(.+) not compared with people's marks"), "Not compared with people's: {}."),
    (re.compile(r"(.*?) ?compared on (\d+ of \d+ answers)"), "Compared with people's on {1} only: {0}."),
    (re.compile(r"(.+) short of QWK [\d.]+"), "Not yet close to people's: {}."),
)


def _plain_reasons(words: str) -> str:
    """Return in sentences what marks are short of, empty where a reason is not one of those above."""
    said = []
    for reason in words.removeprefix(_SHORT).split("; "):
        found = ((pattern.fullmatch(reason), sentence) for pattern, sentence in _PLAINLY)
        match, sentence = next(((m, one) for m, one in found if m), (None, ""))
        if match is None:
            return ""
        names, *more = match.groups()
        said.append(sentence.format(names.replace("_", " ") or "all of them", *more))
    return " ".join(said)


def trust_sentence(words: str, rubric: str = "") -> str:
    """Return in a plain sentence or two what kept words mean; those of another program are said as they are.

    `rubric` is named where marks under several rubrics are spoken of.
    """
    words = clean_line(words)
    agrees = _AGREES.match(words)
    if agrees:
        said = f"on {agrees[1]} answers or more they agreed closely with people's"
    elif words == NOT_MEASURED:
        said = "not known, as nobody has compared them with people's yet"
    elif words == OTHER_VERSION:
        said = "not known, as only another version of the program was compared with people"
    else:
        reasons = _plain_reasons(words) if words.startswith(_SHORT) else ""
        said = f"with care. {reasons}".removesuffix(".") if reasons else words
    which = f'marks under the rubric "{rubric}"' if rubric else "these marks"
    return f"How far to trust {which}: {said}."
