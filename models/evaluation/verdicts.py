"""Our own test on real articles: pairs of statements of two outlets, read twice blind.

The pairs are of newswcl50 (Hamborg et al. 2019), ten political events of 2018 by five outlets
each. Only places are kept, no text: a statement is a document and character spans of the data
folder's ``text``. A seeded command drew them before any model saw them (bench/verdicts).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.relation import RELATIONS
from models.training.data import Row, read_lines

ARTICLES = Path("news") / "newswcl50.jsonl.gz"
"""Where the articles are inside the data folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: a document of newswcl50 and spans of its text."""

    doc: str
    spans: tuple[tuple[int, int], ...]

    def text(self, articles: dict[str, dict[str, Any]]) -> str:
        """The statement's words, line breaks smoothed."""
        text: str = articles[self.doc]["text"]
        return " ".join(" ".join(text[start:end].split()) for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of one event; ``verdict`` is None where readers could not settle it."""

    event: str
    stratum: str
    a: Place
    b: Place
    verdict: str | None = None


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """The articles of newswcl50 by id, from the data folder."""
    return {article["id"]: article for article in read_lines(data / ARTICLES)}


def pairs(path: Path) -> Iterator[Pair]:
    """The drawn pairs, in their order."""
    for row in read_lines(path):
        a, b = (Place(row[side]["doc"], tuple(map(tuple, row[side]["spans"]))) for side in "ab")
        yield Pair(row["event"], row["stratum"], a, b, row["verdict"])


def read_verdicts(data: Path, path: Path) -> list[Row]:
    """The settled pairs with their texts."""
    stored = articles(data)
    return [
        Row(
            a=pair.a.text(stored),
            b=pair.b.text(stored),
            source="newswcl50",
            relation=RELATIONS.index(pair.verdict),
            reason=pair.stratum,
        )
        for pair in pairs(path)
        if pair.verdict
    ]
