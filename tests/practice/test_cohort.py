"""The coach's desk: what is taken in, what is refused, what the report says, and what judgement changes."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from nsmtrainer.cli.cohort_tables import print_report
from nsmtrainer.content.assignment_file import Terms
from nsmtrainer.content.exchange_file import exchange_text, parse_feedback, parse_submission
from nsmtrainer.content.submission import Claimed, Submission, SubmittedAnswer
from nsmtrainer.errors import ContentError, NsmtrainerError, UsageError
from nsmtrainer.marking.trust import NOT_MEASURED, agreeing_words
from nsmtrainer.practice.assign import read_assignment
from nsmtrainer.practice.cohort import CohortReport, cohort_report
from nsmtrainer.practice.cohort_agreement import desk_agreement
from nsmtrainer.practice.cohort_feedback import return_feedback
from nsmtrainer.practice.cohort_import import ImportReport, import_folder
from nsmtrainer.practice.cohort_known import keep_assignment_file, known_assignment
from nsmtrainer.practice.cohort_re_mark import re_mark_cohort
from nsmtrainer.practice.judge import (
    Opinion,
    judge,
    open_requests,
    to_judge,
    whole_decided,
)
from nsmtrainer.practice.judgement_exchange import judgement_lines, take_judgements
from nsmtrainer.reports.cohort import report_csv, report_html, report_record
from nsmtrainer.sessions.coach_opening import desk_path, open_desk
from nsmtrainer.sessions.coach_store import CoachStore
from tests.practice.desk import MIDDLING, NOON, STRONG, WEAK, candidate, write_assignment


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CoachStore]:
    """Return an empty desk."""
    with open_desk(tmp_path / "coach-home") as made:
        yield made


def keep(store: CoachStore, path: Path) -> None:
    """Keep an assignment on the desk."""
    keep_assignment_file(store, path)


def submission(assignment: Path, key: str, *answers: tuple[str, str], name: str = "Ana") -> Submission:
    """Return a submission with pairs of prompt and text, without anybody having practised."""
    found = read_assignment(assignment)
    seen: dict[str, int] = {}
    made = []
    for number, (prompt, text) in enumerate(answers):
        seen[prompt] = seen.get(prompt, 0) + 1
        answer_id = f"{key}{number:08x}"
        at = NOON + timedelta(hours=number)
        made.append(SubmittedAnswer(answer_id, prompt, seen[prompt], text, at, at, 60.0, claimed=Claimed()))
    return Submission(found.id, found.content_hash, name, key, NOON, tuple(made))


def put(folder: Path, name: str, made: Submission) -> Path:
    """Write a submission under a name of its own."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(exchange_text("submission", made), encoding="utf-8")
    return path


def said_of(report: ImportReport) -> dict[str, str]:
    """Return what an import said, by file; each file may be named once only."""
    named = [remark.file for remark in report.remarks]
    assert len(named) == len(set(named))
    return {remark.file: remark.said for remark in report.remarks}


def test_every_answer_is_marked_again(tmp_path: Path, store: CoachStore) -> None:
    """Marks claimed inside a submission change nothing; where they differ the report counts it."""
    path = write_assignment(tmp_path)
    keep(store, path)
    made = submission(path, "aa" * 8, ("airbnb", WEAK))
    claimed = Claimed(dict.fromkeys(("single_metric", "guardrail"), 3), 100.0)
    answer = made.answers[0]
    cheat = Submission(
        made.assignment, made.content_hash, made.name, made.key, made.written_at,
        (SubmittedAnswer(answer.id, "airbnb", 1, WEAK, NOON, NOON, 1.0, claimed=claimed),),
    )  # fmt: skip
    put(tmp_path / "inbox", "cheat.json", cheat)
    assert import_folder(store, tmp_path / "inbox").answers == 1
    found = cohort_report(store, known_assignment(store))
    assert found.people[0].answers[0].levels["single_metric"] == 0
    assert found.differing == 1
    assert found.people[0].answers[0].entry.facts.claimed["guardrail"] == 3


