"""The sentences that the analyser learns from: trees, attributions, check-worthiness."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nupunkt import PunktSentenceTokenizer
from nupunkt.models import load_default_model

from models.analysis import ROLES
from models.words import words_of

TREEBANK = Path("language/ud_ewt_all_sources.conllu.gz")
OFFICIAL = tuple(Path(f"language/ud_ewt_en_ewt-ud-{part}.conllu.gz") for part in ("dev", "test"))
POLNEAR = Path("attribution/polnear.jsonl.gz")
CLAIMBUSTER = Path("claims/ct24_checkworthy.jsonl.gz")
"""Where each set is inside the data folder."""

_LONGEST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, where its words stand, and what is known of it.

    ``tags``, ``heads`` (0 the root) and ``relations`` have an entry a word; ``attributions`` pairs
    each cue (0 for one in another sentence) with a role a word; ``worth`` is check-worthiness.
    """

    text: str
    bounds: tuple[tuple[int, int], ...]
    tags: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
    attributions: tuple[tuple[int, tuple[int, ...]], ...] | None = None
    worth: bool | None = None


def treebank(path: Path, without: Sequence[Path] = ()) -> list[Example]:
    """Sentences of a treebank in CoNLL-U, less those of other files (by sentence id)."""
    left_out = {ids for other in without for ids, _, _ in _conllu(other)}
    found = []
    for name, text, rows in _conllu(path):
        if name in left_out or any(row[6] == "_" or row[7] == "_" for row in rows):
            continue
        bounds = _aligned(text, [row[1] for row in rows])
        if bounds is not None and len(rows) <= _LONGEST_WORDS:
            heads = tuple(int(row[6]) for row in rows)
            tags, relations = (tuple(row[column] for row in rows) for column in (4, 7))
            found.append(Example(text, bounds, tags, heads, relations))
    return found


def _conllu(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            lines = block.splitlines()
            about = dict(
                line[2:].split(" = ", 1) for line in lines if " = " in line[:40] and line[0] == "#"
            )
            rows = [line.split("\t") for line in lines if line[:1].isdigit()]
            rows = [row for row in rows if row[0].isdigit()]
            if rows:
                yield about["sent_id"], about["text"], rows


def _aligned(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    """Where each word stands in the text; None where the two do not fit."""
    found, at = [], 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            return None
        at = start + len(word)
        found.append((start, at))
    return tuple(found)


def attributed(path: Path, split: str) -> Iterator[tuple[str, list[Example]]]:
    """Each annotated article of PolNeAR (Newell et al. 2018) as sentences, with its name."""
    splitter = load_default_model()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["split"] == split:
                yield row["doc"], list(_sentences(row, splitter))


def _sentences(row: dict[str, Any], splitter: PunktSentenceTokenizer) -> Iterator[Example]:
    text = row["text"]
    at = 0
    for paragraph in text.splitlines(keepends=True):
        for start, end in splitter.spans(paragraph, paragraph_breaks=False):
            sentence = paragraph[start:end]
            bounds = tuple(words_of(sentence))
            if len(bounds) > 2:
                places = [(at + start + a, at + start + b) for a, b in bounds]
                yield Example(
                    sentence, bounds, attributions=tuple(_roles(places, row["attributions"]))
                )
        at += len(paragraph)


def _roles(
    places: Sequence[tuple[int, int]], attributions: Sequence[dict[str, Any]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The parts that a sentence's words play in each attribution that reaches into it."""
    floating = [0] * len(places)
    for attribution in attributions:
        roles = [0] * len(places)
        for role in ("content", "source", "cue"):
            for part in attribution[role]:
                for start, end in part["spans"]:
                    for word, (a, b) in enumerate(places):
                        if a < end and b > start:
                            roles[word] = ROLES.index(role)
        cues = [word for word, role in enumerate(roles) if role == ROLES.index("cue")]
        if cues:  # "has learned", "according to": the longest word stands for the cue
            yield max(cues, key=lambda word: places[word][1] - places[word][0]) + 1, tuple(roles)
        elif ROLES.index("content") in roles:
            content = ROLES.index("content")
            floating = [
                content if role == content else old
                for role, old in zip(roles, floating, strict=True)
            ]
    yield 0, tuple(floating)


def checkworthy(path: Path, split: str) -> list[Example]:
    """Sentences of debates, judged check-worthy or not (CheckThat! 2024; ClaimBuster)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example(row["text"], tuple(words_of(row["text"])), worth=row["label"] == "Yes")
        for row in rows
        if row["split"] == split
    ]
