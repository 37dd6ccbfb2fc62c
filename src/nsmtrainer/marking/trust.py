"""Whether marks were found to agree with people's: in the words that sheets keep, and in plain ones.

Sheets, feedback files and lists hold the words with their figures, for coaches and scripts; whoever reads
marks is told the same in a sentence without terms of the trade.
"""

from __future__ import annotations

import re

from nsmtrainer.text import clean_line

NOT_MEASURED = "not calibrated: not yet compared with marks of yours"
OTHER_VERSION = "not calibrated: measured with another version of the program"
_AGREES = re.compile(r"calibrated: .* on ([\d,]+) answers")


def agreeing_words(least_qwk: float, fewest: int) -> str:
    """Return the words for marks that agree with people's: the least QWK, and over how many answers."""
    return (
        f"calibrated: agrees with people's marks, QWK at least {least_qwk:.2f}, on {fewest:,} answers or more"
    )


def trust_sentence(words: str, rubric: str = "") -> str:
    """Return in a plain sentence what kept words mean; those of another program are said as they are.

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
        said = words
    which = f"marks under the rubric {rubric}" if rubric else "these marks"
    return f"How far to trust {which}: {said}."