def test_importing_again_adds_nothing(tmp_path: Path, store: CoachStore) -> None:
    """A second import knows every file; a renamed copy and a later submission bring only what is new."""
    path = write_assignment(tmp_path)
    keep(store, path)
    inbox = tmp_path / "inbox"
    someone = candidate(tmp_path, "Ana")
    someone.answer(path, ("airbnb", WEAK))
    first = someone.submit(path, inbox)
    assert import_folder(store, inbox).answers == 1
    again = import_folder(store, inbox)
    assert (again.imported, again.answers, again.known) == (0, 0, 1)
    (inbox / "copy.json").write_bytes(first.read_bytes())
    assert import_folder(store, inbox).known == 2
    someone.answer(path, ("airbnb", STRONG))
    someone.submit(path, inbox)
    later = import_folder(store, inbox)
    assert (later.imported, later.answers) == (1, 1)
    assert len(store.entries("spring")) == 2


def test_bad_files_are_named_once_and_the_good_ones_taken(tmp_path: Path, store: CoachStore) -> None:
    """Links, pipes, folders, cut, empty, newer, edited and foreign files: each with its reason."""
    path = write_assignment(tmp_path)
    keep(store, path)
    inbox = tmp_path / "inbox"
    good = put(inbox, "good.json", submission(path, "aa" * 8, ("airbnb", WEAK)))
    text = good.read_text(encoding="utf-8")
    secret = tmp_path / "secret.json"
    secret.write_text(text, encoding="utf-8")
    (inbox / "link.json").symlink_to(secret)
    os.mkfifo(inbox / "pipe.json")
    (inbox / "folder").mkdir()
    (inbox / "empty.json").touch()
    (inbox / "cut.json").write_text(text[:-40], encoding="utf-8")
    (inbox / "edited.json").write_text(text.replace("DAU", "WAU"), encoding="utf-8")
    (inbox / "newer.json").write_text(json.dumps({**json.loads(text), "format": 2}), encoding="utf-8")
    (inbox / "notes.txt").write_text("call me", encoding="utf-8")
    (inbox / "latin.json").write_bytes(text.replace("Ana", "Añá").encode("latin-1"))
    (inbox / "broken.yaml").write_text("format: 1\nid: [", encoding="utf-8")
    (inbox / ".hidden").write_text("x", encoding="utf-8")
    (inbox / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    with (inbox / "huge.json").open("wb") as file:
        file.truncate(1_000_000_000)
    put(inbox, "autumn.json", Submission("autumn", "a" * 64, "Eve", "cc" * 8, NOON, ()))
    report = import_folder(store, inbox)
    said = said_of(report)
    assert report.imported == 1
    for name, words in {
        "link.json": "symbolic link",
        "pipe.json": "not a regular file",
        "folder": "a folder",
        "empty.json": "is empty",
        "cut.json": "cut off",
        "edited.json": "was changed",
        "newer.json": "later than this version",
        "notes.txt": "not a submission",
        "latin.json": "UTF-8",
        "deep.json": "not a submission",
        "huge.json": "larger than",
        "autumn.json": "not kept here",
    }.items():
        assert words in said[name], name
    assert "broken.yaml" in said
    assert set(said) == {one.name for one in inbox.iterdir()} - {"good.json", ".hidden"}
    assert [one.said for one in import_folder(store, inbox).remarks] == [one.said for one in report.remarks]


def test_what_is_odd_in_a_good_file_is_said(tmp_path: Path, store: CoachStore) -> None:
    """Somebody else's answers, other prompts, too many attempts, another version: named, the rest taken."""
    path = write_assignment(tmp_path, terms=Terms(attempts=1))
    keep(store, path)
    inbox = tmp_path / "inbox"
    mine = submission(path, "aa" * 8, ("airbnb", WEAK), ("airbnb", STRONG), ("slack", WEAK))
    put(inbox, "a.json", mine)
    stolen = Submission("spring", "b" * 64, "Eve", "ee" * 8, NOON, mine.answers[:1])
    put(inbox, "b.json", stolen)
    said = said_of(import_folder(store, inbox))
    assert "1 answer left out, to prompts that were not asked for" in said["a.json"]
    assert "1 attempt left out, more than were allowed" in said["a.json"]
    assert "1 answer left out, handed in by somebody else" in said["b.json"]
    assert "another version" in said["b.json"]
    assert len(store.entries("spring")) == 1
    first = mine.answers[0]
    rewritten = SubmittedAnswer(first.id, "airbnb", 1, STRONG, NOON, NOON, 1.0)
    put(inbox, "c.json", Submission("spring", mine.content_hash, "Ana", mine.key, NOON, (rewritten,)))
    assert "not as handed in before" in said_of(import_folder(store, inbox))["c.json"]
    assert store.answer(1).text == WEAK


def test_an_interrupted_import_goes_on(tmp_path: Path, store: CoachStore) -> None:
    """What was kept before Ctrl-C stays, and the next import takes exactly the rest."""
    path = write_assignment(tmp_path)
    keep(store, path)
    inbox = tmp_path / "inbox"
    for number in range(45):
        put(
            inbox,
            f"{number:03}.json",
            submission(path, f"{number:016x}", ("airbnb", WEAK), name=f"P{number}"),
        )

    def stop(done: int, _total: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_folder(store, inbox, progress=stop)
    assert len(store.entries("spring")) == 20
    rest = import_folder(store, inbox)
    assert (rest.imported, rest.known) == (25, 20)
    assert len(store.entries("spring")) == 45


def test_progress_counts_files_that_bring_nothing_too(tmp_path: Path, store: CoachStore) -> None:
    """Whoever watches sees the last file counted, whether it was new, known or left out; and only once."""
    path = write_assignment(tmp_path)
    keep(store, path)
    inbox = tmp_path / "inbox"
    put(inbox, "a.json", submission(path, "aa" * 8, ("airbnb", WEAK)))
    (inbox / "z.json").write_text("no submission", encoding="utf-8")
    seen: list[tuple[int, int]] = []
    import_folder(store, inbox, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 2)]
    seen.clear()
    import_folder(store, inbox, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 2)]


