"""Our own test on real articles: pairs of statements of two outlets, read twice blind.

The pairs are of newswcl50, ten political events of 2018 by five outlets each (Hamborg et al.
2019). Only places are kept here, no text: a statement is a document and the character spans
of the data folder's ``text``. They were drawn by a seeded command before any model saw them.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PAIRS = FOLDER / "newswcl50.jsonl"
ARTICLES = Path("news") / "newswcl50.jsonl.gz"
CONTEXT = 300
"""Characters shown to a reader before and after a statement."""


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
    """Two statements of one event; ``verdict`` is None until readers have settled it."""

    event: str
    stratum: str
    a: Place
    b: Place
    verdict: str | None = None


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """The articles of newswcl50 by id, from the data folder."""
    with gzip.open(data / ARTICLES, "rt", encoding="utf-8") as lines:
        return {article["id"]: article for article in map(json.loads, lines)}


def pairs(path: Path = PAIRS) -> Iterator[Pair]:
    """The drawn pairs, in their order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        a, b = (Place(row[side]["doc"], tuple(map(tuple, row[side]["spans"]))) for side in "ab")
        yield Pair(row["event"], row["stratum"], a, b, row.get("verdict"))
