"""Real statements by their places, and all the news pairs a relation model is trained on.

Of the pairs that we read in the data folder's articles the project keeps where the statements
stand and what we said of them. The text is its publishers' and stays in the data folder.
"""

import csv
import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.relation import RELATIONS
from models.training.data import (
    EVENTS,
    GROUPS,
    Components,
    Part,
    Row,
    read_events,
    read_labelled,
    read_lines,
)

READINGS = Path(__file__).parent / "readings"
"""Pairs that we read in articles and headlines of FNC-1 and PolNeAR."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: a document and spans of its text."""

    doc: str
    spans: tuple[tuple[int, int], ...]

    def text(self, documents: Mapping[str, str]) -> str:
        """The statement's words, line breaks smoothed."""
        text = documents[self.doc]
        return " ".join(" ".join(text[start:end].split()) for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of different articles; ``verdict`` is None unread, or where readers differ."""

    event: str
    stratum: str
    a: Place
    b: Place
    verdict: str | None = None


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file, in their order."""
    for row in read_lines(path):
        a, b = (Place(row[side]["doc"], tuple(map(tuple, row[side]["spans"]))) for side in "ab")
        yield Pair(row["event"], row["stratum"], a, b, row["verdict"])


def settled(
    pairs: Iterable[Pair], documents: Mapping[str, str], source: str, part: Part
) -> list[Row]:
    """The pairs that have a verdict, with their texts."""
    return [
        Row(
            a=pair.a.text(documents),
            b=pair.b.text(documents),
            source=source,
            relation=RELATIONS.index(pair.verdict),
            reason=pair.stratum,
            groups=(GROUPS[part], GROUPS[part]),
            documents=(pair.a.doc, pair.b.doc),
        )
        for pair in pairs
        if pair.verdict
    ]


def documents(data: Path) -> dict[str, str]:
    """The texts of FNC-1's bodies and PolNeAR's training articles, by corpus and name."""
    bodies = {
        f"fnc {line['Body ID']}": line["articleBody"]
        for line in _table(data / "news" / "fnc1_train_bodies.csv.gz")
    }
    articles = read_lines(data / "attribution" / "polnear.jsonl.gz")
    return bodies | {
        f"polnear {line['doc']}": line["text"] for line in articles if line["split"] == "train"
    }


def headlines(data: Path) -> dict[str, str]:
    """FNC-1's headlines by the part and the line of its stances that they stand in."""
    return {name: line["Headline"] for name, line in _stances(data)}


def _stances(data: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """FNC-1's stances, each with what its headline is called."""
    for part in ("train", "test"):
        lines = _table(data / "news" / f"fnc1_train_{part}_stances.csv.gz")
        for number, line in enumerate(lines):
            yield f"fnc-headline {part} {number}", line


def _table(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(1 << 24)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def held_documents(data: Path) -> set[str]:
    """The documents of the labelled pairs that are not trained on, by corpus and name."""
    return {
        document
        for row in read_labelled(data)
        for document, place in zip(row.documents, row.groups, strict=True)
        if place in (GROUPS[Part.DEV], GROUPS[Part.CALIBRATION])
    }


def read_readings(data: Path) -> list[Row]:
    """The pairs of real statements that we read, none of a document that is held out."""
    held = held_documents(data)
    pairs = [
        pair
        for path in sorted(READINGS.glob("*.jsonl"))
        for pair in read_pairs(path)
        if not held & {pair.a.doc, pair.b.doc}
    ]
    texts = documents(data) | headlines(data) if pairs else {}
    return settled(pairs, texts, READINGS.name, Part.TRAIN)


def labelled_rows(data: Path) -> list[Row]:
    """The labelled pairs, those that are held out marked where their story is trained on."""
    return _marked(data, read_readings(data))


def _marked(data: Path, readings: Sequence[Row]) -> list[Row]:
    """The labelled pairs, marked by what they and our readings train on.

    Documents are kept apart by what related pairs join, but FNC-1's bodies are of some two
    hundred rumours: two of one rumour may stand on both sides. They are known by a common
    headline, a common sentence, or one text under two names.
    """
    rows = read_labelled(data)
    story = _stories(data, rows)
    trained = {
        frozenset(map(story, row.documents)) for row in [*rows, *readings] if row.part is Part.TRAIN
    }
    return [
        replace(row, seen=True)
        if row.part is not Part.TRAIN and frozenset(map(story, row.documents)) in trained
        else row
        for row in rows
    ]


def _stories(data: Path, rows: Iterable[Row]) -> Callable[[str], str]:
    """Which story a document or a headline is of."""
    stories = Components()
    for row in rows:
        if RELATIONS[row.relation] != "neutral":
            stories.join(*row.documents)
    first: dict[str, str] = {}
    for name, text in documents(data).items():
        stories.join(name, first.setdefault(" ".join(text.split()), name))
    for row in rows:
        for name, text in zip(row.documents, (row.a, row.b), strict=True):
            stories.join(name, first.setdefault(text, name))
    for name, line in _stances(data):
        stories.join(name, first.setdefault(f"headline {line['Headline']}", name))
        if line["Stance"] != "unrelated":
            stories.join(name, f"fnc {line['Body ID']}")
    return stories.find


def news_rows(data: Path) -> list[Row]:
    """Every pair with a relation: invented events, the data folder's and ours, and real news."""
    readings = read_readings(data)
    return [
        *read_events(data / "written"),
        *read_events(EVENTS, Part.TRAIN),
        *_marked(data, readings),
        *readings,
    ]
