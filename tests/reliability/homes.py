"""Where the cases live that are tested beside what they are about, and what each of these tests does.

A test under `tests/reliability/` names its case itself (`counted`, or the marker `case`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Home:
    """A test of a case; `count` is how often it does what it does, per run of it."""

    case: int
    test: str
    what: str
    count: int = 1


_PROCESSES = "tests/sessions/test_processes.py::"
_DAMAGE = "tests/sessions/test_damage.py::"
_ENDING = "tests/tui/test_ending.py::"
_EDITOR = "tests/tui/answer/test_editor.py::"
_EXCHANGE = "tests/practice/test_exchange.py::"
_REPORTS = "tests/reports/test_reports.py::"
_BORDER = "tests/content/test_border.py::"
_ATTEMPTS = "tests/sessions/test_attempts.py::"
_PAGES = "tests/reports/test_browser.py::"

HOMES = (
    Home(
        1,
        _PROCESSES + "test_no_acknowledged_draft_is_lost_by_a_kill",
        "kill -9 between two saves of the store",
    ),
    Home(
        1, _ENDING + "test_a_kill_loses_at_most_the_last_second_and_a_half", 'kill -9 after "saved" was shown'
    ),
    Home(
        2,
        _ENDING + "test_a_signal_saves_the_last_key_and_restores_the_terminal",
        "a signal after the last key",
    ),
    Home(2, _ENDING + "test_a_closed_window_loses_nothing", "the window closed after the last key"),
    Home(3, _PROCESSES + "test_a_full_disk", "saves to a full disk, then a retry"),
    Home(3, _PROCESSES + "test_a_store_that_may_only_be_read", "writes without the right to"),
    Home(3, _PROCESSES + "test_a_folder_that_vanishes_and_comes_back", "the folder away and back"),
    Home(4, _DAMAGE + "test_flipped_bits", "a bit flipped anywhere in the store"),
    Home(4, _DAMAGE + "test_truncations", "the store cut off anywhere"),
    Home(
        4, _DAMAGE + "test_something_else_in_the_place_of_the_store", "an empty file or garbage in its place"
    ),
    Home(4, _DAMAGE + "test_another_programs_database", "another program's database"),
    Home(
        4, _DAMAGE + "test_a_store_that_is_gone_while_its_backups_are_there", "the store gone, backups there"
    ),
    Home(4, _DAMAGE + "test_a_backup_is_put_back_and_the_damaged_file_kept", "a backup put back"),
    Home(4, _DAMAGE + "test_a_damaged_backup_is_passed_over", "a damaged backup passed over"),
    Home(
        4, _DAMAGE + "test_a_changed_row_does_not_reach_the_backups", "a changed answer kept out of backups"
    ),
    Home(4, _DAMAGE + "test_a_broken_structure_is_not_written_into", "no write into a broken structure"),
    Home(5, _DAMAGE + "test_a_store_of_a_newer_version", "a store of a newer version"),
    Home(
        5,
        "tests/sessions/test_released.py::test_a_released_store_opens_with_all_it_held",
        "a released version",
    ),
    Home(5, _PROCESSES + "test_a_kill_while_upgrading_leaves_the_old_or_the_new", "kill -9 while moving up"),
    Home(6, _PROCESSES + "test_three_windows_write_at_once", "writes each of three processes at once"),
    Home(
        6,
        _PROCESSES + "test_a_draft_of_a_killed_window_can_be_taken_over_by_one_that_waits",
        "a draft taken over",
    ),
    Home(
        6,
        "tests/sessions/test_drafts.py::test_a_draft_open_in_another_window_is_read_only",
        "a draft open twice",
    ),
    Home(7, "tests/test_files.py::test_a_kill_leaves_the_old_file", "kill -9 inside the atomic writer"),
    Home(7, "tests/test_files.py::test_what_a_kill_left_is_swept_later", "temporaries swept"),
    Home(8, _ATTEMPTS + "test_order_and_durations_when_the_clock_is_set_back", "order and times of sessions"),
    Home(
        8,
        "tests/sessions/test_drafts.py::test_drafts_are_listed_latest_first_with_a_clock_set_back",
        "order of drafts",
    ),
    Home(
        8,
        "tests/tui/answer/test_clock.py::test_time_is_counted_on_and_never_negative",
        "time spent on an answer",
    ),
    Home(
        9, _ENDING + "test_a_defect_saves_the_draft_and_shows_no_text_of_anybody", "an exception in an action"
    ),
    Home(9, _ENDING + "test_a_broken_byte_on_the_keyboard_is_dropped", "bytes that are no UTF-8"),
    Home(
        10,
        "tests/test_text.py::test_what_controls_a_terminal_is_dropped",
        "hostile strings through the cleaner",
    ),
    Home(10, "tests/test_text.py::test_what_people_write_is_kept", "real scripts, emoji, brackets kept"),
    Home(
        10,
        "tests/tui/common/test_line_filter.py::test_control_characters_are_left_out",
        "through the last fence",
    ),
    Home(
        11,
        "tests/tui/reveal/test_screen.py::test_markup_in_an_answer_stays_text_everywhere",
        "markup and a click",
    ),
    Home(11, "tests/tui/common/test_titles.py::test_a_title_is_shown_as_it_is", "markup in titles of boxes"),
    Home(12, _EDITOR + "test_a_paste_that_is_too_long_is_refused_whole", "pastes over the limit"),
    Home(12, _EDITOR + "test_a_paste_up_to_the_limit_is_taken", "a paste of 20,000 characters"),
    Home(13, _REPORTS + "test_no_payload_becomes_an_element", "script payloads in HTML"),
    Home(13, _REPORTS + "test_the_page_forbids_everything_but_its_own_style", "the page's policy"),
    Home(13, _REPORTS + "test_markdown_of_other_people_is_text", "Markdown of other people"),
    Home(13, _REPORTS + "test_no_cell_is_a_formula", "formulas in CSV"),
    Home(13, _PAGES + "test_no_payload_runs", "all payloads in a real browser"),
    Home(13, _PAGES + "test_a_script_would_be_refused", "a script in a real browser"),
    Home(
        13, _EXCHANGE + "test_many_imports_of_exports_give_equal_stores", "stores through JSON and back", 150
    ),
    Home(13, _EXCHANGE + "test_a_record_is_json_and_comes_back_equal", "sessions through JSON and back", 40),
    Home(
        14,
        "tests/content/test_refusals.py::test_hostile_files_are_refused_quickly_and_cheaply",
        "hostile files",
        35,
    ),
    Home(14, _BORDER + "test_what_content_does_not_need_is_refused", "what YAML can and content needs not"),
    Home(14, _BORDER + "test_what_is_no_text_is_refused", "files that are no text"),
    Home(14, _BORDER + "test_any_text_is_either_read_or_refused", "random texts", 150),
    Home(15, _BORDER + "test_scalars_stay_the_text_that_was_typed", "words with a meaning to YAML"),
    Home(17, _EXCHANGE + "test_a_folder_of_all_sorts", "a folder of links, pipes, cut, empty and huge files"),
    Home(17, _EXCHANGE + "test_a_folder_of_many_files", "files of one folder, twice"),
    Home(17, _EXCHANGE + "test_a_spoiled_session_is_named_and_the_others_are_added", "spoiled sessions"),
    Home(17, _EXCHANGE + "test_a_file_that_is_no_export", "files that are no export"),
    Home(
        17,
        "tests/content/test_library.py::test_links_pipes_and_folders_are_not_read",
        "content that is no file",
    ),
    Home(
        17,
        "tests/practice/test_cohort.py::test_bad_files_are_named_once_and_the_good_ones_taken",
        "submissions",
    ),
    Home(18, "tests/practice/test_naming.py::test_hostile_words", "hostile names"),
    Home(18, "tests/practice/test_naming.py::test_nothing_is_overwritten", "names that differ in case"),
    Home(18, "tests/practice/test_assign.py::test_names_of_people_make_tame_file_names", "names of people"),
    Home(19, "tests/practice/test_attacks.py::test_marks_cannot_be_bought", "attacks written by hand", 120),
    Home(
        19,
        "tests/practice/test_attacks.py::test_jargon_earns_nothing_by_itself",
        "pairs with and without jargon",
        30,
    ),
)
