"""`nsmtrainer schema`: JSON Schema of the file kinds, so that editors complete and check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nsmtrainer.cli.options import check_known, print_json


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[prompt|rubric|assignment]", help="One kind only.", show_default=False),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Write KIND.schema.json files here.", show_default=False
        ),
    ] = None,
) -> None:
    """Print or write the JSON Schema of prompts, rubrics and assignments.

    Example:
      nsmtrainer schema -o schemas/
    """
    from nsmtrainer.content.schema import KINDS, json_schema
    from nsmtrainer.practice.named_files import new_file

    check_known("file kind", kind, KINDS)
    schemas = {k: json_schema(k) for k in KINDS if kind in (None, k)}
    if folder is None:
        print_json(schemas if kind is None else next(iter(schemas.values())))
        return
    for name, value in schemas.items():
        path = folder / f"{name}.schema.json"
        with new_file(path, folders=True) as file:
            file.write(json.dumps(value, indent=2) + "\n")
        typer.echo(f"Wrote {path}")
