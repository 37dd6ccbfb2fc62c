"""What the built-in exemplars are given, kept so that another processor or a changed rule is noticed.

`python -m tests.reading.golden` writes it anew after a new model or a new `RULES_VERSION`, and when
exemplars were added or reworded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from nsmtrainer.content.library import Library, load_library
from nsmtrainer.content.models import Lexicon
from nsmtrainer.reading.learned import key_of, ruled
from nsmtrainer.reading.model import Marker, ModelView
from nsmtrainer.reading.rules import RULES_VERSION, rule_findings, scan_answer

FILE = Path(__file__).with_suffix(".json")


def answers(library: Library, every: int = 1) -> Iterator[tuple[str, str, Lexicon]]:
    """Yield exemplars of the library, each `every`-th, with a name and their lexicon."""
    place = 0
    for prompt_id in library.ids("prompt"):
        prompt = library.prompt(prompt_id)
        lexicon = library.lexicon(prompt, library.rubric(prompt.rubric))
        for number, exemplar in enumerate(prompt.exemplars, start=1):
            place += 1
            if place % every == 0:
                yield f"{prompt_id} {number}", exemplar.text, lexicon


def seen(model: Marker, text: str, lexicon: Lexicon) -> ModelView:
    """Return what the model sees of an answer that the rules have read first."""
    scan = scan_answer(text, lexicon)
    return model.view(key_of(lexicon), scan.words.text, ruled(rule_findings(scan), scan.attempt))


def digest_of_rules(library: Library) -> str:
    """Return a digest of everything that the rules find in the exemplars."""
    digest = hashlib.sha256()
    for name, text, lexicon in answers(library):
        scan = scan_answer(text, lexicon)
        found = [
            (f.criterion, f.name, f.present, [(s.start, s.end) for s in f.spans]) for f in rule_findings(scan)
        ]
        digest.update(json.dumps([name, scan.attempt.kind, found]).encode())
    return digest.hexdigest()


def main() -> None:
    """Write the file."""
    library, model = load_library(), Marker.load()
    assert model is not None
    marks = {}
    for name, text, lexicon in answers(library, every=3):
        view = seen(model, text, lexicon)
        marks[name] = {c: [one.level, one.sure] for c, one in view.criteria.items()}
    kept = {
        "rules": RULES_VERSION,
        "digest": digest_of_rules(library),
        "model": model.version,
        "marks": marks,
    }
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in marks.items())
    head = ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in kept.items() if k != "marks")
    FILE.write_text(f'{{\n{head},\n "marks": {{\n{rows}\n }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
