"""Tables as the pages under docs/ have them."""

from collections.abc import Sequence

Table = list[Sequence[str]]
"""A header and its rows; a row may end early."""


def markdown(table: Table) -> str:
    """A table in Markdown."""
    header, *rows = table
    filled = [[*row, *[""] * (len(header) - len(row))] for row in rows]
    lines = [header, ["---"] * len(header), *filled]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
