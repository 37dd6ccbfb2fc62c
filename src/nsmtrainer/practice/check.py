"""Prove a library: exemplars get what they claim, key names are found, attacks earn nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Exemplar, KeyGuardrail, KeyMetric, Prompt, Rubric, Threshold
from nsmtrainer.content.places import ContentFile, named_files
from nsmtrainer.content.problems import Problem, whole_file
from nsmtrainer.errors import UsageError
from nsmtrainer.marking.mark import mark
from nsmtrainer.marking.models import MAX_LEVEL, MarkSheet
from nsmtrainer.practice.attacks import Attack, attacks_on
from nsmtrainer.practice.coverage import uncovered_levels, unproven_patterns
from nsmtrainer.practice.named_files import reading
from nsmtrainer.reading.read import read, read_by_rules
from nsmtrainer.text import quote


@dataclass(frozen=True, slots=True)
class Claim:
    """One level that an exemplar claims, and what it was given; `missing` names the lacking findings."""

    where: str
    criterion: str
    claimed: int
    given: int
    missing: tuple[str, ...]
    words: tuple[str, ...] = ()
    """The words of the exemplar that the given level rests on."""

    @property
    def gap(self) -> int:
        """How many levels apart claim and mark are."""
        return abs(self.claimed - self.given)


@dataclass(frozen=True, slots=True)
class Overpaid:
    """An attack that earned more than it may on some criteria."""

    attack: Attack
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Proof:
    """What `check` found; `passed` is whether the library may be trusted."""

    problems: tuple[Problem, ...]
    claims: tuple[Claim, ...]
    silent: tuple[str, ...]
    """Patterns and key names that were never found where they stand, each with its place."""
    uncovered: tuple[str, ...]
    """Criteria with no exemplar that claims some level, each in a sentence."""
    attacks: int
    overpaid: tuple[Overpaid, ...]
    threshold: Threshold

    @property
    def exact(self) -> float:
        """Share of claims that were met exactly; 1 where nothing is claimed."""
        return sum(c.gap == 0 for c in self.claims) / len(self.claims) if self.claims else 1.0

    @property
    def off_by_two(self) -> int:
        """How many claims were missed by two levels or more."""
        return sum(c.gap >= 2 for c in self.claims)

    @property
    def passed(self) -> bool:
        """Whether nothing fell short."""
        return not (
            self.problems
            or self.silent
            or self.uncovered
            or len(self.overpaid) > self.threshold.overpaid * self.attacks
            or self.exact < self.threshold.exact
            or self.off_by_two > self.threshold.off_by_two
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """What to prove: a library, which of its prompts and rubrics, and the files named (none for all)."""

    library: Library
    prompts: tuple[Prompt, ...]
    rubrics: tuple[Rubric, ...]
    files: tuple[Path, ...]


def choose(library: Library, paths: Sequence[Path]) -> Choice:
    """Return the content that files or folders hold, in a library that knows them; all of it for no path.

    Raises UsageError for a path that is not there or holds no content file.
    """
    if not paths:
        return Choice(library, tuple(library.prompts.values()), tuple(library.rubrics.values()), ())
    files = tuple(file.path for path in paths for file in _named(path))
    wider = load_library(library.content_dir, paths=paths)
    chosen = {file.resolve() for file in files}
    return Choice(
        wider,
        tuple(wider.prompts[e.id] for e in wider.entries("prompt") if e.path.resolve() in chosen),
        tuple(wider.rubrics[e.id] for e in wider.entries("rubric") if e.path.resolve() in chosen),
        files,
    )


def _named(path: Path) -> tuple[ContentFile, ...]:
    with reading(path):
        there = path.exists()
    found = named_files(path) if there else ()
    if not found:
        what = "holds no prompt or rubric" if there else "is not there"
        raise UsageError(f"{quote(str(path))} {what}.", "Name a prompt or rubric file, or a folder of them.")
    return found


def check_library(choice: Choice, attacks_per_kind: int = 1) -> Proof:
    """Prove the chosen prompts and rubrics.

    Only where the whole library is chosen must some exemplar claim each level of each criterion.
    """
    library = choice.library
    prompts = tuple(prompt for prompt in choice.prompts if prompt.rubric in library.rubrics)
    claims = (*_prompt_claims(library, prompts), *_rubric_claims(library, choice.rubrics))
    cases = list(_attacks(choice, prompts, attacks_per_kind))
    return Proof(
        problems=(*_problems_of(choice), *_without_rubric(choice)),
        claims=claims,
        silent=(*_silent_names(library, prompts), *_unproven_patterns(library, choice.rubrics)),
        uncovered=tuple(_all_uncovered(choice, claims)),
        attacks=len(cases),
        overpaid=tuple(_overpaid(library, cases)),
        threshold=library.threshold,
    )


def _problems_of(choice: Choice) -> tuple[Problem, ...]:
    if not choice.files:
        return choice.library.problems
    named = {file.resolve() for file in choice.files}
    return tuple(p for p in choice.library.problems if Path(p.file).resolve() in named)


def _without_rubric(choice: Choice) -> Iterator[Problem]:
    """Yield the prompts that cannot be marked, because their rubric cannot be used."""
    for prompt in choice.prompts:
        if prompt.rubric not in choice.library.rubrics:
            message = f"its rubric `{prompt.rubric}` cannot be used, so it is not proven"
            yield whole_file(f"prompt {prompt.id}", message, "mend the rubric first")


def _attacks(choice: Choice, prompts: Sequence[Prompt], per_kind: int) -> Iterator[tuple[Attack, Rubric]]:
    """Yield attacks on each prompt under its own rubric, and under a chosen one whose exemplars answer it."""
    library = choice.library
    everything = tuple(library.prompts.values())
    pairs = {(prompt.id, prompt.rubric): None for prompt in prompts}
    for rubric in choice.rubrics:
        pairs |= {(e.prompt, rubric.id): None for e in rubric.exemplars if e.prompt in library.prompts}
    for prompt_id, rubric_id in pairs:
        rubric = library.rubric(rubric_id)
        for attack in attacks_on(library.prompt(prompt_id), rubric, everything, per_kind):
            yield attack, rubric


def _all_uncovered(choice: Choice, claims: Sequence[Claim]) -> Iterator[str]:
    """Yield what no exemplar covers: of the whole library each criterion, else a rubric's own ones."""
    if not choice.files:
        yield from _uncovered(claims, choice.rubrics)
    claimed = [(claim.criterion, claim.claimed) for claim in claims]
    for rubric in choice.rubrics:
        yield from uncovered_levels(rubric, claimed)