def test_marking_again_goes_on_where_it_was_interrupted(
    tmp_path: Path, store: CoachStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers that have the present program's marks are left as they are; another program's are replaced."""
    path = write_assignment(tmp_path)
    keep(store, path)
    inbox = tmp_path / "inbox"
    for number in range(25):
        put(inbox, f"{number:03}.json", submission(path, f"{number:016x}", ("airbnb", WEAK)))
    import_folder(store, inbox)
    known = known_assignment(store)
    found = re_mark_cohort(store, known)
    assert (found.marked, found.stayed) == (0, 25)
    monkeypatch.setenv("NSMTRAINER_MODEL", "none")

    def stop(done: int, total: int) -> None:
        assert total == 25
        assert done == 20
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        re_mark_cohort(store, known, progress=stop)
    rest = re_mark_cohort(store, known)
    assert (rest.marked, rest.stayed) == (5, 20)


def test_processes_change_nothing_but_the_time(tmp_path: Path, store: CoachStore) -> None:
    """Two processes give the same marks as one."""
    path = write_assignment(tmp_path)
    inbox = tmp_path / "inbox"
    for number, text in enumerate([WEAK, MIDDLING, STRONG] * 8):
        put(inbox, f"{number:02}.json", submission(path, f"{number:016x}", ("airbnb", text)))
    keep(store, path)
    import_folder(store, inbox, jobs=2)
    with open_desk(tmp_path / "other") as other:
        keep(other, path)
        import_folder(other, inbox, jobs=1)
        assert store.entries("spring") == other.entries("spring")


@pytest.fixture
def cohort(tmp_path: Path, store: CoachStore) -> CohortReport:
    """Return the report on three people and one who is missing."""
    path = write_assignment(tmp_path, ("airbnb", "spotify"), terms=Terms(due="2026-03-01T10:00"))
    keep(store, path)
    inbox = tmp_path / "inbox"
    put(
        inbox,
        "a.json",
        submission(path, "aa" * 8, ("airbnb", WEAK), ("airbnb", STRONG), ("spotify", WEAK), name="Ana"),
    )
    put(inbox, "b.json", submission(path, "bb" * 8, ("airbnb", MIDDLING), name="=HYPERLINK(1)"))
    put(inbox, "c.json", submission(path, "cc" * 8, ("airbnb", WEAK), name="<script>alert(1)</script>"))
    import_folder(store, inbox)
    store.set_roster("spring", ["ana", "Dora"])
    return cohort_report(store, known_assignment(store))


def test_the_report_tells_who_and_what(cohort: CohortReport) -> None:
    """Status, lateness, gains, spread and the commonest lack follow from the answers."""
    status = {one.name: (one.status, one.late) for one in cohort.people}
    assert status["Ana"] == ("done", True)
    assert status["Dora"] == ("missing", False)
    assert status["=HYPERLINK(1)"] == ("part", True)
    assert [one.name for one in cohort.improved] == ["Ana"]
    single = next(one for one in cohort.criteria if one.id == "single_metric")
    assert sum(single.counts) == 4
    assert single.counts[0] == 2
    assert cohort.lacks[0].count == max(one.count for one in cohort.lacks)
    assert cohort.lacks[0].advice
    assert cohort.quartiles is not None
    assert all(one.why for one in cohort.worth)


def number_of(report: CohortReport, name: str) -> int:
    """Return the number of somebody's latest answer to the first prompt."""
    return next(one for one in report.people if one.name == name).answers[0].entry.number


class Elements(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.tags.append(tag)
        self.attributes += attrs


def test_the_page_holds_names_as_text_and_nothing_foreign(cohort: CohortReport) -> None:
    """A name that is a script stays a name; there is no script, no link, no address."""
    page = report_html(cohort)
    found = Elements()
    found.feed(page)
    assert "script" not in found.tags
    assert not {name for name, _ in found.attributes} & {
        "href",
        "src",
        "srcset",
        "style",
        "onload",
        "onclick",
    }
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "default-src 'none'" in page
    for words in ("People", "Missing most often", "Improved", "Dora"):
        assert words in page


def test_every_report_says_plainly_how_far_to_trust_marks_under_which_rubric(
    cohort: CohortReport, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the rubric's title, not its id, and without the terms that lists and sheets keep."""
    several = replace(
        cohort,
        calibration={"core": agreeing_words(0.74, 2131), "ours": NOT_MEASURED},
        titles={"core": "The five core criteria", "ours": "<b>Ours</b>"},
    )
    page = unescape(report_html(several))
    print_report(several)
    for shown in (page, " ".join(capsys.readouterr().out.split())):
        assert 'marks under the rubric "The five core criteria": on 2,131 answers or more they' in shown
        assert 'marks under the rubric "<b>Ours</b>": not known' in shown
        assert "QWK" not in shown
    assert "<b>" not in report_html(several)
    assert "core" in cohort.titles


def test_the_table_is_inert_and_whole(cohort: CohortReport) -> None:
    """A row per person and prompt, no cell that a spreadsheet runs; the JSON is JSON."""
    rows = report_csv(cohort).split("\r\n")
    assert rows[0].startswith("name,key,status")
    assert any(row.startswith("'=HYPERLINK") for row in rows)
    assert any(row.startswith("Dora,,missing") for row in rows)
    assert json.loads(json.dumps(report_record(cohort)))["done"] == 1


def test_overrides_count_and_can_be_undone(tmp_path: Path, store: CoachStore, cohort: CohortReport) -> None:
    """A coach's level counts, the program's stays beside it, and undoing brings the score back."""
    known = known_assignment(store)
    number = number_of(cohort, "Ana")
    _, before = whole_decided(store, known, number)
    with pytest.raises(ContentError, match="needs a comment"):
        judge(store, number, Opinion({"game_type": 0}))
    judge(store, number, Opinion({"game_type": 0}, "Not argued.", "Kim"))
    whole, after = whole_decided(store, known, number)
    assert after.score < before.score
    assert after.overridden == ("game_type",)
    assert whole.entry.facts.levels == before.levels
    store.undo(number)
    _, back = whole_decided(store, known, number)
    assert back.score == before.score
    assert [one.undone_at is None for one in store.judgements_on(number)] == [False]
    with pytest.raises(NsmtrainerError, match="to undo"):
        store.undo(number)


@pytest.mark.parametrize(
    ("levels", "said"), [({"charm": 1}, "no mark on"), ({"game_type": 4}, "no level"), ({}, "No level")]
)
def test_impossible_judgements_are_refused(
    store: CoachStore, cohort: CohortReport, levels: dict[str, int], said: str
) -> None:
    """Unknown criteria and levels are named; nothing is kept."""
    with pytest.raises(NsmtrainerError, match=said):
        judge(store, 1, Opinion(levels, "x", agree=False))
    assert store.judgements_on(1) == ()


def test_the_queue_begins_with_requests_then_unsure_marks(tmp_path: Path, store: CoachStore) -> None:
    """What a candidate asks about comes first, judged answers leave the queue of that coach only."""
    path = write_assignment(tmp_path)
    keep(store, path)
    inbox = tmp_path / "inbox"
    for number, text in enumerate([WEAK, MIDDLING, STRONG]):
        put(inbox, f"{number}.json", submission(path, f"{number:016x}", ("airbnb", text)))
    someone = candidate(tmp_path, "Asker")
    someone.answer(path, ("airbnb", WEAK), asks=["guardrail"])
    someone.submit(path, inbox)
    import_folder(store, inbox)
    known = known_assignment(store)
    waiting = to_judge(store, known, "Kim")
    assert waiting[0].entry.number == open_requests(store, known)[0].answer
    unsure = [len(one.entry.facts.unsure) for one in waiting[1:]]
    assert unsure == sorted(unsure, reverse=True)
    judge(store, waiting[0].entry.number, Opinion({}, coach="Kim", agree=True))
    assert open_requests(store, known) == ()
    assert waiting[0].entry.number not in {one.entry.number for one in to_judge(store, known, "Kim")}
    assert waiting[0].entry.number in {one.entry.number for one in to_judge(store, known, "Lou")}


def test_feedback_comes_back_to_each_candidate(
    tmp_path: Path, store: CoachStore, cohort: CohortReport
) -> None:
    """Each candidate gets a file with the marks that count, the coach's words and the next step."""
    known = known_assignment(store)
    number = number_of(cohort, "<script>alert(1)</script>")
    judge(store, number, Opinion({"guardrail": 2}, "Refunds would bear on it.", "Kim"))
    files = return_feedback(store, known, tmp_path / "back", "Well done.")
    assert len(files) == 3
    found = [parse_feedback(path.read_bytes()) for path in files]
    marks = [mark for one in found for answer in one.answers for mark in answer.marks if mark.comment]
    assert [(mark.criterion, mark.given, mark.machine, mark.by) for mark in marks] == [
        ("guardrail", 2, 0, "Kim")
    ]
    assert all(one.message == "Well done." for one in found)
    assert all("calibrated" in answer.calibration for one in found for answer in one.answers)
    assert any(mark.advice for one in found for answer in one.answers for mark in answer.marks)
    with pytest.raises(UsageError, match="cannot be written"):
        return_feedback(store, known, files[0] / "x")


def test_agreement_tells_blind_marks_from_others(store: CoachStore, cohort: CohortReport) -> None:
    """Blind marks, marks in sight and coaches among themselves are counted apart."""
    numbers = [one.number for one in store.entries("spring")]
    for number in numbers:
        machine = store.answer(number).entry.facts.levels
        judge(store, number, Opinion(dict(machine), coach="Kim", blind=True))
        judge(store, number, Opinion({}, coach="Lou", agree=True))
    judge(store, numbers[0], Opinion({"guardrail": 3}, "No.", "Lou"))
    found = desk_agreement(store, known_assignment(store))
    assert found.blind["guardrail"].agreement.count == len(numbers)
    assert found.blind["guardrail"].agreement.exact == 1.0
    assert found.in_sight["guardrail"].agreement.exact == 1 - 1 / len(numbers)
    assert found.coaches["Kim", "Lou"]["guardrail"].agreement.exact == 1 - 1 / len(numbers)
    assert (found.blind_by, found.in_sight_by) == (("Kim",), ("Lou",))
    assert not found.blind["guardrail"].passes


def test_coaches_exchange_marks_by_file(tmp_path: Path, store: CoachStore, cohort: CohortReport) -> None:
    """Another desk with the same submissions takes the marks once, and names the lines that it cannot use."""
    known = known_assignment(store)
    judge(store, 1, Opinion({}, coach="Kim", agree=True))
    lines = list(judgement_lines(store, known))
    with open_desk(tmp_path / "lou-home") as other:
        keep(other, tmp_path / "spring.assignment.yaml")
        import_folder(other, tmp_path / "inbox")
        mine = known_assignment(other)
        judge(other, 1, Opinion({}, coach="Lou", agree=True))
        bad = [
            lines[0].replace('"level": ', '"level": 9'),
            lines[0].replace("spring", "autumn"),
            lines[0].replace('"answer": "', '"answer": "ff'),
            lines[0].replace('"criterion": "', '"criterion": "un'),
            "{",
        ]
        taken = take_judgements(other, mine, [*lines, *bad])
        assert (taken.new, taken.known, len(taken.problems)) == (len(lines), 0, len(bad))
        assert take_judgements(other, mine, lines).known == len(lines)
        assert set(desk_agreement(other, mine).coaches) == {("Kim", "Lou")}


def test_a_changed_desk_is_named(tmp_path: Path, store: CoachStore, cohort: CohortReport) -> None:
    """A row that was altered outside is not believed; what to do is said, without a backup and with one."""
    with sqlite3.connect(desk_path(tmp_path / "coach-home")) as db:
        db.execute("UPDATE answers SET facts = replace(facts, '\"score\"', '\"scare\"') WHERE number = 1")
    with pytest.raises(NsmtrainerError, match="answer 1 was changed") as error:
        store.answer(1)
    assert "no backup of it yet" in error.value.hint
    backups = desk_path(tmp_path / "coach-home").parent / "copies"
    backups.mkdir()
    (backups / "daily-2026-03-01.db").write_bytes(b"")
    with pytest.raises(NsmtrainerError, match="answer 1 was changed") as error:
        store.answer(1)
    assert "coach restore-backup" in error.value.hint


def test_two_files_of_one_person_make_one_row(tmp_path: Path, store: CoachStore) -> None:
    """The latest name counts; two people of the same name stay two."""
    path = write_assignment(tmp_path)
    keep(store, path)
    inbox = tmp_path / "inbox"
    put(inbox, "a.json", submission(path, "aa" * 8, ("airbnb", WEAK), name="Kim"))
    put(inbox, "b.json", submission(path, "bb" * 8, ("airbnb", WEAK), name="Kim"))
    assert parse_submission((inbox / "a.json").read_bytes()).name == "Kim"
    import_folder(store, inbox)
    assert [one.name for one in cohort_report(store, known_assignment(store)).people] == ["Kim", "Kim"]
