"""How fast the program is, measured: `python -m benchmarks`. docs/performance.md shows the table."""
