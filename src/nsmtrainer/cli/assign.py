"""`nsmtrainer assign ...`: make an assignment, open one, answer its prompts, read the feedback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsmtrainer.cli.options import STDIN, AsJson, ContentDir, check_known, print_json, read_text
from nsmtrainer.counts import counted
from nsmtrainer.errors import UsageError

if TYPE_CHECKING:
    from nsmtrainer.content.assignment import Assignment
    from nsmtrainer.practice.assign import Opened

assign_app = typer.Typer(help="Assignments: hand them out, open and answer them.", no_args_is_help=True)

AssignmentFile = Annotated[Path, typer.Argument(metavar="FILE", help="The assignment file.")]
AssignmentId = Annotated[str, typer.Argument(metavar="ID", help="Its id, as `assign list` shows it.")]


@assign_app.command("new")
def new(
    assignment: Annotated[str, typer.Argument(metavar="ID", help="Lower-case letters, digits and hyphens.")],
    prompts: Annotated[str, typer.Option("--prompts", metavar="ID,ID", help="The prompts to answer.")],
    rubric: Annotated[
        str, typer.Option("--rubric", metavar="ID", help="Left out, each prompt's own.", show_default=False)
    ] = "",
    title: Annotated[str, typer.Option("--title", help="A few words that candidates see.")] = "",
    message: Annotated[str, typer.Option("--message", help="What you want to say to them.")] = "",
    mode: Annotated[str, typer.Option("--mode", help="practice or live.")] = "practice",
    attempts: Annotated[int, typer.Option("--attempts", metavar="N", help="Attempts at each prompt.")] = 3,
    minutes: Annotated[
        int, typer.Option("--minutes", metavar="N", help="Time for each answer; 0 for each prompt's own.")
    ] = 0,
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="Such as 2027-03-01.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to write it.", show_default=False),
    ] = None,
    content: ContentDir = None,
) -> None:
    """Make an assignment file that holds everything a candidate needs.

    Example:
      nsmtrainer assign new spring --prompts airbnb,spotify --due 2027-03-01
    """
    from nsmtrainer.content.assignment import MODES
    from nsmtrainer.content.assignment_file import Terms, assignment_of, new_assignment
    from nsmtrainer.content.library import load_library
    from nsmtrainer.content.templates import check_new_id
    from nsmtrainer.practice.named_files import new_file, unused

    check_new_id(assignment)
    check_known("mode", mode, MODES)
    wanted = [one.strip() for one in prompts.split(",") if one.strip()]
    text = new_assignment(
        load_library(content),
        assignment,
        wanted,
        rubric,
        Terms(title, message, next(m for m in MODES if m == mode), attempts, minutes, due),
    )
    path = output or Path(f"{assignment}.assignment.yaml")
    with new_file(unused(path)) as file:
        file.write(text)
    typer.echo(
        f"Wrote {path}. Send it to the candidates; they open it with: nsmtrainer assign open {path.name}"
    )
    typer.echo("It holds the prompts with their keys, so a curious candidate can read them.")
    _warn_if_over(assignment_of(text.encode(), str(path)), path)


def _warn_if_over(made: Assignment, path: Path) -> None:
    from nsmtrainer.cli.run import say
    from nsmtrainer.sessions.clock import now_utc

    if made.is_over(now_utc()):
        say(
            f"The due date, {_due(made)}, has passed already: every answer would be late.",
            f"To set another one, change the line `due:` in {path} before you send it.",
        )


@assign_app.command("show")
def show(file: AssignmentFile) -> None:
    """Say what an assignment file asks for, without opening it.

    Example:
      nsmtrainer assign show spring.assignment.yaml
    """
    from nsmtrainer.practice.assign import read_assignment

    _print_assignment(read_assignment(file))


@assign_app.command("open")
def open_file(file: AssignmentFile) -> None:
    """Lay an assignment ready on this computer; what you practised before stays out of it.

    Example:
      nsmtrainer assign open spring.assignment.yaml
    """
    from nsmtrainer.practice.assign import last_session, open_assignment
    from nsmtrainer.sessions.clock import now_utc
    from nsmtrainer.sessions.opening import open_present_store

    store = open_present_store()
    last = 0
    if store is not None:
        with store:
            last = last_session(store)
    opened, fresh = open_assignment(file, last)
    found = opened.assignment
    _print_assignment(found)
    typer.echo("")
    if found.is_over(now_utc()):
        typer.echo("The due date has passed.")
        typer.echo("You can still practise and hand in; your coach sees that it is late.")
    typer.echo("Opened." if fresh else "Opened before; what you did since is kept.")
    typer.echo(f"Answer a prompt:  nsmtrainer assign answer {found.id} {found.prompts[0]}")
    typer.echo(f"Hand it in:       nsmtrainer submit {found.id}")


def _print_assignment(found: Assignment) -> None:
    from nsmtrainer.text import clean_line, clean_text

    typer.echo(clean_line(f"{found.title} ({found.id})"))
    if found.message:
        typer.echo(f"\n{clean_text(found.message)}\n")
    for prompt in found.prompts:
        typer.echo(clean_line(f"{prompt}: {found.titles.get(prompt, prompt)}", 110))
    time = f"{counted(found.minutes, 'minute')} each" if found.minutes else "each prompt's own time"
    due = _due(found) or "no date"
    typer.echo(f"Due: {due}. Mode: {found.mode}. Attempts at each: {found.attempts}. Time: {time}.")


def _due(found: Assignment) -> str:
    return f"{found.due:%Y-%m-%d %H:%M} UTC" if found.due else ""


@assign_app.command("list")
def list_opened(as_json: AsJson = False) -> None:
    """List the assignments that were opened here, and what is answered.

    Example:
      nsmtrainer assign list
    """
    from nsmtrainer.practice.assign import opened_assignments

    rows = [_row(one) for one in opened_assignments()]
    if as_json:
        print_json(rows)
        return
    if not rows:
        typer.echo("No assignment was opened here. Open one: nsmtrainer assign open FILE")
    for row in rows:
        typer.echo(
            f"{row['id']}: {row['title']}; {row['answered']} of {row['prompts']} answered; "
            f"due {row['due'] or 'at no date'}{' (over)' if row['over'] else ''}"
        )


def _row(opened: Opened) -> dict[str, object]:
    from nsmtrainer.practice.assign import select_here
    from nsmtrainer.sessions.clock import now_utc

    found = opened.assignment
    selection = select_here(opened)
    return {
        "id": found.id,
        "title": found.title,
        "prompts": len(found.prompts),
        "answered": len(found.prompts) - len(selection.unanswered),
        "due": _due(found),
        "over": found.is_over(now_utc()),
        "folder": str(opened.folder),
    }


@assign_app.command("answer")
def answer(
    assignment: AssignmentId,
    prompt: Annotated[str, typer.Argument(metavar="PROMPT", help="One of its prompts.")],
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE|-]", help="File with the answer; - for input.", show_default=False),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", "-t", metavar="T", help="The answer itself.")] = None,
) -> None:
    """Answer one of an assignment's prompts; the answer is kept as a session and marked at once.

    Without an answer the question is shown.

    Example:
      nsmtrainer assign answer spring airbnb answer.txt
    """
    from rich.console import Console

    from nsmtrainer.cli.card import print_card
    from nsmtrainer.cli.show import prompt_text
    from nsmtrainer.practice.assign import answer_assigned, check_asked, find_opened
    from nsmtrainer.practice.practised import Practice
    from nsmtrainer.sessions.clock import now_utc
    from nsmtrainer.sessions.opening import open_store
    from nsmtrainer.text import clean_text

    opened = find_opened(assignment)
    check_asked(opened.assignment, prompt)
    if file is None and text is None:
        asked = opened.library.prompt(prompt)
        typer.echo(clean_text(prompt_text(opened.library, asked, rubric=opened.assignment.rubric)))
        typer.echo(f"\nAnswer it: nsmtrainer assign answer {assignment} {prompt} FILE")
        return
    if file is not None and text is not None:
        raise UsageError("Give the answer once: as a file or with --text.", "Leave one of them out.")
    given = text if text is not None else read_text(file or STDIN)
    if not given.strip():
        raise UsageError("The answer is empty, so nothing was kept.", "No attempt was used up.")
    now = now_utc()
    with open_store() as store:
        scored = answer_assigned(
            opened, store, prompt, given, Practice(opened.assignment.mode, now, now, 0.0)
        )
    print_card(Console(highlight=False), scored)


@assign_app.command("ask")
def ask(
    assignment: AssignmentId,
    session: Annotated[str, typer.Argument(metavar="SESSION", help="The session's number or id.")],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="The mark to look at again.")],
    why: Annotated[str, typer.Option("--why", metavar="T", help="What the mark overlooks.")],
) -> None:
    """Ask the coach for another look at a mark; the request goes with your next submission.

    Example:
      nsmtrainer assign ask spring last guardrail --why "The second sentence names what it catches."
    """
    from nsmtrainer.practice.assign import ask_again, find_opened
    from nsmtrainer.sessions.opening import open_store

    opened = find_opened(assignment)
    with open_store() as store:
        ask_again(opened, store.attempt(session), criterion, why)
    typer.echo(f"Noted. It goes with your next submission: nsmtrainer submit {assignment}")


@assign_app.command("feedback")
def feedback(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The feedback file that your coach sent.")],
) -> None:
    """Read the feedback that a coach returned.

    Example:
      nsmtrainer assign feedback spring-ana-0a1b2c3d.feedback.json
    """
    from nsmtrainer.cli.desk_text import feedback_lines
    from nsmtrainer.content.exchange_file import MAX_BYTES, parse_feedback
    from nsmtrainer.content.files import read_regular_file
    from nsmtrainer.text import clean_text

    found = parse_feedback(read_regular_file(file, MAX_BYTES))
    for line in feedback_lines(found):
        typer.echo(clean_text(line))
