"""Marking one answer: how long, of which parts, and how it grows with the length."""

from __future__ import annotations

from benchmarks.clocks import in_turn, least_each, share
from benchmarks.figures import Figure
from benchmarks.texts import PROMPT, answers, lexicon, library
from nsmtrainer.feedback.advise import advise
from nsmtrainer.marking.mark import mark
from nsmtrainer.practice.score import score_answer
from nsmtrainer.reading.clauses import split_clauses
from nsmtrainer.reading.learned import key_of, marker, ruled
from nsmtrainer.reading.pipeline import read_words, tokenizable, tokenizer
from nsmtrainer.reading.read import read, read_by_rules
from nsmtrainer.reading.rules import rule_findings, scan_answer

GROUP = "Marking an answer"
PARTS = "The parts of marking 150 words"
GROWTH = "Growth with the length"
TOKENIZER = "the tokenizer"
LENGTHS = (30, 150, 600)


def per_answer(short: bool) -> list[Figure]:
    """Return what marking takes at three lengths, rules alone and with the network, from text to feedback."""
    tokenize = tokenizer()
    found = []
    for words in (150,) if short else LENGTHS:
        texts = answers(words, 12 if short else 20 if words > 150 else 40)
        tries = 4 if short else 7
        for text in texts:
            read(text, lexicon())  # warm: caches of words are filled by the first answers of a session
        bare = least_each(texts, tokenize, tries)
        rules = least_each(texts, lambda text: read_by_rules(text, lexicon()), tries)
        whole = least_each(texts, lambda text: score_answer(library(), PROMPT, text), tries)
        for name, part in (("p50", 0.5), ("p95", 0.95)):
            base = share(bare, part)
            asked = (10.0 if words == 150 else None, 30.0 if words == 150 and part > 0.9 else None)
            found += [
                _figure(f"rules alone, {words} words, {name}", share(rules, part), base, asked[0], "ratio"),
                _figure(f"with the network, {words} words, {name}", share(whole, part), base, asked[1]),
            ]
    return found


def _figure(name: str, seconds: float, base: float, limit: float | None, on: str = "value") -> Figure:
    return Figure(
        GROUP,
        name,
        seconds * 1000,
        "ms",
        seconds / base,
        TOKENIZER,
        limit,
        "ratio" if on == "ratio" else "value",
    )


def parts(short: bool) -> list[Figure]:
    """Return what each step takes for an answer of 150 words, the mean over several."""
    texts = answers(150, 10 if short else 30)
    network = marker()
    prompt = library().prompt(PROMPT)
    rubric = library().rubric(prompt.rubric)
    words = [read_words(text) for text in texts]
    scans = [scan_answer(text, lexicon()) for text in texts]
    findings = [rule_findings(scan) for scan in scans]
    readings = [read(text, lexicon()) for text in texts]
    sheets = [mark(reading, prompt, rubric) for reading in readings]
    tokenize, key = tokenizer(), key_of(lexicon())

    def look() -> None:
        if network is not None:
            for text, scan, found in zip(texts, scans, findings, strict=True):
                network.view(key, text, ruled(found, scan.attempt))

    took = in_turn(
        {
            "tokenise": lambda: [tokenize(tokenizable(text)) for text in texts],
            "words": lambda: [read_words(text) for text in texts],
            "clauses": lambda: [split_clauses(one) for one in words],
            "scan": lambda: [scan_answer(text, lexicon()) for text in texts],
            "findings": lambda: [rule_findings(scan) for scan in scans],
            "network": look,
            "marking": lambda: [mark(reading, prompt, rubric) for reading in readings],
            "feedback": lambda: [
                advise(sheet, prompt, rubric, text) for sheet, text in zip(sheets, texts, strict=True)
            ],
        },
        3 if short else 7,
    )
    steps = {
        "tokenise": took["tokenise"],
        "words from tokens": took["words"] - took["tokenise"],
        "clauses": took["clauses"],
        "cues, mentions and roles": took["scan"] - took["words"] - took["clauses"],
        "findings of the rules": took["findings"],
        "the network": took["network"],
        "marking": took["marking"],
        "feedback": took["feedback"],
    }
    base = took["tokenise"]
    return [
        Figure(PARTS, name, max(took, 0.0) / len(texts) * 1000, "ms", max(took, 0.0) / base, TOKENIZER)
        for name, took in steps.items()
    ]


def growth(_: bool) -> list[Figure]:
    """Return how much longer a word takes in a long answer than in usual ones.

    The network sees an answer through windows that overlap, so it is compared where there are several.
    """
    found = []
    for name, act, words, long in (
        ("rules alone", read_by_rules, 150, 9600),
        ("with the network", read, 600, 2400),
    ):
        usual, longer = answers(words, long // words), answers(long, 1)
        took = in_turn(
            {
                "usual": lambda act=act, usual=usual: [act(text, lexicon()) for text in usual],  # type: ignore[misc]
                "long": lambda act=act, longer=longer: [act(text, lexicon()) for text in longer],  # type: ignore[misc]
            },
            3,
        )
        found.append(
            Figure(
                GROWTH,
                f"{name}, one answer of {long:,} words",
                took["long"] * 1000,
                "ms",
                took["long"] / took["usual"],
                f"{long // words} answers of {words} words",
                1.5,
                "ratio",
            )
        )
    return found
