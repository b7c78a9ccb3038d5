"""Our own test on real articles: pairs of statements of two outlets, read twice blind.

The pairs are of newswcl50 (Hamborg et al. 2019), ten political events of 2018 by five outlets
each. A seeded command drew them before any model saw them (bench/verdicts).
"""

from pathlib import Path
from typing import Any

from models.training.data import Part, Row, read_lines
from models.training.news import read_pairs, settled

ARTICLES = Path("news") / "newswcl50.jsonl.gz"
"""Where the articles are inside the data folder."""


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """The articles of newswcl50 by id, from the data folder."""
    return {article["id"]: article for article in read_lines(data / ARTICLES)}


def read_verdicts(data: Path, path: Path) -> list[Row]:
    """The settled pairs with their texts."""
    texts = {name: article["text"] for name, article in articles(data).items()}
    return settled(read_pairs(path), texts, "newswcl50", Part.DEV)
