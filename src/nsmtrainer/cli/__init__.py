"""The command line face; alone owns typer."""