def _marked(library: Library, prompt: Prompt, rubric: Rubric, text: str) -> MarkSheet:
    return mark(read(text, library.lexicon(prompt, rubric)), prompt, rubric)


def _prompt_claims(library: Library, prompts: Sequence[Prompt]) -> Iterator[Claim]:
    for prompt in prompts:
        rubric = library.rubric(prompt.rubric)
        for number, exemplar in enumerate(prompt.exemplars, start=1):
            where = f"prompt {prompt.id}, exemplar {number} ({exemplar.label or 'unlabelled'})"
            yield from _claims(where, exemplar, _marked(library, prompt, rubric, exemplar.text))


def _rubric_claims(library: Library, rubrics: Sequence[Rubric]) -> Iterator[Claim]:
    for rubric in rubrics:
        for number, exemplar in enumerate(rubric.exemplars, start=1):
            where = f"rubric {rubric.id}, exemplar {number} ({exemplar.label or 'unlabelled'})"
            prompt = library.prompts.get(exemplar.prompt)
            if prompt is not None:  # that there is none is told as a problem of the file
                yield from _claims(where, exemplar, _marked(library, prompt, rubric, exemplar.text))


def _claims(where: str, exemplar: Exemplar, sheet: MarkSheet) -> Iterator[Claim]:
    for criterion, claimed in exemplar.claims.items():
        given = sheet.marks.get(criterion)
        if given is not None:
            words = tuple(evidence.span.of(exemplar.text) for evidence in given.evidence)
            missing = tuple(m.finding for m in given.missing)
            yield Claim(where, criterion, claimed, given.level, missing, words)


def _silent_names(library: Library, prompts: Sequence[Prompt]) -> Iterator[str]:
    """Yield the key names and variants that are not found in a plain sentence that holds them."""
    for prompt in prompts:
        lexicon = library.lexicon(prompt, library.rubric(prompt.rubric))
        groups: dict[str, Sequence[KeyMetric | KeyGuardrail]] = {
            "metrics": prompt.metrics,
            "tolerated": prompt.tolerated,
            "vanity": prompt.vanity,
            "guardrails": prompt.guardrails,
        }
        for group, entries in groups.items():
            for entry in entries:
                for said in (entry.name, *entry.variants):
                    reading = read_by_rules(f"For {prompt.product} I would look at {said}.", lexicon)
                    if not any(m.key_name for m in reading.mentions):
                        yield f"prompt {prompt.id}, {group}: “{said}” is never found"


def _unproven_patterns(library: Library, rubrics: Sequence[Rubric]) -> Iterator[str]:
    """Yield the coach's patterns that never fire in an exemplar, or fire where they should not."""
    for rubric in rubrics:
        if any(criterion.patterns for criterion in rubric.criteria):
            given = {
                one.text: {
                    name: m.level for name, m in _marked(library, prompt, rubric, one.text).marks.items()
                }
                for one in rubric.exemplars
                for prompt in (library.prompts.get(one.prompt),)
                if prompt is not None
            }
            yield from unproven_patterns(library, rubric, given)


def _uncovered(claims: Sequence[Claim], rubrics: Sequence[Rubric]) -> Iterator[str]:
    """Yield the levels of criteria that no exemplar claims."""
    claimed: dict[str, set[int]] = {}
    for claim in claims:
        claimed.setdefault(claim.criterion, set()).add(claim.claimed)
    for criterion in dict.fromkeys(c.id for rubric in rubrics for c in rubric.criteria):
        lacking = set(range(MAX_LEVEL + 1)) - claimed.get(criterion, set())
        if lacking:
            listed = ", ".join(str(level) for level in sorted(lacking))
            yield f"criterion {criterion}: no exemplar claims level {listed}"


def _overpaid(library: Library, cases: Sequence[tuple[Attack, Rubric]]) -> Iterator[Overpaid]:
    for attack, rubric in cases:
        sheet = _marked(library, library.prompt(attack.prompt), rubric, attack.text)
        levels = {name: m.level for name, m in sheet.marks.items() if m.level > attack.most}
        if levels:
            yield Overpaid(attack, levels)
