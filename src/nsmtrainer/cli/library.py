"""`nsmtrainer prompts|rubrics list|show|new`: the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nsmtrainer.cli.options import AsJson, ContentDir, check_known, print_json
from nsmtrainer.counts import counted

if TYPE_CHECKING:
    from nsmtrainer.content.library import Entry, Library
    from nsmtrainer.content.models import Prompt, Rubric
    from nsmtrainer.content.shapes import Kind

Id = Annotated[str, typer.Argument(metavar="ID", help="Its id, as `list` shows it.")]
NewId = Annotated[str, typer.Argument(metavar="ID", help="Lower-case letters, digits and hyphens.")]
From = Annotated[
    str | None, typer.Option("--from", metavar="ID", help="Start from an existing one.", show_default=False)
]
Folder = Annotated[
    Path,
    typer.Option("-o", "--output", metavar="DIR", help="Content folder to write into (it gets a subfolder)."),
]
MOST_NAMED = 5
"""Files named in one line where they cannot be used."""
DEFAULT_FOLDER = Path(".nsmtrainer")

prompts_app = typer.Typer(help="The prompts: what can be practised.", no_args_is_help=True)
rubrics_app = typer.Typer(help="The rubrics: how answers are marked.", no_args_is_help=True)


@prompts_app.command("list")
def list_prompts(
    game: Annotated[str | None, typer.Option("--game", help="Only this game.", show_default=False)] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only this kind.", show_default=False)] = None,
    as_json: AsJson = False,
    content: ContentDir = None,
) -> None:
    """List the prompts, and which of them hide another of the same id.

    Example:
      nsmtrainer prompts list --game transaction
    """
    from nsmtrainer.content.library import load_library
    from nsmtrainer.content.models import GAME_TYPES, PROMPT_KINDS

    check_known("game", game, GAME_TYPES)
    check_known("kind", kind, PROMPT_KINDS)
    library = load_library(content)
    rows = [
        {
            "id": p.id,
            "title": p.title,
            "games": [g.game for g in p.games],
            "kind": p.kind,
            "rubric": p.rubric,
        }
        for p in library.prompts.values()
        if (game is None or game in {g.game for g in p.games}) and (kind is None or p.kind == kind)
    ]
    _print_list(library, "prompt", rows, ("id", "title", "games", "kind", "from"), as_json)


@rubrics_app.command("list")
def list_rubrics(as_json: AsJson = False, content: ContentDir = None) -> None:
    """List the rubrics, whether each is calibrated, and which of them hide another of the same id.

    Example:
      nsmtrainer rubrics list
    """
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.calibrated import calibration_words

    library = load_library(content)
    rows = [
        {
            "id": r.id,
            "title": r.title,
            "criteria": [c.id for c in r.criteria],
            "calibration": calibration_words(r),
        }
        for r in library.rubrics.values()
    ]
    _print_list(library, "rubric", rows, ("id", "title", "criteria", "calibration", "from"), as_json)


def _print_list(
    library: Library, kind: Kind, rows: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool
) -> None:
    """Print what is known of content, each with where it lies and what it hides; name what is left out."""
    entries = {entry.id: entry for entry in library.entries(kind)}
    _show_rows([{**row, **_origin(entries[row["id"]])} for row in rows], columns, as_json)
    _name_broken(library)


def _name_broken(library: Library) -> None:
    """Say on standard error which files cannot be used, since the list is without them."""
    from nsmtrainer.cli.run import say

    broken = tuple(dict.fromkeys(problem.file for problem in library.problems))
    if broken:
        listed = ", ".join(broken[:MOST_NAMED]) + (", ..." if len(broken) > MOST_NAMED else "")
        one = len(broken) == 1
        say(
            f"{counted(len(broken), 'file')} cannot be used and {'is' if one else 'are'} left out: {listed}.",
            "`nsmtrainer check` says what is wrong.",
        )


def _origin(entry: Entry) -> dict[str, Any]:
    return {"from": entry.place, "path": str(entry.path), "hides": [str(path) for path in entry.hides]}


def _show_rows(rows: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from nsmtrainer.text import clean_line

    table = Table(box=None, header_style="dim", pad_edge=False)
    for column in columns:
        # an id is not broken: the longest of a criterion is 19 wide with its comma
        table.add_column(
            column, overflow="fold", no_wrap=column == "id", min_width=19 if column == "criteria" else None
        )
    for row in rows:
        cells = [", ".join(row[c]) if isinstance(row[c], list) else str(row[c]) for c in columns]
        if row["hides"]:
            cells[-1] += f" (hides {len(row['hides'])} more)"
        table.add_row(*(Text(clean_line(cell)) for cell in cells))
    Console(highlight=False).print(table)


@prompts_app.command("show")
def show_prompt(
    prompt: Id,
    key: Annotated[bool, typer.Option("--key", help="Show the key too: it gives the answer away.")] = False,
    as_json: AsJson = False,
    content: ContentDir = None,
) -> None:
    """Show a prompt's question; its key only when asked.

    Example:
      nsmtrainer prompts show airbnb --key
    """
    from nsmtrainer.cli.show import prompt_text
    from nsmtrainer.content.library import load_library

    library = load_library(content)
    found = library.prompt(prompt)
    _print_content(found, prompt_text(library, found, key), as_json)


@rubrics_app.command("show")
def show_rubric(
    rubric: Id,
    findings: Annotated[
        bool, typer.Option("--findings", help="Name the findings that each level needs.")
    ] = False,
    as_json: AsJson = False,
    content: ContentDir = None,
) -> None:
    """Show a rubric's criteria with their levels.

    Example:
      nsmtrainer rubrics show core --findings
    """
    from nsmtrainer.cli.show import rubric_text
    from nsmtrainer.content.library import load_library

    found = load_library(content).rubric(rubric)
    _print_content(found, rubric_text(found, findings), as_json)


def _print_content(found: Prompt | Rubric, text: str, as_json: bool) -> None:
    """Print a prompt or a rubric: all of it as JSON, or as the text that people read."""
    if as_json:
        from nsmtrainer.content.hashing import plain

        print_json(plain(found))
        return
    from rich.console import Console
    from rich.text import Text

    from nsmtrainer.text import clean_text

    console = Console(highlight=False)
    console.print(Text(clean_text(text)), width=min(console.width, 100))


@prompts_app.command("new")
def new_prompt(
    prompt: NewId,
    title: str = "",
    source: From = None,
    output: Folder = DEFAULT_FOLDER,
    content: ContentDir = None,
) -> None:
    """Start a prompt of your own: a commented file, or a copy of an existing one.

    Example:
      nsmtrainer prompts new bakery --title "A north star for a bakery chain"
    """
    from nsmtrainer.content import templates

    _write_new(
        output / "prompts",
        prompt,
        source,
        content,
        "prompt",
        lambda: templates.new_prompt(prompt, title or prompt),
    )


@rubrics_app.command("new")
def new_rubric(
    rubric: NewId,
    title: str = "",
    extends: Annotated[str, typer.Option("--extends", metavar="ID", help="The rubric to build on.")] = "core",
    source: From = None,
    output: Folder = DEFAULT_FOLDER,
    content: ContentDir = None,
) -> None:
    """Start a rubric of your own: a commented file, or a copy of an existing one.

    Example:
      nsmtrainer rubrics new growth-team --extends core
    """
    from nsmtrainer.content import templates

    _write_new(
        output / "rubrics",
        rubric,
        source,
        content,
        "rubric",
        lambda: templates.new_rubric(rubric, title or rubric, extends),
    )


def _write_new(
    folder: Path, new_id: str, source: str | None, content: Path | None, kind: Kind, start: Callable[[], str]
) -> None:
    from nsmtrainer.content import templates
    from nsmtrainer.content.library import load_library
    from nsmtrainer.practice.named_files import new_file, unused

    templates.check_new_id(new_id)
    path = unused(folder / f"{new_id}.yaml")
    text = templates.copy_of(load_library(content), kind, source, new_id) if source else start()
    with new_file(path, folders=True) as file:
        file.write(text)
    typer.echo(f"Wrote {path}. Edit it, then prove it: nsmtrainer check {path}")
