"""Each guard taken out in turn, in a copy of the program: the named test has to notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

SECONDS = 400
"""Longest time for a test; a guard whose lack makes a test hang is noticed too."""


class Guard(NamedTuple):
    """A guard: where it stands, what takes it out (in words, and as a change of its source), who notices."""

    guard: str
    change: str
    file: str
    old: str
    new: str
    test: str


_TEXT = "tests/test_text.py::"
_BORDER = "tests/content/test_border.py::test_what_content_does_not_need_is_refused"
_ENDING = "tests/tui/test_ending.py::"
_SIGNAL = _ENDING + "test_a_signal_saves_the_last_key_and_restores_the_terminal"
_DEFECT = _ENDING + "test_a_defect_saves_the_draft_and_shows_no_text_of_anybody"
_DAMAGE = "tests/sessions/test_damage.py::"
_PROCESSES = "tests/sessions/test_processes.py::"
_REPORTS = "tests/reports/test_reports.py::"
_HERE = "tests/reliability/"
_SPOILT = "tests/practice/test_cohort.py::test_bad_files_are_named_once_and_the_good_ones_taken"

GUARDS = (
    Guard(
        "cleaner: control sequences",
        "sequences are left in",
        "text.py",
        'text = _sequences().sub("", text)',
        "pass",
        _TEXT + "test_what_controls_a_terminal_is_dropped",
    ),
    Guard(
        "cleaner: control and bidi characters",
        "characters are left in",
        "text.py",
        'return _dropped().sub("", text)',
        "return text",
        _TEXT + "test_cleaning_is_safe_and_settles_at_once",
    ),
    Guard(
        "limit of an answer",
        "no limit",
        "text.py",
        "if len(text) > MAX_ANSWER:",
        "if False:",
        _TEXT + "test_an_answer_too_long_is_refused_whole",
    ),
    Guard(
        "terminal filter",
        "the screens do without it",
        "tui/app.py",
        "return [*super().get_line_filters(), self._filter]",
        "return [*super().get_line_filters()]",
        _HERE + "test_hostile_text.py::test_the_terminal_filter_stands_behind_the_cleaner",
    ),
    Guard(
        "no markup in texts",
        "texts are parsed as markup",
        "tui/common/content.py",
        "return Content.styled(clean_text(text), style)",
        "return Content.from_markup(clean_text(text))",
        "tests/tui/reveal/test_screen.py::test_markup_in_an_answer_stays_text_everywhere",
    ),
    Guard(
        "no markup in titles of boxes",
        "titles are parsed as markup",
        "tui/sessions/ask.py",
        "box.border_title = line(self._title)",
        "box.border_title = self._title",
        "tests/tui/common/test_titles.py::test_a_title_is_shown_as_it_is",
    ),
    Guard(
        "pastes cleaned before keys are read",
        "pastes go through as they are",
        "tui/keyboard.py",
        "return self._pastes.pass_on(super().decode(input, final))",
        "return super().decode(input, final)",
        _HERE + "test_pastes.py::test_pastes_full_of_control_characters",
    ),
    Guard(
        "limit of a paste",
        "any paste is taken",
        "tui/answer/editor.py",
        "if len(pasted) > room:",
        "if False:",
        "tests/tui/answer/test_editor.py::test_a_paste_that_is_too_long_is_refused_whole",
    ),
    Guard(
        "keyboard that drops broken bytes",
        "decoding is strict",
        "tui/keyboard.py",
        'super().__init__(errors="ignore")',
        'super().__init__(errors="strict")',
        _ENDING + "test_a_broken_byte_on_the_keyboard_is_dropped",
    ),
    Guard(
        "signal handler",
        "no signal is watched",
        "tui/ending.py",
        "SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)",
        "SIGNALS = ()",
        _SIGNAL,
    ),
    Guard(
        "saving on a signal",
        "it ends without saving",
        "tui/ending.py",
        "        self.room.save_all()\n        # Where the window",
        "        # Where the window",
        _HERE + "test_endings.py::test_a_signal_right_after_a_key",
    ),
    Guard(
        "status of a signal",
        "it ends with 0",
        "tui/ending.py",
        "self.exit(return_code=128 + number)",
        "self.exit()",
        _SIGNAL,
    ),
    Guard(
        "saving on a defect",
        "it ends without saving",
        "tui/ending.py",
        "        self.room.save_all()\n        if os.environ",
        "        if os.environ",
        _HERE + "test_endings.py::test_a_defect_right_after_a_key",
    ),
    Guard(
        "status of a defect",
        "it ends with 0",
        "tui/ending.py",
        "self._return_code = int(ExitStatus.DEFECT)",
        "self._return_code = 0",
        _DEFECT,
    ),
    Guard(
        "no traceback after a defect",
        "Textual shows its own",
        "tui/ending.py",
        'if os.environ.get("NSMTRAINER_DEBUG"):',
        "if True:",
        _DEFECT,
    ),
    Guard(
        '"saved" only after the commit',
        "said before",
        "tui/answer/autosave.py",
        "            except Exception as error:\n",
        "            except Exception as error:\n"
        '                self._show("saved", None)\n'
        "                return True\n",
        "tests/tui/answer/test_draft.py::test_saved_is_only_said_after_the_disk_has_it",
    ),
    Guard(
        "atomic writer",
        "the file itself is written",
        "files.py",
        'with os.fdopen(handle, "w", encoding="utf-8", newline="\\n") as file:',
        'with path.open("w", encoding="utf-8", newline="\\n") as file:',
        "tests/test_files.py::test_a_kill_leaves_the_old_file",
    ),
    Guard(
        "sweeping of temporaries",
        "they stay",
        "files.py",
        "sweep(path.parent, path.name)",
        "pass",
        "tests/test_files.py::test_what_a_kill_left_is_swept_later",
    ),
    Guard(
        "folder that is gone",
        "libraries are imported whole, where one stands",
        "reading/pipeline.py",
        "with standing_somewhere(), put_off(*_NOT_FOR_TOKENS):",
        "if True:",
        _HERE + "test_gone_folder.py::test_an_answer_is_marked_in_a_folder_that_is_gone",
    ),
    Guard(
        "store: lasting commits",
        "synchronous=OFF",
        "sessions/connection.py",
        '"synchronous = EXTRA"',
        '"synchronous = OFF"',
        _HERE + "test_store_settings.py::test_settings_that_were_found_sound",
    ),
    Guard(
        "store: no code of the file's schema",
        "trusted_schema=ON",
        "sessions/connection.py",
        '"trusted_schema = OFF"',
        '"trusted_schema = ON"',
        _HERE + "test_store_settings.py::test_settings_that_were_found_sound",
    ),
    Guard(
        "store: writers begin at once",
        "BEGIN instead of BEGIN IMMEDIATE",
        "sessions/connection.py",
        'self._turns.take(lambda: db.execute("BEGIN IMMEDIATE"))',
        'self._turns.take(lambda: db.execute("BEGIN"))',
        _PROCESSES + "test_three_windows_write_at_once",
    ),
    Guard(
        "store: a row carries its hash",
        "every row is taken for sound",
        "sessions/fingerprint.py",
        "return fingerprint(row[:-1]) == row[-1]",
        "return True",
        _DAMAGE + "test_flipped_bits",
    ),
    Guard(
        "store: its own application id",
        "any database is taken",
        "sessions/connection.py",
        "if application != APPLICATION_ID:",
        "if False:",
        _DAMAGE + "test_another_programs_database",
    ),
    Guard(
        "store: newer versions refused",
        "they are opened",
        "sessions/connection.py",
        "if version > len(migrations):",
        "if False:",
        _DAMAGE + "test_a_store_of_a_newer_version",
    ),
    Guard(
        "store: looks whether its file is there",
        "not looked",
        "sessions/connection.py",
        "        if there is None:\n            self.close()\n            raise vanished(self.path)\n",
        "",
        _PROCESSES + "test_a_folder_that_vanishes_and_comes_back",
    ),
    Guard(
        "YAML border: no anchors",
        "anchors pass",
        "content/border.py",
        "if event.anchor is not None:",
        "if False:",
        _BORDER,
    ),
    Guard(
        "YAML border: no tags",
        "tags pass",
        "content/border.py",
        "if event.tag is not None:",
        "if False:",
        _BORDER,
    ),
    Guard(
        "YAML border: depth",
        "any depth",
        "content/border.py",
        "if len(self.open) >= MAX_DEPTH:",
        "if False:",
        _BORDER,
    ),
    Guard(
        "YAML border: size",
        "any size",
        "content/border.py",
        "if self.nodes > MAX_NODES:",
        "if False:",
        _BORDER,
    ),
    Guard(
        "YAML border: keys once",
        "the last wins",
        "content/border.py",
        "elif name in parent.entries:",
        "elif False:",
        _BORDER,
    ),
    Guard(
        "YAML border: one document",
        "more pass",
        "content/border.py",
        "if self.documents > 1:",
        "if False:",
        _BORDER,
    ),
    Guard(
        "links are not followed (a look first)",
        "no look, and the opening follows",
        "content/files.py",
        "        _check_sort(os.lstat(path), name, max_bytes)\n"
        "        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW",
        "        number = os.open(path, os.O_RDONLY",
        "tests/content/test_library.py::test_links_pipes_and_folders_are_not_read",
    ),
    Guard(
        "links are not followed (O_NOFOLLOW)",
        "a link that comes after the look is followed",
        "content/files.py",
        "os.O_RDONLY | os.O_NOFOLLOW",
        "os.O_RDONLY",
        _HERE + "test_links.py::test_a_link_that_comes_between_look_and_opening",
    ),
    Guard(
        "largest content file",
        "any size is read",
        "content/border.py",
        "if len(raw) > MAX_BYTES:",
        "if False:",
        "tests/content/test_border.py::test_what_is_no_text_is_refused",
    ),
    Guard(
        "hash of a submission",
        "not compared",
        "content/exchange_file.py",
        "if given != _hash(record):",
        "if False:",
        _SPOILT,
    ),
    Guard(
        "HTML is escaped",
        "autoescape off",
        "reports/page.py",
        "autoescape=True",
        "autoescape=False",
        _REPORTS + "test_no_payload_becomes_an_element",
    ),
    Guard(
        "policy of a page",
        "everything may load",
        "reports/templates/page.html.j2",
        "default-src 'none'; ",
        "",
        _REPORTS + "test_the_page_forbids_everything_but_its_own_style",
    ),
    Guard(
        "Markdown is escaped",
        "signs stay signs",
        "reports/markdown.py",
        'line = _ANYWHERE.sub(r"\\\\\\1", line)',
        "pass",
        _REPORTS + "test_markdown_of_other_people_is_text",
    ),
    Guard(
        "CSV cells are inert",
        "formulas stay formulas",
        "reports/table.py",
        'return f"\'{cell}" if',
        "return cell if",
        _REPORTS + "test_no_cell_is_a_formula",
    ),
    Guard(
        "names of files",
        "words as they are",
        "practice/naming.py",
        'return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")',
        'return plain.strip("-")',
        "tests/practice/test_naming.py::test_hostile_words",
    ),
    Guard(
        "attempt gate",
        "everything is an attempt",
        "reading/attempt.py",
        "    words = scan.words\n    if not any(norm.isalpha()",
        '    return Attempt("attempt")\n    words = scan.words\n    if not any(norm.isalpha()',
        "tests/reading/test_attempt.py::test_what_is_no_attempt_says_so",
    ),
    Guard(
        "runs that the tokenizer is spared",
        "it gets them",
        "reading/pipeline.py",
        'return _LONG_RUN.sub(lambda run: "".join(c if c.isalnum() else " " for c in run.group()), text)',
        "return text",
        "tests/reading/test_robust.py::test_runs_of_punctuation_never_reach_the_tokenizer",
    ),
    Guard(
        "last net of the command line",
        "errors of ours pass",
        "cli/run.py",
        "        return _defect(error)\n",
        "        raise\n",
        _HERE + "test_commands.py::test_a_defect_shows_nobodys_words",
    ),
)


def run_guards(root: Path, guards: Iterable[Guard] = GUARDS) -> dict[str, Any]:
    """Take out each guard in a copy, run its test, return who noticed. Ends where a test fails as it is."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="nsmtrainer-guards-") as name:
        copy = Path(name)
        package = copied(root, copy)
        guards = tuple(guards)
        for test in dict.fromkeys(one.test for one in guards):
            if not passes(root, copy, test):
                raise SystemExit(f"{test} does not pass with every guard in place.")
        for one in guards:
            path = package / one.file
            whole = path.read_text(encoding="utf-8")
            path.write_text(whole.replace(one.old, one.new), encoding="utf-8")
            noticed = not passes(root, copy, one.test)
            path.write_text(whole, encoding="utf-8")
            print("noticed    " if noticed else "NOT NOTICED", one.guard, flush=True)
            rows.append({"guard": one.guard, "change": one.change, "test": one.test, "noticed": noticed})
    return {"at": f"{datetime.now(UTC):%Y-%m-%d}", "guards": rows}


def copied(root: Path, copy: Path) -> Path:
    """Copy the package, its content beside it by links; return where it lies now."""
    package = copy / "src" / "nsmtrainer"
    shutil.copytree(
        root / "src" / "nsmtrainer",
        package,
        ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache", "*.onnx"),
    )
    for one in (root / "src" / "nsmtrainer" / "reading" / "model" / "files").glob("*.onnx"):
        (package / "reading" / "model" / "files" / one.name).symlink_to(one)
    for name in ("prompts", "rubrics", "library.yaml"):
        (copy / name).symlink_to(root / name)
    return package


def passes(root: Path, copy: Path, test: str) -> bool:
    """Return whether a test passes over the copy. Raises where it did not run at all."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", test]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return False
    if done.returncode not in (0, 1):
        raise SystemExit(f"{test} did not run:\n{done.stdout[-2000:]}{done.stderr[-1000:]}")
    return done.returncode == 0
